"""What a difference between two copies of a text is: a slip in one of them, or another text."""
