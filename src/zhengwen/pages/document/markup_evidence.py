"""What the markup of a page shows of its lines: landmarks, names, links, and the block that holds the prose."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby

from zhengwen import data
from zhengwen.html import HtmlLine
from zhengwen.pages.document.line_evidence import LineEvidence
from zhengwen.pages.document.page_evidence import SITE_KINDS, body_of, newest_first
from zhengwen.text.lazy_regex import pattern

NAMES = "page/markup/names.toml"
WORD = pattern("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# The roles of landmarks.
OF_LANDMARKS = {"nav": "menu", "header": "head", "footer": "foot", "aside": "aside"}
CELLS = frozenset(("td", "th", "dt", "dd"))
DENSITIES = (0.01, 0.3, 0.7, 0.99)
FARTHEST = 4  # elements with names between a line and the block that holds the prose
LABEL, FEWEST_LABELS, LABEL_SHARE = "label", 3, 0.4  # rows that begin with a label, of a form
NOT_OF_A_FORM = frozenset(("name=foot", "name=menu", "name=head", "name=comment"))
MOSTLY_LINKED = 0.7  # of the characters of a line
OF_SITES = frozenset(("nav", "footer"))
MOST_OF_IT = 0.75  # of the prose, that the block of the prose holds


@cache
def _roles() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """The roles of words, and those of beginnings of words."""
    whole, begins = {}, []
    for role, words in tomllib.loads(data.read(NAMES)).items():
        for word in words.split():
            if word.endswith("*"):
                begins.append((word[:-1], role))
            else:
                whole[word] = role
    return whole, tuple(begins)


@lru_cache(maxsize=4096)
def _of_path(path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The elements of a path, and what their names show."""
    steps = tuple(path.split(" > ")) if path else ()
    roles = [_of_name(step) for step in steps]
    shows = {f"name={role}" for step in roles for role in step}
    nearest = next((step for step in reversed(roles) if step), ())
    shows |= {f"nearest_name={role}" for role in nearest}
    return steps, tuple(sorted(shows))


def names_of(path: str) -> tuple[str, ...]:
    """What the ids and classes of a path show: `name=…` of any element, `nearest_name=…` of the innermost."""
    return _of_path(path)[1]


@lru_cache(maxsize=4096)
def _of_name(name: str) -> tuple[str, ...]:
    whole, begins = _roles()
    found = set()
    for word in WORD.findall(name):
        low = word.lower()
        if low in whole:
            found.add(whole[low])
        else:
            found |= {role for begin, role in begins if low.startswith(begin)}
    return tuple(found)


@lru_cache(maxsize=4096)
def _of_place(
    path: str, tag: str, heading: int, landmarks: tuple[str, ...], in_list: bool, control: bool, table: bool
) -> tuple[str, ...]:
    found = [f"landmark={one}" for one in dict.fromkeys(landmarks)]
    found += [f"name={OF_LANDMARKS[one]}" for one in dict.fromkeys(landmarks) if one in OF_LANDMARKS]
    if heading:
        found.append(f"heading={min(heading, 3)}")
    if in_list:
        found.append("list_item")
    if control:
        found.append("control")
    if table:
        found.append("table_cells")
    if tag == "p":
        found.append("paragraph")
    return tuple(dict.fromkeys((*found, *_of_path(path)[1])))


def by_itself(lines: Sequence[HtmlLine]) -> list[tuple[str, ...]]:
    """What the markup shows of each line, whatever stands around it."""
    found = []
    for line in lines:
        is_cell = line.cells > 1 or line.tag in CELLS
        where = (line.path, line.tag, line.heading, line.landmarks, line.in_list, bool(line.control), is_cell)
        shows = _of_place(*where)
        density = bisect_left(DENSITIES, line.link_density)
        found.append((f"linked={density}", *shows))
    return found


def without_linked_prose(lines: Sequence[HtmlLine], rows: Sequence[LineEvidence]) -> list[LineEvidence]:
    """The rows, with those that are links or stand in a menu or a footer marked: no prose, though it reads so."""
    return [
        row._replace(is_prose=False, ends_sentence=False, linked=True) if _is_the_sites(line) else row
        for line, row in zip(lines, rows, strict=True)
    ]


def _is_the_sites(line: HtmlLine) -> bool:
    return line.link_density >= MOSTLY_LINKED or not OF_SITES.isdisjoint(line.landmarks)


def beside_the_prose(lines: Sequence[HtmlLine], rows: Sequence[LineEvidence]) -> list[str]:
    """How many elements further out each line stands than the element that holds most of the prose."""
    first, after = body_of(rows, newest_first(rows))
    sizes = [row.size if first <= place < after and row.is_prose else 0 for place, row in enumerate(rows)]
    block = _block(lines, sizes)
    known: dict[str, str] = {}
    for line in lines:
        if line.path not in known:
            known[line.path] = f"block={_far(line.path, block)}" if block else "block=none"
    return [known[line.path] for line in lines]


def spare_forms(lines: Sequence[HtmlLine], rows: Sequence[LineEvidence], goes: list[bool]) -> None:
    """Keep labels with their values in one element: a form or a table of the document's, but in a footer an address."""
    for path, run in groupby(range(len(rows)), key=lambda row: lines[row].path):
        held = [row for row in run if not rows[row].linked]
        labels = sum(1 for row in held if LABEL in rows[row].shows)
        if labels >= max(FEWEST_LABELS, LABEL_SHARE * len(held)) and NOT_OF_A_FORM.isdisjoint(_of_path(path)[1]):
            for row in held:
                goes[row] = goes[row] and rows[row].kind in SITE_KINDS


def _far(path: str, block: Sequence[str]) -> int:
    steps = set(_of_path(path)[0])
    return min(next((far for far, one in enumerate(block) if one in steps), FARTHEST), FARTHEST)


def _block(lines: Sequence[HtmlLine], sizes: Sequence[int]) -> tuple[str, ...]:
    """The deepest element that holds most of the prose, with those around it, the innermost first."""
    held: dict[tuple[str, ...], int] = {}
    total = sum(sizes)
    for line, size in zip(lines, sizes, strict=True):
        if not size:
            continue
        steps = _of_path(line.path)[0]
        for stop in range(1, len(steps) + 1):
            held[steps[:stop]] = held.get(steps[:stop], 0) + size
    best = max((steps for steps, size in held.items() if size >= MOST_OF_IT * total), key=len, default=())
    return best[::-1]
