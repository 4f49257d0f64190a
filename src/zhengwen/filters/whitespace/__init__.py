"""Family W: spaces and line breaks that nobody wrote."""
