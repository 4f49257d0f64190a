"""The wrong readings: bytes of one charset read in another, and the way back."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

SEAM = b"\n"  # stands for a character that the wrong charset cannot have made; no reading crosses it
LOST = b"\xff"  # stands for a byte that was already lost

# Western charsets leave holes where decoders put the control character of that number.
_WESTERN = ("cp1252", "latin-1")
_DOUBLE = {
    "gbk": ("gbk", "gb18030"),
    "cp950": ("cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs", "cp950"),
    "cp932": ("cp932",),
    "cp949": ("cp949",),
    "euc_jp": ("euc_jp",),
}
_SINGLE = {
    "cp1252": _WESTERN,
    "cp1250": ("cp1250", "latin-1"),
    "cp1251": ("cp1251",),
    "mac_roman": ("mac_roman",),
    "cp437": ("cp437",),
    "koi8_r": ("koi8_r",),
}
NAMES = {
    "cp1252": "Latin-1",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "mac_roman": "Mac Roman",
    "cp437": "code page 437",
    "koi8_r": "KOI8-R",
    "gbk": "GBK",
    "big5": "Big5",
    "cp950": "Big5",
    "big5hkscs": "Big5",
    "cp932": "Shift-JIS",
    "cp949": "EUC-KR",
    "euc_jp": "EUC-JP",
    "utf-8": "UTF-8",
}


class Reading(NamedTuple):
    """Bytes of `true` that were read as `wrong`; `least` nats of evidence are asked for before it is undone."""

    true: str
    wrong: str
    least: float

    def __str__(self) -> str:
        return f"{NAMES[self.true]} read as {NAMES[self.wrong]}"


LATIN = tuple(
    Reading(true, wrong, 8.0 if true == "utf-8" else 10.0) for wrong in _SINGLE for true in ("utf-8", "gbk", "big5")
)
IDEOGRAPHIC = (
    Reading("utf-8", "gbk", 14.0),
    Reading("gbk", "cp950", 17.0),
    Reading("gbk", "big5hkscs", 17.0),
    Reading("big5", "gbk", 17.0),
    Reading("utf-8", "cp950", 14.0),
    Reading("utf-8", "cp932", 14.0),
    Reading("utf-8", "cp949", 14.0),
    Reading("utf-8", "euc_jp", 14.0),
    Reading("gbk", "cp949", 17.0),
    Reading("big5", "cp949", 17.0),
    Reading("gbk", "cp932", 17.0),
    Reading("big5", "cp932", 17.0),
    Reading("gbk", "euc_jp", 17.0),
    Reading("big5", "euc_jp", 17.0),
)
KATAKANA_DOT = "\N{KATAKANA MIDDLE DOT}"  # what Shift-JIS decoders put for two bytes they could not read


class _Bytes(dict[str, bytes]):
    """The bytes that each character came from under a wrong reading; worked out when first asked for."""

    def __init__(self, codecs: tuple[str, ...]) -> None:
        super().__init__({"\N{REPLACEMENT CHARACTER}": LOST})
        self.codecs = codecs

    def __missing__(self, character: str) -> bytes:
        for codec in self.codecs:
            try:
                found = character.encode(codec)
                break
            except UnicodeEncodeError:
                continue
        else:
            found = SEAM
        self[character] = found
        return found


def is_double(wrong: str) -> bool:
    """Whether a charset has two bytes for most characters."""
    return wrong in _DOUBLE


@cache
def bytes_of(wrong: str) -> dict[str, bytes]:
    """The bytes behind each character of a text that was read as `wrong`."""
    table = _Bytes({**_SINGLE, **_DOUBLE}[wrong])
    if wrong == "cp932":
        table[KATAKANA_DOT] = LOST + LOST
    return table
