"""What the filters of punctuation share: which marks are folded to what, and what counts as Chinese beside them."""

from __future__ import annotations

import re
from functools import cache

FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}

# Inside a character class of a pattern.
IDEOGRAPH = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
OPENING = "“‘《〈「『【〔（"
CLOSING = "”’》〉」』】〕）"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern compiled on first use: a class that holds all ideographs takes milliseconds, and few pages need it."""
    return re.compile(pattern, re.VERBOSE)
