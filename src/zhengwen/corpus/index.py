"""An index on disk: has this page been seen before, or nearly?

An SQLite file in write-ahead mode: one process writes, any number read meanwhile, and what was committed is there after
a crash at any byte. Each page is kept compressed, so that a match is told by the true similarity of the texts and not
by their sketches; beside it stand the bands of its sketch, which find the candidates. A page's bands belong anywhere in
their tree, so that adding a few pages to a large one would write most of it anew: bands of the latest pages stand in a
small tree of their own, which is merged into the large one now and then, in its order.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zhengwen.corpus.near_duplicates import MinHash, digest, digests
from zhengwen.corpus.near_duplicates.similarity import better, jaccard, shingle_sets
from zhengwen.corpus.near_duplicates.templates import are_of_one_template

APPLICATION = 0x5A574958  # "ZWIX" in the file's header
VERSION = 1  # to be raised with the tables, and with what sketches and digests are made of
BATCH = 1000  # pages of a transaction
ASKED = 400  # names and digests that are asked for at once: SQLite takes 999 values at least
MERGE = 40_000  # pages whose bands are merged at once: about 15 MB of them
MOST_OF_A_BAND = 100  # pages of a band that are looked at, the latest first
MOST_COMPARED = 50  # pages that are compared, those that share most bands first
PATIENCE = 10.0  # seconds to wait for another writer
CHECKPOINT = 16_000  # pages of the log, of 4 KiB, before it is written into the file
CACHE = 128 * 1024  # KiB of the file that are kept in memory at most
SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, url TEXT, published TEXT, digest BLOB NOT NULL, text BLOB NOT NULL
);
CREATE INDEX pages_digest ON pages (digest);
CREATE TABLE bands (key INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (key, page)) WITHOUT ROWID;
CREATE TABLE recent (key INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (key, page)) WITHOUT ROWID;
"""


class IndexFileError(ValueError):
    """A file that is no index, one of a later version, or one that another process writes to."""


class Match(NamedTuple):
    """A page of the index that is like the one asked for."""

    id: str
    similarity: float
    url: str | None = None
    published: str | None = None


class IndexedPage(NamedTuple):
    """A page to add."""

    id: str
    text: str
    url: str | None = None
    published: str | None = None


class _Row(NamedTuple):
    """A page to compare, and whether it has the same digest."""

    id: str
    url: str | None
    published: str | None
    text: str
    same: bool


