"""Private-use characters that old charsets gave to ideographs which Unicode has by now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from zhengwen import data
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.char_classes import EXTENSION_A, SUPPLEMENTARY, UNIFIED
from zhengwen.text.lazy_regex import pattern

PRIVATE = pattern("[\ue000-\uf8ff]")
SPACE = "\ue5e5"
SPACES = pattern(f"{SPACE}+")
IDEOGRAPH = pattern(f"[{EXTENSION_A}{UNIFIED}{SUPPLEMENTARY}]")
MARK = pattern("[，。、；：？！）》」』”]")
# Where the private-use characters of Hong Kong begin, with the bytes of Big5 that stand for the first of each row.
ROWS = ((0xF6B1, 0xC6, 63), (0xEEB8, 0x81, 0), (0xE311, 0x8E, 0), (0xE000, 0xFA, 0))
LAST = 0xF848
ROW, LOW = 157, 63  # second bytes: 40 to 7E, then A1 to FE


def find(page: Page) -> Iterator[Finding]:
    """Find private-use characters that stand for a character of GBK or of Hong Kong."""
    text = page.text
    if not PRIVATE.search(page.view(unusual).characters):
        return
    script = page.script.name
    in_hong_kong = script == "traditional" and page.view(_is_from_hong_kong)
    for found in PRIVATE.finditer(text):
        start, end = found.span()
        twin = _twin(found[0], script)
        sides = _sides(text, start)
        if twin is None or not any(sides) or found[0] == SPACE:
            continue
        if script == "unknown" or (script == "traditional" and (not in_hong_kong or found[0] in _gbk())):
            yield Finding("C007", start, end, _doubtful(found[0], twin))
        else:
            yield Finding("C007", start, end, _certain(found[0], twin), twin, all(sides))
    if script != "traditional":
        yield from _spaces(text)


def _certain(character: str, twin: str) -> str:
    return f"The private-use character U+{ord(character):04X} stands for {twin}."


def _doubtful(character: str, twin: str) -> str:
    return f"The private-use character U+{ord(character):04X} stands for {twin}, or for one that an agency made itself."


def _is_from_hong_kong(page: Page) -> bool:
    """Whether the page has signs of Hong Kong, and more of them than of Taiwan, whose agencies number their own."""
    hong_kong, taiwan = (sum(sign in page.text for sign in signs) for signs in _region_signs())
    return hong_kong > taiwan


@cache
def _region_signs() -> tuple[list[str], list[str]]:
    hong_kong, taiwan = data.read("encoding/region-signs.txt").split("hong-kong:\n")[1].split("taiwan:\n")
    return hong_kong.split(), taiwan.split()


def _spaces(text: str) -> Iterator[Finding]:
    """What Windows made of a damaged ideographic space; one alone may be an icon."""
    for found in SPACES.finditer(text):
        start, end = found.span()
        message = f"The private-use character U+{ord(SPACE):04X} stands for an ideographic space."
        yield Finding("C007", start, end, message, "\N{IDEOGRAPHIC SPACE}" * (end - start), end - start > 1)


def _sides(text: str, position: int) -> tuple[bool, bool]:
    """Whether an ideograph stands before a character, and one, or a mark, after it: icons stand by themselves."""
    before, after = text[max(position - 1, 0) : position], text[position + 1 : position + 2]
    first, last = IDEOGRAPH.match(before) is not None, IDEOGRAPH.match(after) is not None
    return first, last or (first and MARK.match(after) is not None)


def _twin(character: str, script: str) -> str | None:
    return _hong_kong(character) if script == "traditional" else _gbk().get(character)


@cache
def _gbk() -> dict[str, str]:
    rows = (row.split("\t") for row in data.read("encoding/private-use.txt").splitlines())
    return {chr(int(number, 16)): chr(int(twin, 16)) for number, twin in rows}


def _hong_kong(character: str) -> str | None:
    """The ideograph that the bytes of Big5 stand for which a private-use character is numbered by."""
    number = ord(character)
    if number > LAST:
        return None
    first, lead, column = next(row for row in ROWS if number >= row[0])
    row, column = divmod(number - first + column, ROW)
    raw = bytes((lead + row, 0x40 + column if column < LOW else 0xA1 + column - LOW))
    try:
        twin = raw.decode("big5hkscs")
    except UnicodeDecodeError:
        return None
    return twin if IDEOGRAPH.match(twin) else None


class PrivateUseCharacter(Rule):
    """A private-use character that an old charset gave to a character which Unicode has by now.

    ## What it does
    Puts the ideograph for the private-use characters of GBK (U+E815 to U+E864 and a few signs) on Simplified pages, and
    for those of the Hong Kong Supplementary Character Set on Traditional ones; ideographic spaces for a row of U+E5E5.

    ## Why it is damage
    It was read by a converter older than the character. No font shows it, and no search finds the name it stands in.

    ## Example
    `张<U+E863>` → `张䶮`

    ## Leaves alone
    Private-use characters that stand by themselves, as the icons of web fonts do, and those no charset gave a meaning.

    ## Safety
    Safe between ideographs, or an ideograph and a mark; unsafe where an ideograph stands on one side only. Reported
    where GBK and Hong Kong have the same number, and on a Traditional page that shows no signs of Hong Kong (`香港`,
    `立法會`, `嘅`), for agencies in Taiwan number characters of their own.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies. In Hansards of Hong Kong 22 of 22 right; in a
    city council's pages in Taiwan 35 of 35 were the council's own characters.
    """

    code = "C007"
