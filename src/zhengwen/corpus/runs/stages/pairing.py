"""The stages that find duplicates: exact ones, candidates from bands, and the true similarity of those.

Pages are numbered through all parts, in the order of the input. Of each page this process holds its digest and one band
at a time: some 200 bytes, whatever its length. The texts of candidates go to an SQLite file first, for they are needed
in an order of their own.
"""

from __future__ import annotations

import json
import math
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pyarrow import parquet

from zhengwen.corpus.near_duplicates import MinHash, components
from zhengwen.corpus.near_duplicates.clusters import candidates_by_band, likely
from zhengwen.corpus.near_duplicates.similarity import Shingles, better, jaccard, shingle_sets
from zhengwen.corpus.runs._engine import Done
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs.stages.cleaning import BANDS, as_numpy
from zhengwen.corpus.runs.stages.cleaning import STAGE as CLEAN
from zhengwen.files import write_atomically
from zhengwen.pages.differences.forms import are_of_one_template

STAGE, SEEN = "pairs", "seen"
TOGETHER = 25_000  # pairs that are compared in one unit
AT_ONCE = 500  # pairs whose texts are read at once, fewer where those are long
MOST_AT_ONCE = 2_000_000  # characters of texts that are read at once, but for a single pair of longer ones
MOST_KNOWN = 8_000_000  # characters of texts that are held, those just read among them
Rows = NDArray[np.int64]


class Compare(NamedTuple):
    """A unit: pairs to compare, by its number, and whether duplicates are asked for or how alike they are."""

    name: str
    number: int
    judged: bool


def parts(job: Job) -> list[Path]:
    """The parts that the cleaning made, in the order of the input."""
    return sorted(job.folder(CLEAN).glob("*.parquet"))


def starts(files: Sequence[Path]) -> Rows:
    """The number of the first page of each part, and the count of all at the end."""
    counts = [parquet.read_metadata(file).num_rows for file in files]
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)


def same(files: Sequence[Path]) -> Rows:
    """For each page the first one with the same digest."""
    digests = np.concatenate([_digests(file) for file in files] or [np.zeros(0, "S16")])
    _, first, inverse = np.unique(digests, return_index=True, return_inverse=True)
    found: Rows = first[inverse].astype(np.int64)
    return found


def candidates(job: Job, files: Sequence[Path], first: Rows) -> Rows:
    """The pairs of different pages worth comparing, found a band at a time."""
    alone = np.flatnonzero(first == np.arange(len(first)))
    found = alone[candidates_by_band(lambda band: _band(files, band)[alone], MinHash(job.threshold).bands)]
    wanted = _numbers(found, len(first))
    pairs = wanted[likely(np.searchsorted(wanted, found), _marks(files, wanted), job.threshold)]
    # Those that hang together follow each other, so that a unit reads few texts.
    nearby: Rows = pairs[np.argsort(components(len(first), pairs)[pairs[:, 0]], kind="stable")]
    return nearby


def _numbers(pairs: Rows, count: int) -> Rows:
    """The pages of some pairs, each once, in order."""
    there = np.zeros(count, np.bool_)
    there[pairs.reshape(-1)] = True
    return np.flatnonzero(there)


def keep_texts(job: Job, files: Sequence[Path], pairs: Rows) -> None:
    """Put the texts of some pairs where they can be read in any order."""
    path = job.folder(STAGE) / "texts.sqlite"
    begins = starts(files)
    wanted = _numbers(pairs, int(begins[-1]))
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in (path, path.with_name("texts.sqlite-journal")):
        left.unlink(missing_ok=True)
    with _said(path), closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA synchronous = OFF")  # made anew when the run is broken off
        database.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, size INTEGER, text BLOB)")
        for file, begin, end in zip(files, begins[:-1], begins[1:], strict=True):
            of_part = wanted[np.searchsorted(wanted, begin) : np.searchsorted(wanted, end)]
            if len(of_part):
                texts = parquet.read_table(file, columns=["text"])["text"].take(of_part - begin).to_pylist()
                rows = (
                    (int(number), len(text), zlib.compress(text.encode(), 1))
                    for number, text in zip(of_part, texts, strict=True)
                )
                database.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Say what SQLite says of a full disk as the system does."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(None, str(error), str(path)) from error


def seen(job: Job, part: str) -> Done:
    """Ask the index for the pages of a part: which it has, under which name, and how like."""
    from zhengwen.corpus.index import Index

    done = job.folder(SEEN) / f"{Path(part).stem}.json"
    if not done.exists() and job.index is not None:
        found: dict[int, tuple[str, float]] = {}
        with Index.open(job.index, readonly=True) as index:
            for number, text in enumerate(parquet.read_table(part, columns=["text"])["text"].to_pylist()):
                for match in index.query(text, threshold=job.threshold, templates=job.templates)[:1]:
                    found[number] = (match.id, match.similarity)
        write_atomically(done, json.dumps(found).encode())
    return {"size": 1}


def split(job: Job, name: str, pairs: Rows, *, judged: bool) -> list[Compare]:
    """The units that compare some pairs, each with its pairs in a file."""
    units = []
    for number, start in enumerate(range(0, len(pairs), TOGETHER)):
        unit = Compare(name, number, judged)
        _save(_file(job, unit, "todo"), pairs[start : start + TOGETHER])
        units.append(unit)
    return units


