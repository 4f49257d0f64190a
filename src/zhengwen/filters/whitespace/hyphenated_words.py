"""Finds English words that are hyphenated at the end of a line."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.lazy_regex import pattern

# The hyphen and the break first, for speed; a soft hyphen is an invisible character's rule.
HYPHENATED = pattern(r"-\n(?<=[a-z]{2}-\n)(?=([a-z]{2,}))")
WORD = pattern(r"[a-z]+(?:-[a-z]+)*")
WORD_HEAD = pattern(r"[A-Za-z]+\Z")
MAX_WORD_CHARS = 40


class HyphenatedWord(Rule):
    """English word hyphenated at the end of a line.

    ## What it does
    Joins the halves of `infor-` / `mation`.

    ## Why it is damage
    The hyphen belongs to a line break that is gone; searches miss the word.

    ## Example
    `infor-` / `mation` becomes `information` where the page has `information` elsewhere.

    ## Leaves alone
    Halves that begin with a capital or a figure, hyphens inside a line, source code.

    ## Safety
    Safe where the page shows which way the word is written, whole or with its hyphen (`well-known`). Otherwise unsafe.

    ## Evidence
    Not once in 1,238 Chinese texts; it is for bilingual ones.
    """

    code = "W010"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find hyphens at the ends of lines inside words."""
    yield from find_in_prose(page, SEARCHES)


def _may_be_hyphenated(page: Page) -> bool:
    return "-\n" in page.text


def _hyphenated(page: Page) -> Iterator[Finding]:
    text = page.text
    words: frozenset[str] | None = None
    for match in HYPHENATED.finditer(text):
        at = match.start()
        head = WORD_HEAD.search(text, max(0, at - MAX_WORD_CHARS), at)
        if head is None:
            continue
        if words is None:
            words = frozenset(WORD.findall(text.lower()))
        whole, compound = f"{head.group()}{match[1]}".lower(), f"{head.group()}-{match[1]}".lower()
        message = f"The word {whole!r} is hyphenated at the end of a line."
        if compound in words:
            yield Finding("W010", at + 1, at + 2, message, "")
        else:
            yield Finding("W010", at, at + 2, message, "", whole in words)


SEARCHES = (Search(_may_be_hyphenated, _hyphenated),)
