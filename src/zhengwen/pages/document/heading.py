"""Title, date and source of a page: one answer each, from the lines that the model takes for its head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from zhengwen.pages.dates import DATE, SIGNING_DATE
from zhengwen.pages.dates import iso as date
from zhengwen.pages.document.line_evidence import BULLET, BULLETS, LineEvidence
from zhengwen.pages.line_kinds import Kind
from zhengwen.text.char_classes import IDEOGRAPHS
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

LONGEST_TITLE = 120
LONGEST_NAME = 40
LONGEST_BYLINE = 160
MAX_BYLINE_ROWS = 14  # rows below the title in which its byline stands
SURE_TITLE, FAINT_TITLE = 0.4, 0.01  # how likely the model finds a row a title
TITLE_ROWS, FIRST_ROWS, DEEPEST_TITLE, MOST_PIECES = 3, 5, 200, 12
LEAST_TITLE_SCORE = -8.0
FAINT_START, ABOVE_TITLE = 0.01, 3  # chance that a document begins far above its title; rows of it that stand above it
LIKE_A_TITLE, LIKE_A_TITLE_CHARS = 0.6, (6, 60)
CRUMB_MARKS = frozenset((">", ">>", "»", "›", "→"))
TABLE_ROW = frozenset(("columns=3", "columns=4"))
NAMED_BY_CRUMBS, NAMED_CHARS = 1.0, (6, 80)
NAMED_BY_WINDOW, NEAR_BYLINE = 2.5, 0.5  # what these are worth beside the logarithm of what the model says
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
       | 热搜|搜索|登录|注册|首页|更多 | : | .{0,4}文号 )                                   # menus
    | ^(?:内容|正文|详细信息|信息内容|详情|信息详情)$                                       # headings of the site
    """,
    re.VERBOSE,
)

SOURCE_LABEL = pattern(
    r"""(?:^|(?<=[\s|\[\](){}【】;,，、·\d日秒分]))
    # 来源, 稿源
    (?P<label>(?:本文|信息|文章|稿件|新闻|内容|图文|转载)?\s?来\s{0,4}源(?:\s?于|单位)?|稿\s?源|出\s?处|消息来源|原创
    # 发布机构
    |发布机构|发布单位|发布部门|提供单位|信息提供|发稿单位|供稿单位|公开责任部门|发布科室|供稿部门|发布者单位|来稿单位)
    \s*(?:[:：]|(?<=于)\s)\s*
    """,
    re.VERBOSE,
)
DATE_LABEL = pattern(
    r"""
    (?P<label>
      发\s?布\s?(?:日\s?期|时\s?间|于) | 时\s?间\s?发\s?布 | 日\s?期\s?发\s?布      # when it was published
    | 发\s?表\s?(?:时\s?间|日\s?期|于) | 发\s?稿\s?(?:时间|日期) | 公布(?:日期|时间) | 公开(?:日期|时间)
    | 上[传版]\s?(?:时间|日期) | 录入(?:时间|日期) | 添加(?:时间|日期) | 创建(?:时间|日期)  # when it was put up
    | 张贴日期 | 刊登日期 | 公告日期 | 建立日期 | 信息时间 | 资料日期 | 发文日期
    | (?<![\u3400-\u9fff])(?:时\s{0,4}间|日\s{0,4}期) | (?i:date)                    # 时间, where no word goes before
    )
    \s*[:：]?\s*(?=\W{0,3}\d{2,4})
    """,
    re.VERBOSE,
)
UPDATE_LABEL = pattern(r"(?:最后|最近|资料)?(?:更新|修改|异动|维护)\s?(?:时间|日期|于)?\s*[:：]?\s*(?=\d{2,4}\D)")
STAMP = pattern(DATE)
NEXT_LABEL = pattern(
    r"""
    [\s|\[\](){}【】;,，、]*
    (?: 作者|责任编辑|责编|编辑|记者|审核|校对|供稿|撰稿|摄影|责任|通讯员|来源     # who
      | 发布|时间|日期|更新|发表 | \d{4}\s?[-年/.]                                # when
      | 浏览|阅读|点击|访问|人气|点阅|评论                                        # counters
      | 字[体号] | 打印|分享|关注|收藏|我要|纠错|视力 | 大\s|中\s|小\s | 【|\[     # buttons
      | 所属|栏目|分类|标签 )
    """,
    re.VERBOSE,
)
PUBLISHER = pattern(
    r"(?:网|报|社|台|局|厅|部|委|会|院|办|处|中心|政府|新闻|客户端|频道|晚报|传媒|杂志|周刊|公众号|电视|广播|站|大学|学院|学校|公司|在线|融媒体?|发布|网络版|时报|观察)$"
)
NAMED = pattern(f"[{IDEOGRAPHS}]")
NO_SOURCE = NO_NAME = pattern(
    r"^(?:发布于|发表于|来自|格林尼治)|首页|返回|打印|关闭|分享|字[体号]|更多|登录|^(?:无|未知|暂无|本站|互联网转载)$|[。；;!?]"
)
COLUMN = pattern(r"(?:所[属屬])?(?:栏目|欄目|分类|分類|频道|頻道|标签|標籤|关键词|關鍵詞|关键字)\s*[:：]\s*\S+")
COUNTERS = pattern(
    r"(?:本文|文章)?(?:浏览|阅读|点击|访问|人气|点阅|查看|评论)(?:次数|量|数|率)?\s*[:：]?\s*\(?\d*\)?次?"
)


