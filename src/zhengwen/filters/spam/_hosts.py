"""Hosts that nobody keeps for long, and markup that was left in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from zhengwen import data
from zhengwen.text.char_search import places
from zhengwen.text.lazy_regex import pattern

# The marks of a top-level domain in `data/spam/domains.txt`.
CONTACT, NUMBERED, CHEAP, SOUGHT = "contact", "numbered", "cheap", "sought"
# A host that nobody keeps for long: letters and a number, or one of the cheapest endings. A short link, a host and a
# few letters (reurl.cc/AbCdEf), stands in press releases.
THROWAWAY = pattern(
    lambda: (
        rf"""
    (?<![a-z0-9.\-]) (?:[a-z0-9\-]{{1,20}}\.){{0,2}}
    (?: [a-z\-]{{1,12}}\d{{3,8}}\.(?:{domains(NUMBERED)})  # letters and a number: abc888.com
      | [a-z0-9\-]{{2,30}}\.(?:{domains(CHEAP)})           # anything, under a cheap ending
    )
    (?! [a-z0-9.] | /[a-z0-9]{{4,8}}(?![a-z0-9./]) )       # the end of the host, and no short link
    """
    ),
    re.VERBOSE,
)
MAX_HOST_CHARS, MAX_LINK_CHARS, MAX_HOSTS = 30, 11, 500  # characters before and behind an ending; hosts looked at
# What hides words from readers and shows them to search engines.
HIDDEN = pattern(
    r"""
    (?:left|top|text-indent|margin-left)\s?:\s?-\d{3,}                                   # off the screen
    | display\s?:\s?none | visibility\s?:\s?hidden | font-size\s?:\s?0(?![\d.])          # not shown
    | <marquee | document\.write                                                         # written by a script
    """,
    re.VERBOSE,
)
MARKUP = pattern(r"(?:<|&lt;)/?[a-z][a-z\d]{0,9}(?:[\s/>]|&gt;)", re.IGNORECASE)
ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"))
TAG = pattern(r"</?[a-z][^<>\n]{0,300}>")
LINK = pattern(r"""(?:href|src)\s?=\s?["']?([^"'\s>]{1,200})""")


def throwaway_hosts(text: str, letters: str) -> Iterator[int]:
    """Where hosts end that nobody keeps for long; looked at where an ending stands, for a page has few.

    `letters` are the ASCII characters of the page, which are asked first.
    """
    for ending in filter(letters.__contains__, _sought_endings()):
        for at in islice(places(text, ending), MAX_HOSTS):
            if THROWAWAY.search(text[max(0, at - MAX_HOST_CHARS) : at + len(ending) + MAX_LINK_CHARS].lower()):
                yield at


@cache
def _domains() -> tuple[tuple[str, frozenset[str]], ...]:
    """Each top-level domain of `domains.txt` with its marks."""
    rows = (line.split() for line in data.read("spam/domains.txt").splitlines() if not line.startswith("#"))
    return tuple((domain, frozenset(marks)) for domain, *marks in rows)


def domains(mark: str = CONTACT) -> str:
    """The top-level domains with a mark, as alternatives of a pattern."""
    return "|".join(domain for domain, marks in _domains() if mark in marks)


@cache
def _sought_endings() -> tuple[str, ...]:
    """The endings by which throwaway hosts are found: those that pages name oftenest."""
    return tuple(f".{domain}" for domain, marks in _domains() if SOUGHT in marks)


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
