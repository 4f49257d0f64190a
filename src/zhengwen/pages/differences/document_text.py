"""The document of a page without the lines of the site above and below it: what is compared across pages.

Only for comparison: one document on two sites stands between two menus, and a short one has more menu than text. What
is cut here stays on the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.pages import vocabulary
from zhengwen.pages.line_kinds import Kind, kind_of

MAX_EDGE_LINES = 24  # lines looked at on either edge; more stand there only where the page is a list
MAX_EDGE_CHARS = 3000  # characters in which these lines are sought
MAX_SITE_LINE_CHARS = 120  # characters; longer lines are the document's
MAX_ENTRY_CHARS = 8  # characters of a menu entry that has a line of its own
MIN_ENTRIES, MIN_KNOWN_ENTRIES = 3, 2  # of a menu with an entry a line, and how many of them other sites have, too
MIN_KEPT_SHARE = 0.15  # of a text; less is a page without a document, which is compared whole
OF_THE_SITE = frozenset(
    (
        *(Kind.CROSS, Kind.DIALOG, Kind.CRUMBS, Kind.TOOLS, Kind.WEAK_TOOLS, Kind.ACCESS, Kind.NEIGHBOUR, Kind.QR),
        *(Kind.SITE, Kind.HOST, Kind.SITE_PAGES, Kind.LIST, Kind.MENU, Kind.WEATHER, Kind.URL, Kind.CREDIT),
        *(Kind.BYLINE, Kind.RECURRING),
    )
)

FOOTER = frozenset((Kind.SITE, Kind.HOST))  # beside which an address is the site's


def document_text(text: str) -> str:
    """Return a text without the lines of the site at its head and its end."""
    if "\n" not in text:
        return text
    above = _head(text)
    rest = text[sum(len(line) + 1 for line in above) :]
    below = _head(rest[::-1], mirrored=True)[::-1]
    cut = [*_is_of_site(above), *_is_of_site(below, below=True)]
    if not any(cut):
        return text
    middle = rest[: len(rest) - sum(len(line) + 1 for line in below)]
    stay = [line for line, out in zip((*above, *below), cut, strict=True) if not out]
    at = len(above) - sum(cut[: len(above)])
    kept = "\n".join((*stay[:at], middle, *stay[at:]))
    return kept if len(kept) >= MIN_KEPT_SHARE * len(text) else text


def _head(text: str, *, mirrored: bool = False) -> list[str]:
    """Return the lines above the first that reads like a document; of a mirrored text, those below the last."""
    lines = text[:MAX_EDGE_CHARS].split("\n")
    if len(text) > MAX_EDGE_CHARS:
        lines.pop()  # it may go on
    found: list[str] = []
    for line in lines[:MAX_EDGE_LINES]:
        as_written = line[::-1] if mirrored else line
        if _reads_like_document(as_written):
            break
        found.append(as_written)
    return found


def _reads_like_document(line: str) -> bool:
    return len(line) > MAX_SITE_LINE_CHARS or kind_of(line) is Kind.DOCUMENT


def _is_of_site(lines: Sequence[str], *, below: bool = False) -> list[bool]:
    kinds = [kind_of(line) for line in lines]
    found = [kind in OF_THE_SITE for kind in kinds]
    for start, end in _runs_of_entries(lines):
        if sum(lines[place].strip() in vocabulary.words("menus") for place in range(start, end)) >= MIN_KNOWN_ENTRIES:
            found[start:end] = [True] * (end - start)
    if below and not FOOTER.isdisjoint(kinds):
        found = [out or kind is Kind.CONTACT for out, kind in zip(found, kinds, strict=True)]
    if below and Kind.LIST in kinds:  # links of the list stand below its heading
        start = kinds.index(Kind.LIST)
        found[start:] = [True] * (len(found) - start)
    return found


def _runs_of_entries(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return the runs of lines as short as the entries of a menu."""
    runs, start = [], 0
    for place in range(len(lines) + 1):
        if place < len(lines) and 0 < len(lines[place].strip()) <= MAX_ENTRY_CHARS:
            continue
        if place - start >= MIN_ENTRIES:
            runs.append((start, place))
        start = place + 1
    return runs
