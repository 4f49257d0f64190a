"""Which stretches of a line are a wrong reading, and what they were: an alignment of two readings of the same bytes."""

from __future__ import annotations

import codecs
from functools import cached_property
from itertools import accumulate
from operator import sub

from zhengwen.filters.encoding import _best_path
from zhengwen.filters.encoding._ambiguous_bytes import EURO, told_apart, with_euros
from zhengwen.filters.encoding._best_path import Stretch
from zhengwen.filters.encoding._budget import Budget
from zhengwen.filters.encoding._damaged_characters import ESCAPED
from zhengwen.filters.encoding._mojibake_pairs import LOST, SEAM, TRUE, Reading, bytes_of, is_double
from zhengwen.filters.encoding._plausibility import is_believable
from zhengwen.filters.encoding._possible_readings import spaced
from zhengwen.filters.encoding._reading_costs import costs_of
from zhengwen.pages.rare_characters import USUAL
from zhengwen.text import language_model
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.charset import ESCAPE
from zhengwen.text.lazy_regex import pattern

CHINESE = pattern(f"[\t -~\u2010-\u2027\u3000-\u301f{UNIFIED}！-～·×]+")
ODD_LETTER = pattern("[\x80-\xb6\xb8-\u052f\u2500-\u2593\u3040-\u312f\uac00-\ud7a3\uff61-\uff9f]")
# U+FFFD, and the question mark of older decoders where it stands beside what no sound text has.
LOSS = pattern("\N{REPLACEMENT CHARACTER}|(?<=[^\\0-\\x7f，。、“”（）])\\?")
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
# No Chinese character has this byte in UTF-8: the space was an entity, which was decoded after the wrong reading.
MAC_NO_BREAK_SPACE = b"\xca"
TWICE = "cp932"  # has some characters twice


