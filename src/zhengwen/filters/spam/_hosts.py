"""Hosts that nobody keeps for long, and markup that was left in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from zhengwen.text.char_search import places
from zhengwen.text.lazy_regex import pattern

# A host that nobody keeps for long: letters and a number, or one of the cheapest endings. A short link, a host and a
# few letters (reurl.cc/AbCdEf), stands in press releases.
THROWAWAY = pattern(
    r"(?<![a-z0-9.\-])(?:[a-z0-9\-]{1,20}\.){0,2}"
    r"(?:[a-z\-]{1,12}\d{3,8}\.(?:com|net|cc|vip|top|xyz|info|me|tv|club|site|win|bet|one|pw|ws)"
    r"|[a-z0-9\-]{2,30}\.(?:cc|vip|top|xyz|win|bet|pw|club|icu|buzz|tk))(?![a-z0-9.]|/[a-z0-9]{4,8}(?![a-z0-9./]))"
)
HOST_ENDINGS = (".com", ".net", ".cc", ".vip", ".top", ".xyz", ".info", ".win", ".bet", ".pw", ".club", ".site")
LONGEST_HOST, LONGEST_LINK, MOST_HOSTS = 30, 11, 500  # characters before and behind an ending; hosts looked at
# What hides words from readers and shows them to search engines.
HIDDEN = pattern(
    r"(?:left|top|text-indent|margin-left)\s?:\s?-\d{3,}|display\s?:\s?none|visibility\s?:\s?hidden|font-size\s?:\s?0(?![\d.])|<marquee|document\.write"
)
MARKUP = pattern(r"(?:<|&lt;)/?[a-z][a-z\d]{0,9}(?:[\s/>]|&gt;)", re.IGNORECASE)
ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"))
TAG = pattern(r"</?[a-z][^<>\n]{0,300}>")
LINK = pattern(r"""(?:href|src)\s?=\s?["']?([^"'\s>]{1,200})""")


def throwaway_hosts(text: str, letters: str) -> Iterator[int]:
    """Where hosts end that nobody keeps for long; looked at where an ending stands, for a page has few.

    `letters` are the ASCII characters of the page, which are asked first.
    """
    for ending in filter(letters.__contains__, HOST_ENDINGS):
        for at in islice(places(text, ending), MOST_HOSTS):
            if THROWAWAY.search(text[max(0, at - LONGEST_HOST) : at + len(ending) + LONGEST_LINK].lower()):
                yield at


def untagged(flat: str) -> str:
    """Plain text without markup, escaped or not, but for the addresses in it."""
    if not MARKUP.search(flat):
        return flat
    for written, mark in ESCAPED:
        flat = flat.replace(written, mark)
    return TAG.sub(_links, flat)


def _links(tag: re.Match[str]) -> str:
    """The addresses in a tag, which are all that is to be read of it."""
    return f" {' '.join(LINK.findall(tag.group()))} "
