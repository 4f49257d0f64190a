"""GBK that lost a byte: from there to the next ASCII character every pair is made of halves of two characters."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.encoding._best_path import Stretch
from zhengwen.filters.encoding._mojibake_pairs import REPLACEMENT, Reading
from zhengwen.filters.encoding._reverse_reading import CHINESE
from zhengwen.text import language_model
from zhengwen.text.lazy_regex import pattern

OUT_OF_STEP = Reading("gbk", "gbk", 17.0)
RUN = pattern("[^\\0-\\x7f\N{REPLACEMENT CHARACTER}]{5,2000}(?P<lost>\N{REPLACEMENT CHARACTER}?)")
UNREAD = 12.0  # nats for a byte that is half of a character
FEWEST = 4  # characters that come back; fewer may be chance
NATURAL = 7.0  # nats a character, at most: sound Chinese costs 2.8 to 6.8


def in_step_again(line: str) -> Iterator[Stretch]:
    """The stretches of a line that read much better from the second half of their first character on."""
    for run in RUN.finditer(line):
        text = run[0].removesuffix(REPLACEMENT)
        found = _shifted(text, run["lost"])
        if found:
            yield found._replace(start=run.start() + found.start, end=run.start() + found.end)


def _shifted(text: str, lost: str) -> Stretch | None:
    """What follows the lost byte, where that makes the whole run cheapest."""
    try:
        raw = text.encode("gbk")
    except UnicodeEncodeError:
        return None
    if len(raw) != 2 * len(text):
        return None
    halves = [raw[n : n + 2].decode("gbk", "replace") for n in range(1, len(raw) - 1, 2)]
    pairs = [one if len(one) == 1 else REPLACEMENT for one in halves]
    as_it_is = language_model.prefix_costs(text, language_model.RARE)
    shifted = language_model.prefix_costs("".join(pairs))
    first = min(range(len(pairs)), key=lambda n: as_it_is[n] + shifted[-1] - shifted[n])
    cost, read = shifted[-1] - shifted[first], "".join(pairs[first:])
    gain = as_it_is[-1] - as_it_is[first] - cost - 2 * UNREAD
    if len(read) < FEWEST or gain < OUT_OF_STEP.least or cost > NATURAL * len(read) or not CHINESE.fullmatch(read):
        return None
    end = raw[-1:].decode("ascii", "replace")  # a letter that was taken for the second half, or half a character
    return Stretch(first, len(text) + len(lost), REPLACEMENT + read + end, gain)
