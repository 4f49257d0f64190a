"""Output records as lines of JSON and as Arrow columns."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import pyarrow
import zstandard

from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs.stages.cleaning import ADDED_FIELD

ZSTD_LEVEL = 3  # level 6 takes three times as long and saves a tenth
ADDED_TYPE = pyarrow.struct(
    [
        ("meta", pyarrow.map_(pyarrow.string(), pyarrow.string())),
        ("ledger", pyarrow.string()),
        ("fixed", pyarrow.map_(pyarrow.string(), pyarrow.int64())),
        ("open", pyarrow.map_(pyarrow.string(), pyarrow.int64())),
        ("cluster", pyarrow.string()),
        ("kept", pyarrow.string()),
        ("damaged", pyarrow.string()),
    ]
)


def line_of(job: Job, row: Mapping[str, Any], about: Mapping[str, Any]) -> bytes:
    """Serialize a cleaned row as a line of JSON."""
    return _json_line({**json.loads(row["fields"]), job.fields.text: row["text"], ADDED_FIELD: about})


def _json_line(record: Mapping[str, Any]) -> bytes:
    try:
        return (json.dumps(record, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(record) + "\n").encode()


class CompressedLines:
    """Lines, compressed as they are added."""

    def __init__(self) -> None:
        self.count = 0
        self._buffer = io.BytesIO()
        self._stream = zstandard.ZstdCompressor(level=ZSTD_LEVEL, write_checksum=True).stream_writer(
            self._buffer, closefd=False
        )

    def add(self, line: bytes) -> None:
        """Add a line."""
        self._stream.write(line)
        self.count += 1

    def contents(self) -> bytes:
        """Return the compressed file."""
        self._stream.flush(zstandard.FLUSH_FRAME)
        return self._buffer.getvalue()


def typed_added(about: Mapping[str, Any]) -> dict[str, Any]:
    """Convert the contents of the added field for `ADDED_TYPE`."""
    pairs = {name: list(about[name].items()) for name in ("meta", "fixed", "open")}
    return {
        **about,
        **pairs,
        "cluster": about.get("cluster"),
        "kept": about.get("kept"),
        "damaged": about.get("damaged"),
    }


def with_column(table: pyarrow.Table, name: str, column: pyarrow.Array) -> pyarrow.Table:
    """Return the table with a column added, or replaced if it exists."""
    names = table.column_names
    return table.set_column(names.index(name), name, column) if name in names else table.append_column(name, column)
