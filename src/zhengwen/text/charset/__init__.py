"""Bytes to text and back: which charset a page is in, and how to get its very bytes again."""

from __future__ import annotations

import base64
import zlib
from itertools import chain
from typing import Any, NamedTuple

from zhengwen.text.charset import _codecs, _judge, _resync
from zhengwen.text.charset._codecs import ESCAPE, lookup
from zhengwen.text.charset._files import is_noise, kind_of_file
from zhengwen.text.charset._lines import Piece
from zhengwen.text.charset._weigh import plain

__all__ = ["ESCAPE", "Decoding", "Patch", "Run", "decode", "kind_of_file", "lookup"]

FEW_PATCHED = 256
MOST_PATCHED = 0.2  # share of the input that may be patched before the whole of it is kept instead


class Run(NamedTuple):
    """So many characters of a text that came from one charset."""

    characters: int
    charset: str


class Patch(NamedTuple):
    """Characters whose own charset would not give back the bytes they came from."""

    position: int
    length: int
    raw: bytes


class Decoding(NamedTuple):
    """How a text came from bytes: enough to turn the text back into the very same bytes.

    Attributes:
        charset: the Python codec that the bytes, or most of them, were read with.
        declared: the charset that the bytes themselves named, as they spelt it.
        given: the charset that the caller named.
        opaque: the bytes themselves, kept only where they are no text in any charset.
        runs: where not all came from one charset, which characters came from which.
        patches: the few characters that another sequence of bytes stands for, too.
    """

    charset: str
    declared: str | None = None
    given: str | None = None
    opaque: bytes | None = None
    runs: tuple[Run, ...] = ()
    patches: tuple[Patch, ...] = ()

    def encode(self, text: str) -> bytes:
        """The bytes that `text` was decoded from."""
        if self.opaque is not None:
            return self.opaque
        if not self.runs and not self.patches:
            return _codecs.encode(text, self.charset)
        return b"".join(self._pieces(text))

    def offset(self, text: str, position: int) -> int:
        """The byte at which the character at `position` of the decoded `text` begins.

        Raises:
            ValueError: the bytes are no text in any one charset, so characters have no place among them.
        """
        if self.opaque is not None:
            raise ValueError("these bytes are no text in any one charset: a character has no byte offset")
        before = self.encode(text[:position])
        # The charset with shifts closes what it opened; the text goes on, so the shift does not stand here.
        return len(before) - 2 * (self.charset == "hz" and before.endswith(b"~}"))

    def as_json(self) -> dict[str, Any]:
        """A form that JSON can hold; `from_json` reads it."""
        fields: dict[str, Any] = {"charset": self.charset}
        if self.declared:
            fields["declared"] = self.declared
        if self.given:
            fields["given"] = self.given
        if self.opaque is not None:
            fields["opaque"] = base64.b85encode(zlib.compress(self.opaque)).decode("ascii")
        if self.runs:
            fields["runs"] = [[run.characters, run.charset] for run in self.runs]
        if self.patches:
            fields["patches"] = [[patch.position, patch.length, patch.raw.hex()] for patch in self.patches]
        return fields

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Decoding:
        """Read what `as_json` wrote.

        Raises:
            KeyError, ValueError, TypeError: the fields are not a decoding.
        """
        opaque = fields.get("opaque")
        return cls(
            fields["charset"],
            fields.get("declared"),
            fields.get("given"),
            zlib.decompress(base64.b85decode(opaque)) if opaque is not None else None,
            tuple(Run(int(characters), str(charset)) for characters, charset in fields.get("runs", ())),
            tuple(Patch(int(at), int(length), bytes.fromhex(raw)) for at, length, raw in fields.get("patches", ())),
        )

    def _pieces(self, text: str) -> list[bytes]:
        pieces: list[bytes] = []
        patches = chain(self.patches, (Patch(len(text), 0, b""),))
        patch = next(patches)
        start = 0
        for run in self.runs or (Run(len(text), self.charset),):
            end = min(start + run.characters, len(text))
            while patch.position < end:
                pieces.append(_codecs.encode(text[start : patch.position], run.charset))
                pieces.append(patch.raw)
                start = patch.position + patch.length
                patch = next(patches)
            pieces.append(_codecs.encode(text[start:end], run.charset))
            start = max(start, end)
        if len(text) == patch.position and patch.raw:
            pieces.append(patch.raw)
        return pieces


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
    if given is None and kind_of_file(raw):
        return raw.decode("utf-8", "replace"), Decoding("utf-8", opaque=raw)
    text, decoding = _quick(raw, _judge.told_by(given, declared)) or _read(raw, _judge.judge(raw, given, declared))
    return text, decoding._replace(declared=declared, given=encoding)


def _quick(raw: bytes, told: dict[str, float]) -> tuple[str, Decoding] | None:
    """Read what nearly all pages are: sound UTF-8, or plainly Chinese in one of two charsets."""
    if b"\0" in raw or raw.isascii() or raw.startswith(_judge.MARKS):
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        found = plain(raw, told)
        if found is None:
            return None
        text, codec = found
        charset = "gb18030" if codec == "gbk" else codec
        # GBK gives back every byte; the others have a few characters twice.
        faithful = codec == "gbk" or _gives_back(Decoding(charset), text, raw)
        return (text, Decoding(charset)) if faithful else None
    return (text, Decoding("utf-8")) if _judge.LETTERS_AND_MARKS.search(text) else None


def _read(raw: bytes, pieces: list[Piece]) -> tuple[str, Decoding]:
    """Decode pieces of bytes, each in its charset, and make sure of the way back."""
    texts: list[str] = []
    runs: list[Run] = []
    patches: list[Patch] = []
    done = start = 0
    for piece in pieces:
        text, patched = _read_piece(raw[start : piece.end], piece.charset)
        texts.append(text)
        runs.append(Run(len(text), piece.charset))
        patches.extend(patch._replace(position=patch.position + done) for patch in patched)
        done += len(text)
        start = piece.end
    text = "".join(texts)
    charset = max(runs, key=lambda run: run.characters).charset if runs else "utf-8"
    decoding = Decoding(charset, runs=tuple(runs) if len(runs) > 1 else (), patches=tuple(patches))
    patched_bytes = sum(len(patch.raw) for patch in patches)
    bound = max(FEW_PATCHED, MOST_PATCHED * len(raw))
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
