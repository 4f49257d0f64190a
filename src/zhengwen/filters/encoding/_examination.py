"""What a page holds of Chinese that was read wrongly: whole lines first, then passages, within a budget."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from typing import NamedTuple

from zhengwen.filters.encoding._budget import MAX_ALIGNED_CHARS, Budget, BudgetError
from zhengwen.filters.encoding._misread_passages import IDEOGRAPH, Misread, misreadings, repaired
from zhengwen.filters.encoding._mojibake_pairs import Reading
from zhengwen.filters.encoding._out_of_step import OUT_OF_STEP, in_step_again
from zhengwen.filters.encoding._page_state import Known
from zhengwen.filters.encoding._reading_chains import DEPTH, Peeler, WholeLine
from zhengwen.filters.encoding._whole_lines import MIN_FAMILIAR_EVIDENCE
from zhengwen.page import Page
from zhengwen.pages.rare_characters import Unusual, unusual

FEWEST_ODD = 2  # odd characters of a line that is looked at as a whole
FEW_LEFT = 3  # odd characters that may stay on any line


class Examined(NamedTuple):
    """The misread stretches of a page, in order, and where it was not examined further, if it was too much work."""

    passages: list[Misread]
    given_up: int | None = None


def misread(page: Page) -> Examined:
    """The misread stretches of a page; a view, so call it by `page.view(misread)`.

    Of a page that costs too much work only the lines that come back as a whole are told, which cost little: so it comes
    out the same when it is cleaned again.
    """
    seen = page.view(unusual)
    if not seen.places:
        return Examined([])
    budget = Budget(MAX_ALIGNED_CHARS)
    try:
        whole, known = _whole_lines(page.text, seen, partial(repaired, budget=budget))
        rest = _without(seen, whole) if whole else seen
        passages = sorted(misreadings(page.text, rest, DEPTH, budget, Known(known, {line.start for line, _ in whole})))
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
        for start, end, read, _ in in_step_again(text, line, seen.places):
            yield Misread(start, end, read, OUT_OF_STEP)


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
    if known and missed and peeler.chains[known] >= MIN_FAMILIAR_EVIDENCE and not IDEOGRAPH.search(text):
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
