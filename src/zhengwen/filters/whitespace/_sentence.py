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
    line = _paragraph_around(text, at)
    if line is None or not SENTENCE_MARK.search(text, *line):
        return False
    start = line[0]
    return not NUMBER_OR_LABEL.match(text[start:at]) and not NAME.match(text, at)


def _paragraph_around(text: str, at: int) -> tuple[int, int] | None:
    """Where the line that holds `at` starts and ends, looking no further than a paragraph is long; else `None`."""
    end = text.find("\n", at, at + MAX_PARAGRAPH_CHARS + 1)
    start = text.rfind("\n", max(at - MAX_PARAGRAPH_CHARS - 1, 0), at) + 1
    if (end < 0 and len(text) - at > MAX_PARAGRAPH_CHARS) or (start == 0 and at > MAX_PARAGRAPH_CHARS):
        return None
    end = len(text) if end < 0 else end
    return (start, end) if end - start <= MAX_PARAGRAPH_CHARS else None


def line_around(text: str, at: int) -> tuple[int, int]:
    """Where the line that holds `at` starts and ends, without its line break."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
