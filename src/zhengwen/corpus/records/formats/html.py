"""HTML: a file is a page, read as a browser shows it."""

from __future__ import annotations

from typing import Any

from zhengwen.corpus.records._format import Format
from zhengwen.corpus.records._record import Options, Read, Record, storable


def _record(raw: bytes, path: str, number: int, options: Options) -> Read:
    from zhengwen.corpus.records._html import read_html

    page = read_html(raw)
    name = storable(path)
    fields: dict[str, Any] = {options.id: name}
    fields |= {"title": page.title} if page.title else {}
    return Record(name, page.text, "", None, fields, path, number)


FORMAT = Format((".html", ".htm", ".xhtml"), whole=_record)
