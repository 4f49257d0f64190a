"""Family F: what belongs to the site, not to the document."""
