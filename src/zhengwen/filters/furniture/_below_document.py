"""The furniture at the end of a page, found by walking up from its last line."""

from __future__ import annotations

import re
from collections.abc import Set

from zhengwen.pages import line_patterns as words
from zhengwen.pages.agencies import ends_like_one
from zhengwen.pages.dates import SIGNING_DATE
from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.rows import MAX_MASTHEAD_ROWS, Rows
from zhengwen.pages.sentences import FINISHED, NUMBERED

SURE_KINDS = frozenset(
    (Kind.CROSS, Kind.DIALOG, Kind.CRUMBS, Kind.TOOLS, Kind.ACCESS, Kind.NEIGHBOUR, Kind.QR, Kind.SITE, Kind.LIST)
)
WEAK = frozenset((Kind.WEAK_TOOLS, Kind.MENU, Kind.URL, Kind.HOST, Kind.CONTACT, Kind.CREDIT, Kind.SITE_PAGES))
# How many lines of no known kind may stand between a line and the furniture below it, and how long they may be.
BRIDGES = {
    Kind.LIST: (150, 80),  # the links themselves
    Kind.NEIGHBOUR: (3, 80),  # the title of the neighbour, on a line of its own
    Kind.MENU: (4, 16),
    Kind.SITE_PAGES: (4, 30),
    Kind.URL: (2, 30),
    Kind.SITE: (2, 40),
    Kind.QR: (2, 30),
    Kind.CROSS: (1, 20),
    Kind.DIALOG: (2, 30),
    Kind.ACCESS: (8, 24),
    Kind.TOOLS: (1, 20),
    Kind.CRUMBS: (1, 20),
}
BELOW_THE_SITE = (8, 16)
MAX_TAIL_ROWS = 1000  # rows; no end of a page is longer
# What stands right below the end of a document.
ENDS = frozenset((Kind.TOOLS, Kind.NEIGHBOUR, Kind.LIST, Kind.QR))
MIN_END_CHARS, SIGNATURE_ROWS = 12, 6  # characters of a sentence that ends a document; rows of a signature
MAX_ENTRY_CHARS, MAX_LABEL_CHARS = 40, 8
ADDRESS = frozenset((Kind.CONTACT, Kind.HOST))
LOOSE = frozenset((Kind.WEAK_TOOLS, Kind.MENU, Kind.URL, Kind.SITE_PAGES))
NO_BRIDGE = (0, 0)


def read(rows: Rows, start: int) -> dict[int, Kind]:
    """The rows after `start` that belong to the end of the site's page."""
    cut: dict[int, Kind] = {}
    waiting: list[int] = []
    for row in range(len(rows) - 1, max(start, len(rows) - MAX_TAIL_ROWS) - 1, -1):
        kind = rows.kind(row)
        if row + 1 in cut and words.EMPTY_LABEL.fullmatch(rows.folded(row)):
            cut[row] = Kind.LIST
        elif kind in SURE_KINDS or kind in WEAK:
            if not (_bridges(rows, kind, waiting, bool(cut)) or _ends_the_document(rows, row, kind, waiting, cut)):
                if (kind in SURE_KINDS and (cut or len(waiting) > BELOW_THE_SITE[0])) or len(waiting) > 150:
                    break
                waiting.append(row)
                continue
            cut |= dict.fromkeys(waiting, kind)
            cut[row] = kind
            waiting = []
        elif kind is Kind.BYLINE and words.UPDATED.match(rows.folded(row)) and (row + 1 in cut or row + 1 == len(rows)):
            cut[row] = kind
        elif kind is Kind.FACT or len(waiting) > 150 or (rows.is_sentence(row) and not _is_a_label(rows, row)):
            break
        else:
            waiting.append(row)
    return _without_the_documents_own(rows, cut)


def _bridges(rows: Rows, kind: Kind, waiting: list[int], below: bool) -> bool:
    """Whether the lines waiting below a line of this kind go with it."""
    if not waiting:
        return True
    if any(rows.is_sentence(row) and rows.kind(row) not in SURE_KINDS for row in waiting):
        return False
    most, longest = BRIDGES.get(kind, NO_BRIDGE)
    if kind is Kind.SITE and words.FOOTER_SIGN.search(rows.folded(waiting[-1] - 1)):
        most, longest, below = *BELOW_THE_SITE, True  # what stands below a site's footer is the site's
    if len(waiting) > most or not (below or kind is Kind.LIST or kind is Kind.NEIGHBOUR):
        return False
    if any(_is_long(rows, row, longest) or rows.kind(row) is Kind.BYLINE for row in waiting):
        return False
    return kind in (Kind.LIST, Kind.NEIGHBOUR) or not any(_signs(rows, row) for row in waiting)


def _is_long(rows: Rows, row: int, longest: int) -> bool:
    """Whether a row is longer than an entry is, and no address."""
    return len(rows.folded(row)) > longest and rows.kind(row) not in ADDRESS