WINDOW_BREAK = pattern(r"_|\s[-|—–]\s|\|")
DANGLING_DATE = pattern(r"(?:时\s{0,4}间|日\s{0,4}期|发布于|发表于)\s*[:：]?$")
STAMPED = pattern(r"\d[-/.]\d{1,2}[-/.]\d|\d[:时]\d\d|日.*\d{1,2}:\d\d|^\W*\d{4}年\d{1,2}月\d{1,2}日")
BRACKETED = pattern(r"\W{0,3}\(.*\)\W*$")
MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
SPELLED = pattern(
    r"(?P<month>十[一二]?|[一二三四五六七八九])月\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?,\s*(?P<year>(?:19|20)\d\d)"
)
TITLE_LABEL = pattern(r"(?:标\s?题|名\s?称|信息名称|文件名称|公文名称)\s*[:：]\s*(?=\S{8})(?=.{8,120}$)")
FEWEST_FACTS = 3  # labelled rows that make a disclosure table
SAME_TITLE = 10  # characters that tell a title from another
AFTER_DATE = pattern(f"[{IDEOGRAPHS}]{{3,10}}")
STATED_RANK, NO_RANK = 1, 9  # up to which a date is one that the page states of itself
SIGNED = 8  # rows at the end of a document among which its date stands


class Heading(NamedTuple):
    """What the page says of its document; empty where it says nothing."""

    title: str
    published: str
    source: str
    title_rows: tuple[int, ...]
    byline_rows: tuple[int, ...]


def read_heading(
    texts: Sequence[str],
    rows: Sequence[LineEvidence],
    titles: Sequence[float],
    bylines: Sequence[float],
    document: Sequence[float],
    begins: Sequence[float],
) -> Heading:
    """Read the heading.

    Args:
        texts: the rows as they stand.
        rows: what they show.
        titles: how likely each is the title.
        bylines: how likely each is a byline.
        document: how likely each is of the document at all.
        begins: how likely the document begins with it.
    """
    title_rows = _title_rows(rows, titles, document, begins)
    at = title_rows[-1] if title_rows else next((r for r, one in enumerate(document) if one > 0.5), 0)
    first = title_rows[0] if title_rows else at
    near = _byline_rows(rows, first, at, bylines, document)
    published, rank = _published(rows, near)
    source = _source(texts, rows, near, title_rows)
    if rank > STATED_RANK or not source:
        table = [
            row
            for row, line in enumerate(rows)
            if line.size <= 60 and (line.kind is Kind.FACT or (line.kind is Kind.BYLINE and document[row] > 0.3))
        ]
        other, other_rank = _published(rows, table)
        published = other if other_rank < rank else published
        source = source or _source(texts, rows, table, title_rows)
    if not published:
        published = _signed(rows, document, at)
    title = _title(texts, title_rows)
    named = _named_by_the_table(texts, rows)
    if named and not fold(title).startswith(fold(named)[:SAME_TITLE]):
        title = named
    return Heading(title, published, source, tuple(title_rows), tuple(near))


