"""The words of websites, by what they do there, and patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from zhengwen import data

BETWEEN = "|/·•、,;:>«»-–—_[]{}()<…+*※★●■◆▲▼→←↑↓【】「」〖〗『』"  # what divides words on a line of them
GAP = rf"[\s{re.escape(BETWEEN)}]*+"
HEAD = 3  # characters that tell whether a word of a section may begin
NUMBER = r"\d[\d,]*"
DATE = (
    r"(?:(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"|(?:民国\s?)?1?\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)"
    r"(?:[\sT]*\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}秒?|分)?)?"
)
# 浏览次数, 本文已被阅读, 总访问量 …
COUNT_LABELS = (
    r"(?:本[文页篇]|文章|页面|总|累计|已被?|共|被)*"
    r"(?:浏览|阅读|点击|访问|查看|点阅|点选|阅览|点阅人气|人气|访客|围观|浏览本页)"
    r"(?:次数|人次|人数|总数|数量|量|数|率|度)?"
)
COUNTER = rf"{COUNT_LABELS}\s*[:()]?\s*(?:{NUMBER}|-+|\(\s*{NUMBER}\s*\))?\s*(?:万)?(?:次|人次|人)?\)?"


@cache
def words(*sections: str) -> tuple[str, ...]:
    """The words of some sections of the table, longest first."""
    found = [word for section in sections for word in _table()[section]]
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


@cache
def spaced(*sections: str) -> str:
    """A pattern for any word of some sections, with blanks allowed between the characters of each."""
    return "|".join(r"\s{0,4}".join(map(re.escape, word)) for word in words(*sections))


def head(text: str) -> str:
    """The first characters of the first word on a line of words."""
    divided = _leading().match(text)
    at = divided.end() if divided else 0
    return "".join(text[at : at + 6 * HEAD].split())[:HEAD].lower()


def begins(head: str, *sections: str) -> bool:
    """Whether a line with that head may begin with a word of some sections, or of menus: asked before its pattern."""
    known = _heads(*sections)
    return any(head[:size] in known for size in range(1, HEAD + 1))


@cache
def menus() -> str:
    """A pattern for the entries of the menus of agencies' websites."""
    return _alternatives(data.words("page/portal-menus"))


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(GAP)


@cache
def _heads(*sections: str) -> frozenset[str]:
    listed = words(*sections) if sections else data.words("page/portal-menus")
    return frozenset("".join(word[: 2 * HEAD].split())[:HEAD].lower() for word in listed)


def _alternatives(entries: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(entries, key=len, reverse=True)))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    section = ""
    for line in data.read("page/furniture-words.txt").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            table[section] = (*table.get(section, ()), *line.split())
    return table
