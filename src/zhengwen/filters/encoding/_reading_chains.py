"""Lines that wrong readings garbled from end to end, one on top of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from zhengwen.filters.encoding._best_path import Stretch
from zhengwen.filters.encoding._mojibake_pairs import REPLACEMENT, WESTERN, Reading
from zhengwen.filters.encoding._peeling import ZERO_WIDTH, peel, peel_all, strict_chains
from zhengwen.filters.encoding._plausibility import IDEOGRAPH, is_believable
from zhengwen.filters.encoding._reverse_reading import CHINESE
from zhengwen.text import language_model
from zhengwen.text.lazy_regex import pattern

DEPTH = 4  # wrong readings on top of each other
MAX_SEARCHED_LINES = 40  # of a page; the others are read by the chains that these show, or not as a whole
NATURAL = 8.0  # nats a character: whole lines of mojibake cost more in every reading but the right one
MIN_CHAIN_IDEOGRAPHS = 2  # ideographs that come of it
LETTER = pattern("[A-Za-z]")


class Chain(NamedTuple):
    """Wrong readings on top of each other, the topmost first; below them may be one that lost bytes."""

    readings: tuple[Reading, ...]
    is_lossy: bool = False

    @property
    def least(self) -> float:
        """The evidence required: as much as each of the readings needs by itself."""
        return sum(reading.least for reading in self.readings)


class WholeLine(NamedTuple):
    """A line as one stretch, and the chain that it went through."""

    stretch: Stretch
    chain: Chain


class Peeler:
    """What is known of the chains of one page, while its lines are looked at one after the other.

    Args:
        mend: undoes wrong readings piece by piece, for what lost bytes below a chain.
    """

    def __init__(self, mend: Callable[[str], str]) -> None:
        self.chains: dict[Chain, float] = {}  # how much speaks for each
        self._mend = mend
        self._searched = 0

    def peeled(self, line: str) -> WholeLine | None:
        """A line as it was before all wrong readings, if all of it went through them."""
        if REPLACEMENT in line:
            return None  # bytes were lost at the top: nothing reads to the last one
        bare = ZERO_WIDTH.sub("", line)
        for chain in self.chains:
            text = self._before(chain, bare)
            if text is not None and (found := _judged(line, text, chain)):
                self.chains[chain] += found.stretch.gain
                return found
        if self._searched >= MAX_SEARCHED_LINES:
            return None
        self._searched += 1
        found = max(self._found(line, bare), key=_gain, default=None)
        if found:
            self.chains[found.chain] = found.stretch.gain
        return found

    def strictly(self, line: str, chain: Chain) -> WholeLine | None:
        """A line by a chain that the page is known for: every byte reads as Chinese, and nothing else is asked."""
        if chain.is_lossy:
            return None
        text = self._before(chain, ZERO_WIDTH.sub("", line))
        return None if text is None or text == line else WholeLine(_stretch(line, text, 0.0), chain)

    def _before(self, chain: Chain, line: str) -> str | None:
        """A line before a chain of readings; `None` where it cannot have gone through it."""
        text = peel_all(line, chain.readings)
        if text is None:
            return None
        if chain.is_lossy:
            return self._mend(text)
        return text if CHINESE.fullmatch(text) else None

    def _found(self, line: str, bare: str) -> Iterator[WholeLine]:
        any_found = False
        for readings, text in strict_chains(bare, DEPTH):
            found = _judged(line, text, Chain(readings))
            if found:
                any_found = True
                yield found
        if not any_found and not IDEOGRAPH.search(bare):  # no Western charset makes ideographs
            for reading in WESTERN:
                below = peel(bare, reading) if reading.true == "utf-8" else None
                if below is not None and IDEOGRAPH.search(below):
                    chain = Chain((reading,), is_lossy=True)
                    yield from filter(None, [_judged(line, self._mend(below), chain)])


def _gain(found: WholeLine) -> float:
    return found.stretch.gain


def _judged(line: str, text: str, chain: Chain) -> WholeLine | None:
    """The line as one stretch, if there is enough evidence."""
    ideographs = len(IDEOGRAPH.findall(text))
    if ideographs < MIN_CHAIN_IDEOGRAPHS:
        return None
    if len(chain.readings) > 1 and chain.readings[-1].true != "utf-8" and ideographs < len(LETTER.findall(text)):
        return None  # below UTF-8 may lie a line of another language, of which two bytes are an ideograph, too
    cost = language_model.cost(text)
    gain = language_model.prefix_costs(line, language_model.RARE)[-1] - cost
    if gain < chain.least or cost > NATURAL * len(text):
        return None
    stretch = _stretch(line, text, gain)
    if len(chain.readings) == 1 and not is_believable(stretch, line, chain.readings[0], familiar=False):
        return None
    return WholeLine(stretch, chain)


def _stretch(line: str, text: str, gain: float) -> Stretch:
    """A line, less what is the same in both readings at its ends."""
    first = _alike(line, text)
    last = _alike(line[:first:-1], text[:first:-1])
    return Stretch(first, len(line) - last, text[first : len(text) - last], gain)


def _alike(one: str, other: str) -> int:
    """How many characters two texts have alike from their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
