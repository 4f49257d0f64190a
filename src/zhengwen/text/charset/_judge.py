"""Which charset bytes are in, by what they declare, what decodes, and which reading is the likeliest language."""

from __future__ import annotations

from zhengwen.text import language_model
from zhengwen.text.charset import _codecs
from zhengwen.text.charset._labels import lookup
from zhengwen.text.charset._lines import UTF8_RUN, Piece, by_line
from zhengwen.text.charset._weigh import IDEOGRAPH, cheapest, cost_per_byte, is_natural, which_big5
from zhengwen.text.charset._wide import JUDGED_BYTES, judge_wide, plainly_wide
from zhengwen.text.lazy_regex import pattern

BOMS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
MARKS = tuple(mark for mark, _ in BOMS)
HEAD_BYTES = 4096  # where a declaration must stand
DECLARED = pattern(
    rb"""(?i)<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,30})"""
)
CONTROLS = pattern(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
SHIFTS = b"~{"
LETTERS_AND_MARKS = pattern("[^\0-\u07ff]")

# What a reading has ahead of, or behind, the others before a byte is read.
GIVEN, DECLARES = -30.0, -20.0
WESTERN_DECLARED = -4.0  # what servers and editors say when they know nothing
SURE_NATS = 4.0  # nats
UNREADABLE_NATS_PER_BYTE = 9.0  # nats a byte: no reading explains these bytes


def declared(raw: bytes) -> str | None:
    """The charset that an HTML or XML page names near its beginning, as it spells it."""
    if b"<" not in raw[:HEAD_BYTES]:
        return None
    found = DECLARED.search(raw, 0, HEAD_BYTES)
    return found[1].decode("ascii", "replace") if found else None


def as_utf8(raw: bytes) -> str | None:
    """The bytes as UTF-8; `None` where they are not."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def judge(raw: bytes, utf8: str | None, told: dict[str, float]) -> list[Piece]:
    """The charset of each part of the bytes; nearly always there is one part.

    Args:
        raw: the bytes.
        utf8: what they are as UTF-8, if they are.
        told: how far ahead the charsets are that somebody named.
    """
    size = len(raw)
    marked = _marked(raw)
    if marked:
        return marked
    if told.get("hz") or (SHIFTS in raw and raw.isascii() and _is_hz(raw)):
        return [Piece(size, "hz")]
    if utf8 is None:
        return _judge_legacy(raw, told)
    name = _judge_utf8(raw, utf8, told)
    return [Piece(size, name, utf8 if name == "utf-8" else None)]


def _judge_utf8(raw: bytes, text: str, told: dict[str, float]) -> str:
    """The charset of bytes that are UTF-8, and may be something else all the same."""
    if raw.isascii():
        return _judge_ascii(raw, told)
    if not LETTERS_AND_MARKS.search(text):
        return cheapest(raw, ["utf-8", "gb18030", "big5", *told], told)
    return judge_wide(raw, "utf-8") if b"\0" in raw else "utf-8"


def told_by(given: str | None, label: str | None) -> dict[str, float]:
    """How far ahead the charsets are that somebody named."""
    told: dict[str, float] = {}
    for name, lead in ((_known(label), DECLARES), (given, GIVEN)):
        if name is not None:
            told[name] = WESTERN_DECLARED if name == "cp1252" and lead == DECLARES else lead
    return told


def _known(label: str | None) -> str | None:
    try:
        name = lookup(label) if label else None
    except LookupError:
        return None
    # A declaration that could be read is in a charset that has ASCII where ASCII has it.
    return None if name and name.startswith(("utf-16", "utf-32", "utf-7")) else name


def _marked(raw: bytes) -> list[Piece]:
    for mark, name in BOMS:
        if not raw.startswith(mark):
            continue
        if name in ("utf-8", "gb18030"):
            body = raw[len(mark) :]
            rest = [piece._replace(text=None) for piece in judge(body, as_utf8(body), {})]
            if not rest or rest[0].charset == name:
                return [Piece(piece.end + len(mark), piece.charset) for piece in rest] or [Piece(len(raw), name)]
            return [Piece(len(mark), name), *(Piece(piece.end + len(mark), piece.charset) for piece in rest)]
        sample = raw[: 2 * JUDGED_BYTES]
        if is_natural(_codecs.decode(sample, name)) or cost_per_byte(sample, name) < UNREADABLE_NATS_PER_BYTE:
            return [Piece(len(raw), name)]
    return []


def _is_hz(raw: bytes) -> bool:
    try:
        text = raw.decode("hz")
    except UnicodeDecodeError:
        return False
    found = IDEOGRAPH.findall(text)
    return bool(found) and language_model.cost("".join(found[:200])) < 9 * len(found[:200])


def _judge_ascii(raw: bytes, told: dict[str, float]) -> str:
    wide = [name for name in told if name.startswith(("utf-16", "utf-32"))]
    if wide or CONTROLS.search(raw, 0, HEAD_BYTES):
        return judge_wide(raw, "utf-8", wide)
    return "utf-8"


def _judge_legacy(raw: bytes, told: dict[str, float]) -> list[Piece]:
    """Bytes that are not wholly UTF-8."""
    size = len(raw)
    wide = plainly_wide(raw)
    if wide is not None:
        return [Piece(size, wide)]
    if UTF8_RUN.search(raw):
        return by_line(raw, told)
    name = _judge_short(raw, told)
    if name == "big5":
        name = which_big5(raw)
    return [Piece(size, name)]


def _judge_short(raw: bytes, told: dict[str, float]) -> str:
    candidates = ["gb18030", "big5", "utf-8", "cp1252", "cp932", "euc_jp", "cp949", *told]
    name = cheapest(raw, candidates, told)
    sample = raw[: 2 * JUDGED_BYTES]
    if b"\0" in sample or not len(raw) % 2:
        wide = judge_wide(raw, name)
        ahead = cost_per_byte(sample, name) - cost_per_byte(sample, wide)
        if wide != name and ahead > 0.3 and ahead * len(sample) > SURE_NATS:
            return wide
    return name
