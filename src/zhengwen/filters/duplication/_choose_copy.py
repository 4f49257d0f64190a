"""Which of two copies has fewer faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from zhengwen.filters.duplication._alignment import Pair
from zhengwen.filters.duplication._header import is_button, is_byline
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.pages.differences.evidence import IDEOGRAPH
from zhengwen.pages.differences.judgement import Side
from zhengwen.pages.script_folding import CONVERTED
from zhengwen.text.char_classes import IDEOGRAPHS
from zhengwen.text.lazy_regex import pattern
from zhengwen.text.legacy_charset_coverage import SIMPLIFIED, outside_count

MIN_FAULTS_MORE = 4  # faults that the first copy has more than twice those of the second one, which is to stay then
# A folded mark or a space between ideographs; the mark first, for speed.
SPOILT = pattern(rf"[,;:?! \u3000\xa0](?<=[{IDEOGRAPHS}].)(?=[{IDEOGRAPHS}])")


def is_second_better(flat: Flat, pair: Pair) -> bool:
    """Whether the second copy has fewer faults, and is no conversion of the first one."""
    slips = [d.worse for d in pair.differences]
    one, other = _lines_of(flat, pair.start, pair.end), _lines_of(flat, pair.copy_start, pair.copy_end)
    first = _wraps(flat, pair.start, pair.end) + 2 * slips.count(Side.FIRST)
    if first + _faults((Counter(one) - Counter(other)).elements()) < MIN_FAULTS_MORE:
        return False  # faults that both have speak for neither
    if _is_converted(flat, pair):
        return False  # whose spaces and wrapping can be mended, but not its script
    second = _wraps(flat, pair.copy_start, pair.copy_end) + 2 * slips.count(Side.SECOND)
    return first + _faults(one) >= MIN_FAULTS_MORE + 2 * (second + _faults(other))


def _is_converted(flat: Flat, pair: Pair) -> bool:
    """Whether the copies are in two scripts."""
    if min(flat.page.script) < CONVERTED:
        return False
    spans = (pair.start, pair.end), (pair.copy_start, pair.copy_end)
    first, second = (outside_count(flat.unfolded[start:end], SIMPLIFIED) for start, end in spans)
    return max(first, second) > 2 * min(first, second)


def _lines_of(flat: Flat, start: int, end: int) -> list[str]:
    return [flat.line(index) for index in range(flat.line_of(start), flat.line_of(end - 1) + 1)]


def _faults(lines: Iterable[str]) -> int:
    """How much folding of marks and spacing have spoilt the lines of a copy, by signs that only sound ones lack."""
    spoilt = ((line, len(found)) for line in lines if (found := SPOILT.findall(line)))
    return sum(n for line, n in spoilt if not (is_button(line) or is_byline(line)))


def _wraps(flat: Flat, start: int, end: int) -> int:
    """How many lines break off inside a sentence, and how many sentences are run together in one line."""
    lines = range(flat.line_of(start) + 1, flat.line_of(end - 1) + 1)
    broken = sum(bool(IDEOGRAPH.match(flat.text[flat.line_ats[n] - 1])) for n in lines if flat.line_ats[n] > 60)
    longest = max((b - a for a, b in map(flat.line_span, (flat.line_of(start), *lines))), default=0)
    return broken // 4 + longest // 1000
