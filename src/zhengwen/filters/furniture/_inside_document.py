"""The furniture between the lines of a document: button bars, close buttons, links to neighbours, captions."""

from __future__ import annotations

import re

from zhengwen.pages import line_patterns as words
from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.masthead import Masthead
from zhengwen.pages.rows import Rows
from zhengwen.text.lazy_regex import pattern

TICKS = frozenset("√✓✔○●☑☒□■◎△")
MAX_CROSSES = 6
FURNITURE = frozenset(
    (Kind.CROSS, Kind.DIALOG, Kind.CRUMBS, Kind.TOOLS, Kind.ACCESS, Kind.NEIGHBOUR, Kind.QR, Kind.LIST)
)
BUTTONS = frozenset((Kind.TOOLS, Kind.WEAK_TOOLS))
FRAME = pattern(r"[\[\]【】〖〗|｜]{1,4}")
MAX_BUTTONS_NAMED = 6  # rows of buttons below the words that tell to press them
TOLD_TO_PRESS = pattern(r"(?:点击|单击|双击|点选|选择|按下?|勾选)(?:以?下列?|页面|右上角)?的?:?$")
OF_THIS_PAGE = pattern(r"当前页|本页|此页|分享|手机(?:打开|查看|浏览|阅读|版)|朋友圈|扫一扫")


def read(rows: Rows, cut: dict[int, Kind], masthead: Masthead) -> dict[int, Kind]:
    """More rows that belong to the site, wherever they stand."""
    found: dict[int, Kind] = {}
    suspects = [row for row in rows.suspects if row not in cut]
    crosses = [row for row in suspects if rows.kind(row) is Kind.CROSS]
    for row in suspects:
        kind = rows.kind(row)
        if kind is Kind.TOOLS and _is_button_bar(rows, row, cut):
            found[row] = kind
            found |= _beside(rows, row, cut)
        elif (
            (kind is Kind.CROSS and _is_close_button(rows, row, crosses))
            or (kind is Kind.CRUMBS and words.STARTS_HERE.match(rows.folded(row)))
            or (kind is Kind.DIALOG and len(rows.folded(row)) > 4)
            or kind is Kind.ACCESS
            or (kind is Kind.QR and OF_THIS_PAGE.search(rows.folded(row)) and not rows.is_sentence(row))
        ):
            found[row] = kind
        elif kind is Kind.NEIGHBOUR:
            found |= _neighbour(rows, row)
    found |= dict.fromkeys(rows.split_crumbs, Kind.CRUMBS)
    return found | _below_the_byline(rows, cut, masthead.byline)


def _below_the_byline(rows: Rows, cut: dict[int, Kind], byline: list[int]) -> dict[int, Kind]:
    """The buttons between the byline and the text: a bar of them, and the single words beside it."""
    found: dict[int, Kind] = {}
    row = byline[-1] + 1 if byline else len(rows)
    while rows.kind(row) in BUTTONS:
        if row not in cut:
            found[row] = rows.kind(row)
        row += 1
    return found if Kind.TOOLS in found.values() else {}  # 投诉 alone may be a heading


def frames(rows: Rows, cut: dict[int, Kind]) -> dict[int, Kind]:
    """The rows of nothing but brackets and bars above and below buttons that go."""
    beside = {row + step: Kind.TOOLS for row in cut if rows.kind(row) in BUTTONS for step in (-1, 1)}
    return {row: kind for row, kind in beside.items() if row not in cut and FRAME.fullmatch(rows.folded(row))}


def _is_button_bar(rows: Rows, row: int, cut: dict[int, Kind]) -> bool:
    """Two buttons or more; or one, beside other furniture or between sentences, where no table can be."""
    if _is_told_to_press(rows, row):
        return False
    text = rows.folded(row)
    if len(words.BUTTON.findall(text)) > 1 or re.search(r"\d|[【\[|]|分享到|本页|窗口|大\s*中\s*小", text):
        return True
    around = (row - 1, row + 1)
    if any(one in cut or rows.kind(one) in FURNITURE or rows.kind(one) is Kind.WEAK_TOOLS for one in around):
        return True
    return all(rows.kind(one) in (Kind.BYLINE, Kind.BLANK) or rows.is_sentence(one) for one in around)


def _is_told_to_press(rows: Rows, row: int) -> bool:
    """Whether the document tells its readers to press the button, as manuals do."""
    for above in range(row - 1, row - 1 - MAX_BUTTONS_NAMED, -1):
        if rows.kind(above) not in BUTTONS:
            return bool(TOLD_TO_PRESS.search(rows.folded(above)))
    return False


def _beside(rows: Rows, row: int, cut: dict[int, Kind]) -> dict[int, Kind]:
    """The single words above and below a button that are buttons beside it."""
    found = {}
    for step in (-1, 1):
        one = row + step
        while rows.kind(one) is Kind.WEAK_TOOLS and one not in cut:
            found[one] = Kind.WEAK_TOOLS
            one += step
    return found


def _is_close_button(rows: Rows, row: int, crosses: list[int]) -> bool:
    """Whether a lone cross closes a window, and is no mark in a column of a table."""
    if len(crosses) > MAX_CROSSES or any(tick in rows.page.text for tick in TICKS):
        return False
    above, below = row - 1, row + 1
    while rows.kind(above) is Kind.CROSS:
        above -= 1
    while rows.kind(below) is Kind.CROSS:
        below += 1
    if _is_a_cell(rows, above):
        return False
    return not _is_a_cell(rows, below) or not (rows.folded(row).isalpha() or rows.text(above).rstrip()[-1:] in ":：")


def _is_a_cell(rows: Rows, row: int) -> bool:
    return rows.kind(row) is Kind.OTHER and len(rows.folded(row)) < 16


def _neighbour(rows: Rows, row: int) -> dict[int, Kind]:
    """A link to the previous or next page, with its title where that stands on the next line."""
    text = rows.folded(row)
    if rows.is_sentence(row) and not text.endswith(":"):
        return {}
    found = {row: Kind.NEIGHBOUR}
    below = row + 1
    if re.search(r"(?:[:>»】\]]|篇|条)\s*$", text) and rows.kind(below) is Kind.OTHER and len(rows.folded(below)) < 80:
        found[below] = Kind.NEIGHBOUR
    return found
