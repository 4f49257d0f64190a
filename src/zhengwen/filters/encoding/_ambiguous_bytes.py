"""Characters that a charset has twice: which of their two bytes they came from, by what these make of their neighbours.

Browsers read the byte 80 in GBK as the euro sign, which is a character of two bytes there, too.
Shift-JIS as Windows has it knows 388 ideographs in the rows of NEC and again in those of IBM. A decoder reads both
and the text does not say which it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from zhengwen.filters.encoding._mojibake_pairs import TRUE
from zhengwen.text import language_model

EURO = "\N{EURO SIGN}"
WIDEST = 8  # ways that are kept beside each other
UNREAD = 12.0  # nats for bytes that are no character
LAST = 0xFC  # the last byte of pairs in Shift-JIS
_LEADS_OF_TWINS = 0x87, 0xFA, 0xFB, 0xFC  # the rows of NEC and IBM that Python reads, and does not write


class _Way(NamedTuple):
    """One choice of bytes up to a character: its cost, the byte that waits for its second half, what was read last."""

    cost: float
    lead: bytes
    last: str
    chosen: tuple[int, ...]  # where the other bytes were taken


def with_euros(text: str, sources: list[bytes]) -> list[bytes]:
    """The bytes of each character of UTF-8 read as GBK, with the byte 80 for a euro sign where UTF-8 has it so."""
    best = list(sources)
    for n, one in enumerate(text):
        if one == EURO:
            missing = _missing(b"".join(best[max(0, n - 3) : n]))
            following = sources[n + 1][:1] if n + 1 < len(text) and text[n + 1] != EURO else b""
            if missing > 1 or (missing and not b"\x80" <= following < b"\xc0"):
                best[n] = b"\x80"
    return best


def _missing(raw: bytes) -> int:
    """How many bytes the last character of UTF-8 still lacks."""
    for back in range(1, min(3, len(raw)) + 1):
        byte = raw[-back]
        if byte >= 0xC2:
            return max(0, (1 if byte < 0xE0 else 2 if byte < 0xF0 else 3) - back + 1)
        if byte < 0x80:
            return 0
    return 0


def told_apart(text: str, sources: list[bytes], true: str) -> list[bytes]:
    """The bytes of each character, with those taken of two that read best in the charset `true`."""
    twins = _twins()
    if true == "utf-8" or twins.keys().isdisjoint(text):
        return sources
    best = list(sources)
    for n in _others(text, tuple(sources), TRUE[true].decoder):
        best[n] = twins[text[n]]
    return best


def has_twins(text: str) -> bool:
    """Whether a text has characters that stand for two sequences of bytes in Shift-JIS."""
    return not _twins().keys().isdisjoint(text)


@lru_cache(maxsize=128)  # a line is looked up several times: by itself, with its page, once its reading is known
def _others(text: str, sources: tuple[bytes, ...], codec: str) -> tuple[int, ...]:
    """Where the bytes of the text are not those that Python's codec writes."""
    twins = _twins()
    last = max(n for n, one in enumerate(text) if one in twins)
    ways = [_Way(0.0, b"", "", ())]
    for n, one in enumerate(text):
        following = [_read(way, sources[n], codec, -1) for way in ways]
        if one in twins:
            following += [_read(way, twins[one], codec, n) for way in ways]
        ways = _best(following) if len(following) > 1 else following
        if len(ways) == 1 and n > last:
            break
    return min(ways).chosen


def _best(ways: list[_Way]) -> list[_Way]:
    """The cheapest way to each state, and few of them."""
    cheapest: dict[tuple[bytes, str], _Way] = {}
    for way in sorted(ways):
        cheapest.setdefault((way.lead, way.last), way)
    return list(cheapest.values())[:WIDEST]


def _read(way: _Way, raw: bytes, codec: str, other: int) -> _Way:
    """A way, one character of the text further."""
    cost, lead, last, chosen = way
    costs, bonuses = language_model.costs(), language_model.bonuses()
    for n in range(len(raw)):
        byte = raw[n : n + 1]
        if not lead and byte >= b"\x80":
            lead = byte
            continue
        one = _pair(codec, lead + byte) if lead else byte.decode("ascii")
        cost += costs[one] - bonuses.get(last + one, 0.0) if one else UNREAD
        lead, last = b"", one
    return _Way(cost, lead, last, (*chosen, other) if other >= 0 else chosen)


@cache  # 24,000 for each of few codecs, at most
def _pair(codec: str, raw: bytes) -> str:
    """The character of two bytes; empty if the charset has none there."""
    one = raw.decode(codec, "replace")
    return one if len(one) == 1 and one != "\N{REPLACEMENT CHARACTER}" else ""


@cache
def _twins() -> Mapping[str, bytes]:
    """The bytes of Shift-JIS that Python's codec reads, and does not write."""
    raws = map(bytes, product(_LEADS_OF_TWINS, range(0x40, LAST + 1)))
    return {one: raw for raw in raws if (one := _pair("cp932", raw)) and one.encode("cp932") != raw}
