"""The writing stage: writes the pages that are kept, and the duplicates to separate files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow
import pyarrow.ipc
from pyarrow import compute, parquet

from zhengwen.corpus.runs._engine import UnitResult
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs._schema import FIELDS_SUFFIX, agree, cast, load
from zhengwen.corpus.runs.stages.cleaning import ADDED_FIELD, damage_of, to_parquet_file
from zhengwen.corpus.runs.stages.output_records import ADDED_TYPE, CompressedLines, line_of, typed_added, with_column
from zhengwen.files import write_atomically
from zhengwen.ledger import Ledger

STAGE, SCHEMA = "clusters", "schema.arrow"
COLUMNS = ["id", "fields", "text", "about", "published"]
PARTS_PER_FILE = 20  # of up to 2,000 pages each


class Output(NamedTuple):
    """A work unit: the parts of one output file, and its page numbers `[first, end)`."""

    number: int
    parts: tuple[str, ...]
    first: int
    end: int


def outputs(files: Sequence[Path], first_pages: Sequence[int]) -> list[Output]:
    """Divide the parts into the work units that write the output."""
    return [
        Output(
            number,
            tuple(map(str, files[start : start + PARTS_PER_FILE])),
            int(first_pages[start]),
            int(first_pages[min(start + PARTS_PER_FILE, len(files))]),
        )
        for number, start in enumerate(range(0, len(files), PARTS_PER_FILE))
    ]


def write(job: Job, unit: Output) -> UnitResult:
    """Write the pages of a unit that are kept, and its duplicates."""
    suffix = "parquet" if job.output_format == "parquet" else "jsonl.zst"
    left_out = job.output / f"duplicates-{unit.number:05d}.{suffix}"
    pages = job.output / f"pages-{unit.number:05d}.{suffix}"
    if pages.exists():  # it is written last
        return {"size": len(unit.parts)}
    clusters = Clusters(job, unit.first, unit.end)
    serialize = _as_parquet if job.output_format == "parquet" else _as_json_lines
    kept, duplicates = serialize(job, clusters, unit)
    if duplicates is not None:
        write_atomically(left_out, duplicates)
    write_atomically(pages, kept)
    return {"size": len(unit.parts)}


def _as_json_lines(job: Job, clusters: Clusters, unit: Output) -> tuple[bytes, bytes | None]:
    """Return kept pages and duplicates as JSON Lines, compressed on the fly to save memory."""
    kept, duplicates = CompressedLines(), CompressedLines()
    for _, stays, row, about in clusters.each(unit.parts, unit.first):
        (kept if stays else duplicates).add(line_of(job, row, about))
    return kept.contents(), duplicates.contents() if duplicates.count else None


def _as_parquet(job: Job, clusters: Clusters, unit: Output) -> tuple[bytes, bytes | None]:
    """Return kept pages and duplicates as Parquet, with the original types of the fields."""
    schema = stored_schema(job)
    tables, stay, at = [], [], unit.first
    for part in unit.parts:
        rows = list(clusters.each((part,), at))
        at += len(rows)
        stay += [stays for _, stays, _, _ in rows]
        table = cast(load(Path(part).with_suffix(FIELDS_SUFFIX)), schema)
        text = pyarrow.array([row["text"] for _, _, row, _ in rows], pyarrow.string())
        about = pyarrow.array([typed_added(about) for *_, about in rows], ADDED_TYPE)
        tables.append(with_column(with_column(table, job.fields.text, text), ADDED_FIELD, about))
    whole, mask = pyarrow.concat_tables(tables), pyarrow.array(stay, pyarrow.bool_())
    left_out = whole.filter(compute.invert(mask))
    return to_parquet_file(whole.filter(mask)), to_parquet_file(left_out) if left_out.num_rows else None


def store_schema(job: Job, files: Sequence[Path]) -> None:
    """Derive and store the common schema of the fields of all parts."""
    path = job.folder(STAGE) / SCHEMA
    if job.output_format == "parquet" and not path.exists():
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, agree(file.with_suffix(FIELDS_SUFFIX) for file in files).serialize().to_pybytes())


def stored_schema(job: Job) -> pyarrow.Schema:
    """Return the common schema of the fields of all parts."""
    return pyarrow.ipc.read_schema(pyarrow.py_buffer((job.folder(STAGE) / SCHEMA).read_bytes()))


class Clusters:
    """The cluster of each page `[first, end)`: the ID of the page kept, and whether the page itself is kept."""

    def __init__(self, job: Job, first: int, end: int) -> None:
        self._job = job
        self._kept: dict[int, str] = {}
        path = job.folder(STAGE) / "members.parquet"
        if path.exists():
            table = parquet.read_table(path, filters=[("number", ">=", first), ("number", "<", end)])
            numbers = table["number"].to_pylist()
            self._kept = dict(zip(numbers, table["kept"].to_pylist(), strict=True))
            self._relations = dict(zip(numbers, table.select(["relation", "differs"]).to_pylist(), strict=True))
            self._stays = set(table.filter(table["stays"])["number"].to_pylist())

    def each(
        self, parts: Iterable[str | Path], first: int
    ) -> Iterator[tuple[int, bool, dict[str, Any], dict[str, Any]]]:
        """Yield the pages of parts: number, whether it is kept, its row, and the contents of the added field."""
        number = first
        for part in parts:
            damage = damage_of(self._job, Path(part).stem)
            for row in parquet.read_table(part, columns=COLUMNS).to_pylist():
                about = json.loads(row.pop("about"))
                if damage:
                    about.setdefault("damaged", f"read from a file that is damaged: {damage}")
                kept = self._kept.get(number)
                if kept is not None:
                    about["cluster"] = about["kept"] = kept
                    about |= {name: value for name, value in self._relations[number].items() if value}
                yield number, kept is None or number in self._stays, row, about
                number += 1


def add_to_index(job: Job, units: Sequence[Output]) -> None:
    """Add the kept pages to the index, unless they may be damaged; those it has under the same ID are skipped."""
    from zhengwen.corpus.index import Index, IndexedPage

    def staying() -> Iterator[IndexedPage]:
        for unit in units:
            for _, stays, row, about in Clusters(job, unit.first, unit.end).each(unit.parts, unit.first):
                if stays and "damaged" not in about:  # else the next crawl's sound page would be dropped as its copy
                    url = json.loads(row["fields"]).get(job.fields.url)
                    yield IndexedPage(row["id"], row["text"], str(url) if url else None, row["published"])

    if job.index is not None:
        with Index.open(job.index, threshold=None if job.index.exists() else job.threshold) as index:
            index.add_many(staying())


def restored(record: Mapping[str, Any], text_field: str = "text") -> str | bytes:
    """Return the original page of an output record, byte for byte if it was read as bytes.

    Args:
        record: a record of the output, parsed from JSON or Parquet.
        text_field: the name of the field with the page.

    Raises:
        KeyError: the record has no such field, or is not the output of a run.
        LedgerError: the text was changed after the run.
    """
    text = record[text_field]
    return Ledger.loads(record[ADDED_FIELD]["ledger"], text).restore(text)
