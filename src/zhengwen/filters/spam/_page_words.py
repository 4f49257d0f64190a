"""What the page itself says in sentences, and the lines of it that do not end like sentences."""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from functools import cached_property

from zhengwen.filters.spam._lexicon import STRONG, Hit, hits, plain
from zhengwen.filters.spam._repetition import LETTERS
from zhengwen.filters.spam._score import Judged, undisguised
from zhengwen.page import Page
from zhengwen.text.char_classes import IDEOGRAPHS
from zhengwen.text.folding import unfold, written
from zhengwen.text.lazy_regex import pattern

MAX_PROSE_CHARS = 60_000  # of the sentences of a page that are read
MAX_PAIRS = 20  # of a text that is asked about
MAX_STEMS = 12  # of a text, the commonest, that are looked for in the sentences
MIN_STEMS_OF_SUBJECT = 2  # stems of a trade in the sentences of a page on it; one may stand there by chance
REACH_LINES = 20  # above a line, past blank ones
MAX_CHARS_ASKED = 400  # of a text that is asked about
IDEOGRAPH_RUN = pattern(f"[{IDEOGRAPHS}]+")


class PageWords:
    """A page, its open-ended lines, and the vocabulary of the rest."""

    def __init__(self, page: Page, candidates: frozenset[int]) -> None:
        self.page = page
        self.candidates = candidates

    @cached_property
    def _written(self) -> str:
        """The lines that end like sentences, each once."""
        lines = (text for number, text in enumerate(self.page.line_texts) if number not in self.candidates)
        return "\n".join(dict.fromkeys(lines))[:MAX_PROSE_CHARS]

    @cached_property
    def _prose(self) -> str:
        """The same, plain: dear where the page is Traditional."""
        return plain(self._written)

    @cached_property
    def _pairs(self) -> set[int]:
        return _pair_codes(self._prose)

    def has(self, pair: str) -> bool:
        """Whether two plain ideographs stand together in those lines."""
        return _pair_code(pair) in self._pairs

    def says(self, word: str) -> bool:
        """Whether a plain word stands in those lines; its characters are asked for first, as they are written."""
        return all(any(map(self._written.__contains__, written(one))) for one in word) and (
            all(any(map(self._written.__contains__, unfold(pair))) for pair in map("".join, itertools.pairwise(word)))
            and word in self._prose
        )

    @cached_property
    def last_line(self) -> int:
        """The last line that is not blank."""
        return self.page.line_at(len(self.page.text.rstrip()))

    def speaks_of(self, judged: Judged) -> bool:
        """Whether the sentences of the page speak of what a stretch names."""
        known = {
            stem: weight
            for (stem, weight), _ in Counter((hit.stem, hit.weight) for hit in judged.known).most_common(MAX_STEMS)
        }
        named = [weight for stem, weight in known.items() if self.says(stem)]
        return STRONG in named or len(named) >= max(2, len(known) / 2)

    def has_as_subject(self, judged: Judged) -> bool:
        """Whether the sentences of the page speak of the trade of a stretch, in whatever words."""
        ((trade, _),) = judged.trades.most_common(1)
        return len({hit.stem for hit in self._said if hit.trade == trade}) >= MIN_STEMS_OF_SUBJECT

    @cached_property
    def _said(self) -> list[Hit]:
        """The stems in those lines."""
        return hits(self._prose)

    def novelty(self, text: str) -> float:
        """The share of a text's pairs of ideographs that no sentence of the page has; of words, where it has none."""
        flat = undisguised(text[:MAX_CHARS_ASKED])
        runs = IDEOGRAPH_RUN.findall(flat)
        if not runs:
            latin = list(dict.fromkeys(LETTERS.findall(flat)))[:MAX_PAIRS]
            return sum(word not in self._prose for word in latin) / len(latin) if latin else 0.0
        pairs = list(dict.fromkeys(one + two for run in runs for one, two in itertools.pairwise(run)))[:MAX_PAIRS]
        return sum(not self.has(pair) for pair in pairs) / len(pairs) if pairs else 0.0


def line_above(page: Page, number: int) -> str:
    """The nearest line above that is not blank; empty where it is far away."""
    return next((text for text in reversed(page.line_texts[max(0, number - REACH_LINES) : number]) if text.strip()), "")


def _pair_codes(text: str) -> set[int]:
    """The pairs of neighbours in a text, each as a number: no string is made for every character."""
    units = memoryview(text.encode("utf-16-le", "surrogatepass"))
    ends = (offset + max(len(units) - offset, 0) // 4 * 4 for offset in (0, 2))
    return set().union(*(units[offset:end].cast("I") for offset, end in zip((0, 2), ends, strict=True)))


def _pair_code(pair: str) -> int:
    """The number of two characters of the basic plane among those."""
    return int.from_bytes(pair.encode("utf-16-le"), sys.byteorder)