def _escape_pair(error: UnicodeError) -> tuple[str, int]:
    """Keep both bytes of a character whose first one was lost, so that the next character begins where it should."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    raw, start = error.object, error.start
    follows = raw[start + 1 : start + 2]
    width = 2 if raw[start] == LOST[0] and follows >= b"\x80" else 1
    return "".join(chr(ESCAPE + byte) for byte in raw[start : start + width]), start + width


codecs.register_error("zhengwen.pair", _escape_pair)


class Line:
    """A line of a page with the bytes it would have come from, for each requested wrong reading."""

    def __init__(self, text: str, budget: Budget) -> None:
        self.text = text
        self.budget = budget
        self._bytes: dict[str, tuple[list[bytes], bytes]] = {}
        self._costs: dict[str, list[float]] = {}

    @cached_property
    def costs(self) -> list[float]:
        """What the first n characters cost as they stand."""
        return language_model.prefix_costs(self.text, language_model.RARE)

    def costs_for(self, wrong: str, sources: list[bytes]) -> list[float]:
        """The same, falling so far at a character that `wrong` cannot have made that no stretch reaches over it."""
        found = self._costs.get(wrong)
        if found is None:
            found = self.costs
            if SEAM in sources:
                fallen = accumulate((_best_path.CROSSING * (source == SEAM) for source in sources), initial=0.0)
                found = list(map(sub, found, fallen))
            self._costs[wrong] = found
        return found

    @cached_property
    def odd(self) -> set[int]:
        """Where characters stand that are no sign of sound Chinese."""
        rare = {n for n, cost in enumerate(map(language_model.costs().__getitem__, self.text)) if cost > USUAL}
        return rare.union(found.start() for found in ODD_LETTER.finditer(self.text))

    def behind(self, reading: Reading, lost: bytes) -> tuple[list[bytes], bytes]:
        """The bytes of each character, and all of them, if the line came of a wrong reading.

        Each sign of a loss stands for the bytes `lost`.
        """
        twice = reading.wrong == TWICE or EURO in self.text
        key = reading.wrong + "?" * len(lost) + reading.true * twice
        found = self._bytes.get(key)
        if found is None:
            sources = _sources(self.text, reading)
            for place in self.losses:
                sources[place] = lost
            found = self._bytes[key] = sources, b"".join(sources)
        return found

    @cached_property
    def losses(self) -> list[int]:
        """Where a sign stands that decoders put for bytes they could not read."""
        return [found.start() for found in LOSS.finditer(self.text)]


def undo(line: Line, reading: Reading, least: float, *, familiar: bool = False) -> list[Stretch]:
    """The stretches of a line that read better, by `least` nats, as what the wrong reading made them from.

    Where the reading is `familiar` from elsewhere on the page, characters that no Chinese text has are evidence, too.
    """
    line.budget.spend(len(line.text))
    found = _undo(line, reading, least, LOST, familiar=familiar)
    if line.losses and is_double(reading.wrong):  # some decoders put one sign for a whole pair of bytes
        other = _undo(line, reading, least, LOST + LOST, familiar=familiar)
        found = max(found, other, key=lambda one: sum(stretch.gain for stretch in one))
    return found


def _sources(text: str, reading: Reading) -> list[bytes]:
    """The bytes behind each character."""
    sources = list(map(bytes_of(reading.wrong).__getitem__, text))
    if reading.true == "utf-8" and NO_BREAK_SPACE in text and not is_double(reading.wrong):
        sources = [b" " if source == MAC_NO_BREAK_SPACE else source for source in sources]
    if reading.wrong == "gbk" and reading.true == "utf-8" and EURO in text:
        return with_euros(text, sources)
    return told_apart(text, sources, reading.true) if reading.wrong == TWICE else sources


def strictly(text: str, reading: Reading) -> str | None:
    """A line as it was before the wrong reading, if every byte of it reads as Chinese with its marks."""
    parts = _sources(text, reading)
    if SEAM in parts:
        return None
    try:
        read = b"".join(parts).decode(TRUE[reading.true].decoder)
    except UnicodeDecodeError:
        return None
    return read if CHINESE.fullmatch(read) else None


def _undo(line: Line, reading: Reading, least: float, lost: bytes, *, familiar: bool) -> list[Stretch]:
    sources, raw = line.behind(reading, lost)
    if reading.true == "utf-8":
        raw = spaced(raw)
    text = raw.decode(TRUE[reading.true].decoder, "surrogateescape" if reading.true == "utf-8" else "zhengwen.pair")
    ends = _ends(text, reading.true)
    if not ends or ends[-1] != len(raw):
        return []
    costs = costs_of(text, reading.true)
    found = _best_path.places(list(accumulate(map(len, sources))), ends, line.costs_for(reading.wrong, sources), costs)
    if familiar:
        found = _best_path.charged(found, line.odd)
    if _best_path.most(found) < least:
        return []
    spans = (_trimmed(one, found, line, text) for one in _best_path.stretches(found, line.odd, least))
    read = [_stretch(one, found, text) for one in spans]
    return [one for one in read if one.gain >= least and is_believable(one, line.text, reading, familiar=familiar)]


def _trimmed(span: _best_path.Span, found: _best_path.Places, line: Line, text: str) -> _best_path.Span:
    """A stretch without the sound characters at its ends, of which a part of the bytes would be no character."""
    first, last = _best_path.trimmed(span, found, line.text, text)
    while first < last and _is_broken(first, found, line, text):
        first += 1
    while first < last and _is_broken(last - 1, found, line, text):
        last -= 1
    return _best_path.Span(first, last)


def _is_broken(n: int, found: _best_path.Places, line: Line, text: str) -> bool:
    """Whether usual characters, and no sign of a loss among them, would become bytes that are no character."""
    old = range(found.old[n], found.old[n + 1])
    if not ESCAPED.search(text, found.new[n], found.new[n + 1]):
        return False
    return line.odd.isdisjoint(old) and not any(place in line.losses for place in old)


def _stretch(span: _best_path.Span, found: _best_path.Places, text: str) -> Stretch:
    old, new, gain = found
    first, last = span
    return Stretch(old[first], old[last], text[new[first] : new[last]], gain[last] - gain[first])


def _ends(text: str, true: str) -> list[int]:
    """Where the bytes of each character end."""
    if true == "utf-8":
        widths = (1 if one < "\x80" or "\udc00" <= one <= "\udcff" else len(one.encode()) for one in text)
    else:
        widths = (1 if one < "\x80" or "\udc00" <= one <= "\udcff" else 2 for one in text)
    return list(accumulate(widths))
