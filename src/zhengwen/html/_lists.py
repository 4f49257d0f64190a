"""The numbers of ordered lists, which a reader sees and no text of the page holds."""

from __future__ import annotations

import re
from typing import Any

KINDS = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
CHINESE = frozenset(
    {"cjk-ideographic", "cjk-decimal", "simp-chinese-informal", "trad-chinese-informal", "japanese-informal"}
)
NO_MARKER = frozenset({"none", "disc", "circle", "square"})
# An item that brings its own number: 1. 1、 （一） 一、 ① 第一条 [1]
OWN_NUMBER = re.compile(
    r"\s*(?:[\[(（【]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[\])）】.．、:：]|[①-⑳⒈-⒛㈠-㈩]|第[一二三四五六七八九十百\d])"
)
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
DIGITS = "零一二三四五六七八九"
MAX_ITEMS_LOOKED_AT = 50
MAX_STEPS_DOWN = 6  # elements between an item and its first word
NUMBERED_BY_ROMAN = range(1, 4000)


class NumberedList:
    """An `ol` as it is read: the number of its next item, and how it is written."""

    def __init__(self, node: Any, attributes: dict[str, str | None], style: str | None) -> None:  # noqa: ANN401  # selectolax's node
        self.step = -1 if "reversed" in attributes else 1
        start = _integer(attributes.get("start"))
        if start is None:
            start = _count(node) if self.step < 0 else 1
        self.next = start
        self.kind = style or KINDS.get((attributes.get("type") or "").strip(), "decimal")
        self.is_numbered = self.kind not in NO_MARKER and _shows_numbers(node)

    def item(self, attributes: dict[str, str | None]) -> str:
        """What stands before the next item."""
        stated = _integer(attributes.get("value"))
        number = self.next if stated is None else stated
        self.next = number + self.step
        if not self.is_numbered:
            return ""
        kind = KINDS.get((attributes.get("type") or "").strip(), self.kind)
        return written(number, kind)


def written(number: int, kind: str) -> str:
    """A number as a list of some kind shows it, with what follows it: `3. `, `c. `, `三、`."""
    if kind in NO_MARKER:
        return ""
    if kind in CHINESE and 0 < number < 100:
        return f"{_chinese(number)}、"
    if kind.endswith(("-alpha", "-latin")) and number > 0:
        letters = ""
        while number > 0:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
        return f"{letters.upper() if kind.startswith('upper') else letters}. "
    if kind.endswith("-roman") and number in NUMBERED_BY_ROMAN:
        roman = ""
        for value, letters in ROMAN:
            roman += letters * (number // value)
            number %= value
        return f"{roman.upper() if kind.startswith('upper') else roman}. "
    return f"{number}. "


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def _shows_numbers(node: Any) -> bool:  # noqa: ANN401  # selectolax's node
    """Whether a list is numbered for its readers: menus are not, nor lists whose items bring numbers of their own."""
    items = links = looked = 0
    child = node.child
    while child is not None and looked < MAX_ITEMS_LOOKED_AT:
        if child.tag == "li":
            looked += 1
            text, is_link = _beginning(child)
            if OWN_NUMBER.match(text):
                return False
            items += bool(text)
            links += is_link
        child = child.next
    return items > 0 and links < items


def _beginning(item: Any) -> tuple[str, bool]:  # noqa: ANN401  # selectolax's node
    """The first words of an item, and whether the item is but a link."""
    node, is_link = item.child, False
    for _ in range(MAX_STEPS_DOWN):
        while node is not None and node.tag in ("-text", "-comment") and not (node.text_content or "").strip():
            node = node.next
        if node is None:
            return "", False
        if node.tag == "-text":
            return (node.text_content or "").strip()[:20], is_link
        if node.tag == "a":
            following = node.next
            while following is not None and following.tag == "-text" and not (following.text_content or "").strip():
                following = following.next
            is_link = following is None
        node = node.child
    return "", False


def _count(node: Any) -> int:  # noqa: ANN401  # selectolax's node
    count, child = 0, node.child
    while child is not None:
        count += child.tag == "li"
        child = child.next
    return count


def _integer(value: str | None) -> int | None:
    found = re.match(r"\s*(-?\d{1,9})", value or "")
    return int(found[1]) if found else None
