"""Which charset bytes are in, by what they declare, what decodes, and which reading is the likeliest language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from zhengwen.charset import _codecs, language
from zhengwen.lazy import pattern

FAITHFUL = frozenset(("utf-8",))  # lone surrogates included, every byte comes back

BOMS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
MARKS = tuple(mark for mark, _ in BOMS)
MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (as Office documents are)"),
    (b"\x1f\x8b\x08", "gzip-compressed data"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard-compressed data"),
    (b"\x7fELF", "a program"),
    (b"\0\0\0\x18ftyp", "a video"),
    (b"\0\0\0\x20ftyp", "a video"),
    (b"OggS\0", "a sound or a video"),
    (b"ID3\x03", "a sound"),
    (b"wOF2", "a font"),
    (b"wOFF", "a font"),
)
MAGICS = tuple(magic for magic, _ in MAGIC)
HEAD = 4096  # where a declaration must stand
DECLARED = pattern(
    rb"""(?i)<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,30})"""
)

FEW, SAMPLE = 4, 24  # pieces of a page that are judged at first, and at its beginning and its middle
HOPELESS = 80.0  # nats behind the best on the first pieces
PIECE = pattern(rb"[\x80-\xff][^\n<>]{0,79}")
WIDE = 512  # bytes judged as UTF-16 or UTF-32
CONTROLS = pattern(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
NOISE = pattern(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
FEW_CONTROLS, NOISY = 8, 0.04  # random bytes have controls by the tenth
SHIFTS = b"~{"

# One character in five of a natural text, one in a hundred of a wrong reading.
FREQUENT = pattern("[的一是在不了有和人中大为国上个以我时到他会为来用部门年规定应或及法机關國為應時個者條依第之事各]")
HANGUL = pattern("[가-힣]")
IDEOGRAPH = pattern("[一-龥]")
SAMPLED = 400  # characters of a page that are enough to know its language
ENOUGH = 60  # ideographs that settle it without tables
FEWEST = 8  # ideographs that settle it with them: 12 characters of sound Chinese cost 2.6 to 6.8 each, 99 in 100
# Of sound Chinese 150 characters cost 2.8 to 5.4 each, in the wrong charset 7.0 and more.
WEIGHED, LITTLE = 150, 6.0
# Circled numbers, kana and Cyrillic stand elsewhere in Python's cp950 than in the Big5 that pages are in.
ELSEWHERE = pattern("[々ぁ-ヾА-ёⅰ-ⅹ①-⑽]")
LETTERS_AND_MARKS = pattern("[^\0-\u07ff]")

# What a reading has ahead of, or behind, the others before a byte is read.
GIVEN, DECLARES = -30.0, -20.0
WESTERN_DECLARED = -4.0  # what servers and editors say when they know nothing
FOREIGN = 25.0
SURE = 4.0  # nats
UNREADABLE = 9.0  # nats a byte: no reading explains these bytes

UTF8_RUN = pattern(rb"[\xe3-\xe9][\x80-\xbf]{2}(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf]){3}")
UTF8_LONG = pattern(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf]|\xe2\x80[\x80-\xbf]|[\x20-\x7e]){4,}")
UTF8_THREE = pattern(rb"(?:[\xe2-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf])")
HIGH = pattern(rb"[\x80-\xff]")
HIGH_RUN = pattern(rb"[\x80-\xff](?:[\x40-\x7e]?[\x80-\xff])*")


class Piece(NamedTuple):
    """Bytes up to `end` that are in one charset."""

    end: int
    charset: str


def declared(raw: bytes) -> str | None:
    """The charset that an HTML or XML page names near its beginning, as it spells it."""
    if b"<" not in raw[:HEAD]:
        return None
    found = DECLARED.search(raw, 0, HEAD)
    return found[1].decode("ascii", "replace") if found else None


def kind_of_file(raw: bytes) -> str | None:
    """What the bytes are when they are no text: `a PNG image`, say."""
    if not raw.startswith(MAGICS):
        return None
    return next(kind for magic, kind in MAGIC if raw.startswith(magic))


def is_noise(raw: bytes, name: str) -> bool:
    """Whether bytes hold so many controls that no text in this charset has them."""
    if name.startswith(("utf-16", "utf-32", "hz", "iso2022")):
        return False
    controls = len(NOISE.findall(raw, 0, HEAD))
    return controls > FEW_CONTROLS and controls > NOISY * min(len(raw), HEAD)


def judge(raw: bytes, given: str | None, label: str | None) -> list[Piece]:
    """The charset of each part of the bytes; nearly always there is one part."""
    size = len(raw)
    told = told_by(given, label)
    marked = _marked(raw)
    if marked:
        return marked
    if told.get("hz") or (SHIFTS in raw and raw.isascii() and _is_hz(raw)):
        return [Piece(size, "hz")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _judge_legacy(raw, told)
    if raw.isascii():
        return [Piece(size, _judge_ascii(raw, told))]
    if not LETTERS_AND_MARKS.search(text):
        return [Piece(size, _cheapest(raw, ["utf-8", "gb18030", "big5", *told], told))]
    return [Piece(size, _judge_wide(raw, "utf-8") if b"\0" in raw else "utf-8")]


def told_by(given: str | None, label: str | None) -> dict[str, float]:
    """How far ahead the charsets are that somebody named."""
    told: dict[str, float] = {}
    for name, lead in ((_known(label), DECLARES), (given, GIVEN)):
        if name is not None:
            told[name] = WESTERN_DECLARED if name == "cp1252" and lead == DECLARES else lead
    return told


def _known(label: str | None) -> str | None:
    try:
        name = _codecs.lookup(label) if label else None
    except LookupError:
        return None
    # A declaration that could be read is in a charset that has ASCII where ASCII has it.
    return None if name and name.startswith(("utf-16", "utf-32", "utf-7")) else name


def _marked(raw: bytes) -> list[Piece]:
    for mark, name in BOMS:
        if not raw.startswith(mark):
            continue
        if name in ("utf-8", "gb18030"):
            rest = judge(raw[len(mark) :], None, None)
            if not rest or rest[0].charset == name:
                return [Piece(piece.end + len(mark), piece.charset) for piece in rest] or [Piece(len(raw), name)]
            return [Piece(len(mark), name), *(Piece(piece.end + len(mark), piece.charset) for piece in rest)]
        sample = raw[: 2 * WIDE]
        if _is_natural(_codecs.decode(sample, name)) or _cost_per_byte(sample, name) < UNREADABLE:
            return [Piece(len(raw), name)]
    return []


def _is_hz(raw: bytes) -> bool:
    try:
        text = raw.decode("hz")
    except UnicodeDecodeError:
        return False
    found = IDEOGRAPH.findall(text)
    return bool(found) and language.cost("".join(found[:200])) < 9 * len(found[:200])


def _judge_ascii(raw: bytes, told: dict[str, float]) -> str:
    wide = [name for name in told if name.startswith(("utf-16", "utf-32"))]
    if wide or CONTROLS.search(raw, 0, HEAD):
        return _judge_wide(raw, "utf-8", wide)
    return "utf-8"


def _judge_wide(raw: bytes, narrow: str, told: list[str] | None = None) -> str:
    """Whether bytes with NULs, or odd controls, are UTF-16 or UTF-32 without its mark."""
    sample = raw[: 2 * WIDE]
    costs = {narrow: _cost_per_byte(sample, narrow)}
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        text = _codecs.decode(sample, name)
        if told and name in told:
            costs[name] = 0.0
        elif 2 * len(HANGUL.findall(text)) <= len(text):  # most pairs of bytes are Hangul; few pages are Korean
            costs[name] = language.cost(text) / max(len(sample), 1)
    return min(costs, key=lambda name: costs[name])


def _plainly_wide(raw: bytes) -> str | None:
    """The kind of UTF-16, without its mark, that makes natural Chinese of the first bytes."""
    sample = raw[: 2 * WIDE]
    wide = ((name, sample.decode(name, "ignore")) for name in ("utf-16-le", "utf-16-be"))
    return next((name for name, text in wide if _is_natural(text)), None)


def _judge_legacy(raw: bytes, told: dict[str, float]) -> list[Piece]:
    """Bytes that are not wholly UTF-8."""
    size = len(raw)
    wide = _plainly_wide(raw)
    if wide is not None:
        return [Piece(size, wide)]
    if UTF8_RUN.search(raw):
        return _by_line(raw, told)
    name = _judge_short(raw, told)
    if name == "big5":
        name = which_big5(raw)
    return [Piece(size, name)]


def _judge_short(raw: bytes, told: dict[str, float]) -> str:
    candidates = ["gb18030", "big5", "utf-8", "cp1252", "cp932", "euc_jp", "cp949", *told]
    name = _cheapest(raw, candidates, told)
    sample = raw[: 2 * WIDE]
    if b"\0" in sample or not len(raw) % 2:
        wide = _judge_wide(raw, name)
        ahead = _cost_per_byte(sample, name) - _cost_per_byte(sample, wide)
        if wide != name and ahead > 0.3 and ahead * len(sample) > SURE:
            return wide
    return name


def plain(raw: bytes, told: dict[str, float]) -> tuple[str, str] | None:
    """The text and the charset of a page that is plainly, and wholly, in one of the two that most pages are in."""
    for name, codec in (("gb18030", "gbk"), ("big5", "cp950"), ("gb18030", "gb18030")):
        if any(other not in (name, "cp1252") for other in told):
            continue
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if _is_natural(text) and not (codec == "cp950" and ELSEWHERE.search(text)):
            return text, codec
    return None


def _is_natural(text: str) -> bool:
    """Whether enough of the first ideographs are among the commonest, or the first characters cost little."""
    first = IDEOGRAPH.search(text)
    if first is None:
        return False
    sample = text[first.start() : first.start() + SAMPLED]
    ideographs = IDEOGRAPH.findall(sample)
    count = len(ideographs)
    if count < ENOUGH:
        return count >= FEWEST and language.cost("".join(ideographs)) < LITTLE * count
    return len(FREQUENT.findall(sample)) > 0.12 * count or language.cost(sample[:WEIGHED]) < LITTLE * WEIGHED


def _samples(raw: bytes) -> Iterator[bytes]:
    """Parts of a page that are not ASCII: a few from its beginning, and more from there and its middle."""
    first = [found[0] for found in islice(PIECE.finditer(raw), SAMPLE)]
    yield b"\n".join(first[:FEW])
    yield b"\n".join(first + [found[0] for found in islice(PIECE.finditer(raw, len(raw) // 2), SAMPLE)])


def _cheapest(raw: bytes, names: list[str], told: dict[str, float]) -> str:
    """The charset in which the page costs least; those far behind on a few pieces are not asked for the others."""
    costs: dict[str, float] = dict.fromkeys(names, 0.0)
    for sample in _samples(raw):
        least = min(costs.values())
        costs = {
            name: _cost(sample, name) + _lead(name, told) for name, cost in costs.items() if cost < least + HOPELESS
        }
        if len(costs) == 1:
            break
    return min(costs, key=lambda name: costs[name])


def _lead(name: str, told: dict[str, float]) -> float:
    """How far ahead (below 0) or behind a charset is before a byte is read."""
    if name in told:
        return told[name]
    if name in ("utf-8", "gb18030", "big5"):
        return 0.0
    return 5.0 if name == "cp1252" else FOREIGN


def _cost(raw: bytes, name: str) -> float:
    return language.cost(_codecs.decode(raw, which_big5(raw) if name == "big5" else name))


def _cost_per_byte(raw: bytes, name: str) -> float:
    return _cost(raw, name) / max(len(raw), 1)


def which_big5(raw: bytes) -> str:
    """Microsoft's Big5 where it reads everything and sees none of what it puts elsewhere, else the Hong Kong one."""
    try:
        text = raw.decode("cp950")
    except UnicodeDecodeError:
        return "big5hkscs"
    return "big5hkscs" if ELSEWHERE.search(text) else "cp950"


