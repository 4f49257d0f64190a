"""The furniture at the beginning of a page: everything of the site's that stands before the title."""

from __future__ import annotations

from zhengwen.pages.agencies import SITE_NAME_END, ends_like_one
from zhengwen.pages.dates import HOLDS_DATE
from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.line_patterns import DIVIDER, HOME, STARTS_HERE, TITLE
from zhengwen.pages.masthead import SUBTITLE, Masthead
from zhengwen.pages.rows import FIRST_LINES, Rows
from zhengwen.text.lazy_regex import pattern

SURE_KINDS = frozenset((Kind.CROSS, Kind.DIALOG, Kind.CRUMBS, Kind.ACCESS, Kind.SITE))
NAVIGATION = SURE_KINDS | {
    Kind.MENU,
    Kind.SITE_PAGES,
    Kind.WEAK_TOOLS,
    Kind.TOOLS,
    Kind.QR,
    Kind.LIST,
    Kind.URL,
    Kind.HOST,
}
OF_DOCUMENTS = frozenset((Kind.DOCUMENT, Kind.OTHER, Kind.BYLINE, Kind.FACT))
MAX_MENU_ROWS = 400  # rows; no menu is longer
MAX_ENTRY_WIDTH = 24
SHORT_ENTRY_CHARS, MIN_ENTRIES, MIN_SHARE = 8, 5, 0.7  # of a menu that no breadcrumbs close
MIN_SHORT_ENTRIES = 3  # of a menu that breadcrumbs close; a title above them has none beside it
BYLINE_REACH_ROWS = 4  # rows below a title in which its byline stands
MAX_CRUMBS_ROW, MAX_NAME_CHARS = 40, 14  # rows in which breadcrumbs stand; characters of a name or an entry
NAMES_SITE = pattern(r"政府$|欢迎|网站|门户")


def read(rows: Rows, masthead: Masthead) -> dict[int, Kind]:
    """The rows before the title that belong to the site."""
    cut: dict[int, Kind] = {}
    waiting: list[int] = []
    for row in range(min(len(rows), MAX_MENU_ROWS)):
        kind = rows.kind(row)
        if kind in (Kind.BYLINE, Kind.FACT) or (kind is Kind.DOCUMENT and rows.is_sentence(row)):
            break
        if kind in NAVIGATION and (cut or _may_be_first(rows, row)) and _closes(rows, kind, waiting, cut):
            cut |= dict.fromkeys(waiting, Kind.MENU)
            cut[row] = Kind.MENU if kind in (Kind.WEAK_TOOLS, Kind.SITE_PAGES) else kind
            waiting = []
        else:
            waiting.append(row)
    return _above_crumbs(rows, masthead, _menu_above(rows, masthead, _without_a_title(rows, cut)))


def _may_be_first(rows: Rows, row: int) -> bool:
    """Whether furniture may begin with a row: at the very top, or where some line of the page begins like furniture."""
    return row < FIRST_LINES or any(rows.kind(suspect) not in OF_DOCUMENTS for suspect in rows.suspects)


def _closes(rows: Rows, kind: Kind, waiting: list[int], cut: dict[int, Kind]) -> bool:
    """Whether a line shows that all lines waiting before it belong to the site, too."""
    if not waiting:
        return True
    if kind in (Kind.TOOLS, Kind.QR, Kind.LIST, Kind.URL, Kind.HOST, Kind.CROSS, Kind.WEAK_TOOLS):
        return False
    texts = [rows.folded(row) for row in waiting]
    narrow = all(_width(text) <= MAX_ENTRY_WIDTH for text in texts)
    if kind is Kind.CRUMBS and narrow and _is_menu(texts) and _leads_to_a_title(rows, waiting):
        return True
    if not narrow or any(TITLE.search(text) for text in texts):
        return kind is Kind.CRUMBS and len(cut) > 4 and narrow
    if len(texts) == 1 and not cut:
        return bool(NAMES_SITE.search(texts[0]) or SITE_NAME_END.search(texts[0]))
    return kind is Kind.CRUMBS or len(texts) <= 4 * max(len(cut), 1)


def _above_crumbs(rows: Rows, masthead: Masthead, cut: dict[int, Kind]) -> dict[int, Kind]:
    """All rows above breadcrumbs below which the title and its byline stand."""
    if not masthead.title or not masthead.byline or masthead.byline[0] - masthead.title[-1] > BYLINE_REACH_ROWS:
        return cut if masthead.byline else _above_the_way_here(rows, cut)
    end = masthead.title[0]
    title = "".join(rows.folded(row) for row in masthead.title)
    crumbs = next(
        (row for row in range(end - 1, max(-1, end - 1 - BYLINE_REACH_ROWS), -1) if rows.kind(row) is Kind.CRUMBS), None
    )
    if crumbs is None or ends_like_one(title) or any(rows.kind(row) not in NAVIGATION for row in range(crumbs, end)):
        return cut
    for row in range(crumbs):
        text = rows.folded(row)
        kind = rows.kind(row)
        if kind in (Kind.BYLINE, Kind.FACT) or (kind is Kind.DOCUMENT and rows.is_sentence(row)):
            return cut
        if (
            kind not in NAVIGATION
            and TITLE.search(text)
            and len(text) > SHORT_ENTRY_CHARS
            and not (title in text or SUBTITLE.match(text))
        ):
            return cut
    return dict.fromkeys(range(end), Kind.MENU) | cut


