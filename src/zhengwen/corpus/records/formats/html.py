"""HTML: a file is a page."""

from __future__ import annotations

from zhengwen.corpus.records._format import Format
from zhengwen.corpus.records._record import Options, Read, Record, storable


def _record(raw: bytes, path: str, number: int, options: Options) -> Read:
    name = storable(path)
    return Record(name, raw, "", None, {options.id: name}, path, number, format="html")


FORMAT = Format((".html", ".htm", ".xhtml"), whole=_record)
