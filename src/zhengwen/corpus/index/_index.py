"""Adding pages to an index, and asking it for those that are like another."""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import numpy as np

from zhengwen.corpus.index._bands import MOST_OF_A_BAND, in_order, sharing
from zhengwen.corpus.index._file import opened, said, writing
from zhengwen.corpus.near_duplicates import MinHash, digest, digests
from zhengwen.corpus.near_duplicates.similarity import better, jaccard, shingle_sets
from zhengwen.pages.differences.forms import are_of_one_template

BATCH = 1000  # pages of a transaction
ASKED = 400  # names and digests that are asked for at once: SQLite takes 999 values at least
MERGE = 40_000  # pages whose bands are merged at once: about 15 MB of them
MOST_COMPARED = 50  # pages that are compared, those that share most bands first
TOGETHER = 1_000_000  # characters of pages that are compared at once


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
        connection, has = opened(path, readonly=readonly, threshold=threshold)
        return cls(path, connection, has)

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        with said(self.path):
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
        found = []
        (mine,) = shingle_sets([text])
        of_text = digest(text)
        with said(self.path):
            for rows in self._read(self._candidates(text, of_text), of_text):
                for row, theirs in zip(rows, shingle_sets([row.text for row in rows]), strict=True):
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
        with said(self.path):
            self._merge(1)
            with writing(self._connection):
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
        with said(self.path):
            for id_, blob, url, published in self._connection.execute(
                "SELECT id, text, url, published FROM pages ORDER BY number"
            ):
                yield IndexedPage(id_, _text(blob), url, published)

    def _add(self, batch: list[IndexedPage]) -> int:
        wholes = digests([page.text for page in batch])
        keys = self.minhash.band_keys(self.minhash.sketch([page.text for page in batch])).view(np.int64)
        blobs = [zlib.compress(page.text.encode("utf-8", "surrogatepass"), 3) for page in batch]
        with said(self.path), writing(self._connection):
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
            self._connection.executemany("INSERT OR IGNORE INTO recent VALUES (?, ?)", in_order(keys[new], number + 1))
        return len(rows)

    def _merge(self, least: int) -> None:
        """Merge the bands of the latest pages into those of all, when they are of `least` pages or more."""
        with said(self.path):
            if self._unmerged() < least:
                return
            with writing(self._connection):
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

    def _candidates(self, text: str, of_text: bytes) -> list[int]:
        """The numbers of the pages to compare: those with the same digest, and those that share the rarest bands."""
        same = "SELECT number FROM pages WHERE digest = ? ORDER BY number DESC LIMIT ?"
        numbers = [number for (number,) in self._connection.execute(same, (of_text, MOST_COMPARED))]
        keys = self.minhash.band_keys(self.minhash.sketch([text])).view(np.int64)[0].tolist()
        asked = sharing(self.minhash.bands, recent=self._unmerged() > 0)
        shared: defaultdict[int, float] = defaultdict(float)
        for _, found in groupby(self._connection.execute(asked, keys), itemgetter(0)):
            pages = list(dict.fromkeys(page for _, page in found))[:MOST_OF_A_BAND]
            for page in pages:
                shared[page] += 1 / len(pages)  # what all documents of a template share tells nothing
        likest = sorted(shared, key=lambda page: (-shared[page], -page))[:MOST_COMPARED]
        return list(dict.fromkeys((*numbers, *likest)))

    def _read(self, numbers: Iterable[int], of_text: bytes) -> Iterator[list[_Row]]:
        """Pages by their numbers, as many at once as have `TOGETHER` characters, or one that has more."""
        rows: list[_Row] = []
        held = 0
        for number in numbers:
            asked = "SELECT id, url, published, text, digest FROM pages WHERE number = ?"
            for id_, url, published, blob, whole in self._connection.execute(asked, (number,)):
                text = _text(blob)
                if rows and held + len(text) > TOGETHER:
                    yield rows
                    rows, held = [], 0
                rows.append(_Row(id_, url, published, text, whole == of_text))
                held += len(text)
        if rows:
            yield rows


def _text(blob: bytes) -> str:
    return zlib.decompress(blob).decode("utf-8", "surrogatepass")