def _signed(rows: Sequence[LineEvidence], document: Sequence[float], title: int) -> str:
    """The date below the document's text."""
    inside = [row for row in range(title + 1, len(rows)) if document[row] > 0.3]
    for row in reversed(inside[-SIGNED:]):
        found = SIGNING_DATE.match(rows[row].text) if rows[row].size <= 20 else None
        if found and (value := date(rows[row].text)):
            return value
    return ""


def _title_rows(
    rows: Sequence[LineEvidence], titles: Sequence[float], document: Sequence[float], begins: Sequence[float]
) -> list[int]:
    """The row that is the title most likely, and the rows that it is broken into."""
    best, most = -1, LEAST_TITLE_SCORE
    window = rows[0].text if rows else ""
    crumbs = "\n".join(line.text for line in rows if line.kind is Kind.CRUMBS)
    for row, line in enumerate(rows):
        if titles[row] < FAINT_TITLE and not (0 < row < DEEPEST_TITLE and _is_named_by(window, line)):
            continue
        score = _title_score(rows, row, titles[row], document[row], window)
        score += 0.1 * log(FAINT_START + sum(begins[max(0, row - ABOVE_TITLE) : row + 1]))
        if NAMED_CHARS[0] <= line.size <= NAMED_CHARS[1] and line.text in crumbs:
            score += NAMED_BY_CRUMBS
        if score > most:
            best, most = row, score
    if best < 0:  # on a short page nothing is sure
        scored = [
            (_title_score(rows, row, titles[row], document[row], window), -row)
            for row in range(min(FIRST_ROWS, len(rows)))
        ]
        most, best = max(scored, default=(LEAST_TITLE_SCORE, 0))
        return [-best] if most > LEAST_TITLE_SCORE else []
    if best + 1 < len(rows) and titles[best + 1] > titles[best] / 4 and _is_fuller(rows, best):
        best += 1
    if best and _is_named_by(window, rows[best]) and len(pieces := _named_rows(rows, best)) > 1:
        return pieces
    found = [best]
    while found[0] and len(found) < TITLE_ROWS and titles[found[0] - 1] > SURE_TITLE and _goes_on(rows, found[0] - 1):
        found.insert(0, found[0] - 1)
    while (
        found[-1] + 1 < len(rows)
        and len(found) < TITLE_ROWS
        and titles[found[-1] + 1] > SURE_TITLE
        and _goes_on(rows, found[-1])
    ):
        found.append(found[-1] + 1)
    return found


def _title_score(rows: Sequence[LineEvidence], row: int, title: float, document: float, window: str) -> float:
    line = rows[row]
    if not 2 <= line.size <= LONGEST_TITLE or line.kind in NO_TITLE or NO_TITLE_WORDS.search(line.text):
        return LEAST_TITLE_SCORE
    if not NAMED.search(line.text) or any(one in TABLE_ROW for one in line.shows):
        return LEAST_TITLE_SCORE
    if line.text.endswith("。") or (row and rows[row - 1].text in CRUMB_MARKS):  # breadcrumbs one entry a line
        return LEAST_TITLE_SCORE
    below = rows[row + 1 : row + 4]
    score = 1.5 * log(title + 0.01) + 0.5 * log(document + 0.05)
    score += NAMED_BY_WINDOW if row and _is_named_by(window, line) else 0.0
    score += NEAR_BYLINE if any(one.kind is Kind.BYLINE for one in below) else 0.0
    score += LIKE_A_TITLE if LIKE_A_TITLE_CHARS[0] <= line.size <= LIKE_A_TITLE_CHARS[1] else 0.0
    score -= 1.0 if line.bullet else 0.0
    score -= 2.0 if line.text.endswith(("。", ";", ",", ":")) else 0.0
    return score - (1.0 if line.size <= 4 else 0.0)


