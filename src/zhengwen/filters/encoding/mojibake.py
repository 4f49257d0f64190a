"""Sees text that was decoded with the wrong charset: a page, a paragraph, or a phrase in a sound sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhengwen import data
from zhengwen.filters.encoding._routes import ABROAD, EASTERN, LOST, STRICT, WESTERN, Reading, Route, readings
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.likeness import likeness
from zhengwen.page import Line, Page

# What Windows-1250 and 1252 make of the bytes 80 to 9F, beside the letters and signs of Latin-1.
BEYOND_LATIN = "ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™ŚśŤťŹźĽľŁłĄąŞşŻżˇ˘˝¸˛˙ĂăĆćČčĘęĚěĐđŃńŇňŐőŘřŰűŮůŢţŔŕĹĺĎďÁáß"
LETTER = re.compile("[\x80-\x9f¡-¦¨ª¬\xad¯²-¶¸-º¼-ÖØ-öø-ÿ]")  # less those that Chinese pages have, as · × ° ± §
GARBLED = re.compile(
    rf"""
    [\x80-\xff\u0100-\u017f\u0192]                                # begins with a letter or sign of Latin
    [\x80-\xff{BEYOND_LATIN}\ufffd]*
    (?: [ -~]{{1,12}} [\x80-\xff{BEYOND_LATIN}\ufffd]{{2,}} )*  # figures and spaces come through unharmed
    """,
    re.VERBOSE,
)
LATIN = re.compile("[\x80-\xff]")
# Half-width kana and Hangul: what Shift-JIS and EUC-KR make of Chinese bytes.
FOREIGN = re.compile("[\uff61-\uff9f\uac00-\ud7a3]")

FEW_LETTERS = 3  # distinct Western letters, before a page is looked at
SHORT_LINE = 12  # characters of a line that one sign makes suspicious
DENSE = 12  # characters of a line to each sign, at most, before the whole line is taken for garbled
NEAR = 8  # characters between two signs of one garbled phrase
MOST_PHRASES = 300  # phrases in sound sentences that are tried on one page: each costs some milliseconds
LONGEST = 20_000  # characters of a passage that are turned back at once
GOOD, GAIN = 0.55, 0.35  # likeness after, and how much better than before
SHORT_GOOD = 0.85  # for passages of a few characters, where much is likely by chance
SHORT = 6


class Mojibake(Rule):
    """Chinese that was decoded with the wrong charset.

    ## What it does
    Turns a garbled passage back into its bytes and reads them in the charset they are in: UTF-8, GB18030 or Big5 read
    as Latin-1, Windows-1252 or 1250, as one another, as Shift-JIS or EUC-KR; Western ones also twice over.

    ## Why it is damage
    The text is unreadable, and no search finds it.

    ## Example
    `ÖÐ¹úÈËÃñ` becomes `中国人民`; `涓浗浜烘皯` becomes `中国人民`.

    ## Leaves alone
    Words of other languages, rare characters and names, signs of chemistry and mathematics, phonetic notation.

    ## Safety
    Safe where the passage is unlike Chinese before and like it after; where a few bytes are lost for good, they stay
    as U+FFFD and the fix is unsafe.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E010"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find garbled passages."""
    if _gate().search(page.text) is None:
        return
    done = 0
    if LETTER.search(page.text) and len(set(LETTER.findall(page.text))) >= FEW_LETTERS:
        for line in page.lines:
            yield from _western(line)
    if _sign().search(page.text):
        for start, end in _passages(page):
            if start >= done:
                done = end
                yield from _repaired(page.text, start, end, EASTERN)
    if FOREIGN.search(page.text):
        for line in page.lines:
            if likeness(line.text) < 0:
                yield from _repaired(page.text, line.start, line.end, ABROAD)


def _western(line: Line) -> Iterator[Finding]:
    """The garbled passages of one line: all of it where that reads well, for Big5 has bytes that stay ASCII letters."""
    first = LATIN.search(line.text)
    if first is None:
        return
    whole = list(_repaired(line.text, 0, len(line.text), WESTERN)) if first.start() < SHORT else []
    for match in [] if whole else GARBLED.finditer(line.text, first.start()):
        whole += _repaired(line.text, match.start(), match.end(), WESTERN)
    for finding in whole:
        yield finding._replace(start=line.start + finding.start, end=line.start + finding.end)


@cache
def _gate() -> re.Pattern[str]:
    """Everything that a wrong charset may have left, asked for at once."""
    return re.compile("".join(("[", *(one.pattern[1:-1] for one in (LETTER, _sign(), FOREIGN)), "]")))


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(data.characters('mojibake-signs')))}\ue000-\uf8ff]")


def _passages(page: Page) -> Iterator[tuple[int, int]]:
    """Lines, and phrases in lines, in which the signs of a wrong charset stand close together."""
    text, tries = page.text, MOST_PHRASES
    for start, end, found in _lines_with_signs(text):
        if len(found) < 2 and end - start > SHORT_LINE:
            continue
        if len(found) * DENSE >= end - start or likeness(text[start:end]) < GOOD:
            yield start, end
            continue
        first = last = found[0]
        for place in [*found[1:], end + 2 * NEAR]:
            if place - last <= NEAR:
                last = place
                continue
            if last > first and tries:
                tries -= 1
                yield from _widened(text, first, last + 1)
            first = last = place


def _lines_with_signs(text: str) -> Iterator[tuple[int, int, list[int]]]:
    """The bounds of each line that has signs, and where they stand."""
    start = end = -1
    found: list[int] = []
    for match in _sign().finditer(text):
        place = match.start()
        if place >= end:
            if found:
                yield start, end, found
            start, end, found = text.rfind("\n", 0, place) + 1, text.find("\n", place), []
            end = len(text) if end < 0 else end
        found.append(place)
    if found:
        yield start, end, found


def _widened(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The span around two signs that reads best: garbled phrases begin and end with characters that are no signs."""
    best: tuple[float, int, int] = (0.0, first, last)
    for start in range(max(0, first - NEAR), first + 1):
        for end in range(last, min(len(text), last + NEAR) + 1):
            reading = _best(text[start:end], STRICT)
            if reading is not None and LOST not in reading.text:
                best = max(best, (reading.score * (end - start), start, end))
    if best[0]:
        yield best[1], best[2]


def _repaired(text: str, start: int, end: int, routes: tuple[Route, ...]) -> Iterator[Finding]:
    """The finding for a passage that reads as Chinese in another charset, piece by piece where it is long."""
    for left in range(start, end, LONGEST):
        passage = text[left : min(end, left + LONGEST)]
        reading = _best(passage, routes)
        if reading is not None:
            yield _finding(passage, left, reading)


def _best(passage: str, routes: tuple[Route, ...]) -> Reading | None:
    before = likeness(passage)
    found = [one for one in readings(passage, routes) if _is_better(passage, before, one)]
    return max(found, key=lambda one: (one.score - one.text.count(LOST), one.route.strict), default=None)


def _is_better(passage: str, before: float, reading: Reading) -> bool:
    beyond = sum(character > "\x7f" for character in reading.text)
    if beyond < (1 if reading.route.strict else 2):
        return False
    least = SHORT_GOOD if beyond < SHORT else GOOD
    return reading.score >= least and reading.score - before >= GAIN


def _finding(passage: str, start: int, reading: Reading) -> Finding:
    route = reading.route
    message = f"Bytes in {route.meant} were read as {route.read_as}: {passage[:12]!r} is {reading.text[:8]!r}."
    return Finding("E010", start, start + len(passage), message, reading.text, safe=LOST not in reading.text)
