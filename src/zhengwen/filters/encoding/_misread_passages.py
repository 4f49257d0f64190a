"""Where a page, or a text, holds Chinese that was read in the wrong charset, and what it was."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import NamedTuple

from zhengwen.filters.encoding import _candidate_windows, _possible_readings
from zhengwen.filters.encoding._best_path import Stretch
from zhengwen.filters.encoding._budget import MAX_ALIGNED_CHARS, Budget, BudgetError
from zhengwen.filters.encoding._damaged_characters import filled
from zhengwen.filters.encoding._mojibake_pairs import EAST_ASIAN, WESTERN, Reading
from zhengwen.filters.encoding._out_of_step import OUT_OF_STEP, in_step_again
from zhengwen.filters.encoding._page_state import NOTHING_KNOWN, Garbled, Known, Passage
from zhengwen.filters.encoding._reading_chains import DEPTH, Peeler, WholeLine
from zhengwen.filters.encoding._reverse_reading import Line, undo
from zhengwen.filters.encoding._whole_lines import STRONG, completed
from zhengwen.page import Page
from zhengwen.pages.rare_characters import Unusual, unusual, unusual_in

IDEOGRAPH = re.compile("[一-鿿]")
FAMILIAR = 0.5  # how much evidence is asked for when the page has the same wrong reading elsewhere
FEWEST = 2  # ideographs that several readings on top of each other hide: one may be a letter of another language
FEWEST_ODD = 2  # odd characters of a line that is looked at as a whole
FEW_LEFT = 3  # odd characters that may stay on any line
CLEARLY = 2  # nats a character by which a reading leaves no room for another


class Misread(NamedTuple):
    """`[start, end)` of a text, what it was before it was read wrongly, how, and whether that is sure."""

    start: int
    end: int
    text: str
    reading: Reading
    sure: bool = True  # False where the rest of its line stays garbled


class Examined(NamedTuple):
    """The misread stretches of a page, in order, and where it was not examined further, if it was too much work."""

    passages: list[Misread]
    given_up: int | None = None


def misread(page: Page) -> Examined:
    """The misread stretches of a page; a view, so call it by `page.view(misread)`.

    A page that costs too much work keeps all passages but the lines that come back as a whole, which cost little: so
    it comes out the same when it is cleaned again.
    """
    seen = page.view(unusual)
    if not seen.places:
        return Examined([])
    budget = Budget(MAX_ALIGNED_CHARS)
    try:
        whole, known = _whole_lines(page.text, seen, partial(repaired, budget=budget))
        rest = _without(seen, whole) if whole else seen
        passages = sorted(_misreadings(page.text, rest, DEPTH, budget, Known(known, {line.start for line, _ in whole})))
    except BudgetError:
        whole, _ = _whole_lines(page.text, seen, str)
        rest = _without(seen, whole)
        return Examined(sorted(one for _, one in whole), rest.places[0] if rest.places else None)
    passages = list(_with_doubt(page.text, passages, rest.places))
    again = _out_of_step_passages(page.text, rest, passages)
    return Examined(sorted([*(one for _, one in whole), *passages, *again]))


def _out_of_step_passages(text: str, seen: Unusual, passages: list[Misread]) -> Iterator[Misread]:
    """The passages in which GBK is out of step, on lines that no wrong reading explains."""
    for line in _odd_lines(text, seen.places):
        at = bisect_left(passages, (line.start,))
        if at < len(passages) and passages[at].start < line.stop:
            continue
        for start, end, read, _ in in_step_again(text[line.start : line.stop]):
            yield Misread(line.start + start, line.start + end, read, OUT_OF_STEP)


def _with_doubt(text: str, passages: list[Misread], odd: list[int]) -> Iterator[Misread]:
    """The passages; those are not sure on whose line more odd characters stay than go."""
    for line, group in groupby(passages, key=lambda one: _line_around(text, one.start)):
        of_line = list(group)
        mended = sum(_count(odd, one.start, one.end) for one in of_line)
        left = _count(odd, line.start, line.stop) - mended
        for one in of_line:
            yield one._replace(sure=left <= max(mended, FEW_LEFT))


def _line_around(text: str, place: int) -> range:
    end = text.find("\n", place)
    return range(text.rfind("\n", 0, place) + 1, len(text) if end < 0 else end)


def _count(places: list[int], start: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, start)


def _whole_lines(
    text: str, seen: Unusual, mend: Callable[[str], str]
) -> tuple[list[tuple[range, Misread]], dict[Reading, float]]:
    """The lines that chains of readings explain, each with its place, and how much speaks for single readings."""
    peeler = Peeler(mend)
    found: list[tuple[range, Misread]] = []
    missed: list[range] = []
    for line in _odd_lines(text, seen.places):
        whole = peeler.peeled(text[line.start : line.stop])
        if whole:
            found.append((line, _as_misread(line.start, whole)))
        else:
            missed.append(line)
    known = max(peeler.chains, key=peeler.chains.__getitem__, default=None)
    if known and missed and peeler.chains[known] >= STRONG and not IDEOGRAPH.search(text):
        for line in missed:  # too short to show what they are, on a page where nothing is Chinese
            whole = peeler.strictly(text[line.start : line.stop], known)
            if whole:
                found.append((line, _as_misread(line.start, whole)))
    single = {chain.readings[0]: gain for chain, gain in peeler.chains.items() if len(chain.readings) == 1}
    return found, single


def _as_misread(start: int, whole: WholeLine) -> Misread:
    begin, end, text, _ = whole.stretch
    return Misread(start + begin, start + end, text, whole.chain.readings[0])


def _odd_lines(text: str, places: list[int]) -> Iterator[range]:
    """The lines with two odd characters or more, each once."""
    line, count = range(0), 0
    for place in places:
        if place not in line:
            line, count = _line_around(text, place), 0
        count += 1
        if count == FEWEST_ODD:
            yield line


def _without(seen: Unusual, solved: list[tuple[range, Misread]]) -> Unusual:
    """The odd characters that are in none of the lines."""
    parts: list[slice] = []
    done = 0
    for line, _ in sorted(solved, key=lambda one: one[0].start):
        parts.append(slice(done, bisect_left(seen.places, line.start)))
        done = bisect_left(seen.places, line.stop)
    parts.append(slice(done, None))
    return Unusual("".join(seen.characters[one] for one in parts), [n for one in parts for n in seen.places[one]])


def _misreadings(
    text: str, seen: Unusual, depth: int, budget: Budget, known: Known = NOTHING_KNOWN
) -> Iterator[Misread]:
    for signs, readings in (
        (_candidate_windows.latin(text, seen), WESTERN),
        (_candidate_windows.ideographic(text, seen), EAST_ASIAN),
    ):
        garbled = Garbled(text, seen, readings, budget, known)
        passages = list(_passages(garbled, signs))
        if depth == DEPTH:  # what lies below a reading shows by itself, or not
            garbled.settle()
        if garbled.known:
            for start, stretch in garbled.lines.items():
                yield _deeper(start, stretch, garbled.known, depth, budget)
        for passage in (*passages, *garbled.passages):
            if garbled.is_in_whole_line(passage.start):
                continue
            stretches, reading = passage.stretches, passage.reading
            if garbled.totals and not passage.settled:
                stretches, reading = _misread_again(
                    Line(text[passage.start : passage.end], budget), stretches, reading, garbled.totals
                )
            if reading:
                found = (_deeper(passage.start, stretch, reading, depth, budget) for stretch in stretches)
                yield from (one for one in found if one.text != text[one.start : one.end])


def _passages(garbled: Garbled, signs: Iterator[tuple[int, int]]) -> Iterator[Passage]:
    """The parts of lines around signs, widened to the line where they hold a wrong reading."""
    text, totals, budget = garbled.text, garbled.totals, garbled.budget
    windows = _candidate_windows.windows(text, _untold(garbled, signs))
    done = 0
    for (start, end), possible in _possible_readings.possible(text, windows, garbled.readings):
        if end <= done or garbled.has_settled(start):
            continue
        stretches, reading = _misread(Line(text[start:end], budget), possible, totals)
        if reading is not None:
            start, end = _candidate_windows.widened(text, start, end, done)
            stretches, reading = _misread(Line(text[start:end], budget), possible, totals)
        if reading is not None:
            stretches = completed(text[start:end], stretches, reading)
            garbled.add(reading, stretches)
        done = end
        yield Passage(start, end, stretches, reading, settled=False)


def _untold(garbled: Garbled, signs: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The signs on lines that what is known of the page does not explain; those that it does are settled."""
    text = garbled.text
    told = tried = 0
    for start, end in signs:
        if start < told:
            continue
        if garbled.is_in_whole_line(start):
            told = garbled.line_at(start).stop
            continue
        known = garbled.strongest() if start >= tried else None
        if known:
            begin, tried = _candidate_windows.widened(text, start, end, told)
            stretches = _as_known(Line(text[begin:tried], garbled.budget), known)
            if stretches:
                garbled.passages.append(Passage(begin, tried, stretches, known, settled=True))
                garbled.add(known, stretches)
                told = tried
                continue
        yield start, end


