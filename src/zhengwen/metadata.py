"""What a page says of itself: title, source, date and the other labelled facts of government pages."""

from __future__ import annotations


def extract(page: str, cleaned: str) -> dict[str, str]:
    """Read the labelled facts of a page.

    Args:
        page: the text before anything was cut.
        cleaned: the text after.
    """
    return {}
