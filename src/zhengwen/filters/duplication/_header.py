"""Lines that belong to the head of a page or to its buttons, and not to the text."""

from __future__ import annotations

import re

from zhengwen.pages.dates import STAMP
from zhengwen.pages.line_kinds import Kind, kind_of
from zhengwen.pages.masthead import may_be_title
from zhengwen.pages.script_folding import squeezed
from zhengwen.pages.sentences import HOLDS_END
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

MAX_LINE_CHARS = 120  # characters of a line of a header
BYLINES = frozenset((Kind.BYLINE, Kind.CREDIT, Kind.FACT))
# What stands around a text and is never part of it.
BUTTONS = frozenset((Kind.TOOLS, Kind.WEAK_TOOLS, Kind.ACCESS, Kind.QR, Kind.CROSS, Kind.CRUMBS))
MIN_TITLE_CHARS = 4
CLAUSES = pattern(r"[,，:：、]\Z|[,，].*[,，]")

LABEL = pattern(
    r"[\[【（(]?(?:内容|內容|信息|文章|新闻)?(?:摘要|提要|概述|导读|導讀|简介|簡介|核心提示|导语|導語)[\]】）)]?[:：]?"
)
# The name of a section of the site, as it stands above a title.
CHANNEL = pattern(
    rf"""
    [{UNIFIED}]{{0,7}}
    (?: 新闻|新聞|要闻|要聞|动态|動態|公告|公开|公開|公示|信息|资讯|文件|法规|法規|解读|解讀|专栏|專欄|简报|快讯
      | 计划|計劃|总结|總結|报告|報告|正文 )  # 政务动态
    (?: 中心 | 专区 )?  # 新闻中心
    """,
    re.VERBOSE,
)
CROSS = pattern(r"[×✕✖╳✗╋Xx☓⨯|·\-—=_*#]{1,80}")
# A date as a site's software writes it, with nothing or its source behind it; a signature's has 年, 月 and 日, and what
# stands behind the date of a row in a list is no source.
STAMPED = pattern(
    rf"""
    {STAMP}
    (?: \s* [^\d\s,，:：]{{1,20}}
      (?: 发布 | 發布 | 融媒 | 日报 | 日報 | 网 | 網 | 政府 | [局厅廳委院部府办辦处處] | 中心 )  # who published it
    )? \s* $
    """,
    re.VERBOSE,
)
SITE_NAME = pattern(r"[-_|—–]{1,3}[^-_|—–]{2,24}(?:网|网站|政府|门户|平台|在线|[局厅委院部會会])$")


def is_heading(line: str) -> bool:
    """Whether a line may stand in a header: not long, and no sentence."""
    return bool(line.strip()) and len(line) <= MAX_LINE_CHARS and not HOLDS_END.search(line)


def is_title(line: str) -> bool:
    """Whether a line may be a title: a heading without clauses."""
    if len(line) < MIN_TITLE_CHARS or not may_be_title(line) or not is_heading(line):
        return False
    return not CLAUSES.search(line) and not is_button(line)


def is_byline(line: str) -> bool:
    """Whether a line tells source, date, author or the like."""
    return is_heading(line) and (kind_of(line) in BYLINES or bool(STAMPED.match(line.strip())))


def bare_title(line: str) -> str:
    """A title as it is compared: without brackets around it and the site's name behind it."""
    return SITE_NAME.sub("", squeezed(line).strip("[]【】《》")).strip("[]【】《》")


def is_button(line: str) -> bool:
    """Whether a line is a toolbar, a breadcrumb or a lone cross: never part of a text."""
    bare = squeezed(line).strip("[]【】()|·")
    return not bare or bool(CROSS.fullmatch(bare)) or (len(line) <= MAX_LINE_CHARS and kind_of(line) in BUTTONS)


def is_prose(line: str) -> bool:
    """Whether a line holds a sentence, as no menu does."""
    return len(line) >= 20 and bool(HOLDS_END.search(line) or line.count("，") + line.count(",") >= 2)
