"""The pairing stage, part 2: verifies candidates by the true similarity of their texts.

The texts of candidates are first copied to an SQLite file, because they are read in random order.
"""

from __future__ import annotations

import math
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import parquet

from zhengwen.corpus.near_duplicates.similarity import Shingles, best_similarity, jaccard, shingle_sets
from zhengwen.corpus.near_duplicates.verdicts import Verdict, judged
from zhengwen.corpus.runs._engine import UnitResult
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs.stages.cleaning import to_numpy_file, to_parquet_file
from zhengwen.corpus.runs.stages.pairing import Rows, pages_of, starts
from zhengwen.files import write_atomically
from zhengwen.pages.differences.document_text import document_text
from zhengwen.pages.differences.relations import TWO_DOCUMENTS, Relation

STAGE = "pairs"
VERDICT_SCHEMA = pyarrow.schema(
    [
        ("similarity", pyarrow.float64()),
        ("relation", pyarrow.string()),
        ("differs", pyarrow.string()),
        ("contained", pyarrow.int8()),
    ]
)
APART = frozenset((None, *(relation.value for relation in TWO_DOCUMENTS)))
PAIRS_PER_UNIT = 25_000
PAIRS_PER_READ = 500  # fewer if the texts are long
MAX_READ_CHARS = 2_000_000  # of texts read at once, except for a single pair of longer texts
MAX_CACHED_CHARS = 8_000_000  # of texts in memory, including those just read


class Compare(NamedTuple):
    """A work unit: a file of pairs to compare, either with their relation (`judged`) or only by similarity."""

    name: str
    number: int
    judged: bool


def copy_texts(job: Job, files: Sequence[Path], pairs: Rows) -> None:
    """Copy the texts of the pairs to an SQLite file for random access."""
    path = job.folder(STAGE) / "texts.sqlite"
    first_pages = starts(files)
    wanted = pages_of(pairs, int(first_pages[-1]))
    path.parent.mkdir(parents=True, exist_ok=True)
    for stale in (path, path.with_name("texts.sqlite-journal")):
        stale.unlink(missing_ok=True)
    with _sqlite_errors(path), closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA synchronous = OFF")  # made again if the run is interrupted
        database.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, size INTEGER, text BLOB)")
        for file, start, end in zip(files, first_pages[:-1], first_pages[1:], strict=True):
            of_part = wanted[np.searchsorted(wanted, start) : np.searchsorted(wanted, end)]
            if len(of_part):
                texts = parquet.read_table(file, columns=["text"])["text"].take(of_part - start).to_pylist()
                rows = (
                    (int(number), len(text), zlib.compress(text.encode(), 1))
                    for number, text in zip(of_part, texts, strict=True)
                )
                database.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)


@contextmanager
def _sqlite_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors, for example for a full disk, into an `OSError`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(None, str(error), str(path)) from error


def divide(job: Job, name: str, pairs: Rows, *, judged: bool) -> list[Compare]:
    """Divide pairs into work units, each with its pairs in a file."""
    units = []
    for number, start in enumerate(range(0, len(pairs), PAIRS_PER_UNIT)):
        unit = Compare(name, number, judged)
        write_atomically(_path(job, unit, "todo.npy"), to_numpy_file(pairs[start : start + PAIRS_PER_UNIT]))
        units.append(unit)
    return units


def compare_pairs(job: Job, unit: Compare) -> UnitResult:
    """Judge a unit's pairs; those below the threshold have no relation."""
    done = _path(job, unit, "done.parquet")
    if not done.exists():
        pairs = np.load(_path(job, unit, "todo.npy"))
        found: list[Verdict | float] = []
        with _sqlite_errors(done), closing(_texts(job)) as database:
            cache = _TextCache(database, unit.judged, job)
            for start in range(0, len(pairs), PAIRS_PER_READ):
                found += cache.verdicts(pairs[start : start + PAIRS_PER_READ].tolist())
        write_atomically(done, to_parquet_file(_as_table(found)))
    return {"size": 1}


def _as_table(found: Sequence[Verdict | float]) -> pyarrow.Table:
    """Return verdicts as a table; a similarity alone has no relation."""
    verdicts = [one if isinstance(one, Verdict) else None for one in found]
    return pyarrow.table(
        {
            "similarity": [one.similarity if isinstance(one, Verdict) else one for one in found],
            "relation": [None if one is None else one.relation.value for one in verdicts],
            "differs": ["" if one is None else one.differs for one in verdicts],
            "contained": [None if one is None else one.contained for one in verdicts],
        },
        VERDICT_SCHEMA,
    )


