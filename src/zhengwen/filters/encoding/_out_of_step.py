"""GBK that lost a byte: from there to the next ASCII character every pair is made of halves of two characters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from zhengwen.filters.encoding._best_path import Stretch
from zhengwen.filters.encoding._mojibake_pairs import REPLACEMENT, Reading
from zhengwen.filters.encoding._reverse_reading import CHINESE
from zhengwen.text import language_model
from zhengwen.text.lazy_regex import pattern

OUT_OF_STEP = Reading("gbk", "gbk", 17.0)
RUN = pattern("[^\\0-\\x7f\N{REPLACEMENT CHARACTER}]{5,2000}(?P<lost>\N{REPLACEMENT CHARACTER}?)")
UNREAD = 12.0  # nats for a byte that is half of a character
MIN_RESTORED_CHARS = 4  # characters that come back; fewer may be chance
ROUNDING = 1e-6  # nats
NATURAL = 7.0  # nats a character, at most: sound Chinese costs 2.8 to 6.8


def in_step_again(text: str, line: range, odd: list[int]) -> Iterator[Stretch]:
    """The stretches of a line that read much better from the second half of their first character on.

    Looked at are runs that hold an odd character of the text: of runs of ten ideographs out of step one in a thousand
    holds none.
    """
    for run in RUN.finditer(text, line.start, line.stop):
        if bisect_left(odd, run.start()) == bisect_left(odd, run.end()):
            continue
        found = _shifted(run[0].removesuffix(REPLACEMENT), run["lost"])
        if found:
            yield found._replace(start=run.start() + found.start, end=run.start() + found.end)


@lru_cache(maxsize=1024)  # most lines of a page come back in its next round
def _shifted(text: str, lost: str) -> Stretch | None:
    """What follows the lost byte, where that makes the whole run cheapest."""
    end = _pairs_of_bytes(text[-MIN_RESTORED_CHARS - 1 :])
    if not CHINESE.fullmatch(end[1:-1].decode("gbk", "replace")):
        return None
    raw = _pairs_of_bytes(text)
    if not raw or not _may_be_shifted(text, raw):
        return None
    pairs = [_pair_at(raw, n) for n in range(1, len(raw) - 1, 2)]
    as_it_is = language_model.prefix_costs(text, language_model.RARE)
    shifted = language_model.prefix_costs("".join(pairs))
    first = min(range(len(pairs)), key=lambda n: as_it_is[n] + shifted[-1] - shifted[n])
    cost, read = shifted[-1] - shifted[first], "".join(pairs[first:])
    gain = as_it_is[-1] - as_it_is[first] - cost - 2 * UNREAD
    if (
        len(read) < MIN_RESTORED_CHARS
        or gain < OUT_OF_STEP.least
        or cost > NATURAL * len(read)
        or not CHINESE.fullmatch(read)
    ):
        return None
    last = raw[-1:].decode("ascii", "replace")  # a letter that was taken for the second half, or half a character
    return Stretch(first, len(text) + len(lost), REPLACEMENT + read + last, gain)


def _pairs_of_bytes(text: str) -> bytes:
    """The bytes of a text in GBK; nothing if a character has not two."""
    try:
        raw = text.encode("gbk")
    except UnicodeEncodeError:
        return b""
    return raw if len(raw) == 2 * len(text) else b""


def _pair_at(raw: bytes, start: int) -> str:
    read = raw[start : start + 2].decode("gbk", "replace")
    return read if len(read) == 1 else REPLACEMENT


def _may_be_shifted(text: str, raw: bytes) -> bool:
    """Whether enough of the end is Chinese, out of step, and costs enough as it is: of a sound text hardly ever."""
    start = len(raw) - 3
    while start > 0 and CHINESE.fullmatch(_pair_at(raw, start)):
        start -= 2
    first = (start + 1) // 2
    if len(text) - first <= MIN_RESTORED_CHARS:
        return False
    context = min(first, 1)  # the character before, on which the cost of the first one depends
    as_it_is = language_model.prefix_costs(text[first - context :], language_model.RARE)[context:]
    least = OUT_OF_STEP.least + 2 * UNREAD - ROUNDING
    if as_it_is[-1] - as_it_is[0] < least:
        return False
    shifted = language_model.prefix_costs("".join(_pair_at(raw, n) for n in range(start + 2, len(raw) - 1, 2)))
    left = as_it_is[-1] - shifted[-1]
    return max(left - old + new for old, new in zip(as_it_is, shifted, strict=False)) >= least
