"""Bytes to text and back: which charset a page is in, and how to get its very bytes again."""

from __future__ import annotations

import base64
import codecs
import zlib
from typing import Any, NamedTuple

CHINESE = ("gb18030", "big5hkscs")


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
    try:
        return raw.decode("utf-8"), Decoding("utf-8")
    except UnicodeDecodeError:
        pass
    for name in CHINESE:
        try:
            raw.decode(name)
        except UnicodeDecodeError:
            continue
        return _read_as(raw, name)
    return _read_as(raw, "utf-8")


def _read_as(raw: bytes, name: str, given: str | None = None) -> tuple[str, Decoding]:
    try:
        text = raw.decode(name, "surrogateescape")
    except UnicodeDecodeError:
        return raw.decode("latin-1"), Decoding("latin-1", given=given)
    decoding = Decoding(name, given=given)
    try:
        faithful = decoding.encode(text) == raw
    except UnicodeEncodeError:
        faithful = False
    return text, decoding if faithful else decoding._replace(opaque=raw)
