"""A teaser or an abstract that breaks off above the text it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zhengwen.filters.duplication._header import LABEL, is_button, is_byline, is_heading, is_prose, is_title
from zhengwen.page import Page
from zhengwen.pages.script_folding import squeezed
from zhengwen.text.lazy_regex import pattern

MIN_SHARED_CHARS = 16  # characters that a teaser shares with the text
LINES = 12  # lines of a header between a teaser and its text
TEASERS = 3  # lines that are tried
MAX_TEASER_CHARS = 2000
# A text that is broken off, with or without the link to the whole.
BROKEN = pattern(
    r"""
    (?: …+ | [.。]{3,6} )  # where the text breaks off
    [\[【（(]?
    # 点击查看全文
    (?: (?: 点击|點擊 )? (?: 查看|查閱|閱讀|阅读|展开|展開|了解|更多 )? (?: 全文|更多|詳情|详情|原文|详细|詳細|正文 )? )
    [\]】）)>»›]*
    $
    """,
    re.VERBOSE,
)
LINK = pattern(
    r"[\[【（(]?(?:点击|點擊)?(?:查看|查閱|閱讀|阅读|展开|展開|更多)(?:全文|更多|詳情|详情|原文)[\]】）)>»›.…]*"
)


class Teaser(NamedTuple):
    """Lines `first` to `last` of a page that say what the text below says again, and more."""

    first: int
    last: int
    size: int


def teasers(page: Page) -> Iterator[Teaser]:
    """Find the teasers among the first lines of a page that hold sentences."""
    tried = 0
    for number, line in enumerate(page.lines):
        if len(line.text) < MIN_SHARED_CHARS or len(line.text) > MAX_TEASER_CHARS:
            continue
        words = squeezed(line.text)
        label = LABEL.match(words)
        broken = BROKEN.search(words)
        if label is None and broken is None:
            tried += is_prose(line.text)
        else:
            core = words[label.end() if label else 0 : broken.start() if broken else len(words)].rstrip(".…")
            last = _text_below(page, number, core)
            if last is not None:
                yield Teaser(number, last, len(core))
            tried += 1
        if tried >= TEASERS:
            return


def _text_below(page: Page, number: int, core: str) -> int | None:
    """The last line of a teaser, where the text that it begins stands below."""
    if len(core) < MIN_SHARED_CHARS:
        return None
    head = [line.text for line in page.lines[max(0, number - LINES) : number]]
    above = {squeezed(line) for line in head if is_title(line)}
    bylined = any(map(is_byline, head))
    seen, last, copy_start, known = 0, number, False, True
    for below in range(number + 1, len(page.lines)):
        text = page.lines[below].text
        words = squeezed(text[: 2 * MAX_TEASER_CHARS])
        if not words:
            continue
        if len(words) > len(core) and words.startswith(core) and not BROKEN.fullmatch(words[len(core) :]):
            return below - 1 if known and copy_start else last
        if LINK.fullmatch(words) and not seen:
            last = below
            continue
        copy_start = copy_start or words in above
        known = known and (words in above or (bylined and is_byline(text)) or is_button(text))
        seen += 1
        if seen > LINES or not is_heading(text):
            return None
    return None
