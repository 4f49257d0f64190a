"""What government pages are made of: words, labels, dates, lines, mastheads, differences between copies."""
