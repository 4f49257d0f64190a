"""Bytes to text and back: which charset a page is in, and how to get its very bytes again."""

from __future__ import annotations

import base64
import codecs
import re
import zlib
from typing import Any, NamedTuple

CHINESE = ("gb18030", "big5hkscs")
MARKED = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DECLARATION = re.compile(rb"""(?:charset|encoding)\s{0,5}=\s{0,5}["']?([A-Za-z0-9_.:\-]{2,30})""")


class Decoding(NamedTuple):
    """How a text came from bytes: enough to turn the text back into the very same bytes.

    Attributes:
        charset: the Python codec the bytes were read with.
        declared: the charset that the bytes themselves named, as they spelt it.
        given: the charset that the caller named.
        opaque: the bytes themselves, kept only where no codec turns the text back into them.
    """

    charset: str
    declared: str | None = None
    given: str | None = None
    opaque: bytes | None = None

    def encode(self, text: str) -> bytes:
        """The bytes that `text` was decoded from."""
        if self.opaque is not None:
            return self.opaque
        return text.encode(self.charset, "surrogateescape")

    def offset(self, text: str, position: int) -> int:
        """The byte at which the character at `position` of the decoded `text` begins.

        Raises:
            ValueError: the bytes are no text in any one charset, so characters have no place among them.
        """
        if self.opaque is not None:
            raise ValueError("these bytes are no text in any one charset: a character has no byte offset")
        return len(self.encode(text[:position]))

    def as_json(self) -> dict[str, Any]:
        """A form that JSON can hold; `from_json` reads it."""
        fields: dict[str, Any] = {"charset": self.charset}
        if self.declared:
            fields["declared"] = self.declared
        if self.given:
            fields["given"] = self.given
        if self.opaque is not None:
            fields["opaque"] = base64.b85encode(zlib.compress(self.opaque)).decode("ascii")
        return fields

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Decoding:
        """Read what `as_json` wrote.

        Raises:
            KeyError, ValueError: the fields are not a decoding.
        """
        opaque = fields.get("opaque")
        return cls(
            fields["charset"],
            fields.get("declared"),
            fields.get("given"),
            zlib.decompress(base64.b85decode(opaque)) if opaque is not None else None,
        )


def decode(raw: bytes, encoding: str | None = None) -> tuple[str, Decoding]:
    """Read bytes as text; bytes that no charset explains become lone surrogates (`surrogateescape`).

    A byte order mark stays in the text, as U+FEFF: taking it out is a fix like any other.

    Raises:
        LookupError: `encoding` is not the name of a charset.
    """
    if encoding is not None:
        return _read_as(raw, codecs.lookup(encoding).name, given=encoding)
    declared = _declared(raw)
    return _read_as(raw, _judged(raw, declared), declared=declared)


def _judged(raw: bytes, declared: str | None) -> str:
    for mark, name in MARKED:
        if raw.startswith(mark):
            return name
    if _reads(raw, "utf-8"):
        return "utf-8"
    wide = _wide(raw)
    if wide:
        return wide
    candidates = [name for name in CHINESE if _reads(raw, name)]
    if declared in candidates:
        return declared
    if not candidates:
        return _damaged(raw)
    if len(candidates) == 1:
        return candidates[0]
    from zhengwen.likeness import likeness  # reads a table, which most pages do not need

    return max(candidates, key=lambda name: likeness(raw.decode(name)))


def _damaged(raw: bytes) -> str:
    """The charset of bytes that none reads without errors: the one with the fewest."""
    losses = {name: raw.decode(name, "replace").count("\N{REPLACEMENT CHARACTER}") for name in ("utf-8", *CHINESE)}
    return min(losses, key=lambda name: losses[name])


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark: half of its line breaks, spaces and digits are NUL bytes."""
    if b"\x00" not in raw or len(raw) % 2:
        return None
    low, high = raw[0::2].count(0), raw[1::2].count(0)
    name = "utf-16-le" if high > low else "utf-16-be"
    return name if _reads(raw, name) else None


def _reads(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _declared(raw: bytes) -> str | None:
    """The codec that the markup names; a GB2312 page is read as its superset."""
    found = DECLARATION.search(raw, 0, 4096)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)


def _read_as(raw: bytes, name: str, given: str | None = None, declared: str | None = None) -> tuple[str, Decoding]:
    try:
        text = raw.decode(name, "surrogateescape")
    except UnicodeDecodeError:
        return raw.decode("latin-1"), Decoding("latin-1", declared, given)
    decoding = Decoding(name, declared, given)
    try:
        faithful = decoding.encode(text) == raw
    except UnicodeEncodeError:
        faithful = False
    return text, decoding if faithful else decoding._replace(opaque=raw)
