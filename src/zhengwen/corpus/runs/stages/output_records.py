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
from zhengwen.result import AttachedFile, Meta

ZSTD_LEVEL = 3  # level 6 takes three times as long and saves a tenth
# Structs and lists only: readers of Parquet disagree on maps.
ATTACHED_TYPE = pyarrow.struct([(name, pyarrow.string()) for name in AttachedFile.__annotations__])
META_TYPE = pyarrow.struct(
    [
        (name, pyarrow.list_(ATTACHED_TYPE) if name == "attachments" else pyarrow.string())
        for name in Meta.__annotations__
    ]
)
COUNTS_TYPE = pyarrow.list_(pyarrow.struct([("rule", pyarrow.string()), ("count", pyarrow.int64())]))
ADDED_TYPE = pyarrow.struct(
    [
        ("meta", META_TYPE),
        ("ledger", pyarrow.string()),
        ("fixed", COUNTS_TYPE),
        ("open", COUNTS_TYPE),
        ("cluster", pyarrow.string()),
        ("kept", pyarrow.string()),
        ("relation", pyarrow.string()),
        ("differs", pyarrow.string()),
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
    counts = {
        name: [{"rule": rule, "count": count} for rule, count in about[name].items()] for name in ("fixed", "open")
    }
    return {**about, **counts}


def with_column(table: pyarrow.Table, name: str, column: pyarrow.Array) -> pyarrow.Table:
    """Return the table with a column added, or replaced if it exists."""
    names = table.column_names
    return table.set_column(names.index(name), name, column) if name in names else table.append_column(name, column)
