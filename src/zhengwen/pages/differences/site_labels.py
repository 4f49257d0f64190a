"""What the site says around a document: when it was put there, by whom, how often it was read. Copies differ in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from zhengwen.pages import labels
from zhengwen.pages.dates import DATE, STAMP
from zhengwen.pages.vocabulary import plain_words
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

PHRASE = pattern(
    lambda: (
        rf"""
    # 发布时间: 2023-02-16
    (?:发布|发表|更新|上传|录入|添加|打印|下载|访问|生成|发稿|上版)(?:时间|日期|于)\s*:?\s*(?:{DATE})?
  | 今天是\s*:?\s*{DATE}(?:\s*星期.)?  # 今天是2023年2月16日 星期四
  | (?:浏览|阅读|点击|访问|点阅|下载|阅览)(?:次数|总数|人数|人次|量|数|率)?\s*
    (?::\s*(?:\d[\d,]*\s*[次人]?)?|\d[\d,]*\s*次)  # 浏览次数: 120
  | (?:已|共)有?\s*\d[\d,]*\s*(?:人|次)(?:浏览|阅读|访问|点击)  # 已有120人浏览
  | (?:{plain_words(labels.of_the_page())}|出处)\s*:[^\S\n]*(?:{DATE}|[^\s|]{{0,30}})  # 来源: 本站
    """
    ),
    re.VERBOSE,
)
MIN_BYLINE_LABELS = 2  # of these on one line, and the line is a byline
# Found only on lines of the site, anywhere on them: lines may be glued here, while `line_kinds` judges whole ones.
SITE_LINE = pattern(
    r"(?:当前|所在|您的|您现在的)位置|首页\s*[>»/|-]|[上下]一[篇条页]\s*:|版权所有|copyright|ICP备|网站标识码|公网安备|打印本页|关闭窗口",
    re.IGNORECASE,
)
# Alone on a line near the title; documents write 年月日.
STAMPED = pattern(rf"^[^\S\n]*{STAMP}[^\S\n]*$", re.MULTILINE)
HEAD_CHARS = 200  # characters from the beginning
MAX_LINE_CHARS = 120  # characters of a line of the site's


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
    found = defaultdict(set)
    for match in labels.GLUED_LABEL.finditer(page):
        found[page.rfind("\n", 0, match.start()) + 1].add(match.group())
    starts = {start for start, on_line in found.items() if len(on_line) >= MIN_BYLINE_LABELS}
    starts |= {page.rfind("\n", 0, match.start()) + 1 for match in SITE_LINE.finditer(page)}
    for start in sorted(starts):
        end = page.find("\n", start)
        end = len(page) if end < 0 else end
        if end - start <= MAX_LINE_CHARS and "。" not in page[start:end]:
            yield start, end
    yield from (stamp.span() for stamp in STAMPED.finditer(page, 0, page.find("\n", HEAD_CHARS)))


def is_label(before: str, text: str, after: str) -> bool:
    """Whether a text, between `before` and `after`, is what the site says of the page: its counter, its stamp."""
    line_before, line_after = before.rpartition("\n")[2], after.partition("\n")[0]
    if not text or (":" not in line_before and "：" not in line_before and "次" not in line_after):
        return False
    line = fold(line_before + text + line_after)
    start, end = len(line_before), len(line_before) + len(text)
    return any(match.start() < start and end <= match.end() for match in PHRASE.finditer(line))
