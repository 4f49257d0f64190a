"""Codecs that give back the very bytes: Python's, with what browsers read and Python does not."""

from __future__ import annotations

import codecs
from functools import cache

from zhengwen.text.lazy_regex import pattern

ESCAPE = 0xDC00  # an undecodable byte b stands in the text as the lone surrogate U+DC00 + b
_ESCAPED = {ESCAPE + byte: byte for byte in range(256)}
ESCAPED = pattern(f"[{chr(ESCAPE)}-{chr(ESCAPE + 0xFF)}]")
LOST = "\N{REPLACEMENT CHARACTER}"
EURO = b"\x80"  # what Windows put into GBK before a sum of money

# Big5 as Python reads it with the Hong Kong characters has its own mind on nine symbols; browsers read them like this.
_SYMBOLS = str.maketrans("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡")
_UNSYMBOLS = {new: old for old, new in _SYMBOLS.items()}


def decode(raw: bytes, name: str) -> str:
    """Read bytes in one charset; undecodable ones become lone surrogates."""
    if name == "utf-8":
        return raw.decode(name, "surrogateescape")
    if name == "big5hkscs":
        return raw.decode(name, "zhengwen.big5").translate(_SYMBOLS)
    if name == "gb18030":
        try:
            return raw.decode("gbk")  # three times as fast, and the same for all that it knows
        except UnicodeDecodeError:
            pass
    return raw.decode(name, "zhengwen.escape")


def encode(text: str, name: str) -> bytes:
    """The bytes of a text; lone surrogates that stand for bytes become those.

    Raises:
        UnicodeEncodeError: the charset has no bytes for a character.
    """
    if name == "big5hkscs":
        text = text.translate(_UNSYMBOLS)
    return text.encode(name, "zhengwen.unescape")


def aligned(raw: bytes, name: str) -> list[tuple[str, bytes]]:
    """Each character, or the few that came at once, with the bytes it came from."""
    decoder = codecs.getincrementaldecoder(name)("zhengwen.big5" if name == "big5hkscs" else "zhengwen.escape")
    pairs: list[tuple[str, bytes]] = []
    start = 0
    for end in range(1, len(raw) + 1):
        try:
            text = decoder.decode(raw[end - 1 : end], final=end == len(raw))
        except UnicodeError:
            return [*pairs, (LOST * (len(raw) - start), raw[start:])]
        if text:
            pairs.append((text.translate(_SYMBOLS) if name == "big5hkscs" else text, raw[start:end]))
            start = end
    if start < len(raw):
        pairs.append(("", raw[start:]))
    return pairs


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Keep the first undecodable byte, so that what follows it gets its chance."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    if bad == EURO and error.encoding in ("gbk", "gb18030") and error.object[error.end : error.end + 1].isdigit():
        return "€", error.end
    if error.encoding.startswith("utf-"):
        return "".join(chr(ESCAPE + byte) for byte in bad), error.end
    return chr(ESCAPE + bad[0]), error.start + 1


def _escape_big5(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        pair = error.object[error.start : error.start + 2]
        character = _only_in_cp950().get(pair)
        if character:
            return character, error.start + 2
    return _escape(error)


def _unescape(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    try:
        return bytes(_ESCAPED[ord(one)] for one in error.object[error.start : error.end]), error.end
    except KeyError:
        raise error from None


@cache
def _only_in_cp950() -> dict[bytes, str]:
    """What Microsoft's Big5 has and the Hong Kong one has not; its private-use area is not among it."""
    return {b"\xa3\xe1": "€"}


codecs.register_error("zhengwen.escape", _escape)
codecs.register_error("zhengwen.big5", _escape_big5)
codecs.register_error("zhengwen.unescape", _unescape)
