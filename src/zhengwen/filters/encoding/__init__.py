"""Family E: wrong charsets, undecodable bytes and mojibake."""
