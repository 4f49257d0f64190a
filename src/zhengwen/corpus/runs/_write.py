"""The stage that writes the output: pages that stay, and those left out beside them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow
import zstandard
from pyarrow import parquet

from zhengwen.corpus.runs._clean import FIELD, as_parquet
from zhengwen.corpus.runs._engine import Done
from zhengwen.corpus.runs._job import Job
from zhengwen.files import write_atomically
from zhengwen.ledger import Ledger

STAGE = "clusters"
PARTS = 25  # that go into one file of the output
LEVEL = 6  # of zstd
ABOUT = pyarrow.struct(
    [
        ("meta", pyarrow.map_(pyarrow.string(), pyarrow.string())),
        ("ledger", pyarrow.string()),
        ("fixed", pyarrow.map_(pyarrow.string(), pyarrow.int64())),
        ("open", pyarrow.map_(pyarrow.string(), pyarrow.int64())),
        ("cluster", pyarrow.string()),
        ("kept", pyarrow.string()),
    ]
)


class Output(NamedTuple):
    """A unit: the parts of one file of the output, and the number of their first page."""

    number: int
    parts: tuple[str, ...]
    first: int


def outputs(files: Sequence[Path], begins: Sequence[int]) -> list[Output]:
    """The units that write the output."""
    return [
        Output(number, tuple(map(str, files[start : start + PARTS])), int(begins[start]))
        for number, start in enumerate(range(0, len(files), PARTS))
    ]


def write(job: Job, unit: Output) -> Done:
    """Write the pages of a unit, and those of them that were left out."""
    suffix = "parquet" if job.output_format == "parquet" else "jsonl.zst"
    left_out = job.output / f"duplicates-{unit.number:05d}.{suffix}"
    pages = job.output / f"pages-{unit.number:05d}.{suffix}"
    if pages.exists():  # written last
        return {"size": len(unit.parts)}
    told = Clusters(job)
    first = unit.first
    kept: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    for path in unit.parts:
        table = parquet.read_table(path, columns=["id", "fields", "text", "about"])
        for number, row in enumerate(table.to_pylist(), first):
            stays, record = told.of(job, number, row)
            (kept if stays else others).append(record)
        first += table.num_rows
    if others:
        write_atomically(left_out, _contents(job, others))
    write_atomically(pages, _contents(job, kept))
    return {"size": len(unit.parts)}


class Clusters:
    """Which pages belong to clusters, and what stays of each: a page of the input, or one of the index."""

    def __init__(self, job: Job) -> None:
        self._kept: dict[int, str] = {}
        path = job.folder(STAGE) / "members.parquet"
        if path.exists():
            table = parquet.read_table(path)
            self._kept = dict(zip(table["number"].to_pylist(), table["kept"].to_pylist(), strict=True))
            self._stays = set(table.filter(table["stays"])["number"].to_pylist())

    def of(self, job: Job, number: int, row: Mapping[str, Any]) -> tuple[bool, dict[str, Any]]:
        """Whether a page stays, and the record it becomes."""
        fields: dict[str, Any] = json.loads(row["fields"])
        fields[job.fields.text] = row["text"]
        about = json.loads(row["about"])
        kept = self._kept.get(number)
        if kept is not None:
            about["cluster"] = about["kept"] = kept
        fields[FIELD] = about
        return kept is None or number in self._stays, fields


def add_to_index(job: Job, files: Sequence[Path]) -> None:
    """Add the pages that stay to the index; those it has under their names already are left out."""
    from zhengwen.corpus.index import Index, IndexedPage

    def staying() -> Iterator[IndexedPage]:
        number = 0
        for file in files:
            for row in parquet.read_table(file, columns=["id", "fields", "text", "about", "published"]).to_pylist():
                stays, record = told.of(job, number, row)
                number += 1
                if stays:
                    url = record.get(job.fields.url)
                    yield IndexedPage(row["id"], row["text"], str(url) if url else None, row["published"])

    if job.index is not None:
        told = Clusters(job)
        with Index.open(job.index, threshold=None if job.index.exists() else job.threshold) as index:
            index.add_many(staying())


def restored(record: Mapping[str, Any], text_field: str = "text") -> str | bytes:
    """The page that a record of the output was made from, byte for byte where it was read as bytes.

    Args:
        record: a record of the output, as JSON or Parquet has it.
        text_field: the name of the field with the page.

    Raises:
        KeyError: the record has no such field, or comes from no run.
        LedgerError: the text was changed since.
    """
    text = record[text_field]
    return Ledger.loads(record[FIELD]["ledger"], text).restore(text)


def _contents(job: Job, records: Iterable[Mapping[str, Any]]) -> bytes:
    made: Callable[[Iterable[Mapping[str, Any]]], bytes]
    made = _parquet if job.output_format == "parquet" else _jsonl
    return made(records)


def _jsonl(records: Iterable[Mapping[str, Any]]) -> bytes:
    buffer = io.BytesIO()
    with zstandard.ZstdCompressor(level=LEVEL).stream_writer(buffer, closefd=False) as stream:
        for record in records:
            stream.write(_line(record))
    return buffer.getvalue()


def line_of(job: Job, row: Mapping[str, Any]) -> bytes:
    """The line of JSON that a cleaned row becomes where pages are not compared."""
    fields = {**json.loads(row["fields"]), job.fields.text: row["text"], FIELD: json.loads(row["about"])}
    return _line(fields)


def _line(record: Mapping[str, Any]) -> bytes:
    try:
        return (json.dumps(record, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(record) + "\n").encode()


def _parquet(records: Iterable[Mapping[str, Any]]) -> bytes:
    rows = list(records)
    names = list(dict.fromkeys(name for row in rows for name in row if name != FIELD))
    columns = {name: _column([row.get(name) for row in rows]) for name in names}
    columns[FIELD] = pyarrow.array([_about(row[FIELD]) for row in rows], ABOUT)
    return as_parquet(pyarrow.table(columns))


def _column(values: list[Any]) -> pyarrow.Array:
    """A column of whatever JSON had; where the values are of several kinds, as JSON."""
    try:
        return pyarrow.array(values)
    except (pyarrow.ArrowException, UnicodeEncodeError, OverflowError):
        return pyarrow.array([None if value is None else json.dumps(value) for value in values], pyarrow.string())


def _about(about: Mapping[str, Any]) -> dict[str, Any]:
    pairs = {name: list(about[name].items()) for name in ("meta", "fixed", "open")}
    return {**about, **pairs, "cluster": about.get("cluster"), "kept": about.get("kept")}
