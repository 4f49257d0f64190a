"""What the site says around a document: when it was put there, by whom, how often it was read. Copies differ in it."""

from __future__ import annotations

import re
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
# Each phrase has one of these, and begins and ends not far from it.
HINTS = (
    *(":", "时间", "日期", "今天是", "浏览", "阅读", "点击", "访问", "点阅", "下载", "阅览"),
    *("发布于", "发表于", "更新于", "上传于", "录入于", "添加于", "打印于", "生成于", "发稿于", "上版于"),
)
BEFORE_HINT_CHARS, BEHIND_HINT_CHARS = 24, 64
MAX_LINE_CHARS = 120  # characters of a line of the site's


def without_site(text: str) -> str:
    """The text, folded, with what the site says blanked out; all else stays where it stands."""
    page = fold(text)
    spans = [*_lines_of_the_site(page), *_phrases(page)]
    for start, end in spans:
        page = f"{page[:start]}{' ' * (end - start)}{page[end:]}"
    return page


def _phrases(page: str) -> Iterator[tuple[int, int]]:
    """Where its phrases stand; looked for near a word that each has, for most of a long text has none."""
    for start, end in _near_hints(page):
        yield from (match.span() for match in PHRASE.finditer(page, start, end) if match.end() > match.start())


def _near_hints(page: str) -> Iterator[tuple[int, int]]:
    """The stretches of a page that phrases of the site may stand in."""
    begun = ended = -1
    for place in sorted(_hints(page)):
        if ended >= 0 and place - BEFORE_HINT_CHARS > ended:
            yield max(0, begun), ended
            begun = place - BEFORE_HINT_CHARS
        elif ended < 0:
            begun = place - BEFORE_HINT_CHARS
        ended = place + BEHIND_HINT_CHARS
    if ended >= 0:
        yield max(0, begun), ended


def _hints(page: str) -> Iterator[int]:
    for hint in HINTS:
        place = page.find(hint)
        while place >= 0:
            yield place
            place = page.find(hint, place + 1)


def _lines_of_the_site(page: str) -> Iterator[tuple[int, int]]:
    """Where its lines stand: its menus and footers, bylines with two labels, and a bare stamp below the title."""
    start = 0
    for line in page.split("\n"):
        if 0 < len(line) <= MAX_LINE_CHARS and "。" not in line and _is_of_the_site(line):
            yield start, start + len(line)
        start += len(line) + 1
    yield from (stamp.span() for stamp in STAMPED.finditer(page, 0, page.find("\n", HEAD_CHARS)))


def _is_of_the_site(line: str) -> bool:
    if ":" in line and len({match.group() for match in labels.GLUED_LABEL.finditer(line)}) >= MIN_BYLINE_LABELS:
        return True
    return bool(SITE_LINE.search(line))


def is_label(before: str, text: str, after: str) -> bool:
    """Whether a text, between `before` and `after`, is what the site says of the page: its counter, its stamp."""
    line_before, line_after = before.rpartition("\n")[2], after.partition("\n")[0]
    if not text or (":" not in line_before and "：" not in line_before and "次" not in line_after):
        return False
    line = fold(line_before + text + line_after)
    start, end = len(line_before), len(line_before) + len(text)
    return any(match.start() < start and end <= match.end() for match in PHRASE.finditer(line))
