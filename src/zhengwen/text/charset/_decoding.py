"""How a text came from bytes: what it takes to turn the text back into the very same bytes."""

from __future__ import annotations

import base64
import zlib
from itertools import chain
from typing import Any, NamedTuple

from zhengwen.text.charset import _codecs


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