class Index:
    """An open index; `Index.open` makes one. Use it in a `with`, or close it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, threshold: float) -> None:
        self.path = path
        self.minhash = MinHash(threshold)
        self._connection = connection

    @classmethod
    def open(cls, path: Path | str, *, readonly: bool = False, threshold: float | None = None) -> Index:
        """Open an index, or make a new one where there is none.

        Args:
            path: the file.
            readonly: do not write; an index that is not there is an error then.
            threshold: the least similarity that the index can be asked for; 0.8 for a new one, else what it has.

        Raises:
            OSError: the file cannot be opened, or is not there.
            IndexFileError: it is no index, one of a later version, or one with a higher threshold.
        """
        path = Path(path)
        if readonly and not path.is_file():
            raise FileNotFoundError(2, "there is no such index", str(path))
        if not readonly and not path.parent.is_dir():
            raise FileNotFoundError(2, "there is no such folder for the index", str(path.parent))
        name = f"{path.resolve().as_uri()}?mode={'ro' if readonly else 'rwc'}"
        with _said(path):
            connection = sqlite3.connect(name, uri=True, timeout=PATIENCE, isolation_level=None)
            try:
                has = _prepared(path, connection, threshold, readonly=readonly)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection, has)

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        with _said(self.path):
            (count,) = self._connection.execute("SELECT count(*) FROM pages").fetchone()
        return int(count)

    @property
    def threshold(self) -> float:
        """The least similarity that the index can be asked for."""
        return self.minhash.threshold

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, id: str, text: str, *, url: str | None = None, published: str | None = None) -> bool:
        """Add one page; `False` when the index has this page under this id already.

        Raises:
            IndexFileError: another process writes to the index.
        """
        return self.add_many([IndexedPage(id, text, url, published)]) == 1

    def add_many(self, pages: Iterable[IndexedPage]) -> int:
        """Add pages, a thousand in a transaction: what one of them added stays, whatever comes after.

        Returns:
            How many were added; those that the index has under their ids are left out.

        Raises:
            IndexFileError: another process writes to the index.
        """
        added = 0
        waiting = iter(pages)
        while batch := list(islice(waiting, BATCH)):
            added += self._add(batch)
            self._merge(MERGE)
        return added

    def query(self, text: str, *, threshold: float | None = None, templates: bool = False) -> list[Match]:
        """The pages that are like a text, the likest first, then the latest added.

        A page with the same digest is always found. Of many that are alike only some are looked at: the latest hundred
        of each band, and of those the fifty that share the rarest bands.

        Args:
            text: the page.
            threshold: the least similarity; that of the index where it is `None`.
            templates: whether documents of one template count, which differ in names, dates or figures only.

        Raises:
            ValueError: the threshold is lower than that of the index.
            IndexFileError: the index cannot be read.
        """
        least = self.threshold if threshold is None else threshold
        if least < self.threshold:
            raise ValueError(f"the threshold is {least}; this index was made for {self.threshold} or more")
        with _said(self.path):
            rows = self._candidates(text)
        found = []
        mine, *others = shingle_sets([text, *(row.text for row in rows)])
        for row, theirs in zip(rows, others, strict=True):
            alike = better(jaccard(mine, theirs), text, row.text, least)
            if alike >= least and (templates or row.same or not are_of_one_template(text, row.text)):
                found.append(Match(row.id, alike, row.url, row.published))
        return sorted(found, key=lambda match: -match.similarity)

    def compact(self) -> int:
        """Take out pages that stand twice under one id, and give back the room.

        Returns:
            How many were taken out.

        Raises:
            IndexFileError: another process uses the index.
        """
        with _said(self.path):
            self._merge(1)
            with self._writing():
                twice = (
                    "SELECT number FROM pages WHERE number NOT IN (SELECT min(number) FROM pages GROUP BY id, digest)"
                )
                self._connection.execute(f"DELETE FROM bands WHERE page IN ({twice})")
                gone = self._connection.execute(f"DELETE FROM pages WHERE number IN ({twice})").rowcount
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA optimize")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return int(gone)

    def pages(self) -> Iterator[IndexedPage]:
        """The pages, in the order in which they were added.

        Raises:
            IndexFileError: the index cannot be read.
        """
        with _said(self.path):
            for id_, blob, url, published in self._connection.execute(
                "SELECT id, text, url, published FROM pages ORDER BY number"
            ):
                yield IndexedPage(id_, _text(blob), url, published)

    def _add(self, batch: list[IndexedPage]) -> int:
        wholes = digests([page.text for page in batch])
        keys = self.minhash.band_keys(self.minhash.sketch([page.text for page in batch])).view(np.int64)
        blobs = [zlib.compress(page.text.encode("utf-8", "surrogatepass"), 3) for page in batch]
        with _said(self.path), self._writing():
            (number,) = self._connection.execute("SELECT coalesce(max(number), 0) FROM pages").fetchone()
            seen = self._known(batch, wholes)
            rows: list[tuple[int, str, str | None, str | None, bytes, bytes]] = []
            new: list[int] = []
            for place, (page, of_text, blob) in enumerate(zip(batch, wholes, blobs, strict=True)):
                if (page.id, of_text) in seen:
                    continue
                seen.add((page.id, of_text))
                rows.append((number + len(rows) + 1, page.id, page.url, page.published, of_text, blob))
                new.append(place)
            self._connection.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._connection.executemany("INSERT OR IGNORE INTO recent VALUES (?, ?)", _in_order(keys[new], number + 1))
        return len(rows)

    def _merge(self, least: int) -> None:
        """Merge the bands of the latest pages into those of all, when they are of `least` pages or more."""
        with _said(self.path):
            if self._unmerged() < least:
                return
            with self._writing():
                self._connection.execute("INSERT OR IGNORE INTO bands SELECT key, page FROM recent ORDER BY key, page")
                self._connection.execute("DELETE FROM recent")
                self._connection.execute(
                    "UPDATE about SET value = (SELECT max(number) FROM pages) WHERE name = 'merged'"
                )

    def _unmerged(self) -> int:
        count = "SELECT max(number) - (SELECT value FROM about WHERE name = 'merged') FROM pages"
        return int(self._connection.execute(count).fetchone()[0] or 0)

    def _known(self, batch: Sequence[IndexedPage], wholes: Sequence[bytes]) -> set[tuple[str, bytes]]:
        """Which pages of a batch the index has under their ids; asked at once, for a digest may be that of many."""
        found: set[tuple[str, bytes]] = set()
        for start in range(0, len(batch), ASKED):
            some = wholes[start : start + ASKED], [page.id for page in batch[start : start + ASKED]]
            marks = ",".join("?" * len(some[0]))
            asked = f"SELECT id, digest FROM pages WHERE digest IN ({marks}) AND id IN ({marks})"
            found.update(self._connection.execute(asked, (*some[0], *some[1])))
        return found

    def _candidates(self, text: str) -> list[_Row]:
        """The pages to compare: those with the same digest, and those that share the rarest bands."""
        of_text = digest(text)
        same = "SELECT number FROM pages WHERE digest = ? ORDER BY number DESC LIMIT ?"
        numbers = [number for (number,) in self._connection.execute(same, (of_text, MOST_COMPARED))]
        keys = self.minhash.band_keys(self.minhash.sketch([text])).view(np.int64)[0].tolist()
        asked = _sharing(self.minhash.bands, recent=self._unmerged() > 0)
        shared: defaultdict[int, float] = defaultdict(float)
        for _, found in groupby(self._connection.execute(asked, keys), itemgetter(0)):
            pages = list(dict.fromkeys(page for _, page in found))[:MOST_OF_A_BAND]
            for page in pages:
                shared[page] += 1 / len(pages)  # what all documents of a template share tells nothing
        likest = sorted(shared, key=lambda page: (-shared[page], -page))[:MOST_COMPARED]
        wanted = list(dict.fromkeys((*numbers, *likest)))
        asked = f"SELECT number, id, url, published, text, digest FROM pages WHERE number IN ({_listed(wanted)})"
        rows = {
            number: _Row(id_, url, published, _text(blob), whole == of_text)
            for number, id_, url, published, blob, whole in self._connection.execute(asked)
        }
        return [rows[number] for number in wanted if number in rows]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _prepared(path: Path, connection: sqlite3.Connection, threshold: float | None, *, readonly: bool) -> float:
    """Make the tables of a new index, or check those of an old one; its threshold."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables and not readonly:
        _create(connection, MinHash(0.8 if threshold is None else threshold).threshold)
    elif application != APPLICATION:
        raise IndexFileError(f"{path}: not an index of zhengwen")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != VERSION:
        raise IndexFileError(f"{path}: an index of version {version}; this zhengwen reads version {VERSION}")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    if not readonly:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
    (has,) = connection.execute("SELECT value FROM about WHERE name = 'threshold'").fetchone()
    if threshold is not None and threshold < float(has):
        raise IndexFileError(f"{path}: made for similarities of {has} or more, not {threshold}; make a new index")
    return float(has)