def _by_line(raw: bytes, told: dict[str, float]) -> list[Piece]:
    """Bytes that hold UTF-8 and something else: each line in its own charset, and a line in parts where it must be."""
    lines = raw.splitlines(keepends=True)
    others = [line for line in lines if not line.isascii() and not _is_mostly_utf8(line)]
    legacy = _legacy_of(b"".join(others), told) if others else "gb18030"
    pieces: list[Piece] = []
    end = 0
    for line in lines:
        for part, name in _parts(line, legacy):
            end += len(part)
            if pieces and (name is None or pieces[-1].charset == name):
                pieces[-1] = Piece(end, pieces[-1].charset)
            else:
                pieces.append(Piece(end, name or "utf-8"))
    return pieces


def _legacy_of(raw: bytes, told: dict[str, float]) -> str:
    name = _cheapest(raw, ["gb18030", "big5"], told)
    return which_big5(raw) if name == "big5" else name


def _is_mostly_utf8(line: bytes) -> bool:
    return 3 * len(UTF8_THREE.findall(line)) > 0.6 * len(HIGH.findall(line))


def _parts(line: bytes, legacy: str) -> list[tuple[bytes, str | None]]:
    """A line's parts and their charsets; `None` for ASCII, which goes with its neighbour."""
    if line.isascii():
        return [(line, None)]
    sound = _is_utf8(line)
    if sound and (UTF8_RUN.search(line) or not _is_likelier(line, legacy)):
        return [(line, "utf-8")]
    if not UTF8_RUN.search(line):
        return [(line, "utf-8" if _is_mostly_utf8(line) and not _is_likelier(line, legacy) else legacy)]
    return _split(line, legacy)


def _split(line: bytes, legacy: str) -> list[tuple[bytes, str | None]]:
    """Part a line at its runs of sound UTF-8; what lies between is the other charset when it reads well in it."""
    parts: list[tuple[bytes, str | None]] = []
    done = 0
    for run in UTF8_LONG.finditer(line):
        if not UTF8_THREE.search(run[0]):
            continue
        if run.start() > done:
            parts.append(_between(line[done : run.start()], legacy))
        parts.append((run[0], "utf-8"))
        done = run.end()
    if done < len(line):
        parts.append(_between(line[done:], legacy))
    return parts


def _between(part: bytes, legacy: str) -> tuple[bytes, str | None]:
    if part.isascii():
        return part, None
    long_enough = len(HIGH.findall(part)) >= 6
    return part, legacy if long_enough and not _is_utf8(part) and _is_likelier(part, legacy) else "utf-8"


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_likelier(raw: bytes, name: str) -> bool:
    return _cost(raw, name) < _cost(raw, "utf-8")
