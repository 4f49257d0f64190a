"""Family P: marks folded to ASCII, doubled or unpaired."""