def _create(connection: sqlite3.Connection, threshold: float) -> None:
    """Make the tables, all or none, also where two processes begin at once."""
    connection.execute("BEGIN IMMEDIATE")
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO about VALUES ('threshold', ?), ('merged', '0')", (repr(threshold),))
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _in_order(keys: NDArray[np.int64], first: int) -> Iterator[tuple[int, int]]:
    """The bands of pages from number `first` on, in the order of the tree, so that neighbours are written together."""
    pages = np.repeat(np.arange(first, first + len(keys)), keys.shape[1])
    order = keys.ravel().argsort(kind="stable")
    return zip(keys.ravel()[order].tolist(), pages[order].tolist(), strict=True)


@cache
def _sharing(bands: int, *, recent: bool) -> str:
    """The query for the pages that share bands, the latest of each band first: one for all, for each one costs."""
    one = "SELECT * FROM (SELECT key, page FROM {tree} WHERE key = ?{number} ORDER BY page DESC LIMIT {most})"
    trees = ("recent", "bands") if recent else ("bands",)
    return " UNION ALL ".join(
        one.format(tree=tree, number=band + 1, most=MOST_OF_A_BAND) for band in range(bands) for tree in trees
    )


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _text(blob: bytes) -> str:
    return zlib.decompress(blob).decode("utf-8", "surrogatepass")


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Say in one line what SQLite has against a file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise IndexFileError(f"{path}: another process is writing to this index; try again later") from error
        raise IndexFileError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise IndexFileError(f"{path}: not an index of zhengwen, or a damaged one: {error}") from error
