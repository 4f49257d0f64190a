"""Whether a page is written in Markdown, where two spaces at the end of a line break it."""

from __future__ import annotations

import re

from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

MIN_SIGNS = 2  # different signs of Markdown; one of them stands in plain text now and then
HEADING = pattern(r"^#{1,6} \S", re.MULTILINE)
LINK = pattern(r"\[[^\]\n]+\]\([^)\s]+\)")
EMPHASIS = pattern(r"\*\*[^*\n]+\*\*")
FENCE_LINE = pattern(r"^```", re.MULTILINE)
TABLE_RULE = pattern(r"^\|?(?:\s*:?-{2,}:?\s*\|)+", re.MULTILINE)
STAR_ITEM = pattern(r"^\* \S.*\n\* \S", re.MULTILINE)


def is_markdown(page: Page) -> bool:
    """Whether the page is written in Markdown."""
    return page.view(_markdown_signs) >= MIN_SIGNS


def _markdown_signs(page: Page) -> int:
    """How many of the signs of Markdown the page has: headings, fences, rules of tables, links, emphasis."""
    text = page.text
    if not any(sign in page.ascii for sign in ("# ", "](", "**", "```", "---", "* ")):
        return 0
    signs = (HEADING, LINK, EMPHASIS, FENCE_LINE, TABLE_RULE, STAR_ITEM)
    return sum(sign.search(text) is not None for sign in signs)
