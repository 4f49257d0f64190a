"""The stage that writes the output: pages that stay, and those left out beside them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow
import pyarrow.ipc
import zstandard
from pyarrow import compute, parquet

from zhengwen.corpus.runs._engine import Done
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs._schema import SUFFIX, agree, cast, load
from zhengwen.corpus.runs.stages.cleaning import FIELD, as_parquet
from zhengwen.files import write_atomically
from zhengwen.ledger import Ledger

STAGE, SCHEMA = "clusters", "schema.arrow"
COLUMNS = ["id", "fields", "text", "about", "published"]
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
    told = Clusters(job, unit.first, unit.end)
    made = _tables if job.output_format == "parquet" else _lines
    kept, others = made(job, told, unit)
    if others is not None:
        write_atomically(left_out, others)
    write_atomically(pages, kept)
    return {"size": len(unit.parts)}


def _lines(job: Job, told: Clusters, unit: Output) -> tuple[bytes, bytes | None]:
    """The pages that stay and those left out, as lines of JSON, of which only the compressed are held."""
    kept, others = _Packed(), _Packed()
    for _, stays, row, about in told.each(unit.parts, unit.first):
        (kept if stays else others).add(line_of(job, row, about))
    return kept.contents(), others.contents() if others.count else None


def _tables(job: Job, told: Clusters, unit: Output) -> tuple[bytes, bytes | None]:
    """The pages that stay and those left out, as Parquet, with the types that the fields came with."""
    schema = agreed(job)
    tables, stay, at = [], [], unit.first
    for part in unit.parts:
        rows = list(told.each((part,), at))
        at += len(rows)
        stay += [stays for _, stays, _, _ in rows]
        table = cast(load(Path(part).with_suffix(SUFFIX)), schema)
        text = pyarrow.array([row["text"] for _, _, row, _ in rows], pyarrow.string())
        about = pyarrow.array([_about(about) for *_, about in rows], ABOUT)
        tables.append(_with(_with(table, job.fields.text, text), FIELD, about))
    whole, mask = pyarrow.concat_tables(tables), pyarrow.array(stay, pyarrow.bool_())
    left_out = whole.filter(compute.invert(mask))
    return as_parquet(whole.filter(mask)), as_parquet(left_out) if left_out.num_rows else None


def _with(table: pyarrow.Table, name: str, column: pyarrow.Array) -> pyarrow.Table:
    names = table.column_names
    return table.set_column(names.index(name), name, column) if name in names else table.append_column(name, column)


def agree_on_fields(job: Job, files: Sequence[Path]) -> None:
    """Write down the one schema of the fields of all parts."""
    path = job.folder(STAGE) / SCHEMA
    if job.output_format == "parquet" and not path.exists():
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, agree(file.with_suffix(SUFFIX) for file in files).serialize().to_pybytes())


def agreed(job: Job) -> pyarrow.Schema:
    """The one schema of the fields of all parts."""
    return pyarrow.ipc.read_schema(pyarrow.py_buffer((job.folder(STAGE) / SCHEMA).read_bytes()))


class Clusters:
    """Which of some pages belong to clusters, and what stays of each: a page of the input, or one of the index."""

    def __init__(self, job: Job, first: int, end: int) -> None:
        self._kept: dict[int, str] = {}
        path = job.folder(STAGE) / "members.parquet"
        if path.exists():
            table = parquet.read_table(path, filters=[("number", ">=", first), ("number", "<", end)])
            self._kept = dict(zip(table["number"].to_pylist(), table["kept"].to_pylist(), strict=True))
            self._stays = set(table.filter(table["stays"])["number"].to_pylist())

    def each(
        self, parts: Iterable[str | Path], first: int
    ) -> Iterator[tuple[int, bool, dict[str, Any], dict[str, Any]]]:
        """The pages of parts: number, whether it stays, its row, and what is said about it."""
        number = first
        for part in parts:
            for row in parquet.read_table(part, columns=COLUMNS).to_pylist():
                about = json.loads(row.pop("about"))
                kept = self._kept.get(number)
                if kept is not None:
                    about["cluster"] = about["kept"] = kept
                yield number, kept is None or number in self._stays, row, about
                number += 1


def add_to_index(job: Job, units: Sequence[Output]) -> None:
    """Add the pages that stay to the index; those it has under their names already are left out."""
    from zhengwen.corpus.index import Index, IndexedPage

    def staying() -> Iterator[IndexedPage]:
        for unit in units:
            for _, stays, row, _ in Clusters(job, unit.first, unit.end).each(unit.parts, unit.first):
                if stays:
                    url = json.loads(row["fields"]).get(job.fields.url)
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


class _Packed:
    """Lines, compressed as they come."""

    def __init__(self) -> None:
        self.count = 0
        self._buffer = io.BytesIO()
        self._stream = zstandard.ZstdCompressor(level=LEVEL).stream_writer(self._buffer, closefd=False)

    def add(self, line: bytes) -> None:
        """Take one more."""
        self._stream.write(line)
        self.count += 1

    def contents(self) -> bytes:
        """The file."""
        self._stream.flush(zstandard.FLUSH_FRAME)
        return self._buffer.getvalue()


def line_of(job: Job, row: Mapping[str, Any], about: Mapping[str, Any]) -> bytes:
    """The line of JSON that a cleaned row becomes."""
    return _line({**json.loads(row["fields"]), job.fields.text: row["text"], FIELD: about})


def _line(record: Mapping[str, Any]) -> bytes:
    try:
        return (json.dumps(record, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(record) + "\n").encode()


def _about(about: Mapping[str, Any]) -> dict[str, Any]:
    pairs = {name: list(about[name].items()) for name in ("meta", "fixed", "open")}
    return {**about, **pairs, "cluster": about.get("cluster"), "kept": about.get("kept")}
