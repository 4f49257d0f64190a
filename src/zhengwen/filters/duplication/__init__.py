"""Family D: text that stands more than once."""
