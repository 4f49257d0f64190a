"""Which site a page belongs to."""

from __future__ import annotations

from urllib.parse import urlsplit

from zhengwen.text.lazy_regex import pattern

PLAIN = pattern(r"https?://(?P<host>[a-z0-9.-]+)(?:[/?#]|\Z)")  # as most URLs are; parsing takes ten times as long


def host_of(url: str) -> str:
    """The host that a URL names, in lower case and without its port; empty where it names none."""
    plain = PLAIN.match(url)
    if plain:
        return plain["host"]
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
