"""The rows that are the title of a page's document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from zhengwen.html import HtmlLine
from zhengwen.pages.document.line_evidence import BULLET, LineEvidence
from zhengwen.pages.document.markup_evidence import names_of
from zhengwen.pages.document.page_evidence import core_of, prose_weight
from zhengwen.pages.document.stated import BREAK, SITE, Names
from zhengwen.pages.labels import is_label
from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.listed_lines import is_listed
from zhengwen.text.char_classes import IDEOGRAPHS
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

MAX_TITLE_CHARS = 120
SURE_TITLE, FAINT_TITLE = 0.4, 0.01  # how likely the model finds a row a title
TITLE_ROWS, FIRST_ROWS, DEEPEST_TITLE, MOST_PIECES = 3, 5, 200, 12
LEAST_SCORE, TOO_FAINT = -8.0, -4.5  # of what is no title; below which none is better than a wrong one
FAINT_START, ABOVE_TITLE = 0.01, 3  # chance that a document begins far above its title; rows of it that stand above it
LIKE_A_TITLE_CHARS, SHORT_CHARS = (6, 60), 4
BYLINE_ROWS = 12  # above a row, in which a byline speaks against its being the title
MAX_DATE_CHARS = 30
DATE_LABEL = pattern(r"\W*[\u3400-\u9fff]{0,4}(?:日期|时间)\s*[:：]?\s*\d{2,4}")
CRUMB_MARKS = frozenset((">", ">>", "»", "›", "→"))
TABLE_ROW = frozenset(("columns=3", "columns=4"))
# What these are worth, beside the logarithm of what the model says.
ABOVE_BYLINE, NEAR_BYLINE, LIKE_A_TITLE = 1.0, 0.5, 0.6
BELOW_BYLINE, BELOW_PROSE = -1.0, -2.5
A_ROW, FAR_ROWS = 0.04, 25  # for each row between it and the prose, up to so many
FIRST_OF_ALL = 3.0  # the first row of a page, right above its prose
BULLETED, ENDS_LIKE_PROSE, SHORT, LINKED, OF_THE_SITE = -1.0, -2.0, -1.0, -1.5, -3.0
HEADINGS = {1: 2.0, 2: 1.5, 3: 1.0, 4: 0.7, 5: 0.7, 6: 0.7}
CALLED_TITLE = 1.0  # the element is called so
MOSTLY_LINKED = 0.7
SITES_PARTS = frozenset(("nav", "footer"))
NO_TITLE = frozenset(
    (
        Kind.BYLINE,
        Kind.FACT,
        Kind.TOOLS,
        Kind.WEAK_TOOLS,
        Kind.CRUMBS,
        Kind.SITE,
        Kind.NEIGHBOUR,
        Kind.LIST,
        Kind.ACCESS,
        Kind.DIALOG,
        Kind.CROSS,
        Kind.URL,
        Kind.QR,
        Kind.CREDIT,
    )
)
NO_TITLE_WORDS = pattern(
    r"""
    ^(?: \W*(?: 朝代|机构名称|所属|分类|标签|来源|作者|发布|时间|日期|浏览|责任编辑|编辑    # labels
              | 索引号|发布机构|文号|主题分类|名称 )\s*[:：]
       | \(.{2,8}\)$ | \d{3,6}\s?\w+[市县区镇].*\d+号                                  # in brackets, an address
       | 热搜|搜索|登录|注册|首页|更多 | 分享[至到] | : | .{0,4}文号 )                        # menus, buttons
    | 来源\s?:                                                                           # a byline with other words
    | ^\d{4}年\d{1,2}月\d{1,2}日\s?(?:\(?星期.\)?)?\s?                                    # a date
      (?:[上下中]午|晚上?)?\s?\d{0,2}[时:]?\d{0,2}[分正]?$
    | ^(?:-{1,2}|—{1,2}|\()\s?\d{4}年.*(?:会|会议|大会)上?\)?$ | ^[-—]{1,2}.*会议?上$      # where a report was given
    | \t                                                                                 # a row of a table
    | ^(?:内容|正文|详细信息|信息内容|详情|信息详情)$                                       # headings of the site
    """,
    re.VERBOSE,
)
SUBTITLE = pattern(r"[-—(]|第?\s?\d+\s?号$|.{0,20}〔\d{4}〕\d+号$")  # or a number, between a title and its byline
MAX_LABEL_CHARS = 12
LONE_LABEL = pattern(r"[\u3400-\u9fff]\s*[:：]\s*$|(?:来源于|发布于)$")
TITLE_LABEL = pattern(r"(?:标\s*题|名\s*称|题\s*名)\s*[:：]?$")
NAME_LABEL = pattern(r"(?:[\u3400-\u9fff]{0,4}名\s?称|标\s?题|题\s?名|主\s?题|主\s?旨)(?:\s*:\s*|\s+)(?=\S{4})")
NAMED = pattern(f"[{IDEOGRAPHS}]")
AGENCY_END = pattern(r"[局厅委部会院府办室心处]$")
KIND_OF_DOCUMENT = pattern(r"(?:通知|公告|意见|决定|函|报告)$")
CONTINUES = pattern(r"^[)）》”」』、，：:,—–-]|^(?:的|之|与|和|及|暨)")
UNFINISHED = pattern(r"(?:[(（《“「『、，：:,—–]|第|\d|的|与|和|及|暨)$")


class Likely(NamedTuple):
    """What the model says of each row, from 0 to 1."""

    title: Sequence[float]
    byline: Sequence[float]
    document: Sequence[float]
    begins: Sequence[float]  # the document begins with it


def find_title(
    rows: Sequence[LineEvidence], likely: Likely, names: Names, elements: Sequence[HtmlLine] = ()
) -> list[int]:
    """The rows that are the title, one below the other; none where nothing is likely.

    Args:
        rows: what they show.
        likely: what the model says of them.
        names: what the page calls its document elsewhere.
        elements: what the markup knows of the rows, where the page had markup.
    """
    best, most = -1, TOO_FAINT
    prose, after = core_of([prose_weight(line) for line in rows])
    for row in range(len(rows)):
        if not _is_candidate(rows, row, likely, names, elements):
            continue
        score = _score(rows, row, likely, names, elements)
        score += BELOW_PROSE if prose < after and row > prose else 0.0
        score += FIRST_OF_ALL if row == 0 and prose == 1 else 0.0
        score -= A_ROW * min(max(prose - row - 1, 0), FAR_ROWS) if prose < after else 0.0
        score += 0.1 * log(FAINT_START + sum(likely.begins[max(0, row - ABOVE_TITLE) : row + 1]))
        if score > most:
            best, most = row, score
    if best < 0:  # on a short page nothing is sure
        first = range(1 if prose == 1 else min(FIRST_ROWS, len(rows)))
        most, best = max(
            ((_score(rows, row, likely, names, elements), -row) for row in first), default=(LEAST_SCORE, 0)
        )
        return [-best] if most > TOO_FAINT else []
    return _whole(rows, best, likely, names, elements)


def _is_candidate(
    rows: Sequence[LineEvidence], row: int, likely: Likely, names: Names, elements: Sequence[HtmlLine]
) -> bool:
    """The cheap question, for most rows of a page are no titles."""
    if likely.title[row] >= FAINT_TITLE:
        return True
    if row >= DEEPEST_TITLE or rows[row].size > MAX_TITLE_CHARS:
        return False
    if elements and (elements[row].heading or is_called_title(elements[row])):
        return True
    return row > 0 and names.agreement(rows[row].text) > LAST_RESORT


LAST_RESORT = 1.5  # agreement with other names, of a row that the model does not take for a title


def _score(rows: Sequence[LineEvidence], row: int, likely: Likely, names: Names, elements: Sequence[HtmlLine]) -> float:
    line = rows[row]
    agreement = names.agreement(line.text, likely.document[row]) if row or elements else 0.0
    if not _may_be_title(line) or (agreement < MIN_WHOLE and _is_a_value(rows, row, elements)):
        return LEAST_SCORE
    score = 1.5 * log(likely.title[row] + 0.02) + 0.5 * log(likely.document[row] + 0.05)
    score += agreement + _by_byline(rows, row)
    score += LIKE_A_TITLE if LIKE_A_TITLE_CHARS[0] <= line.size <= LIKE_A_TITLE_CHARS[1] else 0.0
    score += OF_THE_SITE if row == 0 and not elements and SITE.search(line.text) else 0.0
    score += BULLETED if line.bullet else 0.0
    score += ENDS_LIKE_PROSE if line.text.endswith(("。", ";", ",", ":")) else 0.0
    score += SHORT if line.size <= SHORT_CHARS else 0.0
    return score + (_by_markup(elements[row]) if elements else 0.0)


def _by_byline(rows: Sequence[LineEvidence], row: int) -> float:
    """What a byline says of the rows around it: the title stands right above it, or a few rows above."""
    under = [one for one in rows[row + 1 : row + 6] if not SUBTITLE.match(one.text)]
    below = [_is_byline(one) for one in under[:4]]
    if any(below[:3]):
        return ABOVE_BYLINE if below[0] else NEAR_BYLINE
    if not any(below) and any(_is_byline(one) for one in rows[max(0, row - BYLINE_ROWS) : row]):
        return BELOW_BYLINE
    return 0.0


def _is_byline(line: LineEvidence) -> bool:
    return line.kind is Kind.BYLINE or (line.size <= MAX_DATE_CHARS and DATE_LABEL.match(line.text) is not None)


def _by_markup(element: HtmlLine) -> float:
    score = HEADINGS.get(element.heading, 0.0) + (CALLED_TITLE if is_called_title(element) else 0.0)
    if element.link_density >= MOSTLY_LINKED:
        score += LINKED
    if not SITES_PARTS.isdisjoint(element.landmarks):
        score += OF_THE_SITE
    return score


def is_called_title(element: HtmlLine) -> bool:
    """Whether the ids and classes of an element say that it is a title."""
    return "nearest_name=title" in names_of(element.path)


def _may_be_title(line: LineEvidence) -> bool:
    if not 2 <= line.size <= MAX_TITLE_CHARS or line.kind in NO_TITLE or NO_TITLE_WORDS.search(line.text):
        return False
    if not NAMED.search(line.text) or any(one in TABLE_ROW for one in line.shows):
        return False
    return not line.text.endswith("。")


def _is_a_value(rows: Sequence[LineEvidence], row: int, elements: Sequence[HtmlLine]) -> bool:
    """Whether a row is a label, the value of the one above, or one of the entries of a list."""
    if elements and elements[row].heading:
        return False
    beside = [rows[one].text if 0 <= one < len(rows) else "" for one in (row - 1, row + 1)]
    if is_listed(rows[row].text, *beside):
        return True
    above = rows[row - 1] if row else None
    if above is not None and (above.text in CRUMB_MARKS or is_lone_label(above)):
        return True
    return is_lone_label(rows[row]) or TITLE_LABEL.match(rows[row].text) is not None


def is_lone_label(line: LineEvidence) -> bool:
    """Whether a row is a label with its value on the next one, other than that of the title."""
    if line.size > MAX_LABEL_CHARS or TITLE_LABEL.match(line.text):
        return False
    return LONE_LABEL.search(line.text) is not None or is_label(line.text)


def _whole(
    rows: Sequence[LineEvidence], best: int, likely: Likely, names: Names, elements: Sequence[HtmlLine]
) -> list[int]:
    """The rows of a title that stands in several, of which one was found."""
    titles = likely.title
    if best + 1 < len(rows) and titles[best + 1] > titles[best] / 4 and not elements and _is_fuller(rows, best, names):
        best += 1
    while best and names.begins(rows[best - 1].text) and rows[best - 1].size > 1:
        if names.agreement(rows[best - 1].text + rows[best].text) < MIN_WHOLE:
            break
        best -= 1
    if (best or elements) and len(pieces := _named_rows(rows, best, names)) > 1:
        return pieces
    found = [best]
    while found[0] and len(found) < TITLE_ROWS and titles[found[0] - 1] > SURE_TITLE:
        if not _is_one_title(rows, found[0] - 1, names, elements):
            break
        found.insert(0, found[0] - 1)
    while found[-1] + 1 < len(rows) and len(found) < TITLE_ROWS and titles[found[-1] + 1] > SURE_TITLE:
        if not _is_one_title(rows, found[-1], names, elements):
            break
        found.append(found[-1] + 1)
    return found


def _is_one_title(rows: Sequence[LineEvidence], row: int, names: Names, elements: Sequence[HtmlLine]) -> bool:
    """Whether a row and the one below are one title."""
    if elements:
        above, below = elements[row], elements[row + 1]
        if (above.path, above.tag, above.heading) != (below.path, below.tag, below.heading):
            return False
    if any(names.agreement(rows[one].text) >= MIN_WHOLE for one in (row, row + 1)):
        return False  # the page calls one of the two its title
    return _goes_on(rows, row, names)


MIN_WHOLE = 2.5  # agreement of a row that is a title by itself


def _is_fuller(rows: Sequence[LineEvidence], row: int, names: Names) -> bool:
    """Whether the row below a title is the title, and the row itself the line above it (肩题)."""
    above, below = rows[row], rows[row + 1]
    if below.kind in NO_TITLE or below.is_prose or below.text.startswith(("—", "-", "(")) or ":" in below.text[-1:]:
        return False
    if names.agreement(above.text) >= MIN_WHOLE:
        return False
    return (
        above.size > SHORT_CHARS and 1.5 * above.size < below.size <= MAX_TITLE_CHARS and not _goes_on(rows, row, names)
    )


def _named_rows(rows: Sequence[LineEvidence], row: int, names: Names) -> list[int]:
    """The rows from one on which together are what the page calls its document: broken at every element."""
    if not names.begins(rows[row].text):
        return [row]
    joined, found, whole = rows[row].text, [row], [row]
    for below in range(row + 1, min(row + MOST_PIECES, len(rows))):
        joined += rows[below].text
        if not names.begins(joined):
            break
        found.append(below)
        if names.agreement(joined) >= MIN_WHOLE:
            whole = list(found)
    return whole


def _goes_on(rows: Sequence[LineEvidence], row: int, names: Names) -> bool:
    """Whether a title that stands in two rows is one: its end says so, or a piece is too short for a title."""
    text, below = rows[row].text, rows[row + 1].text
    if text == below or ":" in text + below or NO_TITLE_WORDS.search(below):
        return False
    if min(rows[row].size, rows[row + 1].size) <= SHORT_CHARS:
        return bool(CONTINUES.search(below) or UNFINISHED.search(text))
    if below.startswith(("关于", "印发", "转发", "批转")) and AGENCY_END.search(text):
        return True
    return text.startswith("关于") and not KIND_OF_DOCUMENT.search(text)


def window_part(text: str) -> str:
    """What the title of a window calls the document, before the names of column and site."""
    return BREAK.split(text, maxsplit=1)[0].strip()


def bare(text: str) -> str:
    """A line without its bullet, the label of a name, and the blanks around it."""
    text = text.strip()
    found = BULLET.match(text)
    return without_label(text[found.end() :].strip() if found else text)


def without_label(text: str) -> str:
    """A title without the label of a name before it: 标题：…, 主旨：…, 机构名称 …."""
    label = NAME_LABEL.match(fold(text))
    return text[label.end() :] if label else text
