"""Lines that stand in one element of the page with the rest of the document, which the markup tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from zhengwen.html import HtmlLine
from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.rows import Rows

# What the document may have, too, so that its place decides. Buttons, lists and breadcrumbs are the site's anywhere.
EITHERS = frozenset((Kind.UNNAMED, Kind.CONTACT, Kind.HOST, Kind.URL, Kind.CREDIT, Kind.SITE_PAGES))
OF_THE_SITE = frozenset((Kind.SITE, Kind.DIALOG, Kind.ACCESS, Kind.CRUMBS, Kind.NEIGHBOUR, Kind.LIST, Kind.MENU))
FEWEST_CHARS = 60  # of what stays in the element
MAX_LINKED = 0.5  # of a line's characters, before it is a list of links


def spare(rows: Rows, cut: Mapping[int, Kind]) -> dict[int, Kind]:
    """What goes, less the lines in the element that holds the document and nothing of the site."""
    markup = rows.page.markup
    if markup is None or EITHERS.isdisjoint(cut.values()):
        return dict(cut)
    lines = [markup[line] for line in rows.lines]
    box = _box(rows, cut, lines)
    if not box or any(kind in OF_THE_SITE and lines[row].path == box for row, kind in cut.items()):
        return dict(cut)
    return {row: kind for row, kind in cut.items() if not (kind in EITHERS and _stands_in(lines[row], box))}


def _box(rows: Rows, cut: Mapping[int, Kind], lines: list[HtmlLine]) -> str:
    """The ids and classes around most of what stays."""
    sizes: Counter[str] = Counter()
    for row, line in enumerate(lines):
        if row not in cut and line.link_density < MAX_LINKED:
            sizes[line.path] += len(line.text)
    box, size = sizes.most_common(1)[0] if sizes else ("", 0)
    return box if size >= FEWEST_CHARS else ""


def _stands_in(line: HtmlLine, box: str) -> bool:
    return line.path == box and line.link_density < MAX_LINKED
