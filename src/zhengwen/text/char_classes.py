"""Classes of characters as the insides of `[…]` in patterns, each said once."""

from __future__ import annotations

# The ideographs of the Unified block, which has all that legacy charsets and nearly all that pages have.
UNIFIED = "\u4e00-\u9fff"
# These with those of Extension A: the basic plane's, compatibility forms apart. What stands between, the hexagrams of
# the I Ching, is taken along: the class is one range, which is matched fastest.
IDEOGRAPHS = "\u3400-\u9fff"
# All ideographs of Unicode 16, 〇 and the compatibility forms among them.
ALL_IDEOGRAPHS = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Extension A alone, the rarer ideographs of the basic plane.
EXTENSION_A = "\u3400-\u4dbf"
# The planes of ideographs beyond the basic one, room for those to come with them.
SUPPLEMENTARY = "\U00020000-\U0003ffff"
# Numerals as they count and date; the formal ones of amounts apart.
NUMERALS = "〇零一二三四五六七八九十百千万亿两"
