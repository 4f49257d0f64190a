"""How filters of sentences find faults: a cheap question first, a judgement after it, and only in prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from zhengwen.finding import Finding
from zhengwen.page import Page
from zhengwen.pages.not_prose import Passage, is_prose, passages
from zhengwen.pages.quoted_faults import is_quoted_fault


class Search(NamedTuple):
    """A judgement, and the cheap question that rules it out on most pages.

    Where `may_find` says no, `judge` finds nothing: tests ask both of every page they have.
    """

    may_find: Callable[[Page], bool]
    judge: Callable[[Page], Iterator[Finding]]


def find_in_prose(page: Page, searches: Sequence[Search]) -> Iterator[Finding]:
    """What the searches find in the prose of a page."""
    for may_find, judge in searches:
        if may_find(page):
            yield from in_prose(page, judge(page))


def in_prose(page: Page, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that stand in prose; a fault that the text quotes as one is reported, not fixed."""
    others: tuple[Passage, ...] | None = None  # asked for with the first finding: most searches have none
    for finding in findings:
        others = page.view(passages) if others is None else others
        if others and not is_prose(page, finding.start):
            continue
        if finding.replacement is not None and is_quoted_fault(page.text, finding.start, finding.end):
            finding = finding._replace(replacement=None, safe=False)
        yield finding
