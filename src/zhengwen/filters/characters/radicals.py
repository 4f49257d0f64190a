"""Radicals and compatibility ideographs that stand for the plain ideographs they look like."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from zhengwen import data
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.char_classes import EXTENSION_A, UNIFIED
from zhengwen.text.lazy_regex import pattern

RADICALS = "\N{CJK RADICAL REPEAT}-\N{KANGXI RADICAL FLUTE}"
COMPATIBILITY = "\N{CJK COMPATIBILITY IDEOGRAPH-F900}-\N{CJK COMPATIBILITY IDEOGRAPH-FAD9}\U0002f800-\U0002fa1d"
EITHER = pattern(f"[{RADICALS}{COMPATIBILITY}]")
RADICAL = pattern(f"[{RADICALS}]+")
COMPATIBLE = pattern(f"[{COMPATIBILITY}]")
IDEOGRAPH = pattern(f"[{UNIFIED}{EXTENSION_A}]")
FOREIGN = pattern("[\N{HIRAGANA LETTER SMALL A}-\N{KATAKANA LETTER VO}\N{HANGUL SYLLABLE GA}-\N{HANGUL SYLLABLE HIH}]")
NUMERAL = pattern("[\N{KANGXI RADICAL ONE}\N{KANGXI RADICAL TWO}\N{KANGXI RADICAL EIGHT}\N{KANGXI RADICAL TEN}]+")
HAN = UNIFIED + EXTENSION_A
FIGURES = "[0-9]{1,4}(?: [0-9]){0,3}"
SPACED = rf"(?:[{HAN}] (?:[{HAN}]|{FIGURES})|{FIGURES} [{HAN}])"
# Words without an ideograph right beside the radicals.
COUNTED = pattern(rf"[{HAN}][0-9.]{{1,8}}\Z")  # 于9⽉
COUNTING = pattern(rf"[0-9.]{{1,8}}[{HAN}]")  # ⽉6日
APART_BEFORE = pattern(rf"(?<!\S){SPACED} \Z")  # 通 知 ⼈
APART_AFTER = pattern(rf" {SPACED}(?!\S)")  # ⼈ 通 知
DAY = pattern(r"\N{KANGXI RADICAL MOON}[0-9]{1,2}\N{KANGXI RADICAL SUN}\Z")
ABOUT_RADICALS = pattern("部首|偏旁")  # on the line: they are spoken of, as in ⼈部
REACH_CHARS = 12  # on either side of radicals
MIN_RUNS_IN_WORDS = 3  # of radicals, and
MIN_WORDED_TO_OTHER = 3  # times as many as the others, after which radicals are how this page writes ideographs
MAX_RADICALS_OF_A_WORD = 4  # more radicals in a row are a list of radicals


def find(page: Page) -> Iterator[Finding]:
    """Find radicals and compatibility ideographs in words."""
    text = page.text
    if not EITHER.search(page.view(unusual).characters):
        return
    yield from _radicals(text)
    for found in COMPATIBLE.finditer(text):
        plain = unicodedata.normalize("NFC", found[0])
        if plain != found[0] and not FOREIGN.search(_line_around(text, found.start())):
            message = f"U+{ord(found[0]):04X} is a duplicate of {plain}."
            yield Finding("C006", found.start(), found.end(), message, plain)


def _radicals(text: str) -> Iterator[Finding]:
    """Find radicals in words, and those that stand alone on a page that has nearly all in words."""
    runs = list(RADICAL.finditer(text))
    worded = [_is_in_a_word(text, *found.span()) for found in runs]
    everywhere = sum(worded) >= max(MIN_RUNS_IN_WORDS, MIN_WORDED_TO_OTHER * sum(not one for one in worded))
    for found, in_a_word in zip(runs, worded, strict=True):
        if not in_a_word and not (everywhere and len(found[0]) <= MAX_RADICALS_OF_A_WORD):
            continue
        for position, radical in enumerate(found[0], found.start()):
            plain = _plain().get(radical)
            if plain:
                message = f"The radical {radical} (U+{ord(radical):04X}) stands for {plain}."
                meant = None if ABOUT_RADICALS.search(_line_around(text, position)) else plain
                yield Finding("C005", position, position + 1, message, meant)


def _is_in_a_word(text: str, start: int, end: int) -> bool:
    """Whether ideographs stand beside the radicals, as in ⼀般, and not marks, as where radicals are listed."""
    if end - start > MAX_RADICALS_OF_A_WORD:
        return False
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if IDEOGRAPH.match(before) or IDEOGRAPH.match(after):
        return True
    if before == after == " ":
        before, after = text[max(start - 2, 0) : start - 1], text[end + 1 : end + 2]
    if before in ("", "\n", "（", "(") and after in ("、", "）", ")") and not NUMERAL.sub("", text[start:end]):
        return True  # ⼀、 at the head of a line is a number, and no list of radicals
    return _is_counted_or_apart(text, start, end)


def _is_counted_or_apart(text: str, start: int, end: int) -> bool:
    """Whether figures stand between the radicals and an ideograph, or spaces between all of them."""
    before, after = text[max(start - REACH_CHARS, 0) : start], text[end : end + REACH_CHARS]
    return bool(
        COUNTED.search(before)
        or COUNTING.match(after)
        or APART_BEFORE.search(before)
        or APART_AFTER.match(after)
        or DAY.search(before + text[start:end])
    )


def _line_around(text: str, position: int) -> str:
    before, after = text[max(0, position - 100) : position], text[position : position + 100]
    return before.rpartition("\n")[2] + after.partition("\n")[0]


@cache
def _plain() -> dict[str, str]:
    """The ideograph that each radical looks like; radicals that are only a part of ideographs have none."""
    table = {chr(number): unicodedata.normalize("NFKC", chr(number)) for number in range(0x2F00, 0x2FD6)}
    # The table also says where Unicode's form is not the one that is written today: 青 and not 靑.
    return table | {row[0]: row[1] for row in data.read("encoding/radicals.txt").split()}


class RadicalForIdeograph(Rule):
    """A radical where an ideograph is meant: `⼀` (U+2F00) for 一.

    ## What it does
    Replaces Kangxi radicals (U+2F00 to U+2FD5) and those of the supplement (U+2E80 to U+2EF3) with ideographs where
    they are part of a word.

    ## Why it is damage
    Text copied from PDF documents has radicals that look exactly like ideographs; searches miss the words.

    ## Example
    `第⼀条` → `第一条`

    ## Leaves alone
    Radicals by themselves or in lists, as in dictionaries and papers on writing, and radicals that look like no
    ideograph. Where most radicals of a page are part of words, the others are meant as ideographs, too (`⽼⼈。`).

    ## Safety
    Safe: a radical is no part of any word. Reported on a line that speaks of radicals.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "C005"


class CompatibilityIdeograph(Rule):
    """A duplicate of an ideograph, which Unicode has for old charsets only.

    ## What it does
    Replaces compatibility ideographs (U+F900 to U+FAD9, U+2F800 to U+2FA1D) with plain ones.

    ## Why it is damage
    The two are the same character by definition, look the same, and are not found by a search for each other.

    ## Example
    `不<U+F967>` → `不不`: the second one is a plain 不 after that.

    ## Leaves alone
    Lines with kana or Hangul, whose charsets these characters are for; the twelve of the block that are plain
    ideographs themselves.

    ## Safety
    Safe: Unicode's own canonical form.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "C006"