def _is_fuller(rows: Sequence[LineEvidence], row: int) -> bool:
    """Whether the row below a title is the title, and the row itself the line above it (肩题)."""
    above, below = rows[row], rows[row + 1]
    if below.kind in NO_TITLE or below.is_prose or below.text.startswith(("—", "-", "(")) or ":" in below.text[-1:]:
        return False
    return above.size > 4 and 1.5 * above.size < below.size <= LONGEST_TITLE and not _goes_on(rows, row)


def _is_named_by(window: str, line: LineEvidence) -> bool:
    """Whether the first line, which is the window's title where a scraper took that along, begins with a row."""
    text = line.text.lstrip(BULLETS + " ")
    if window == line.text or not window.startswith(text):
        return False
    return line.size >= 5 or WINDOW_BREAK.split(window, maxsplit=1)[0].strip() == text


def _named_rows(rows: Sequence[LineEvidence], row: int) -> list[int]:
    """The rows from one on which together are what the window begins with: a title broken at every element."""
    window = "".join(rows[0].text.split())
    joined = "".join(rows[row].text.split())
    found = [row]
    for below in range(row + 1, min(row + MOST_PIECES, len(rows))):
        longer = joined + "".join(rows[below].text.split())
        if not window.startswith(longer):
            break
        joined = longer
        found.append(below)
    return found


def _goes_on(rows: Sequence[LineEvidence], row: int) -> bool:
    """Whether a title that stands in two rows is one: its end says so, or a piece is too short for a title."""
    text, below = rows[row].text, rows[row + 1].text
    if text == below:
        return False
    if ":" in text + below or NO_TITLE_WORDS.search(below):
        return False
    if min(rows[row].size, rows[row + 1].size) <= 4:
        return rows[row].size + rows[row + 1].size > 10
    if below.startswith(("关于", "印发", "转发", "批转")) and re.search(r"[局厅委部会院府办室心处]$", text):
        return True
    return text.startswith("关于") and not re.search(r"(?:通知|公告|意见|决定|函|报告)$", text)


def _named_by_the_table(texts: Sequence[str], rows: Sequence[LineEvidence]) -> str:
    """The title as the disclosure table tells it; empty where there is none."""
    facts = [row for row, line in enumerate(rows) if line.kind is Kind.FACT]
    if len(facts) < FEWEST_FACTS:
        return ""
    for row in range(max(0, facts[0] - 1), min(len(rows), facts[-1] + 2)):
        found = TITLE_LABEL.match(rows[row].text)
        if found:
            return bare_line(texts[row], rows[row].text)[found.end() :].strip()
    return ""


def _title(texts: Sequence[str], rows: Sequence[int]) -> str:
    if rows and rows[0] == 0 and len(rows) == 1:
        return WINDOW_BREAK.split(bare(texts[0]), maxsplit=1)[
            0
        ].strip()  # what the window calls it, and the site's name
    return "".join(bare(texts[row]) for row in rows)


def bare(text: str) -> str:
    """A line without its bullet and the blanks around it."""
    text = text.strip()
    found = BULLET.match(text)
    return text[found.end() :].strip() if found else text


def _byline_rows(
    rows: Sequence[LineEvidence], first: int, last: int, bylines: Sequence[float], document: Sequence[float]
) -> list[int]:
    """The rows around the title (`first` to `last`) that tell source and date."""
    near = []
    for row in range(max(0, first - 3), min(len(rows), last + MAX_BYLINE_ROWS)):
        line = rows[row]
        if first <= row <= last and line.size > 60:
            continue
        if line.is_prose and line.size > 60 and row > last:
            break
        if (
            line.size <= LONGEST_BYLINE
            and (
                bylines[row] > 0.2
                or line.kind is Kind.BYLINE
                or (document[row] > 0.3 and line.size < 60 and STAMP.search(line.text))
            )
            and not first <= row <= last
        ):
            near.append(row)
    return near


