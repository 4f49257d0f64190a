"""Plain text: one page per file."""

from __future__ import annotations

from zhengwen.corpus.records._format import Format
from zhengwen.corpus.records._record import Options, Read, Record, storable


def _record(raw: bytes, path: str, number: int, options: Options) -> Read:
    name = storable(path)
    return Record(name, raw, "", None, {options.id: name}, path, number)


FORMAT = Format((".txt", ".text"), whole=_record)