def _as_known(line: Line, known: Reading) -> list[Stretch]:
    """The stretches of a line by a reading that the page is known for, where they leave no room for another one."""
    found = undo(line, known, known.least * FAMILIAR, familiar=True)
    if sum(stretch.gain for stretch in found) <= CLEARLY * len(line.text):
        return []
    return completed(line.text, found, known)


def _misread(
    line: Line, readings: Iterable[Reading], totals: dict[Reading, float]
) -> tuple[list[Stretch], Reading | None]:
    """The wrong reading that explains most of a line."""
    best: list[Stretch] = []
    chosen = None
    most = 0.0
    for reading in sorted(readings, key=lambda one: -totals.get(one, 0.0)):
        found = [one for one in undo(line, reading, reading.least) if _is_chinese(one.text, line.budget)]
        gain = sum(stretch.gain for stretch in found)
        if gain > most:
            best, chosen, most = found, reading, gain
        if reading is chosen and totals.get(reading, 0.0) >= STRONG and most > CLEARLY * len(line.text):
            break
    return best, chosen


def _is_chinese(text: str, budget: Budget) -> bool:
    """Whether ideographs come of it in the end, of one wrong reading or several."""
    return IDEOGRAPH.search(text) is not None or len(IDEOGRAPH.findall(repaired(text, 1, budget=budget))) >= FEWEST


def _misread_again(
    line: Line, stretches: list[Stretch], reading: Reading | None, totals: dict[Reading, float]
) -> tuple[list[Stretch], Reading | None]:
    """The same once more, now that the page's wrong readings are known."""
    known = reading or max(totals, key=lambda one: totals[one])
    if totals.get(known, 0.0) < STRONG:
        return stretches, reading
    again = undo(line, known, known.least * FAMILIAR, familiar=True)
    return completed(line.text, again, known) if again else again, known


def _deeper(start: int, stretch: Stretch, reading: Reading, depth: int, budget: Budget) -> Misread:
    """A stretch of the line that begins at `start`; the readings below the topmost one are undone, too."""
    text = filled(stretch.text, reading.true)
    if depth:
        text = repaired(text, depth - 1, budget=budget)
    return Misread(start + stretch.start, start + stretch.end, text, reading)


def repaired(text: str, depth: int = DEPTH, *, budget: Budget) -> str:
    """A text with its wrong readings undone."""
    parts: list[str] = []
    done = 0
    for one in sorted(_misreadings(text, unusual_in(text), depth, budget)):
        if one.start >= done:
            parts += text[done : one.start], one.text
            done = one.end
    return "".join((*parts, text[done:]))
