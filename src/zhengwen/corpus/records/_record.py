"""The output of readers: records, and rejects for what could not be read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from zhengwen.page import Page
from zhengwen.text.charset import kind_of_file

MAX_RECORD_BYTES = 64 * 1024 * 1024  # decompressed; anything larger is not a page, or a decompression bomb


class Row(NamedTuple):
    """A row of an Arrow table, kept because the table has the types of the fields."""

    table: Any  # pyarrow.Table; pyarrow has no types
    number: int


class Record(NamedTuple):
    """A page as it was read: text or bytes, the other fields, and its location in the input."""

    id: str
    raw: str | bytes
    url: str
    encoding: str | None
    fields: dict[str, Any]
    file: str = ""
    number: int = 0
    row: Row | None = None
    format: str = "auto"  # of the page: `text`, `html` or `auto`
    damage: str = ""  # why the record may not be what was once written; empty if nothing says so

    def page(self, encoding: str | None = None) -> str:
        """Return the text before cleaning; of HTML, the visible text. `encoding` is for bytes without a charset."""
        return self.read(encoding).text

    def read(self, encoding: str | None = None) -> Page:
        """Return the page before cleaning. `encoding` is for bytes without a charset."""
        return Page.read(self.raw, encoding=self.encoding or encoding, format=self.format)

    def not_text(self) -> Reject:
        """Make the reject for a record whose bytes are not text."""
        kind = kind_of_file(self.raw) if isinstance(self.raw, bytes) else None
        return Reject(self.file, self.number, f"{kind or 'binary data'}, not text")

    def failed(self, error: Exception) -> Reject:
        """Make the reject for a record on which a filter raised an exception."""
        notes = " ".join(getattr(error, "__notes__", ()))
        said = " ".join(f"{type(error).__name__}: {error} {notes}".split())
        return Reject(self.file, self.number, f"cannot be cleaned: {said}")


class Reject(NamedTuple):
    """A record that could not be read, and the reason; record 0 is the whole file.

    If `casts_doubt`, the file is damaged in a way that shows only later: other records of it may be altered. A record
    that lacks the field with the page has the names of its fields, `other_fields`.
    """

    file: str
    record: int
    reason: str
    casts_doubt: bool = False
    other_fields: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the reject as it is written to `rejects.jsonl`."""
        return {"file": self.file, "record": self.record, "reason": self.reason}


Read = Record | Reject


@dataclass(frozen=True)
class Options:
    """The names of the fields that zhengwen reads.

    Attributes:
        text: the field with the page.
        id: the field with the page's ID; a page without one is called by its file and record number.
        url: the field with the page's URL.
    """

    text: str = "text"
    id: str = "id"
    url: str = "url"


def of_fields(fields: dict[str, Any], file: str, number: int, options: Options, row: Row | None = None) -> Read:
    """Make a record from its fields, or a reject if they are unusable."""
    raw = fields.get(options.text)
    if raw is None:
        others = () if options.text in fields else tuple(map(storable, map(str, fields)))
        return Reject(file, number, _missing(fields, options.text), other_fields=others)
    if not isinstance(raw, (str, bytes)):
        return Reject(file, number, f"field {options.text!r} is {type(raw).__name__}, not text")
    name = _as_text(fields.get(options.id)) or f"{file}#{number}"
    return Record(storable(name), raw, _as_text(fields.get(options.url)), None, fields, file, number, row)


def too_long(file: str, number: int, what: str = "") -> Reject:
    """Make the reject for a record that exceeds the size limit."""
    return Reject(file, number, f"{what}longer than {MAX_RECORD_BYTES} bytes, too long for a page")


def reason(error: BaseException) -> str:
    """Return the message of an exception on one line, cut to 300 characters."""
    message = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(message.split())[:300] or type(error).__name__


def _missing(fields: dict[str, Any], name: str) -> str:
    if name in fields:
        return f"field {name!r} is null"
    if "." in name and isinstance(fields.get(name.partition(".")[0]), dict):
        return f"no field {name!r}; nested fields are not supported"
    return f"no field {name!r}; name it with --text-field"


def _as_text(value: object) -> str:
    """Convert a name to text; values that are not text are written as JSON."""
    if value is None:
        return ""
    return storable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def storable(name: str) -> str:
    """Escape lone surrogates in a name, so that every store accepts it."""
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode()
