"""When a document was published and by whom, from the rows around its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zhengwen.pages.dates import DATE
from zhengwen.pages.dates import iso as date
from zhengwen.pages.document.line_evidence import LineEvidence
from zhengwen.pages.document.title import NO_TITLE, Likely, is_lone_label
from zhengwen.pages.labels import is_of_an_event
from zhengwen.pages.line_kinds import Kind
from zhengwen.pages.names import NO_SOURCE, first_name
from zhengwen.text.char_classes import IDEOGRAPHS
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

MAX_BESIDE_CHARS = 6  # beside a date, on a row above the title
MAX_BYLINE_CHARS, MAX_STAMP_CHARS, MAX_VALUE_CHARS = 160, 60, 40
ROWS_ABOVE, ROWS_BELOW = 3, 14  # of the title, in which its byline stands
CLOSE = 4  # rows below the title, where a date alone is the byline
MAX_PROSE_CHARS = 60  # of a row that ends the search
LIKELY_BYLINE, LIKELY_DOCUMENT = 0.2, 0.3
# What a date costs by the way it is told, and for each row between it and the title; the cheapest is the one.
LABELLED, STAMP, PLAIN, STATED, UPDATED = 0.0, 0.6, 1.5, 2.0, 2.5
A_ROW = 0.12
NO_DATE = 99.0
DEAR = 1.4  # above, the disclosure table is asked, too

SOURCE_LABEL = pattern(
    r"""(?:^|(?<=[\s|\[\](){}【】;,，、·\d日秒分]))
    # 来源, 稿源
    (?P<label>(?:本文|信息|文章|稿件|新闻|内容|图文|转载)?\s?来\s{0,4}源(?:\s?于|单位)?|稿\s?源|出\s?处|消息来源|原创
    # 发布机构
    |发布机构|发布单位|发布部门|提供单位|信息提供|发稿单位|供稿单位|公开责任部门|发布科室|供稿部门|发布者单位|来稿单位
    |资料提供|张贴单位|张贴者|公告单位|刊登单位)
    \s*(?:[:：]|(?<=于))\s*
    """,
    re.VERBOSE,
)
DATE_LABEL = pattern(
    r"""
    (?P<label>
      发\s?布\s?(?:日\s?期|时\s?间|于) | 时\s?间\s?发\s?布 | 日\s?期\s?发\s?布      # when it was published
    | 发\s?表\s?(?:时\s?间|日\s?期|于) | 发\s?稿\s?(?:时间|日期)
    | (?<![\u3400-\u9fff])(?:公布(?:日期|时间) | 公开(?:日期|时间) | 公告(?:日期|时间))
    | 上[传版架]\s?(?:时间|日期) | 录入(?:时间|日期) | 添加(?:时间|日期) | 创建(?:时间|日期)  # when it was put up
    | 张贴日期 | 刊登日期 | 建立日期 | 信息时间 | 资料日期 | 发文日期 | 制表日期
    | (?<![\u3400-\u9fff])(?:时\s{0,4}间|日\s{0,4}期) | (?i:date)                    # 时间, where no word goes before
    )
    \s*[:：]?\s*(?=\W{0,3}\d{2,4})
    """,
    re.VERBOSE,
)
SHARED_LABEL = pattern(r"(?:时\s{0,4}间|日\s{0,4}期)$")
UPDATE_LABEL = pattern(r"(?:最后|最近|资料)?(?:更新|修改|异动|维护)\s?(?:时间|日期|于)?\s*[:：]?\s*(?=\d{2,4}\D)")
DANGLING_DATE = pattern(
    r"""
    (?: (?<![\u3400-\u9fff])                                            # 时间, 日期
      | (?:发布|发表|发稿|公布|公开|公告|张贴|刊登|信息|资料|发文)\s?        # 发布时间
      | (?:上传|上版|录入|添加|创建)\s? )                                # 录入时间
    (?:时\s{0,4}间|日\s{0,4}期)\s*[:：]?$ | (?:发布|发表)于$
    """,
    re.VERBOSE,
)
STAMPED = pattern(r"\d[-/.]\d{1,2}[-/.]\d|\d[:时]\d\d|日.*\d{1,2}:\d\d|^\W*\d{4}年\d{1,2}月\d{1,2}日\s*[^\s)]")
HOLDS_DATE = pattern(DATE)
OTHER_LABEL = pattern(r"[\u3400-\u9fff]{2,8}\s*[:：]\W{0,3}$")  # before a date: of something else
BRACKETED = pattern(r"\W{0,3}\(.*\)\W*$")
MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
SPELLED = pattern(
    r"(?P<month>十[一二]?|[一二三四五六七八九])月\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?,\s*(?P<year>(?:19|20)\d\d)"
)
PUBLISHER = pattern(
    r"(?:网|报|社|台|局|厅|部|委|会|院|办|处|中心|政府|新闻|客户端|频道|晚报|传媒|媒体|杂志|周刊|公众号|电视|广播|站|大学|学院"
    r"|学校|公司|在线|发布|网络版|时报|观察|支队|总队|大队)$"
)
COLUMN = pattern(r"(?:所[属屬])?(?:栏目|欄目|分类|分類|频道|頻道|标签|標籤|关键词|關鍵詞|关键字)\s*[:：]\s*\S+")
COUNTERS = pattern(
    r"(?:本文|文章)?(?:浏览|阅读|点击|访问|人气|点阅|查看|评论)(?:次数|量|数|率)?\s*[:：]?\s*\(?\d*\)?次?"
)
AFTER_DATE = pattern(f"[{IDEOGRAPHS}]{{3,10}}")
MAX_NAME_CHARS = 20  # of a name without a label


class Dated(NamedTuple):
    """A date and what it costs to believe it."""

    value: str
    cost: float


NEVER = Dated("", NO_DATE)


def byline_rows(rows: Sequence[LineEvidence], title: Sequence[int], likely: Likely, at: int) -> list[int]:
    """The rows around the title that tell source and date; `at` is where to look where there is no title."""
    first, last = (title[0], title[-1]) if title else (at, at)
    near = []
    for row in range(max(0, first - ROWS_ABOVE), min(len(rows), last + ROWS_BELOW)):
        line = rows[row]
        if first <= row <= last:
            continue
        if row > last and line.is_prose and line.size > MAX_PROSE_CHARS:
            break
        if line.size <= MAX_BYLINE_CHARS and _may_be_byline(line, row, likely, last):
            near.append(row)
    return near


def _may_be_byline(line: LineEvidence, row: int, likely: Likely, title: int) -> bool:
    if line.kind is Kind.BYLINE or (row > title and likely.byline[row] > LIKELY_BYLINE):
        return True
    if line.size >= MAX_STAMP_CHARS or not HOLDS_DATE.search(line.text):
        return False
    if row <= title:
        return len("".join(HOLDS_DATE.sub("", line.text).split())) <= MAX_BESIDE_CHARS  # else a headline with its date
    return likely.document[row] > LIKELY_DOCUMENT or (row <= title + CLOSE and not line.bullet)


def published(rows: Sequence[LineEvidence], near: Sequence[int], title: int) -> Dated:
    """The date of publishing: behind a label, a stamp, any other, or when the page was changed; the nearest first."""
    found = [
        Dated(value, cost + A_ROW * max(row - title, title - row - 1, 0))
        for row in near
        for value, cost in _dates(rows, row)
        if value
    ]
    return min(found, key=lambda one: one.cost, default=NEVER)


def _dates(rows: Sequence[LineEvidence], row: int) -> Iterator[Dated]:
    text = rows[row].text
    found, late = DATE_LABEL.search(text), UPDATE_LABEL.search(text)
    if found and SHARED_LABEL.match(found["label"]) and _is_of_an_event(rows, row):
        return
    if found:
        yield Dated(date(text[found.end() : found.end() + MAX_VALUE_CHARS]), LABELLED)
    elif late:
        yield Dated(date(text[late.end() : late.end() + MAX_VALUE_CHARS]), UPDATED)
    elif DANGLING_DATE.search(text) and row + 1 < len(rows) and rows[row + 1].size < MAX_VALUE_CHARS:
        yield Dated(date(rows[row + 1].text), LABELLED)
    elif not ((at := HOLDS_DATE.search(text)) and OTHER_LABEL.search(text[: at.start()])):
        is_stamp = STAMPED.search(text) and not BRACKETED.match(text)
        yield Dated(date(text) or _spelled(text), STAMP if is_stamp else PLAIN)


def _is_of_an_event(rows: Sequence[LineEvidence], row: int) -> bool:
    return is_of_an_event(line.text for line in rows[max(0, row - 2) : row + 3])


def _spelled(text: str) -> str:
    """A date as blogs write it: 十一月 6th, 2009."""
    found = SPELLED.search(text)
    if not found:
        return ""
    return f"{found['year']}-{MONTHS.index(found['month']) + 1:02d}-{int(found['day']):02d}"


def source(texts: Sequence[str], rows: Sequence[LineEvidence], near: Sequence[int], title: Sequence[int]) -> str:
    """Who published the document: behind a label, or beside the date."""
    for row in near:
        if value := _labelled(texts, rows, row, title):
            return value
    for row in near:
        is_dated = HOLDS_DATE.search(rows[row].text) is not None
        if (is_dated or not title or row > title[-1]) and (value := _beside_the_date(texts, rows, row)):
            return value
    return ""


def _labelled(texts: Sequence[str], rows: Sequence[LineEvidence], row: int, title: Sequence[int]) -> str:
    text = rows[row].text
    raw = bare_line(texts[row], text)
    for found in SOURCE_LABEL.finditer(text):
        value = first_name(raw[found.end() :], text[found.end() :])
        if value:
            return value
        if text[found.end() :].strip() or row + 1 >= len(rows) or row + 1 in title:
            continue
        below = rows[row + 1]
        tools = below.kind in (Kind.TOOLS, Kind.WEAK_TOOLS)
        if below.size <= MAX_VALUE_CHARS and not below.is_prose and not tools:
            value = first_name(texts[row + 1].strip(), below.text)
            if value:
                return value
    return ""


def _beside_the_date(texts: Sequence[str], rows: Sequence[LineEvidence], row: int) -> str:
    text = rows[row].text
    if rows[row].kind in NO_TITLE - {Kind.BYLINE} or rows[row].bullet:
        return ""
    if row and is_lone_label(rows[row - 1]):
        return ""  # the value of another label
    raw = bare_line(texts[row], text)
    date_at = HOLDS_DATE.search(text)
    if not date_at and not _is_beside_a_date(rows, row):
        return ""
    raw = COLUMN.sub(lambda found: " " * len(found.group()), raw)
    rest = raw[: date_at.start()] + " " + raw[date_at.end() :] if date_at else raw
    rest = COUNTERS.sub(" ", DATE_LABEL.sub(" ", rest))
    for piece in re.split(r"[\s|·•,，【】\[\]()]+", rest):
        piece = re.sub(r"^.{0,4}[:：]", "", piece)
        folded = fold(piece)
        if 2 < len(piece) <= MAX_NAME_CHARS and PUBLISHER.search(folded) and not NO_SOURCE.search(folded):
            return piece
        is_first = date_at is not None and piece and STAMPED.search(text) and not raw[: date_at.start()].strip()
        if is_first and AFTER_DATE.fullmatch(piece):
            return piece  # what stands right behind the time of day
    return ""


def _is_beside_a_date(rows: Sequence[LineEvidence], row: int) -> bool:
    beside = (rows[one] for one in (row - 2, row - 1, row + 1, row + 2) if 0 <= one < len(rows))
    return any(one.size <= MAX_VALUE_CHARS and HOLDS_DATE.search(one.text) for one in beside)


def bare_line(raw: str, folded: str) -> str:
    """The line as it stands, so that places in it are those of its folded text."""
    return raw.strip() if len(raw.strip()) == len(folded) else folded
