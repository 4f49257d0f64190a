"""Text that stands twice and stays: said with what differs, for a reader to judge."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.duplication._alignment import Pair
from zhengwen.filters.duplication._anchors import Chain
from zhengwen.filters.duplication._differences import Difference
from zhengwen.filters.duplication._equal import equal_after
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._repeated_runs import FEWEST_TOLD, said_twice
from zhengwen.filters.duplication._same_text import is_edition
from zhengwen.pages.differences.evidence import WORD
from zhengwen.pages.differences.judgement import Kind
from zhengwen.pages.sentences import HOLDS_END

MIN_RUN_CHARS, MAX_GAP_CHARS = 30, 8  # characters of whole clauses on end; between two of them
MAX_SHOWN, MAX_SHOWN_CHARS = 3, 20  # differences in a message, and characters of one reading
ORDER = (Kind.VALUE, Kind.NAME, Kind.UNKNOWN, Kind.WORDING, Kind.MORE)


def stands_twice(flat: Flat, chain: Chain) -> bool:
    """Whether so many characters on end stand twice that it has to be said."""
    return any(length >= FEWEST_TOLD for length in _equal_runs(flat, chain))


def has_clauses_on_end(flat: Flat, chain: Chain) -> bool:
    """Whether whole clauses on end stand twice, and not here and there one: what the precheck asks for, too."""
    run = done = 0
    for first, copy, length in chain:
        gap = flat.text[done:copy]
        if not 0 <= copy - done <= MAX_GAP_CHARS or flat.text[first - len(gap) : first] != gap:
            run = 0
        run, done = run + length, copy + length
        if run >= MIN_RUN_CHARS:
            return True
    return False


def _equal_runs(flat: Flat, chain: Chain) -> Iterator[int]:
    done = 0
    for first, copy, length in chain:
        if copy + length > done:
            run = length + equal_after(flat.text, first + length, copy + length, copy)
            done = copy + run
            yield run


def span_of(flat: Flat, pair: Pair) -> tuple[int, int]:
    """The place of the second text in the page, from its first word on."""
    word = WORD.search(flat.text, pair.copy_start, pair.copy_end)
    return flat.place(word.start() if word else pair.copy_start), flat.after(pair.copy_end)


def message(flat: Flat, pair: Pair) -> str:
    """What stands twice, and what differs."""
    said = f"These {pair.copy_end - pair.copy_start} characters stand above, too"
    if is_edition(flat, pair):
        return f"{said}, in the other script, and both stay: each is an edition of its own."
    differing = [one for kind in ORDER for one in pair.differences if one.kind is kind]
    if not differing:
        return said_twice(pair.copy_end - pair.copy_start)
    shown = "; ".join(_shown(flat, one) for one in differing[:MAX_SHOWN])
    more = f"; and {len(differing) - MAX_SHOWN} more" if len(differing) > MAX_SHOWN else ""
    return f"{said}, and both stay, for they differ: {shown}{more}."


def _shown(flat: Flat, one: Difference) -> str:
    first, second = (_cut(flat.text[start:end]) for start, end in (one[:2], one[2:4]))
    return f"{first!r} above is {second!r} here ({one.kind.value})"


def _cut(text: str) -> str:
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[: MAX_SHOWN_CHARS - 1]}…"


def is_repeated_paragraph(flat: Flat, pair: Pair) -> bool:
    """Whether the second text is the line below the first one, and the same: a rule of its own cuts one of them."""
    first, second = flat.line_of(pair.start), flat.line_of(pair.copy_start)
    spans = flat.line_span(first), flat.line_span(second)
    one, other = (flat.text[start:end] for start, end in spans)
    return second == first + 1 and one == other and bool(HOLDS_END.search(one))
