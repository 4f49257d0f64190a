"""Family S: keyword blocks that intruders left on the server."""
