"""The wrong readings: bytes of one charset read in another. A new pair is one cell, or row, of `_ROWS`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from zhengwen.text.charset.names import name_of
from zhengwen.text.lazy_regex import pattern

SEAM = b"\n"  # stands for a character that the wrong charset cannot have made; no reading crosses it
LOST = b"\xff"  # stands for a byte that was already lost
REPLACEMENT, KATAKANA_DOT = "\N{REPLACEMENT CHARACTER}", "\N{KATAKANA MIDDLE DOT}"
HIGH = range(0x80, 0x100)
LAST_KEPT = "\uffff"  # characters beyond are too many to keep the bytes of each
# A character of two bytes of which one is known; the other was lost.
_HALF = pattern("[\udc81-\udcfe]\udcff|\udcff[\udc80-\udcfe]")


class TrueCharset(NamedTuple):
    """A charset that pages are in.

    Attributes:
        decoder: the codec that reads the most bytes.
        encoder: the codec that gives the bytes which pages have for a character.
        broken: one character with some of its bytes, as lone surrogates.
        certain: nats by which one character must be likelier than all others that have the bytes which are left.
    """

    decoder: str
    encoder: str
    broken: re.Pattern[str]
    certain: float


TRUE: Mapping[str, TrueCharset] = {
    "utf-8": TrueCharset(
        "utf-8", "utf-8", re.compile("[\udce2-\udcef\udcff][\udc80-\udcbf\udcff]{1,2}|[\udc80-\udcbf]{2}"), 5.5
    ),
    "gbk": TrueCharset("gbk", "gbk", _HALF, 6.5),
    "big5": TrueCharset("big5hkscs", "cp950", _HALF, 6.5),
}


class _Row(NamedTuple):
    """A wrong charset, and the nats of evidence required before a reading of each true one in it is undone.

    `codecs` are tried in turn: Western decoders put the control character of its number where a charset has a hole, and
    other kinds of a charset know more. `None` is for pairs that are not looked for.
    """

    codecs: tuple[str, ...]
    width: int  # bytes of most characters
    utf8: float | None
    gbk: float | None
    big5: float | None


# The more of one charset is text in the other, the more is required; hardly any of UTF-8 is.
_ROWS = (
    _Row(("cp1252", "latin-1"), 1, 8.0, 10.0, 10.0),
    _Row(("cp1250", "latin-1"), 1, 8.0, 10.0, 10.0),
    _Row(("cp1251",), 1, 8.0, 10.0, 10.0),
    _Row(("mac_roman",), 1, 8.0, 10.0, 10.0),
    _Row(("cp437",), 1, 8.0, 10.0, 10.0),
    _Row(("koi8_r",), 1, 8.0, 10.0, 10.0),
    _Row(("mac_cyrillic",), 1, 8.0, 10.0, 10.0),
    _Row(("cp850",), 1, 8.0, None, None),
    _Row(("cp866",), 1, 8.0, None, None),
    _Row(("iso8859-5",), 1, 8.0, None, None),
    _Row(("iso8859-2",), 1, 8.0, None, None),
    _Row(("gbk", "gb18030"), 2, 14.0, None, 17.0),
    _Row(("cp950", "big5hkscs"), 2, 14.0, 17.0, None),
    _Row(("big5hkscs", "cp950"), 2, None, 17.0, None),
    _Row(("cp932",), 2, 14.0, 17.0, 17.0),
    _Row(("cp949",), 2, 14.0, 17.0, 17.0),
    _Row(("euc_jp",), 2, 14.0, 17.0, 17.0),
)
_ROW = {row.codecs[0]: row for row in _ROWS}


class Reading(NamedTuple):
    """Bytes of `true` that were read as `wrong`; `least` nats of evidence are required before it is undone."""

    true: str
    wrong: str
    least: float

    def __str__(self) -> str:
        if self.true == self.wrong:
            return f"{name_of(self.true)} out of step after a lost byte"
        return f"{name_of(self.true)} read as {name_of(self.wrong)}"


def _readings(width: int) -> tuple[Reading, ...]:
    pairs = product((row for row in _ROWS if row.width == width), TRUE)
    cells = ((true, row.codecs[0], getattr(row, true.replace("-", ""))) for row, true in pairs)
    return tuple(Reading(true, wrong, least) for true, wrong, least in cells if least is not None)


WESTERN, EAST_ASIAN = _readings(1), _readings(2)


def is_double(wrong: str) -> bool:
    """Whether a charset has two bytes for most characters."""
    return _ROW[wrong].width > 1


def western_characters() -> str:
    """What the wrong charsets of one byte a character make of the bytes that are no ASCII."""
    raw = bytes(HIGH)
    made = {one for row in _ROWS if row.width == 1 for codec in row.codecs for one in raw.decode(codec, "ignore")}
    return "".join(sorted(made))


class _Sources(dict[str, bytes]):
    """The bytes that each character came from under a wrong reading.

    Those of a charset of one byte a character are all there. Others are worked out when they are first asked for: a
    page asks for a few hundred of 24,000.
    """

    def __init__(self, row: _Row) -> None:
        super().__init__()
        self._codecs = row.codecs if row.width > 1 else ()
        if row.width == 1:
            self._fill(row.codecs)
        self[REPLACEMENT] = LOST

    def _fill(self, codecs: tuple[str, ...]) -> None:
        raws = [bytes((number,)) for number in range(0x100)]
        for raw, codec in product(raws, codecs):
            one = raw.decode(codec, "ignore")
            if one and one not in self:
                self[one] = _encoded(one, codecs)
        # Browsers put the control character of its number for a byte that the charset has not.
        self.update((chr(raw[0]), raw) for raw in raws if not raw.decode(codecs[0], "ignore"))

    def __missing__(self, character: str) -> bytes:
        if not self._codecs:
            return SEAM
        raw = _encoded(character, self._codecs)
        if character <= LAST_KEPT:
            self[character] = raw
        return raw


def _encoded(character: str, codecs: tuple[str, ...]) -> bytes:
    for codec in codecs:
        try:
            return character.encode(codec)
        except UnicodeEncodeError:
            continue
    return SEAM


@cache
def bytes_of(wrong: str) -> Mapping[str, bytes]:
    """The bytes behind each character of a text that was read as `wrong`."""
    table = _Sources(_ROW[wrong])
    if wrong == "cp932":
        table[KATAKANA_DOT] = LOST + LOST  # for two bytes that could not be read
    return table