def compare_pairs(job: Job, unit: Compare) -> Done:
    """Compare the pairs of a unit: how alike they are, NaN for those that are no duplicates."""
    done = _file(job, unit, "done")
    if not done.exists():
        pairs = np.load(_file(job, unit, "todo"))
        alike = np.full(len(pairs), np.nan)
        with _said(done), closing(_texts(job)) as database:
            known = _Known(database, unit.judged, job)
            for start in range(0, len(pairs), AT_ONCE):
                alike[start : start + AT_ONCE] = known.compared(pairs[start : start + AT_ONCE].tolist())
        _save(done, alike)
    return {"size": 1}


def compared(job: Job, units: Sequence[Compare]) -> NDArray[np.float64]:
    """What the units found, in the order of the pairs."""
    return np.concatenate([np.load(_file(job, unit, "done")) for unit in units] or [np.zeros(0)])


class _Known:
    """Texts and their shingles by number, as many as fit."""

    def __init__(self, database: sqlite3.Connection, judged: bool, job: Job) -> None:
        self._texts: dict[int, str] = {}
        self._shingles: dict[int, Shingles] = {}
        self._database = database
        self._judged = judged
        self._job = job

    def compared(self, pairs: list[list[int]]) -> list[float]:
        """How alike the texts of each pair are, NaN where duplicates are asked for and they are none."""
        sizes = dict(self._asked("number, size", {number for pair in pairs for number in pair}))
        found = []
        for some in _that_fit(pairs, sizes):
            self._read({number for pair in some for number in pair}, sizes)
            found += [self._alike(one, other) for one, other in some]
        return found

    def _alike(self, one: int, other: int) -> float:
        mine, theirs, threshold = self._texts[one], self._texts[other], self._job.threshold
        alike = better(jaccard(self._shingles[one], self._shingles[other]), mine, theirs, threshold)
        if not self._judged:
            return alike
        if alike < threshold or not (self._job.templates or not are_of_one_template(mine, theirs)):
            return math.nan
        return alike

    def _read(self, numbers: set[int], sizes: Mapping[int, int]) -> None:
        """Read the texts of these numbers that are not there; all others go when there are too many."""
        wanted = numbers - self._texts.keys()
        if sum(map(len, self._texts.values())) + sum(sizes[number] for number in wanted) > MOST_KNOWN:
            self._texts = {number: text for number, text in self._texts.items() if number in numbers}
            self._shingles = {number: self._shingles[number] for number in self._texts}
        texts = {number: zlib.decompress(blob).decode() for number, blob in self._asked("number, text", wanted)}
        self._texts |= texts
        self._shingles |= zip(texts, shingle_sets([*texts.values()]), strict=True)

    def _asked(self, what: str, numbers: set[int]) -> sqlite3.Cursor:
        return self._database.execute(
            f"SELECT {what} FROM texts WHERE number IN ({','.join(map(str, sorted(numbers)))})"
        )


def _that_fit(pairs: list[list[int]], sizes: Mapping[int, int]) -> Iterator[list[list[int]]]:
    """The pairs in runs whose texts fit: a few texts of some megabytes are as many as thousands of pages."""
    some: list[list[int]] = []
    numbers: set[int] = set()
    held = 0
    for pair in pairs:
        more = {*pair} - numbers
        size = sum(sizes[number] for number in more)
        if some and held + size > MOST_AT_ONCE:
            yield some
            some, numbers, more = [], set(), {*pair}
            held, size = 0, sum(sizes[number] for number in more)
        some.append(pair)
        numbers |= more
        held += size
    yield some


def _texts(job: Job) -> sqlite3.Connection:
    path = (job.folder(STAGE) / "texts.sqlite").resolve()
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


def _digests(file: Path) -> NDArray[np.bytes_]:
    chunks = parquet.read_table(file, columns=["digest"])["digest"].chunks
    held = (np.frombuffer(one.buffers()[1], "S16", len(one), one.offset * 16) for one in chunks)
    return np.concatenate([np.zeros(0, "S16"), *held])


def _marks(files: Sequence[Path], wanted: Rows) -> NDArray[np.uint8]:
    """The last bytes of the sketches of some pages."""
    size = MinHash().size
    held = [np.zeros((0, size), np.uint8)]
    begins = starts(files)
    for file, begin, end in zip(files, begins[:-1], begins[1:], strict=True):
        of_part = wanted[np.searchsorted(wanted, begin) : np.searchsorted(wanted, end)] - begin
        if len(of_part):
            column = parquet.read_table(file, columns=["marks"])["marks"].combine_chunks()
            marks = np.frombuffer(column.buffers()[1], np.uint8, len(column) * size, column.offset * size)
            held.append(marks.reshape(-1, size)[of_part])
    return np.concatenate(held)


def _band(files: Sequence[Path], band: int) -> NDArray[np.uint64]:
    held = [np.array(np.load(file.with_suffix(BANDS), mmap_mode="r")[band]) for file in files]
    return np.concatenate([np.zeros(0, np.uint64), *held])


def _file(job: Job, unit: Compare, kind: str) -> Path:
    return job.folder(STAGE) / f"{unit.name}-{unit.number:06d}.{kind}.npy"


def _save(path: Path, array: NDArray[np.generic]) -> None:
    write_atomically(path, as_numpy(array))


def groups(labels: Rows) -> Iterator[Rows]:
    """The pages of each cluster of two or more, in their order."""
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    yield from (group for group in np.split(order, cuts) if len(group) > 1)
