"""The stage that writes the output: pages that stay, and those left out beside them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pyarrow
import zstandard
from pyarrow import parquet

from zhengwen.corpus.runs._clean import FIELD, as_parquet
from zhengwen.corpus.runs._engine import Done
from zhengwen.corpus.runs._job import Job
from zhengwen.files import write_atomically
from zhengwen.ledger import Ledger

STAGE = "clusters"
PARTS = 20  # that go into one file of the output
LEVEL = 3  # of zstd: 6 takes three times as long for a tenth less
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
    """A unit: the parts of one file of the output, the number of their first page, and that of the next unit's."""

    number: int
    parts: tuple[str, ...]
    first: int
    end: int


def outputs(files: Sequence[Path], begins: Sequence[int]) -> list[Output]:
    """The units that write the output."""
    return [
        Output(
            number,
            tuple(map(str, files[start : start + PARTS])),
            int(begins[start]),
            int(begins[min(start + PARTS, len(files))]),
        )
        for number, start in enumerate(range(0, len(files), PARTS))
    ]


def write(job: Job, unit: Output) -> Done:
    """Write the pages of a unit, and those of them that were left out."""
    suffix = "parquet" if job.output_format == "parquet" else "jsonl.zst"
    left_out = job.output / f"duplicates-{unit.number:05d}.{suffix}"
    pages = job.output / f"pages-{unit.number:05d}.{suffix}"
    if pages.exists():  # written last
        return {"size": len(unit.parts)}
    kept, others = _sink(job), _sink(job)
    for stays, record, _ in _records(job, unit):
        (kept if stays else others).add(record)
    if others.count:
        write_atomically(left_out, others.contents())
    write_atomically(pages, kept.contents())
    return {"size": len(unit.parts)}


def _records(job: Job, unit: Output) -> Iterator[tuple[bool, dict[str, Any], dict[str, Any]]]:
    """The pages of a unit: whether each stays, the record it becomes, and the row it was."""
    told = Clusters(job, unit.first, unit.end)
    number = unit.first
    for path in unit.parts:
        for row in parquet.read_table(path, columns=["id", "fields", "text", "about", "published"]).to_pylist():
            yield *told.of(job, number, row), row
            number += 1


class Clusters:
    """Which of some pages belong to clusters, and what stays of each: a page of the input, or one of the index."""

    def __init__(self, job: Job, first: int, end: int) -> None:
        self._kept: dict[int, str] = {}
        path = job.folder(STAGE) / "members.parquet"
        if path.exists():
            table = parquet.read_table(path, filters=[("number", ">=", first), ("number", "<", end)])
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


def add_to_index(job: Job, units: Sequence[Output]) -> None:
    """Add the pages that stay to the index; those it has under their names already are left out."""
    from zhengwen.corpus.index import Index, IndexedPage

    def staying() -> Iterator[IndexedPage]:
        for unit in units:
            for stays, record, row in _records(job, unit):
                if stays:
                    url = record.get(job.fields.url)
                    yield IndexedPage(row["id"], row["text"], str(url) if url else None, row["published"])

    if job.index is not None:
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


class _Sink(Protocol):
    """What takes the records of one file."""

    @property
    def count(self) -> int:
        """How many it has taken."""

    def add(self, record: Mapping[str, Any]) -> None:
        """Take one more."""

    def contents(self) -> bytes:
        """The file."""


def _sink(job: Job) -> _Sink:
    return _Rows() if job.output_format == "parquet" else _Lines()


class _Lines:
    """Records as lines of JSON, of which only the compressed are held."""

    def __init__(self) -> None:
        self.count = 0
        self._buffer = io.BytesIO()
        self._stream = zstandard.ZstdCompressor(level=LEVEL).stream_writer(self._buffer, closefd=False)

    def add(self, record: Mapping[str, Any]) -> None:
        self._stream.write(_line(record))
        self.count += 1

    def contents(self) -> bytes:
        self._stream.flush(zstandard.FLUSH_FRAME)
        return self._buffer.getvalue()


class _Rows:
    """Records as rows of a table, whose columns show when all are there."""

    def __init__(self) -> None:
        self._records: list[Mapping[str, Any]] = []

    @property
    def count(self) -> int:
        return len(self._records)

    def add(self, record: Mapping[str, Any]) -> None:
        self._records.append(record)

    def contents(self) -> bytes:
        return _parquet(self._records)


def line_of(job: Job, row: Mapping[str, Any]) -> bytes:
    """The line of JSON that a cleaned row becomes where pages are not compared."""
    fields = {**json.loads(row["fields"]), job.fields.text: row["text"], FIELD: json.loads(row["about"])}
    return _line(fields)


def _line(record: Mapping[str, Any]) -> bytes:
    try:
        return (json.dumps(record, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(record) + "\n").encode()


def _parquet(rows: Sequence[Mapping[str, Any]]) -> bytes:
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
