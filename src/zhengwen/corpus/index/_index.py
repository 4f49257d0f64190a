"""Adding pages to an index, and querying it for similar pages."""

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

BATCH = 1000  # pages per transaction
ASKED = 400  # pages per query, with two parameters each: SQLite before 3.32 allows 999
MERGE = 40_000  # recent pages before their bands (about 15 MB) are merged
MOST_COMPARED = 50  # candidates compared per query, those that share the rarest bands first
TOGETHER = 1_000_000  # characters of candidates read at once


class Match(NamedTuple):
    """A page of the index that is similar to the one queried for."""

    id: str
    similarity: float
    url: str | None = None
    published: str | None = None


class IndexedPage(NamedTuple):
    """A page as it is added to an index."""

    id: str
    text: str
    url: str | None = None
    published: str | None = None


class _Row(NamedTuple):
    """A candidate, and whether it has the same digest as the page queried for."""

    id: str
    url: str | None
    published: str | None
    text: str
    same: bool


class Index:
    """An open index. Create one with `Index.open`; use it in a `with` statement, or call `close`."""

    def __init__(self, path: Path, connection: sqlite3.Connection, threshold: float) -> None:
        self.path = path
        self.minhash = MinHash(threshold)
        self._connection = connection

    @classmethod
    def open(cls, path: Path | str, *, readonly: bool = False, threshold: float | None = None) -> Index:
        """Open an index, or create it if the file does not exist.

        Args:
            path: the file.
            readonly: only read; the index must exist.
            threshold: the least similarity (0 to 1) that can be queried for; by default that of the index, or 0.8 for a
                new one.

        Raises:
            OSError: the file cannot be opened, or does not exist and `readonly` is set.
            IndexFileError: the file is not an index, has another version, or has a higher threshold.
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
        """The least similarity that can be queried for."""
        return self.minhash.threshold

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, id: str, text: str, *, url: str | None = None, published: str | None = None) -> bool:
        """Add one page; returns `False` if the index already has the same page under this ID.

        Raises:
            IndexFileError: another process is writing to the index.
        """
        return self.add_many([IndexedPage(id, text, url, published)]) == 1

    def add_many(self, pages: Iterable[IndexedPage]) -> int:
        """Add pages in transactions of a thousand, each of which is durable once committed.

        Returns:
            The number of pages added; pages that the index already has under the same ID are skipped.

        Raises:
            IndexFileError: another process is writing to the index.
        """
        added = 0
        waiting = iter(pages)
        while batch := list(islice(waiting, BATCH)):
            added += self._add(batch)
            self._merge(MERGE)
        return added

    def query(self, text: str, *, threshold: float | None = None, templates: bool = False) -> list[Match]:
        """Return the pages similar to a text, the most similar first, then the latest added.

        Pages with the same digest are always found. Among very many similar pages, only some are compared: the latest
        hundred of each band, and of those the fifty that share the rarest bands.

        Args:
            text: the page's text.
            threshold: the least similarity (0 to 1); by default that of the index.
            templates: also match documents from one template, which differ only in names, dates or figures.

        Raises:
            ValueError: the threshold is below that of the index.
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
        """Remove pages that are stored twice under one ID, and free the disk space.

        Returns:
            The number of pages removed.

        Raises:
            IndexFileError: another process is using the index.
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
        """Yield the pages in the order in which they were added.

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
        """Merge the bands of recent pages into the large tree if there are `least` such pages or more."""
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
        """Return the ID and digest of the batch's pages that the index has; queried together, as digests may repeat."""
        found: set[tuple[str, bytes]] = set()
        for start in range(0, len(batch), ASKED):
            some = wholes[start : start + ASKED], [page.id for page in batch[start : start + ASKED]]
            marks = ",".join("?" * len(some[0]))
            asked = f"SELECT id, digest FROM pages WHERE digest IN ({marks}) AND id IN ({marks})"
            found.update(self._connection.execute(asked, (*some[0], *some[1])))
        return found

    def _candidates(self, text: str, of_text: bytes) -> list[int]:
        """Return the numbers of the pages to compare: those with the same digest, and those that share rare bands."""
        same = "SELECT number FROM pages WHERE digest = ? ORDER BY number DESC LIMIT ?"
        numbers = [number for (number,) in self._connection.execute(same, (of_text, MOST_COMPARED))]
        keys = self.minhash.band_keys(self.minhash.sketch([text])).view(np.int64)[0].tolist()
        asked = sharing(self.minhash.bands, recent=self._unmerged() > 0)
        shared: defaultdict[int, float] = defaultdict(float)
        for _, found in groupby(self._connection.execute(asked, keys), itemgetter(0)):
            pages = list(dict.fromkeys(page for _, page in found))[:MOST_OF_A_BAND]
            for page in pages:
                shared[page] += 1 / len(pages)  # a band shared by all documents of a template is no evidence
        likest = sorted(shared, key=lambda page: (-shared[page], -page))[:MOST_COMPARED]
        return list(dict.fromkeys((*numbers, *likest)))

    def _read(self, numbers: Iterable[int], of_text: bytes) -> Iterator[list[_Row]]:
        """Yield pages by number, in groups of up to `TOGETHER` characters, or of one longer page."""
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