def verdicts(job: Job, unit: Compare) -> Iterator[tuple[tuple[int, int], Verdict]]:
    """Yield the pairs of a unit that reach the threshold, with their verdicts."""
    table = parquet.read_table(_path(job, unit, "done.parquet"))
    rows = np.flatnonzero(table["relation"].is_valid().to_numpy())
    pairs = np.load(_path(job, unit, "todo.npy"))[rows].tolist()
    for (one, other), row in zip(pairs, table.take(rows).to_pylist(), strict=True):
        yield (one, other), Verdict(row["similarity"], Relation(row["relation"]), row["differs"], row["contained"])


def similarities(job: Job, units: Sequence[Compare]) -> NDArray[np.float64]:
    """Return the similarities of the units' pairs, in their order; NaN for pairs judged to be no duplicates."""
    pieces = [np.zeros(0)]
    for unit in units:
        table = parquet.read_table(_path(job, unit, "done.parquet"))
        values = table["similarity"].to_numpy().copy()
        if unit.judged:
            apart = [
                relation is None or Relation(relation) in TWO_DOCUMENTS for relation in table["relation"].to_pylist()
            ]
            values[apart] = math.nan
        pieces.append(values)
    return np.concatenate(pieces)


class _TextCache:
    """A bounded cache of texts and their shingles, by page number."""

    def __init__(self, database: sqlite3.Connection, judged: bool, job: Job) -> None:
        self._texts: dict[int, str] = {}
        self._shingles: dict[int, Shingles] = {}
        self._database = database
        self._judged = judged
        self._job = job

    def verdicts(self, pairs: list[list[int]]) -> list[Verdict | float]:
        """Return the verdict of each pair, or only the similarity of one that is not judged."""
        sizes = dict(self._select("number, size", {number for pair in pairs for number in pair}))
        found: list[Verdict | float] = []
        for batch in _runs_that_fit(pairs, sizes):
            self._read({number for pair in batch for number in pair}, sizes)
            found += [self._verdict(one, other) for one, other in batch]
        return found

    def _verdict(self, one: int, other: int) -> Verdict | float:
        mine, theirs, threshold = self._texts[one], self._texts[other], self._job.threshold
        value = best_similarity(jaccard(self._shingles[one], self._shingles[other]), mine, theirs, threshold)
        return judged(mine, theirs, value) if self._judged and value >= threshold else value

    def _read(self, numbers: set[int], sizes: Mapping[int, int]) -> None:
        """Read the missing texts of these pages; if there are too many in memory, all others are dropped."""
        wanted = numbers - self._texts.keys()
        if sum(map(len, self._texts.values())) + sum(sizes[number] for number in wanted) > MAX_CACHED_CHARS:
            self._texts = {number: text for number, text in self._texts.items() if number in numbers}
            self._shingles = {number: self._shingles[number] for number in self._texts}
        texts = {
            number: document_text(zlib.decompress(blob).decode())
            for number, blob in self._select("number, text", wanted)
        }
        self._texts |= texts
        self._shingles |= zip(texts, shingle_sets([*texts.values()]), strict=True)

    def _select(self, what: str, numbers: set[int]) -> sqlite3.Cursor:
        return self._database.execute(
            f"SELECT {what} FROM texts WHERE number IN ({','.join(map(str, sorted(numbers)))})"
        )


def _runs_that_fit(pairs: list[list[int]], sizes: Mapping[int, int]) -> Iterator[list[list[int]]]:
    """Yield runs of pairs whose texts fit in memory: a few texts may be as long as thousands of pages."""
    batch: list[list[int]] = []
    numbers: set[int] = set()
    chars = 0
    for pair in pairs:
        more = {*pair} - numbers
        size = sum(sizes[number] for number in more)
        if batch and chars + size > MAX_READ_CHARS:
            yield batch
            batch, numbers, more = [], set(), {*pair}
            chars, size = 0, sum(sizes[number] for number in more)
        batch.append(pair)
        numbers |= more
        chars += size
    yield batch


def _texts(job: Job) -> sqlite3.Connection:
    path = (job.folder(STAGE) / "texts.sqlite").resolve()
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


def _path(job: Job, unit: Compare, kind: str) -> Path:
    return job.folder(STAGE) / f"{unit.name}-{unit.number:06d}.{kind}"
