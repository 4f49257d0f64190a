"""The site that a page belongs to."""

from __future__ import annotations

from urllib.parse import urlsplit

from zhengwen.text.lazy_regex import pattern

PLAIN = pattern(r"https?://(?P<host>[a-z0-9.-]+)(?:[/?#]|\Z)")  # most URLs; parsing takes ten times as long


def host_of(url: str) -> str:
    """Return the host of a URL, in lower case and without the port; empty if it has none."""
    plain = PLAIN.match(url)
    if plain:
        return plain["host"]
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
