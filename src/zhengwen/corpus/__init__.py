"""Whole corpora: reading records, finding duplicates across pages, the index, corpus runs, and site profiles."""
