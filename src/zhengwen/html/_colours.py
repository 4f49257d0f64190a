"""Colours as style sheets write them, as far as it takes to tell letters from their background."""

from __future__ import annotations

import re
from functools import lru_cache

# The names that pages use; of the other 120 no one hides text with.
NAMES = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "silver": (192, 192, 192),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "navy": (0, 0, 128),
    "yellow": (255, 255, 0),
    "orange": (255, 165, 0),
}
TRANSPARENT = (-1, -1, -1)
HEX = re.compile(r"#?([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})")
RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]+)%?\s*)?\)")
LIKE = 8  # of 255 levels a channel: nobody can read #fafafa on white

Colour = tuple[int, int, int]


@lru_cache(1024)
def colour(value: str) -> Colour | None:
    """The colour that a value of a style or attribute names; `None` when it names none that is known."""
    value = value.strip().lower()
    if value in NAMES:
        return NAMES[value]
    if value == "transparent":
        return TRANSPARENT
    found = RGB.fullmatch(value)
    if found:
        if found[4] and not float(found[4].strip(".") or 0):
            return TRANSPARENT
        return int(found[1]), int(found[2]), int(found[3])
    found = HEX.fullmatch(value)
    if found is None:
        return None
    digits = found[1]
    if len(digits) <= 4:
        digits = "".join(digit * 2 for digit in digits)
    if digits[6:] == "00":
        return TRANSPARENT
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


@lru_cache(1024)
def background(value: str) -> Colour | None:
    """The one colour of a `background` value; `None` when a picture or more than one colour may stand there."""
    if "(" in value and not value.lstrip().startswith("rgb"):
        return None
    named = (found for word in value.split() if (found := colour(word)) is not None)
    return next(named, None) or colour(value)


def alike(one: Colour | None, other: Colour | None) -> bool:
    """Whether nobody can tell two colours apart."""
    if one is None or other is None or TRANSPARENT in (one, other):
        return False
    return all(abs(a - b) <= LIKE for a, b in zip(one, other, strict=True))
