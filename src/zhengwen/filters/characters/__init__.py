"""Family C: characters that stand for others, and those that nobody sees."""
