"""How sure it is that the rows of a page that look like furniture are the site's.

One line is no evidence: a notice names its hosts and whom to call, a page about copyright ends with whose it is. So the
rows at either end of a page that only labels speak for stay, where nothing else on the page is the site's; they are
offered as unsafe fixes. A page on which nothing would be left stays whole, and is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import takewhile

from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.line_patterns import RECORD
from zhengwen.pages.rows import Rows

LABELLED = frozenset((Kind.SITE, Kind.HOST, Kind.CONTACT, Kind.CREDIT, Kind.BYLINE))
OF_THE_SITE = 3  # rows of a footer that labels of a site begin: as many as no document ends with


class Certainty(Enum):
    """What becomes of rows that look like furniture."""

    CUT = "the site's beyond doubt"
    OFFERED = "the site's or the document's"
    REPORTED = "all that the page has"


def judge(rows: Rows, cut: Mapping[int, Kind]) -> dict[int, Certainty]:
    """How sure it is of each row."""
    if len(cut) == len(rows):
        return dict.fromkeys(cut, Certainty.REPORTED)
    sure = dict.fromkeys(cut, Certainty.CUT)
    for block in (_edge(cut, range(len(rows))), _edge(cut, range(len(rows) - 1, -1, -1))):
        if block and not _is_the_sites(rows, cut, block):
            sure |= dict.fromkeys(block, Certainty.OFFERED)
    return sure


def _edge(cut: Mapping[int, Kind], order: Iterable[int]) -> list[int]:
    """The rows that go at one edge of the page."""
    return list(takewhile(cut.__contains__, order))


def _is_the_sites(rows: Rows, cut: Mapping[int, Kind], block: list[int]) -> bool:
    """Whether more than labels and phrases speak for rows at an edge, or something else on the page is the site's."""
    kinds = [cut[row] for row in block]
    if not LABELLED.issuperset(kinds) or any(RECORD.search(rows.folded(row)) for row in block):
        return True
    if Kind.SITE not in kinds:
        return Kind.HOST not in kinds
    return len(cut) > len(block) or kinds.count(Kind.SITE) >= OF_THE_SITE
