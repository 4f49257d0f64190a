"""What readers give: records, and rejects for what could not be read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from zhengwen.page import Page

LONGEST = 64 * 1024 * 1024  # bytes of one record; what is longer is no page, or a bomb


class Row(NamedTuple):
    """A row of an Arrow table, which knows the types of its fields."""

    table: Any  # pyarrow.Table; pyarrow has no types
    number: int


class Record(NamedTuple):
    """A page as it was read: the text or bytes, the fields it came with, and the place where it stood."""

    id: str
    raw: str | bytes
    url: str
    encoding: str | None
    fields: dict[str, Any]
    file: str = ""
    number: int = 0
    row: Row | None = None
    format: str = "auto"  # of the page: text, html, or whatever it begins like

    def page(self, encoding: str | None = None) -> str:
        """The page as a reader sees it, not cleaned; bytes that come with no charset are read in `encoding`."""
        return Page.read(self.raw, encoding=self.encoding or encoding, format=self.format).text


class Reject(NamedTuple):
    """What could not be read, and why; record 0 is the whole file."""

    file: str
    record: int
    reason: str


Read = Record | Reject


@dataclass(frozen=True)
class Options:
    """The names of the fields that matter.

    Attributes:
        text: the page.
        id: what a page is called; where it has none, its file and number.
        url: its address.
    """

    text: str = "text"
    id: str = "id"
    url: str = "url"


def of_fields(fields: dict[str, Any], file: str, number: int, options: Options, row: Row | None = None) -> Read:
    """The record of some fields, or what is wrong with them."""
    raw = fields.get(options.text)
    if raw is None:
        return Reject(file, number, _missing(fields, options.text))
    if not isinstance(raw, (str, bytes)):
        return Reject(file, number, f"field {options.text!r} is {type(raw).__name__}, not text")
    name = _name(fields.get(options.id)) or f"{file}#{number}"
    return Record(storable(name), raw, _name(fields.get(options.url)), None, fields, file, number, row)


def too_long(file: str, number: int, what: str = "") -> Reject:
    """The reject for what is longer than any page."""
    return Reject(file, number, f"{what}longer than {LONGEST} bytes: no page")


def reason(error: BaseException) -> str:
    """What an exception says, in one line."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(said.split())[:300] or type(error).__name__


def _missing(fields: dict[str, Any], name: str) -> str:
    if name in fields:
        return f"field {name!r} is null"
    if "." in name and isinstance(fields.get(name.partition(".")[0]), dict):
        return f"no field {name!r}: fields inside other fields are not looked into"
    return f"no field {name!r}; name it with --text-field"


def _name(value: object) -> str:
    """A name as text: numbers as they are written, whatever else is no text as JSON."""
    if value is None:
        return ""
    return storable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def storable(name: str) -> str:
    """A name that every store takes; a lone surrogate is written as its number."""
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode()
