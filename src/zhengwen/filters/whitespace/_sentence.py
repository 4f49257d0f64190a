"""Whether a space stands inside a sentence, where nothing parts words."""

from __future__ import annotations

from zhengwen.text.lazy_regex import pattern

HAN = "\u4e00-\u9fff"
LONGEST = 2000  # a longer line is no paragraph, and looking at it for each of its spaces would not be linear
SENTENCE = pattern("[。；]")
NUMBERED = pattern(r"[ \t\u3000]*(?:第|附|图|圖|表|[（(]?[一二三四五六七八九十]+[）)、.])[^，。；]{0,8}\Z")
NAME = pattern(rf"[ \u00a0][{HAN}](?=[、，。；）)\n]|\Z)")


def is_inside(text: str, at: int) -> bool:
    """Whether the line is a sentence, and the space at `at` sets no number apart and widens no name (`王 明、`)."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = len(text) if end < 0 else end
    if end - start > LONGEST or not SENTENCE.search(text, start, end):
        return False
    return not NUMBERED.match(text[start:at]) and not NAME.match(text, at)
