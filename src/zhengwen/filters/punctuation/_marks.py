"""What the filters of punctuation share: which marks are folded to what, and what counts as Chinese beside them."""

from __future__ import annotations

FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}

# Inside a character class of a pattern.
IDEOGRAPH = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
OPENING = "“‘《〈「『【〔（"
CLOSING = "”’》〉」』】〕）"
