"""Lines that belong to the head of a page or to its buttons, and not to the text."""

from __future__ import annotations

import re

from zhengwen.pages.script_folding import squeezed
from zhengwen.text.lazy_regex import pattern

LONGEST = 120  # characters of a line of a header
CLOSED = pattern(r"[。；！？;!?]")

CLAUSES = pattern(r"[,，:：、]\Z|[,，].*[,，]")

BYLINE = pattern(
    r"""
    (?: 来源|來源|信息来源|稿源|发布|發布|發佈|编辑|編輯|责编|责任编辑|作者|撰稿|供稿|记者|审核|時間|时间|日期
      | 浏览|瀏覽|阅读|閱讀|点击|點擊|访问|訪問|字号|字號|字体|字體 )
    [^:：\n]{0,6} [:：]
    """,
    re.VERBOSE,
)
# Nothing but buttons and what stands between them.
TOOLBAR = pattern(
    r"""
    (?: (?: 我要 | 立即 | 点击 | 页面 | 本页 | 全文 )?
        (?: [视視]力保[护護]色? | 保护视力色? | A[+-]
          | 打印 | 列印 | 友善列印 | 关闭 | 關閉 | 收藏 | 分享 | 纠错 | 朗读 | 下载 | 下載 | 复制链接
          | 返回 (?: 顶部 | 列表 | 首页 )?
          | [扫掃][一码].{0,16} | 二维码 | 微信 | 微博 | 朋友圈 | 放大 | 缩小 | 无障碍
          | 字体 | 字體 | 字号 | 字號 | 大 | 中 | 小 | 繁體 | 简体 )
        (?: 本页 | 本頁 | 此页 | 窗口 | 視窗 | 到 | 至 | 全文 | 正文 | 文章 )?
        [\W_]{0,6}
    ){1,12}
    """,
    re.VERBOSE,
)
LABEL = pattern(
    r"[\[【（(]?(?:内容|內容|信息|文章|新闻)?(?:摘要|提要|概述|导读|導讀|简介|簡介|核心提示|导语|導語)[\]】）)]?[:：]?"
)
CRUMBS = pattern(r"(?:(?:当前|目前|您(?:现|所)?在(?:的)?|您的)位置|首页|首頁)[^。]{0,80}")
# The name of a section of the site, as it stands above a title.
CHANNEL = pattern(
    r"""
    [\u4e00-\u9fff]{0,7}
    (?: 新闻|新聞|要闻|要聞|动态|動態|公告|公开|公開|公示|信息|资讯|文件|法规|法規|解读|解讀|专栏|專欄|简报|快讯
      | 计划|計劃|总结|總結|报告|報告|正文 )
    (?: 中心 | 专区 )?
    """,
    re.VERBOSE,
)
ARROW = pattern(r"[>»›→＞/]|当前位置|您.{0,3}位置")
CROSS = pattern(r"[×✕✖╳✗╋Xx☓⨯|·\-—=_*#]{1,80}")
# A date as a site's software writes it, with nothing or its source behind it; a signature's has 年, 月 and 日, and what
# stands behind the date of a row in a list is no source.
STAMP = pattern(
    r"""
    (?:19|20)\d\d (?: [-/.]\d{1,2}[-/.]\d{1,2} | 年\d{1,2}月\d{1,2}日\s{0,4}\d{1,2}:\d\d )
    (?: \s* \d{1,2}:\d\d (?: :\d\d )? )?
    (?: \s* [^\d\s,，:：]{1,20}
      (?: 发布 | 發布 | 融媒 | 日报 | 日報 | 网 | 網 | 政府 | [局厅廳委院部府办辦处處] | 中心 )
    )? \s* $
    """,
    re.VERBOSE,
)
SITE_NAME = pattern(r"[-_|—–]{1,3}[^-_|—–]{2,24}(?:网|网站|政府|门户|平台|在线|[局厅委院部會会])$")
DAY = pattern(r"((?:19|20)\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)")


def is_heading(line: str) -> bool:
    """Whether a line may stand in a header: not long, and no sentence."""
    return bool(line.strip()) and len(line) <= LONGEST and not CLOSED.search(line)


def is_title(line: str) -> bool:
    """Whether a line may be a title: a heading without clauses."""
    return 4 <= len(line) <= LONGEST and is_heading(line) and not CLAUSES.search(line) and not is_button(line)


def is_byline(line: str) -> bool:
    """Whether a line tells source, date, author or the like."""
    return is_heading(line) and bool(BYLINE.search(line) or STAMP.match(line.strip()))


def bare_title(line: str) -> str:
    """A title as it is compared: without brackets around it and the site's name behind it."""
    return SITE_NAME.sub("", squeezed(line).strip("[]【】《》")).strip("[]【】《》")


def is_button(line: str) -> bool:
    """Whether a line is a toolbar, a breadcrumb or a lone cross: never part of a text."""
    line = squeezed(line).strip("[]【】()|·")
    if not line or CROSS.fullmatch(line):
        return True
    if len(line) > LONGEST:
        return False
    if TOOLBAR.fullmatch(line):
        return True
    return bool(ARROW.search(line) and CRUMBS.match(line))


def is_prose(line: str) -> bool:
    """Whether a line holds a sentence, as no menu does."""
    return len(line) >= 20 and bool(CLOSED.search(line) or line.count("，") + line.count(",") >= 2)


def days(line: str) -> set[tuple[int, int, int]]:
    """The days that a line names."""
    return {(int(year), int(month), int(day)) for year, month, day in DAY.findall(line)}
