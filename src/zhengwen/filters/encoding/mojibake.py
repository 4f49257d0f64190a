"""Characters that come of reading bytes in the wrong charset, once or several times over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zhengwen.filters.encoding import _sift, _suspects
from zhengwen.filters.encoding._fill import filled
from zhengwen.filters.encoding._paths import Stretch
from zhengwen.filters.encoding._readings import IDEOGRAPHIC, LATIN, Reading
from zhengwen.filters.encoding._undo import Line, undo
from zhengwen.filters.encoding._whole import STRONG, completed, known_on_all_lines, whole_lines
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.unusual import Unusual, unusual, unusual_in

IDEOGRAPH = re.compile("[一-鿿]")
DEPTH = 4  # wrong readings on top of each other
FAMILIAR = 0.5  # how much evidence is asked for when the page has the same wrong reading elsewhere
SHORT_PAGE = 400  # characters of a page that is tried as a whole wherever it has an odd one


def find(page: Page) -> Iterator[Finding]:
    """Find wrong readings of Chinese bytes."""
    seen = page.view(unusual)
    if seen.places:
        for start, stretch, reading in _stretches(page.text, seen, DEPTH):
            yield _finding(start, stretch, reading)


def _stretches(text: str, seen: Unusual, depth: int) -> Iterator[tuple[int, Stretch, Reading]]:
    for signs, readings in ((_suspects.latin(text, seen), LATIN), (_suspects.ideographic(text, seen), IDEOGRAPHIC)):
        totals: dict[Reading, float] = {}
        passages = list(_passages(text, signs, readings, totals))
        known = known_on_all_lines(text, seen, readings, totals) if totals or len(text) <= SHORT_PAGE else None
        whole = whole_lines(text, known) if known else {}
        for start, stretch in whole.items():
            if known:
                yield start, _deeper(stretch, known, depth), known
        for start, end, stretches, reading in passages:
            if text.rfind("\n", 0, start) + 1 in whole:
                continue
            if totals:
                stretches, reading = _misread_again(Line(text[start:end]), stretches, reading, totals)
            for stretch in stretches:
                deeper = _deeper(stretch, reading, depth)
                if reading and deeper.text != text[start + stretch.start : start + stretch.end]:
                    yield start, deeper, reading


def _passages(
    text: str, signs: Iterator[tuple[int, int]], readings: tuple[Reading, ...], totals: dict[Reading, float]
) -> Iterator[tuple[int, int, list[Stretch], Reading | None]]:
    """The parts of lines around signs, widened to the line where they hold a wrong reading."""
    done = 0
    for (start, end), possible in _sift.possible(text, _suspects.windows(text, signs), readings):
        if end <= done:
            continue
        stretches, reading = _misread(Line(text[start:end]), possible, totals)
        if reading is not None:
            start, end = _suspects.widened(text, start, end, done)
            stretches, reading = _misread(Line(text[start:end]), possible, totals)
        if reading is not None:
            stretches = completed(text[start:end], stretches, reading)
            totals[reading] = totals.get(reading, 0.0) + sum(stretch.gain for stretch in stretches)
        done = end
        yield start, end, stretches, reading


def _misread(
    line: Line, readings: Iterable[Reading], totals: dict[Reading, float]
) -> tuple[list[Stretch], Reading | None]:
    """The wrong reading that explains most of a line."""
    best: list[Stretch] = []
    chosen = None
    most = 0.0
    for reading in sorted(readings, key=lambda one: -totals.get(one, 0.0)):
        found = [one for one in undo(line, reading, reading.least) if _is_chinese(one.text)]
        gain = sum(stretch.gain for stretch in found)
        if gain > most:
            best, chosen, most = found, reading, gain
        if reading is chosen and totals.get(reading, 0.0) >= STRONG and most > 2 * len(line.text):
            break
    return best, chosen


def _is_chinese(text: str) -> bool:
    """Whether ideographs come of it in the end, of one wrong reading or several."""
    return IDEOGRAPH.search(text) is not None or IDEOGRAPH.search(repaired(text, 1)) is not None


def _misread_again(
    line: Line, stretches: list[Stretch], reading: Reading | None, totals: dict[Reading, float]
) -> tuple[list[Stretch], Reading | None]:
    """The same once more, now that the page's wrong readings are known."""
    known = reading or max(totals, key=lambda one: totals[one])
    if totals.get(known, 0.0) < STRONG:
        return stretches, reading
    again = undo(line, known, known.least * FAMILIAR, familiar=True)
    return completed(line.text, again, known) if again else again, known


def _deeper(stretch: Stretch, reading: Reading | None, depth: int) -> Stretch:
    """Undo the readings below the topmost one, too."""
    text = stretch.text if reading is None else filled(stretch.text, reading.true)
    if depth:
        text = repaired(text, depth - 1)
    return stretch._replace(text=text)


def repaired(text: str, depth: int = DEPTH) -> str:
    """A text with its wrong readings undone."""
    parts: list[str] = []
    done = 0
    for start, stretch, _ in _stretches(text, unusual_in(text), depth):
        parts += text[done : start + stretch.start], stretch.text
        done = start + stretch.end
    return "".join((*parts, text[done:]))


def _finding(start: int, stretch: Stretch, reading: Reading) -> Finding:
    return Finding("E010", start + stretch.start, start + stretch.end, f"{reading}", stretch.text)


class Mojibake(Rule):
    """Chinese whose bytes were read in the wrong charset, once or several times over.

    ## What it does
    Takes a page, a line or a phrase back to its bytes and reads them in the charset they are in: UTF-8, GBK or Big5
    that was read as Latin-1, Windows-1252, 1250 or 1251, Mac Roman, KOI8-R, code page 437, as one another, as
    Shift-JIS, EUC-JP or EUC-KR. Both readings are aligned by their bytes, and a stretch is turned back when it costs
    much less as Chinese, by the frequency of characters and pairs. A character that lost some of its bytes comes back
    where these and its neighbours leave one only; else it is U+FFFD.

    ## Why it is damage
    Nobody can read it, and no search finds it.

    ## Example
    `ÖÐ¹úÈËÃñ` → `中国人民`

    ## Leaves alone
    Other languages, rare characters and names, classical texts, tables of codes, rows of one sign, and everything that
    reads no better in another charset.

    ## Safety
    Safe: asked for are 8 to 17 nats of evidence, according to how much of a charset is no text in the other.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies. In none of 10 million generated characters, also
    cut into pieces of 20, and in none of 135,000 short texts of frequent words in over 35 languages, of rare names and
    of ideographs at random. Texts of 30 characters and more that lost no byte came back exactly, 1.00 of them for each
    of 14 pairs of charsets; phrases of 12 in sound sentences less often where both charsets are East Asian.
    """

    code = "E010"
    safety = Safety.SAFE
