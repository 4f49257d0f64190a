"""The characters that may stand for another form, and which of them a page has: asked once for all rules."""

from __future__ import annotations

from functools import cache

from zhengwen.filters.script._reading import ambiguous
from zhengwen.page import Page
from zhengwen.text.char_search import among

# Traditional characters that no Traditional text uses for their other form: one of them in such a word is a leftover.
LEFTOVERS = frozenset(
    "于后里面制准征范余采并干系谷斗松丑云几愿据术极种筑宁万丰党虫仆价划冲御曲朴杠柜栗沈涂涌淀症胜舍荐蒙蜡证辟郁"
    "须腊苹咸夸扑涨症别尽当发复历汇适确厂"
)
# Those that some do use so: leftovers only on a page that has others.
HABITS = frozenset("托占注游")
# Forms whose Simplified character is a Traditional character of another meaning, which the word may mean.
OVERCONVERTED = frozenset(
    "後裡裏麵麪製準徵範採幹乾係繫隻衹祇閤錶誌瞭鬆穀鬥醜雲鬱籲鹹薑鬍鬚颱檯齣韆鞦蔔衕傢彆颳噹嚮衝禦癒捨緻蘋於"
    "髮發曆彙穫髒糰罈縴鬨鏇纍俬鼕衚癥蕓闆睏侷懞矇濛剋釦痠蓆彿瀋譟崑硃殭捲迴脩麯麴麫朮摺"
)


def present(page: Page) -> set[str]:
    """Those of all these characters that a page has; a view, so call it by `page.view(present)`."""
    return among(page.text, _all())


@cache
def leftovers() -> frozenset[str]:
    """The characters that may be Simplified ones on a Traditional page."""
    return LEFTOVERS | HABITS | ambiguous()


@cache
def _all() -> frozenset[str]:
    return leftovers() | OVERCONVERTED
