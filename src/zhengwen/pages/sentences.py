"""Sentences, and the numbers that documents give their parts: what only a document has."""

from __future__ import annotations

import re

from zhengwen.text.lazy_regex import pattern

# The end of a sentence or of a clause that stands for itself, in either width; a full stop in half width is a point.
ENDS = "。！？；!?;"
CLOSING = '”"’」』）)'  # what may stand behind it
HOLDS_END = pattern(f"[{ENDS}]")
FINISHED = pattern(f"[。！？][{CLOSING}]?$")
# A line that only a document has: it ends like a sentence, holds the end of one, or announces what follows.
READS_LIKE_ONE = pattern(f"[{ENDS}][{CLOSING}]?.{{0,3}}$|[。；].|[：:;,，、]$")
NUMBERED = pattern(
    r"""
    \s*(?:第\s{0,2}[一二三四五六七八九十百千零〇两\d]{1,6}\s{0,2}[条章节款编项部篇]  # 第十二条
    | [(（]?[一二三四五六七八九十]{1,3}[)）、.．] | [(（]\d{1,3}[)）] | \d{1,3}[、.．)](?!\d)  # （三）, 3.
    | 附\s{0,4}[件表录图注] | 注[:：] | 备注 | 抄\s?送 | 主送 | 此\s?[致复令] | 特此 | 签发 | 印发)
    """,
    re.VERBOSE,
)
