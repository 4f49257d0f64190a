"""What Unicode text is, and what bytes it may have come from; nothing here knows of sites or pages."""