def _above_the_way_here(rows: Rows, cut: dict[int, Kind]) -> dict[int, Kind]:
    """All rows above 当前位置 …, where a title without a byline stands below it, and menus and names above it."""
    found = [row for row in range(min(len(rows), MAX_CRUMBS_ROW)) if STARTS_HERE.match(rows.folded(row))]
    if len(found) != 1 or found[0] < MIN_SHORT_ENTRIES or rows.kind(found[0]) is not Kind.CRUMBS:
        return cut
    crumbs, title = found[0], found[0] + 1
    dated = HOLDS_DATE.search(rows.folded(title + 1))
    said = rows.kind(title + 1) is Kind.BYLINE or rows.is_sentence(title + 1) or dated
    if rows.kind(title) is not Kind.OTHER or not said:
        return cut
    for row in range(crumbs):
        text = rows.folded(row)
        if rows.kind(row) in NAVIGATION or rows.folded(title) in text:
            continue
        if rows.is_sentence(row) or max(map(len, DIVIDER.split(text))) > MAX_NAME_CHARS or TITLE.search(text):
            return cut
    return dict.fromkeys(range(title), Kind.MENU) | cut


def _is_menu(texts: list[str]) -> bool:
    """Whether lines are short entries, but for a name of the site above them, and none is a title."""
    entries = [text for text in texts if len(text) <= SHORT_ENTRY_CHARS]
    titles = any(TITLE.search(text) for text in texts if len(text) > SHORT_ENTRY_CHARS)
    return len(entries) >= MIN_SHORT_ENTRIES and not titles


def _leads_to_a_title(rows: Rows, waiting: list[int]) -> bool:
    """Whether the title stands below the breadcrumbs, so that no line above them is it."""
    row = waiting[-1] + 2
    if rows.kind(row) is not Kind.OTHER:
        return False
    return any(rows.kind(below) in (Kind.BYLINE, Kind.FACT) for below in range(row + 1, row + 1 + BYLINE_REACH_ROWS))


def _menu_above(rows: Rows, masthead: Masthead, cut: dict[int, Kind]) -> dict[int, Kind]:
    """The rows above a title with its byline, where they are the entries of a menu, 首页 among them."""
    end = masthead.title[0] if masthead.title and masthead.byline else 0
    while end and len(rows.folded(end - 1)) > SHORT_ENTRY_CHARS and rows.kind(end - 1) not in NAVIGATION:
        end -= 1  # the first line of a title of two
    above = range(end)
    title = "".join(rows.folded(row) for row in masthead.title)
    texts = [text for row in above if title not in (text := rows.folded(row))]  # that of the window apart
    entries = [text for text in texts if len(text) <= SHORT_ENTRY_CHARS]
    is_menu = len(entries) >= max(MIN_ENTRIES, MIN_SHARE * len(texts)) and any(map(HOME.fullmatch, texts))
    if not is_menu or any(_width(text) > MAX_ENTRY_WIDTH for text in texts):
        return cut
    return dict.fromkeys(above, Kind.MENU) | cut


def _width(text: str) -> int:
    """How wide a line is, in ideographs: the name of an agency stands there in English, too."""
    return len(text) - len(text.encode("ascii", "ignore")) // 2


def _without_a_title(rows: Rows, cut: dict[int, Kind]) -> dict[int, Kind]:
    """Give back single words that may be the title itself, such as 公告 or 通知."""
    kept = sorted(cut)
    sure = any(cut[row] in SURE_KINDS for row in kept)
    while kept and cut[kept[-1]] not in SURE_KINDS:
        last = kept[-1]
        bar = cut[last] is Kind.MENU and len(rows.text(last).split()) > 2
        if cut[last] is Kind.TOOLS or ((sure or bar or len(kept) > 2) and _is_a_title(rows, last + 1, cut)):
            break
        kept.pop()
    return {row: cut[row] for row in kept}


def _is_a_title(rows: Rows, row: int, cut: dict[int, Kind]) -> bool:
    """Whether what follows can be the title, so that the line before it need not be."""
    kind = rows.kind(row)
    return kind is Kind.OTHER or (kind is Kind.DOCUMENT and not rows.is_sentence(row))
