"""Classes of characters as the insides of `[…]` in patterns, each said once."""

from __future__ import annotations

# The ideographs of the Unified block, which has all that legacy charsets and nearly all that pages have.
UNIFIED = "\u4e00-\u9fff"
# These with those of Extension A: the basic plane's, compatibility forms apart. What stands between, the hexagrams of
# the I Ching, is taken along: the class is one range, which is matched fastest.
IDEOGRAPHS = "\u3400-\u9fff"
# All ideographs of Unicode 16, 〇 and the compatibility forms among them.
ALL_IDEOGRAPHS = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Numerals as they count and date; the formal ones of amounts apart.
NUMERALS = "〇零一二三四五六七八九十百千万亿两"
