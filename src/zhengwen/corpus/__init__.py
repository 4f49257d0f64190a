"""Many pages at once: records in and out, duplicates across pages, the index, runs, and what sites have in common."""
