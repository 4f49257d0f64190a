"""What the page itself says in sentences, and the lines of it that do not end like sentences."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cached_property
from itertools import islice
from operator import add

from zhengwen.filters.spam._judging import Judged, undisguised
from zhengwen.filters.spam._lexicon import STRONG, plain
from zhengwen.folding import unfold
from zhengwen.lazy import pattern
from zhengwen.page import Page
from zhengwen.repertoire import SIMPLIFIED

MOST_PROSE_READ = 60_000  # characters
FEW_QUESTIONS = 150
MOST_FORMS = 16  # ways to write a word that are looked for one by one
MOST_PAIRS = 20  # of a text that is asked about
MOST_STEMS = 12
LONGEST_ASKED = 400
IDEOGRAPHS = pattern(r"[\u3400-\u9fff]+")


class PageWords:
    """A page, its open-ended lines, and the vocabulary of the rest."""

    def __init__(self, page: Page, candidates: list[int]) -> None:
        self.page = page
        self.candidates = frozenset(candidates)
        self._asked = 0

    @cached_property
    def _written(self) -> str:
        """The lines that end like sentences, as they are written."""
        lines = [text for number, text in enumerate(self.page.line_texts) if number not in self.candidates]
        return "\n".join(lines)[:MOST_PROSE_READ]

    @cached_property
    def _is_plain(self) -> bool:
        """Whether those lines are plain as they are written, as far as matching needs it."""
        known = self.page.repertoire
        return known.charset == SIMPLIFIED and known.outside is not None

    @cached_property
    def _prose(self) -> str:
        """The lines that end like sentences, plain."""
        return self._written if self._is_plain else plain(self._written)

    def says(self, word: str) -> bool:
        """Whether a plain word stands in those lines; after many such questions the whole of them is made plain."""
        self._asked += 1
        if self._is_plain:
            return word in self._written
        if self._asked <= FEW_QUESTIONS:
            written = list(islice(unfold(word), MOST_FORMS + 1))
            if len(written) <= MOST_FORMS:
                return any(one in self._written for one in written)
        return word in self._prose

    @cached_property
    def last_line(self) -> int:
        """The last line that is not blank."""
        return self.page.line_at(len(self.page.text.rstrip()))

    def has(self, pair: str) -> bool:
        """Whether two characters stand together in those lines; after many such questions a set answers them."""
        return pair in self._pairs if self._asked > FEW_QUESTIONS else self.says(pair)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(map(add, self._prose, self._prose[1:]))

    def speaks_of(self, judged: Judged) -> bool:
        """Whether the sentences of the page speak of what a stretch names."""
        known = {
            stem: weight
            for (stem, weight), _ in Counter((hit.stem, hit.weight) for hit in judged.known).most_common(MOST_STEMS)
        }
        named = [weight for stem, weight in known.items() if self.says(stem)]
        return STRONG in named or len(named) >= max(2, len(known) / 2)

    def foreign(self, text: str) -> float:
        """The share of a text's pairs of ideographs that no sentence of the page has; 0 when it has no pairs."""
        runs = IDEOGRAPHS.findall(undisguised(text[:LONGEST_ASKED]))
        pairs = list(dict.fromkeys(one + two for run in runs for one, two in itertools.pairwise(run)))[:MOST_PAIRS]
        return sum(not self.has(pair) for pair in pairs) / len(pairs) if pairs else 0.0

    def above(self, number: int) -> str:
        """The nearest line above that is not blank."""
        return next(
            (line.text for line in reversed(self.page.lines[max(0, number - 20) : number]) if line.text.strip()), ""
        )