def _ends_the_document(rows: Rows, row: int, kind: Kind, waiting: list[int], cut: dict[int, Kind]) -> bool:
    """Whether a line stands right below the end of the document, so that all lines down to the footer are the site's.

    The lines in between are short entries and labels, of kinds that no vocabulary has: recommended pages, a box for
    comments, links of friends.
    """
    if kind not in ENDS or not any(cut[below] in SURE_KINDS for below in cut):
        return False
    above = row - 1
    while above >= 0 and rows.kind(above) in SURE_KINDS | WEAK:
        above -= 1
    if above < 0 or not _is_an_end(rows, above):
        return False
    return all(_may_be_an_entry(rows, below) for below in waiting)


def _is_an_end(rows: Rows, row: int) -> bool:
    """Whether a document ends with a row: a finished sentence or a date that signs, with a sentence above it."""
    text = rows.folded(row)
    if SIGNING_DATE.match(text):
        return any(FINISHED.search(rows.folded(above)) for above in range(max(0, row - SIGNATURE_ROWS), row))
    return len(text) >= MIN_END_CHARS and bool(FINISHED.search(text))


def _may_be_an_entry(rows: Rows, row: int) -> bool:
    """Whether a row may be an entry of a list of links, or a label in a form."""
    text = rows.folded(row)
    if len(text) > MAX_ENTRY_CHARS or rows.kind(row) in (Kind.BYLINE, Kind.FACT) or SIGNING_DATE.match(text):
        return False
    return not NUMBERED.match(text) and (not rows.is_sentence(row) or _is_a_label(rows, row))


def _is_a_label(rows: Rows, row: int) -> bool:
    """Whether a row is a short label of a form, as 用户名: is."""
    text = rows.folded(row)
    return text.endswith(":") and len(text) <= MAX_LABEL_CHARS


def _signs(rows: Rows, row: int) -> bool:
    """Whether a line looks like the signature of a document: an agency or a date."""
    text = rows.folded(row)
    named = ends_like_one(text) and not text.startswith("关于")  # 关于本局 is a menu's
    return bool(SIGNING_DATE.match(text) or named or re.match(r"\s*附\s*件", text))


def _without_the_documents_own(rows: Rows, cut: dict[int, Kind]) -> dict[int, Kind]:
    """Give back, from the top, the lines that may as well be the document's: contacts, hosts, single short words."""
    kept = sorted(cut)
    while kept:
        top = kept[0]
        kind = cut[top]
        if kind in SURE_KINDS or (kind is Kind.SITE_PAGES and len(kept) > 1):
            break
        run = _leading(kept, cut, ADDRESS if kind in ADDRESS else LOOSE if kind in LOOSE else {kind})
        if _is_the_sites(rows, cut, kept, run):
            break
        kept = kept[len(run) :]
    return {row: cut[row] for row in kept}


def _leading(kept: list[int], cut: dict[int, Kind], kinds: Set[Kind]) -> list[int]:
    run = []
    for row in kept:
        if cut[row] not in kinds:
            break
        run.append(row)
    return run


def _is_the_sites(rows: Rows, cut: dict[int, Kind], kept: list[int], run: list[int]) -> bool:
    rest = kept[len(run) :]
    kinds = {cut[row] for row in rest}
    above = rows.folded(run[0] - 1) if run[0] else ""
    if cut[run[0]] in LOOSE:
        ended = bool(re.search(r"[。！？]\W*$", above) or SIGNING_DATE.match(above))
        return (bool(kinds & SURE_KINDS) and ended) or (
            len(run) >= 3 and Kind.SITE in kinds and not _has_the_tools_of_a_document_below(cut, rest)
        )
    if cut[run[0]] is Kind.CREDIT:
        return bool(kinds & SURE_KINDS) or any(
            rows.kind(row) is Kind.BYLINE for row in range(min(MAX_MASTHEAD_ROWS, run[0]))
        )
    if rows.kind(run[0]) is not Kind.HOST and _has_the_tools_of_a_document_below(cut, rest):
        return False
    return _is_the_sites_address(rows, kinds, run, rest, above)


def _is_the_sites_address(rows: Rows, kinds: set[Kind], run: list[int], rest: list[int], above: str) -> bool:
    """Whether hosts and contacts at the top of the tail are the site's and not those of the notice above."""
    own = "\n".join(rows.folded(row) for row in run)
    if words.OWN_CONTACT.search(own) or re.match(r".{0,12}(?:联系|联络|咨询|洽询|承办|经办)", above):
        return False
    ended = bool(re.search(r"[。！？]\W*$", above) or SIGNING_DATE.match(above))
    hosted = rows.kind(run[0]) is Kind.HOST
    if not kinds & {Kind.SITE, Kind.SITE_PAGES}:
        return hosted and len(run) > 1 and ended
    if hosted:
        return True
    labels = set(words.CONTACT_LABEL.findall(own))
    again = set(words.CONTACT_LABEL.findall("\n".join(rows.folded(row) for row in rest)))
    return not labels & again and not re.search(r"[:,，、]$", above)


def _has_the_tools_of_a_document_below(cut: dict[int, Kind], rest: list[int]) -> bool:
    """Whether what follows a run is what stands right below a document: its buttons, its neighbours."""
    return bool(rest) and cut[rest[0]] in ENDS
