"""The HTML that a visible text was read from, as a ledger keeps it."""

from __future__ import annotations

import base64
import zlib
from typing import Any, NamedTuple


class HtmlSource(NamedTuple):
    """A page as it was given, and a checksum of its visible text; its JSON holds it compressed."""

    raw: str | bytes
    visible_crc32: int

    def __repr__(self) -> str:
        return f"<HtmlSource of {len(self.raw)} {'bytes' if isinstance(self.raw, bytes) else 'characters'}>"

    @classmethod
    def of(cls, raw: str | bytes, visible: str) -> HtmlSource:
        """The source of a visible text."""
        return cls(raw, _checksum(visible))

    def shows(self, text: str) -> bool:
        """Whether a text is the visible text of the page."""
        return _checksum(text) == self.visible_crc32

    def as_json(self) -> dict[str, Any]:
        """A form that JSON can hold; `from_json` reads it."""
        is_text = isinstance(self.raw, str)
        raw = self.raw.encode("utf-8", "surrogatepass") if isinstance(self.raw, str) else self.raw
        packed = base64.b85encode(zlib.compress(raw)).decode("ascii")
        return {"text" if is_text else "bytes": packed, "visible_crc32": self.visible_crc32}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> HtmlSource:
        """Read what `as_json` wrote.

        Raises:
            KeyError, ValueError, TypeError, zlib.error: the fields are no source.
        """
        raw = zlib.decompress(base64.b85decode(fields["text"] if "text" in fields else fields["bytes"]))
        return cls(raw.decode("utf-8", "surrogatepass") if "text" in fields else raw, int(fields["visible_crc32"]))


def _checksum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
