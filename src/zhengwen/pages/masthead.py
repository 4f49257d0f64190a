"""Where the title and the byline of a document stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhengwen.page import Page
from zhengwen.pages.agencies import ends_like_one
from zhengwen.pages.dates import BEGINS_WITH_STAMP, DATE, SIGNING_DATE
from zhengwen.pages.document_numbers import is_number
from zhengwen.pages.labels import BYLINE_PIECE
from zhengwen.pages.line_kinds import ONLY_DATE, Kind
from zhengwen.pages.listed_lines import is_listed
from zhengwen.pages.rows import MAX_MASTHEAD_ROWS, Rows
from zhengwen.text.lazy_regex import pattern

MAX_TITLE_CHARS = 120
MAX_TITLE_ROWS = 3
MAX_CHARS_READ = 20_000  # of a text whose heading is wanted; no masthead is longer
MAX_BYLINE_ROWS = 12  # a byline whose labels and values stand on rows of their own
REACH_ROWS = 2 * MAX_MASTHEAD_ROWS + MAX_BYLINE_ROWS + 1  # rows; what stands lower is never looked at
STATED = pattern(r"[:：]|\d{4}")  # what no byline is without, as it may be written
# Above the title: a letterhead, the secrecy and urgency of a document, an entry of a list, a lone mark.
NO_TITLE = pattern(
    r"""
    文件$ | ^(?:签发人|特急|急件|加急|机密|秘密|内部|不得外传) | ^第?\d+期$
    | ^[*+•·▪]\s | ^[\W_]$ | ^(?:网站)?首页
    | ^(?:详细信息|详情|正文|内容|信息内容)$                                  # what sites call the part of the page
    | ^\(?第?\s?\d+\s?号\)?$ | ^\d{4}年第\s?\d+\s?[号期]$ | ^..公报$     # of an order, of a gazette
    | ^(?=.{1,16}$)[^\u3400-\u9fff]*\d[^\u3400-\u9fff]*$                   # a number without a word
    """,
    re.VERBOSE,
)
# A document that is called by its kind alone below the name of its agency: 民事判决书, 議程.
KIND_ALONE = pattern(
    r"^(?:[\u3400-\u9fff]{0,6}(?:判决书|裁定书|调解书|决定书|通知书|起诉书|意见书)"  # of a court
    r"|公告|通告|通知|命令|决定|(?:会议)?议程|(?:会议)?纪要|公报|批复)$"
)
NAMED_BY_KIND = pattern(
    r"(?:通知|公告|通告|办法|条例|规定|总结|报告|方案|意见|决定|通报|公报|纪要|批复|细则|规划|计划|指南|名单|公示|解读|章程"
    r"|规则)(?:[(\[].{1,20}[)\]])?$"
)
PUBLISHER = pattern(r"(?:网|报|社|台|新闻|客户端|频道|传媒|媒体|周刊|公众号|在线|发布|网络版|观察)$")
MAX_PUBLISHER_CHARS = 20
PAGE_NUMBER = pattern(r"[-—\s]*\d{1,6}[-—\s]*")  # of a text that begins amid a document
SUBTITLE = pattern(rf"[(—-]*{DATE}.{{0,40}}(?:会议|大会|通过|公布)")  # when and where a report was given
ENDS_LIKE_PROSE = pattern(r"[。；;,，:：]$")  # or like a label


class Masthead(NamedTuple):
    """The rows of the title and those of the byline."""

    title: list[int]
    byline: list[int]


class Heading(NamedTuple):
    """The title, its lines joined, and the line that dates it or else the one below it; empty where there is none."""

    title: str
    below: str


def find(rows: Rows) -> Masthead:
    """The rows of title and byline; of either none when it is not there."""
    byline = _byline(rows)
    title = _title_above(rows, byline[0]) if byline else _first_title(rows, 0)
    if byline and not title:
        title = _first_title(rows, byline[-1] + 1) or _first_title(rows, 0)
    return Masthead(title, byline)


def heading(text: str) -> Heading:
    """The heading of a text."""
    lines = [line for line in text[:MAX_CHARS_READ].split("\n") if line and not line.isspace()]
    rows = Rows(Page("\n".join(lines[:REACH_ROWS])))
    title, byline = find(rows)
    row = title[-1] + 1 if title else len(rows)
    dated = (one for one in (row, *byline) if BEGINS_WITH_STAMP.match(rows.folded(one)))
    below = rows.text(next(dated, row) if title else row).strip()
    return Heading("".join(rows.text(row).strip() for row in title), below)


def _byline(rows: Rows) -> list[int]:
    """The first rows that are a byline, with labels and values on rows of their own where it is broken up."""
    for row in _stating(rows):
        if rows.kind(row) is Kind.BYLINE:
            if any(_is_body(rows, above) for above in range(1, row)):
                return []
            last = row
            while last < row + MAX_BYLINE_ROWS and (rows.kind(last + 1) is Kind.BYLINE or _is_a_value(rows, last + 1)):
                last += 1
            return list(range(row, last + 1))
    return []


def _stating(rows: Rows) -> Iterator[int]:
    """The rows that may be a byline: a cheap precheck, because finding the kind of a line is expensive."""
    lines = rows.page.lines
    for row, number in enumerate(rows.lines[:MAX_MASTHEAD_ROWS]):
        text = lines[number].text
        if "。" not in text and STATED.search(text):
            text = rows.folded(row)
            if BYLINE_PIECE.search(text) or ONLY_DATE.fullmatch(text):
                yield row


def _is_body(rows: Rows, row: int) -> bool:
    """Whether a row is a paragraph of the document, below which no byline stands."""
    return len(rows.folded(row)) > 60 and rows.is_sentence(row) and rows.kind(row) is Kind.DOCUMENT


def _is_a_value(rows: Rows, row: int) -> bool:
    """Whether a row is the value to a label that stands alone on the row above."""
    above = rows.folded(row - 1)
    if rows.kind(row) not in (Kind.OTHER, Kind.DOCUMENT) or rows.kind(row - 1) is not Kind.BYLINE:
        return False
    return above.endswith(":") and len(rows.folded(row)) <= 30 and not rows.is_sentence(row)


def _title_above(rows: Rows, byline: int) -> list[int]:
    row = byline - 1
    while row >= 0 and (
        rows.kind(row) not in (Kind.OTHER, Kind.DOCUMENT, Kind.MENU) or (row and _is_beside_a_title(rows.folded(row)))
    ):
        row -= 1
    if row > 0 and _is_publisher(rows, row, byline):
        row -= 1
    if row > 0 and SUBTITLE.match(rows.folded(row)) and rows.kind(row - 1) is Kind.OTHER:
        row -= 1
    if row < 0 or not may_be_title(rows.folded(row)) or _is_listed(rows, row):
        return []
    found = [row]
    while row and len(found) < MAX_TITLE_ROWS and rows.kind(row - 1) is Kind.OTHER and _goes_on(rows, row - 1):
        row -= 1
        found.insert(0, row)
    return found


def _first_title(rows: Rows, start: int) -> list[int]:
    for row in range(start, min(len(rows), start + MAX_MASTHEAD_ROWS)):
        kind = rows.kind(row)
        text = rows.folded(row)
        if (kind is Kind.DOCUMENT and len(text) > MAX_TITLE_CHARS) or PAGE_NUMBER.fullmatch(text):
            return []
        if kind in (Kind.OTHER, Kind.DOCUMENT) and not _is_no_title(text):
            if _is_agency_above_a_title(rows, row):
                continue
            return [row] if may_be_title(text) and not _is_listed(rows, row) else []
    return []


def _is_listed(rows: Rows, row: int) -> bool:
    return "\t" in rows.text(row).strip() or is_listed(rows.folded(row), rows.folded(row - 1), rows.folded(row + 1))


def _is_agency_above_a_title(rows: Rows, row: int) -> bool:
    """Whether a row names an agency, and the one below what the document is: 某某县人民法院, 民事判决书."""
    below = rows.folded(row + 1)
    if not ends_like_one(rows.folded(row)) or rows.kind(row + 1) is not Kind.OTHER or below.startswith("关于"):
        return False
    return bool(KIND_ALONE.match(below) or NAMED_BY_KIND.search(below))


def _is_publisher(rows: Rows, row: int, byline: int) -> bool:
    """Whether a row between title and date names who published the document: shorter than the title above it."""
    text, above = rows.folded(row), rows.folded(row - 1)
    if row + 1 != byline or not ONLY_DATE.fullmatch(rows.folded(byline)) or not PUBLISHER.search(text):
        return False
    return len(text) <= MAX_PUBLISHER_CHARS and len(text) < len(above) and rows.kind(row - 1) is Kind.OTHER


def _is_beside_a_title(text: str) -> bool:
    """Whether a line is the number of the document, or its date."""
    return is_number(text) or SIGNING_DATE.match(text) is not None


def _is_no_title(text: str) -> bool:
    """Whether a line stands above a title, or beside it, and is none: a letterhead, an entry of a list, a date."""
    return NO_TITLE.search(text) is not None or _is_beside_a_title(text)


def may_be_title(line: str) -> bool:
    """Whether a line, folded or not, may be a title: not long, no sentence and no number of a document."""
    return len(line) <= MAX_TITLE_CHARS and not ENDS_LIKE_PROSE.search(line) and not is_number(line)


def _goes_on(rows: Rows, row: int) -> bool:
    """Whether a row is the beginning of a title that goes on below: an agency, then 关于 …, or a broken word."""
    text = rows.folded(row)
    below = rows.folded(row + 1)
    if not may_be_title(text) or NO_TITLE.search(text) or len(text) > 40:
        return False
    return bool(below.startswith(("关于", "印发", "转发", "批转")) and ends_like_one(text)) or (
        text.startswith("关于") and not re.search(r"(?:通知|公告|意见|决定|函|报告)$", text)
    )
