"""How much a text looks like Chinese: what decides between charsets."""

from __future__ import annotations

import re

from zhengwen import data

IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ue000-\uf8ff]")
MARKS = frozenset("，。、；：？！（）《》“”‘’「」『』〔〕％—…·　")
SAMPLE = 4000  # characters of a page that are looked at


def likeness(text: str) -> float:
    """The share of characters beyond ASCII that common Chinese has, 0 to 1; 0 where there are none."""
    common = data.characters("common-characters")
    beyond = [character for character in text[:SAMPLE] if character > "\x7f"]
    if not beyond:
        return 0.0
    return sum(character in common or character in MARKS for character in beyond) / len(beyond)
