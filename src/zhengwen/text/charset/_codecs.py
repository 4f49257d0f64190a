"""Codecs that give back the very bytes: Python's, with what browsers read and Python does not."""

from __future__ import annotations

import codecs
import re
from functools import cache

ESCAPE = 0xDC00  # an undecodable byte b stands in the text as the lone surrogate U+DC00 + b
_ESCAPED = {ESCAPE + byte: byte for byte in range(256)}
ESCAPED = re.compile(f"[{chr(ESCAPE)}-{chr(ESCAPE + 0xFF)}]")
LOST = "\N{REPLACEMENT CHARACTER}"
EURO = b"\x80"  # what Windows put into GBK before a sum of money

# Labels as pages spell them, where Python knows another charset, or none, by that name. Browsers read them like this.
_LABELS = {
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "cp936", "windows-936", "gb_2312-80", "chinese", "euc-cn"), "gb18030"),
    **dict.fromkeys(("csgb2312", "gb_2312", "gb2312-80", "iso-ir-58", "euccn", "ms936", "gb"), "gb18030"),
    **dict.fromkeys(("big5", "big-5", "big5-tw", "csbig5", "cn-big5", "x-x-big5", "cp950", "ms950"), "big5"),
    **dict.fromkeys(("big5-hkscs", "big5hkscs", "hkscs", "windows-950", "big5-eten"), "big5"),
    **dict.fromkeys(("utf8", "utf-8", "unicode-1-1-utf-8", "x-unicode20utf8", "utf8mb4", "utf_8", "u8"), "utf-8"),
    **dict.fromkeys(("utf-8-sig", "utf_8_sig"), "utf-8"),
    **dict.fromkeys(("ascii", "us-ascii", "iso-8859-1", "latin1", "latin-1", "iso8859-1", "l1"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "windows-949"), "cp949"),
    **dict.fromkeys(("utf-16", "utf_16", "unicode", "ucs-2", "utf-16-le"), "utf-16-le"),
    **dict.fromkeys(("utf-32", "utf_32", "ucs-4"), "utf-32-le"),
    **dict.fromkeys(("hz-gb-2312", "hz", "hzgb"), "hz"),
}
# Big5 as Python reads it with the Hong Kong characters has its own mind on nine symbols; browsers read them like this.
_SYMBOLS = str.maketrans("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡")
_UNSYMBOLS = {new: old for old, new in _SYMBOLS.items()}


def lookup(label: str) -> str:
    """The codec for a charset as pages and callers spell it; `big5` stands for all kinds of it.

    Raises:
        LookupError: there is no such charset.
    """
    spelt = label.strip().strip("\"'").lower()
    known = _LABELS.get(spelt) or _LABELS.get(spelt.replace("_", "-"))
    if known:
        return known
    if "\0" in spelt or not spelt:
        raise LookupError(f"unknown encoding: {label!r}")
    info = codecs.lookup(spelt)
    if not getattr(info, "_is_text_encoding", True) or info.name in ("idna", "punycode", "undefined"):
        raise LookupError(f"{label!r} is no charset")
    return _LABELS.get(info.name, info.name)


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
