"""The stages that find duplicates: exact ones, candidates from bands, and the true similarity of those.

Pages are numbered through all parts, in the order of the input. Of each page this process holds its digest and one band
at a time: some 200 bytes, whatever its length. The texts of candidates go to an SQLite file first, for they are needed
in an order of their own.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pyarrow import parquet

from zhengwen.corpus.near_duplicates import MinHash, components
from zhengwen.corpus.near_duplicates.clusters import candidates_by_band, likely
from zhengwen.corpus.near_duplicates.similarity import Shingles, jaccard, shingle_sets
from zhengwen.corpus.near_duplicates.templates import are_of_one_template
from zhengwen.corpus.runs._clean import BANDS, as_numpy
from zhengwen.corpus.runs._clean import STAGE as CLEAN
from zhengwen.corpus.runs._engine import Done
from zhengwen.corpus.runs._job import Job
from zhengwen.files import write_atomically

STAGE, SEEN = "pairs", "seen"
TOGETHER = 25_000  # pairs that are compared in one unit
AT_ONCE = 500  # pairs whose texts are read at once
MOST_KNOWN = 8_000_000  # characters of texts that are kept for the next pairs
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
        database.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, text BLOB)")
        for file, begin, end in zip(files, begins[:-1], begins[1:], strict=True):
            of_part = wanted[np.searchsorted(wanted, begin) : np.searchsorted(wanted, end)]
            if len(of_part):
                texts = parquet.read_table(file, columns=["text"])["text"].take(of_part - begin).to_pylist()
                rows = (
                    (int(number), zlib.compress(text.encode(), 1)) for number, text in zip(of_part, texts, strict=True)
                )
                database.executemany("INSERT INTO texts VALUES (?, ?)", rows)


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
            known = _Known(database)
            for start in range(0, len(pairs), AT_ONCE):
                some = pairs[start : start + AT_ONCE].tolist()
                known.read({number for pair in some for number in pair})
                for row, (one, other) in enumerate(some, start):
                    found = jaccard(known.shingles[one], known.shingles[other])
                    if not unit.judged or _is_duplicate(job, found, known, one, other):
                        alike[row] = found
        _save(done, alike)
    return {"size": 1}


def _is_duplicate(job: Job, alike: float, known: _Known, one: int, other: int) -> bool:
    if alike < job.threshold:
        return False
    return job.templates or not are_of_one_template(known.texts[one], known.texts[other])


def compared(job: Job, units: Sequence[Compare]) -> NDArray[np.float64]:
    """What the units found, in the order of the pairs."""
    return np.concatenate([np.load(_file(job, unit, "done")) for unit in units] or [np.zeros(0)])


class _Known:
    """Texts and their shingles by number, as many as fit."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.texts: dict[int, str] = {}
        self.shingles: dict[int, Shingles] = {}
        self._database = database
        self._size = 0

    def read(self, numbers: set[int]) -> None:
        """Read the texts of these numbers that are not there; all others go when there are too many."""
        if self._size > MOST_KNOWN:
            self.texts, self.shingles, self._size = {}, {}, 0
        wanted = sorted(numbers - self.texts.keys())
        asked = f"SELECT number, text FROM texts WHERE number IN ({','.join(map(str, wanted))})"
        texts = {number: zlib.decompress(blob).decode() for number, blob in self._database.execute(asked)}
        self.texts |= texts
        self.shingles |= zip(texts, shingle_sets([*texts.values()]), strict=True)
        self._size += sum(map(len, texts.values()))


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
