"""What the filters of punctuation share: which marks are folded to what, and what counts as Chinese beside them."""

from __future__ import annotations

import re
from functools import cache

FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}

# Inside a character class of a pattern.
OPENING = "“‘《〈「『【〔（"
CLOSING = "”’》〉」』】〕）"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern compiled on first use: a class that holds all ideographs takes milliseconds, and few pages need it."""
    return re.compile(pattern, re.VERBOSE)
