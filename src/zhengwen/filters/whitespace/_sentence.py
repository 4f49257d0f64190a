"""Whether a space stands inside a sentence, where nothing separates words."""

from __future__ import annotations

from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

MAX_PARAGRAPH_CHARS = 2000  # looking through a longer line for each of its spaces would not be linear
SENTENCE_MARK = pattern("[。；]")  # what lists and headings do without
NUMBER_OR_LABEL = pattern(r"[ \t\u3000]*(?:第|附|图|圖|表|[（(]?[一二三四五六七八九十]+[）)、.])[^，。；]{0,8}\Z")
NAME = pattern(rf"[ \u00a0][{UNIFIED}](?=[、，。；）)\n]|\Z)")


def is_inside(text: str, at: int) -> bool:
    """Whether the line is a sentence, and the space at `at` sets no number apart and widens no name (`王 明、`)."""
    start, end = line_around(text, at)
    if end - start > MAX_PARAGRAPH_CHARS or not SENTENCE_MARK.search(text, start, end):
        return False
    return not NUMBER_OR_LABEL.match(text[start:at]) and not NAME.match(text, at)


def line_around(text: str, at: int) -> tuple[int, int]:
    """Where the line that holds `at` starts and ends, without its line break."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
