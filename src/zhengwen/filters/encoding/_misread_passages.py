"""The passages of a text that were read in the wrong charset, found by aligning both readings, and what they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zhengwen.filters.encoding import _candidate_windows, _possible_readings
from zhengwen.filters.encoding._best_path import Stretch
from zhengwen.filters.encoding._budget import Budget
from zhengwen.filters.encoding._damaged_characters import filled
from zhengwen.filters.encoding._mojibake_pairs import EAST_ASIAN, WESTERN, Reading
from zhengwen.filters.encoding._page_state import NOTHING_KNOWN, Garbled, Known, Passage
from zhengwen.filters.encoding._reading_chains import DEPTH
from zhengwen.filters.encoding._reverse_reading import Line, undo
from zhengwen.filters.encoding._whole_lines import MIN_FAMILIAR_EVIDENCE, completed
from zhengwen.pages.rare_characters import Unusual, unusual_in
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

IDEOGRAPH = pattern(f"[{UNIFIED}]")
FAMILIAR = 0.5  # share of the evidence that is required when the page has the same wrong reading elsewhere
MIN_HIDDEN_IDEOGRAPHS = 2  # by several readings on top of each other: one may be a letter of another language
CLEAR_NATS_PER_CHAR = 2  # nats a character by which a reading leaves no room for another


class Misread(NamedTuple):
    """`[start, end)` of a text, what it was before it was read wrongly, how, and whether that is sure."""

    start: int
    end: int
    text: str
    reading: Reading
    sure: bool = True  # False where the rest of its line stays garbled


def misreadings(
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
    for (start, end), possible in _possible_readings.possible(text, windows, garbled.readings, budget):
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
    if sum(stretch.gain for stretch in found) <= CLEAR_NATS_PER_CHAR * len(line.text):
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
        if (
            reading is chosen
            and totals.get(reading, 0.0) >= MIN_FAMILIAR_EVIDENCE
            and most > CLEAR_NATS_PER_CHAR * len(line.text)
        ):
            break
    return best, chosen


def _is_chinese(text: str, budget: Budget) -> bool:
    """Whether ideographs come of it in the end, of one wrong reading or several."""
    return (
        IDEOGRAPH.search(text) is not None
        or len(IDEOGRAPH.findall(repaired(text, 1, budget=budget))) >= MIN_HIDDEN_IDEOGRAPHS
    )


def _misread_again(
    line: Line, stretches: list[Stretch], reading: Reading | None, totals: dict[Reading, float]
) -> tuple[list[Stretch], Reading | None]:
    """The same once more, now that the page's wrong readings are known."""
    known = reading or max(totals, key=lambda one: totals[one])
    if totals.get(known, 0.0) < MIN_FAMILIAR_EVIDENCE:
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
    for one in sorted(misreadings(text, unusual_in(text), depth, budget)):
        if one.start >= done:
            parts += text[done : one.start], one.text
            done = one.end
    return "".join((*parts, text[done:]))