def _published(rows: Sequence[LineEvidence], near: Sequence[int]) -> tuple[str, int]:
    """The date of publishing and its rank: a labelled one, a stamp, any other, when the page was changed."""
    ranked: dict[int, str] = {}
    for row in near:
        text = rows[row].text
        found = DATE_LABEL.search(text)
        late = UPDATE_LABEL.search(text)
        if found:
            ranked.setdefault(0, date(text[found.end() : found.end() + 40]))
        elif late:
            ranked.setdefault(3, date(text[late.end() : late.end() + 40]))
        elif DANGLING_DATE.search(text) and row + 1 < len(rows) and rows[row + 1].size < 40:
            ranked.setdefault(0, date(rows[row + 1].text))
        else:
            value = date(text) or _spelled(text)
            if value:
                ranked.setdefault(1 if STAMPED.search(text) and not BRACKETED.match(text) else 2, value)
        ranked = {rank: value for rank, value in ranked.items() if value}
    return (ranked[min(ranked)], min(ranked)) if ranked else ("", NO_RANK)


def _spelled(text: str) -> str:
    """A date as blogs write it: 十一月 6th, 2009."""
    found = SPELLED.search(text)
    if not found:
        return ""
    return f"{found['year']}-{MONTHS.index(found['month']) + 1:02d}-{int(found['day']):02d}"


def _source(texts: Sequence[str], rows: Sequence[LineEvidence], near: Sequence[int], title_rows: Sequence[int]) -> str:
    """Who published the document: behind a label, or beside the date."""
    for row in near:
        text = rows[row].text
        raw = bare_line(texts[row], text)
        for found in SOURCE_LABEL.finditer(text):
            value = _name(raw[found.end() :], text[found.end() :])
            if value:
                return value
            behind = text[found.end() :].strip()
            if not behind and row + 1 < len(rows) and row + 1 not in title_rows:
                below = rows[row + 1]
                tools = below.kind in (Kind.TOOLS, Kind.WEAK_TOOLS)
                if below.size <= LONGEST_NAME and not below.is_prose and not tools:
                    value = _name(texts[row + 1].strip(), below.text)
                    if value:
                        return value
    for row in near:  # a name without a label, beside the date
        text = rows[row].text
        if rows[row].kind in NO_TITLE - {Kind.BYLINE} or rows[row].bullet:
            continue
        raw = bare_line(texts[row], text)
        date_at = STAMP.search(text)
        if not date_at and not any(
            STAMP.search(rows[o].text)
            for o in (row - 2, row - 1, row + 1, row + 2)
            if 0 <= o < len(rows) and rows[o].size <= 40
        ):
            continue
        raw = COLUMN.sub(lambda found: " " * len(found.group()), raw)
        rest = COUNTERS.sub(
            " ", DATE_LABEL.sub(" ", raw[: date_at.start()] + " " + raw[date_at.end() :] if date_at else raw)
        )
        for piece in re.split(r"[\s|·•,，【】\[\]()]+", rest):
            piece = re.sub(r"^.{0,4}[:：]", "", piece)
            if 2 < len(piece) <= 20 and PUBLISHER.search(fold(piece)) and not NO_NAME.search(fold(piece)):
                return piece
            if (
                date_at
                and piece
                and STAMPED.search(text)
                and not raw[: date_at.start()].strip()
                and AFTER_DATE.fullmatch(piece)
            ):
                return piece  # what stands right behind the time of day
    return ""


def bare_line(raw: str, folded: str) -> str:
    """The line as it stands, so that places in it are those of its folded text."""
    return raw.strip() if len(raw.strip()) == len(folded) else folded


def _name(raw: str, folded: str) -> str:
    folded = folded.lstrip('\t :：【[(《“"')
    raw = raw.strip()
    raw = raw[len(raw) - len(folded) :] if len(folded) <= len(raw) else raw
    end = NEXT_LABEL.search(folded)
    if end and end.start() == 0:
        return ""
    raw = raw[: end.start()] if end else raw
    value = re.split(r"\s{1,}|[|【】\[\]()（），,;；]", raw.strip(), maxsplit=1)[0].strip('”"、·-—:： ')
    if "《" not in value:
        value = value.strip("》")
    if not NAMED.search(value) and not re.search(r"[A-Za-z]{2}", value):
        return ""
    if len(value) > LONGEST_NAME or len(value) < 2 or NO_NAME.search(fold(value)):
        return ""
    return value
