"""Bytes to text and back: which charset a page is in, and how to get its very bytes again."""

from __future__ import annotations

from zhengwen.text.charset import _codecs, _judge, _resync
from zhengwen.text.charset._codecs import ESCAPE
from zhengwen.text.charset._decoding import Decoding, Patch, Run
from zhengwen.text.charset._files import is_noise, kind_of_file
from zhengwen.text.charset._labels import lookup
from zhengwen.text.charset._lines import Piece
from zhengwen.text.charset._weigh import plain

__all__ = ["ESCAPE", "Decoding", "Patch", "Run", "decode", "kind_of_file", "lookup"]

MAX_PATCHED_BYTES = 256
MAX_PATCHED_SHARE = 0.2  # share of the input that may be patched before the whole of it is kept instead


def decode(raw: bytes, encoding: str | None = None) -> tuple[str, Decoding]:
    """Read bytes as text; bytes that no charset explains become lone surrogates (`surrogateescape`).

    A byte order mark stays in the text, as U+FEFF: taking it out is a fix like any other.

    Args:
        raw: the bytes of a page.
        encoding: the charset that the caller was told (by an HTTP header, say). Like a charset that the page itself
            declares it is believed as long as the bytes agree.

    Raises:
        LookupError: `encoding` is not the name of a charset.
    """
    given = None if encoding is None else lookup(encoding)
    declared = _judge.declared(raw)
    if kind_of_file(raw) and (given is None or is_noise(raw, given)):
        return raw.decode("utf-8", "replace"), Decoding("utf-8", opaque=raw)
    told = _judge.told_by(given, declared)
    utf8 = _judge.as_utf8(raw)
    found = _plainly(raw, utf8, told) or _read(raw, _judge.judge(raw, utf8, told))
    return found[0], found[1]._replace(declared=declared, given=encoding)


def _plainly(raw: bytes, utf8: str | None, told: dict[str, float]) -> tuple[str, Decoding] | None:
    """Read what nearly all pages are: sound UTF-8, or plainly Chinese in one of two charsets."""
    if b"\0" in raw or raw.isascii() or raw.startswith(_judge.MARKS):
        return None
    if utf8 is not None:
        return (utf8, Decoding("utf-8")) if _judge.LETTERS_AND_MARKS.search(utf8) else None
    found = plain(raw, told)
    if found is None:
        return None
    text, codec = found
    charset = "gb18030" if codec == "gbk" else codec
    # GBK gives back every byte; the others have a few characters twice.
    faithful = codec == "gbk" or _gives_back(Decoding(charset), text, raw)
    return (text, Decoding(charset)) if faithful else None


def _read(raw: bytes, pieces: list[Piece]) -> tuple[str, Decoding]:
    """Decode pieces of bytes, each in its charset, and make sure of the way back."""
    texts: list[str] = []
    runs: list[Run] = []
    patches: list[Patch] = []
    done = start = 0
    for piece in pieces:
        text, patched = (
            (piece.text, []) if piece.text is not None else _read_piece(raw[start : piece.end], piece.charset)
        )
        texts.append(text)
        runs.append(Run(len(text), piece.charset))
        patches.extend(patch._replace(position=patch.position + done) for patch in patched)
        done += len(text)
        start = piece.end
    text = "".join(texts)
    charset = max(runs, key=lambda run: run.characters).charset if runs else "utf-8"
    decoding = Decoding(charset, runs=tuple(runs) if len(runs) > 1 else (), patches=tuple(patches))
    patched_bytes = sum(len(patch.raw) for patch in patches)
    bound = max(MAX_PATCHED_BYTES, MAX_PATCHED_SHARE * len(raw))
    if is_noise(raw, charset) or patched_bytes > bound or not _gives_back(decoding, text, raw):
        return raw.decode("utf-8", "replace"), Decoding("utf-8", opaque=raw)
    return text, decoding


def _read_piece(raw: bytes, name: str) -> tuple[str, list[Patch]]:
    try:
        text = _codecs.decode(raw, name)
    except UnicodeError:  # a charset with a mind of its own on what is an error
        text = ""
    if name in _resync.CHARSETS and _codecs.ESCAPED.search(text):
        text = _resync.resynced(raw, name)
    if _gives_back(Decoding(name), text, raw):
        return text, []
    return _patched(raw, name)


def _patched(raw: bytes, name: str) -> tuple[str, list[Patch]]:
    """Read line by line, and character by character those lines that do not come back as they were."""
    texts: list[str] = []
    patches: list[Patch] = []
    done = 0
    for line in [raw] if name.startswith("utf-") else raw.splitlines(keepends=True):
        text = _line(line, name)
        pairs = [(text, line)]
        if not _gives_back(Decoding(name), text, line):
            pairs = _codecs.aligned(line, name)
        for characters, came_from in pairs:
            if not _gives_back(Decoding(name), characters, came_from):
                patches.append(Patch(done, len(characters), came_from))
            texts.append(characters)
            done += len(characters)
    return "".join(texts), patches


def _line(raw: bytes, name: str) -> str:
    try:
        return _codecs.decode(raw, name)
    except UnicodeError:
        return ""


def _gives_back(decoding: Decoding, text: str, raw: bytes) -> bool:
    try:
        return decoding.encode(text) == raw
    except UnicodeError:
        return False
