"""What the site says around a document: when it was put there, by whom, how often it was read. Copies differ in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from zhengwen.text.folding import fold

DATE = r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:[\sT]*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}秒?)?)?"
PHRASE = re.compile(
    rf"""
    (?:发布|发表|更新|上传|录入|添加|打印|下载|访问|生成|发稿|上版)(?:时间|日期|于)\s*:?\s*(?:{DATE})?
  | 今天是\s*:?\s*{DATE}(?:\s*星期.)?
  | (?:浏览|阅读|点击|访问|点阅|下载|阅览)(?:次数|总数|人数|人次|量|数|率)?\s*
    (?::\s*(?:\d[\d,]*\s*[次人]?)?|\d[\d,]*\s*次)
  | (?:已|共)有?\s*\d[\d,]*\s*(?:人|次)(?:浏览|阅读|访问|点击)
  | (?:信息|文章|稿件|新闻|内容)?(?:来源|稿源|出处)\s*:[^\S\n]*[^\s|]{{0,30}}
  | (?:责任编辑|责编|编辑|审核|校对|作者|供稿|撰稿|记者|发布人|发布机构|发布单位)\s*:[^\S\n]*[^\s|]{{0,20}}
    """,
    re.VERBOSE,
)
LABEL = re.compile(r"(?:来源|作者|编辑|发布|浏览|阅读|点击|访问|字体|字号|打印|分享|日期|时间|人气)\S{0,4}?[:\[【]")
LABELS = 2  # of these on one line, and the line is a byline
LINE = re.compile(
    r"(?:当前|所在|您的|您现在的)位置|首页\s*[>»/|-]|[上下]一[篇条页]\s*:|版权所有|copyright|ICP备|网站标识码|公网安备|打印本页|关闭窗口",
    re.IGNORECASE,
)
# Alone on a line near the title; documents write 年月日.
STAMP = re.compile(
    r"^[^\S\n]*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[^\S\n]+\d{1,2}:\d{2}(?::\d{2})?)?[^\S\n]*$", re.MULTILINE
)
HEAD = 200  # characters from the beginning
LONGEST = 120  # characters of a line of the site's


def without_site(text: str) -> str:
    """The text, folded, with what the site says blanked out; all else stays where it stands."""
    page = fold(text)
    spans = [
        *_lines_of_the_site(page),
        *(match.span() for match in PHRASE.finditer(page) if match.end() > match.start()),
    ]
    for start, end in spans:
        page = f"{page[:start]}{' ' * (end - start)}{page[end:]}"
    return page


def _lines_of_the_site(page: str) -> Iterator[tuple[int, int]]:
    """Where its lines stand: its menus and footers, bylines with two labels, and a bare stamp below the title."""
    labels = defaultdict(set)
    for match in LABEL.finditer(page):
        labels[page.rfind("\n", 0, match.start()) + 1].add(match.group())
    starts = {start for start, found in labels.items() if len(found) >= LABELS}
    starts |= {page.rfind("\n", 0, match.start()) + 1 for match in LINE.finditer(page)}
    for start in sorted(starts):
        end = page.find("\n", start)
        end = len(page) if end < 0 else end
        if end - start <= LONGEST and "。" not in page[start:end]:
            yield start, end
    yield from (stamp.span() for stamp in STAMP.finditer(page, 0, page.find("\n", HEAD)))
