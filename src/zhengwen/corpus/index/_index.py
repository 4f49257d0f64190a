"""Adding pages to an index, and querying it for similar pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from zhengwen.corpus.index._adding import IndexedPage, add_pages, merge_recent, unmerged
from zhengwen.corpus.index._candidates import Candidate, candidates, decompress, read_pages
from zhengwen.corpus.index._file import has_current_sketches, open_index, sqlite_errors, transaction
from zhengwen.corpus.near_duplicates import MinHash, digest
from zhengwen.corpus.near_duplicates.similarity import best_similarity, jaccard, shingle_sets
from zhengwen.corpus.near_duplicates.verdicts import EXACT, Verdict, judged
from zhengwen.pages.differences.document_text import document_text
from zhengwen.pages.differences.relations import TWO_DOCUMENTS

PAGES_PER_TRANSACTION = 1000
MERGE_PAGES = 40_000  # recent pages, whose bands take about 15 MB, before these are merged


class Match(NamedTuple):
    """A page of the index that is similar to the one queried for."""

    id: str
    similarity: float
    url: str | None = None
    published: str | None = None


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
        connection, index_threshold = open_index(path, readonly=readonly, threshold=threshold)
        return cls(path, connection, index_threshold)

    def __repr__(self) -> str:
        return f"<Index {str(self.path)!r}, for similarities of {self.threshold} or more>"  # counting takes time

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        with sqlite_errors(self.path):
            (count,) = self._connection.execute("SELECT count(*) FROM pages").fetchone()
        return int(count)

    @property
    def is_current(self) -> bool:
        """Whether all pages have the sketches of this version; near-duplicates of others are found less often."""
        with sqlite_errors(self.path):
            return has_current_sketches(self._connection)

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
        while batch := list(islice(waiting, PAGES_PER_TRANSACTION)):
            with sqlite_errors(self.path):
                added += add_pages(self._connection, self.minhash, batch)
                merge_recent(self._connection, MERGE_PAGES)
        return added

    def merge(self, other: Path | str) -> int:
        """Add the pages of another index; their sketches are computed anew.

        Returns:
            The number of pages added; pages that this index already has under the same ID are skipped.

        Raises:
            OSError: the other file cannot be opened.
            IndexFileError: one of the files is not an index, or another process is writing to this one.
        """
        if Path(other).resolve() == self.path.resolve():
            return 0
        with Index.open(other, readonly=True) as opened:
            return self.add_many(opened.pages())

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
        return [match for match, _ in self.judged(text, threshold=threshold, templates=templates)]

    def judged(
        self, text: str, *, threshold: float | None = None, templates: bool = False
    ) -> list[tuple[Match, Verdict]]:
        """Return the same as `query`, each page with how the text is related to it.

        Args:
            text: the page's text.
            threshold: the least similarity (0 to 1); by default that of the index.
            templates: also match versions, and documents from one template.

        Raises:
            ValueError: the threshold is below that of the index.
            IndexFileError: the index cannot be read.
        """
        least = self.threshold if threshold is None else threshold
        if least < self.threshold:
            raise ValueError(f"the threshold is {least}; this index was made for {self.threshold} or more")
        document, text_digest = document_text(text), digest(text)
        found: list[tuple[Match, Verdict]] = []
        with sqlite_errors(self.path):
            recent = unmerged(self._connection) > 0
            numbers = candidates(self._connection, self.minhash, document, text_digest, recent=recent)
            for rows in read_pages(self._connection, numbers, text_digest):
                found += self._judged(document, rows, least, templates=templates)
        return sorted(found, key=lambda pair: -pair[0].similarity)

    @staticmethod
    def _judged(
        document: str, rows: Sequence[Candidate], least: float, *, templates: bool
    ) -> Iterator[tuple[Match, Verdict]]:
        (mine,) = shingle_sets([document])
        others = [document_text(row.text) for row in rows]
        for row, other, theirs in zip(rows, others, shingle_sets(others), strict=True):
            similarity = best_similarity(jaccard(mine, theirs), document, other, least)
            if row.same:
                yield Match(row.id, max(similarity, least), row.url, row.published), EXACT
            elif similarity >= least:
                verdict = judged(document, other, similarity)
                if templates or verdict.relation not in TWO_DOCUMENTS:
                    yield Match(row.id, similarity, row.url, row.published), verdict

    def compact(self) -> int:
        """Remove pages that are stored twice under one ID, and free the disk space.

        Returns:
            The number of pages removed.

        Raises:
            IndexFileError: another process is using the index.
        """
        with sqlite_errors(self.path):
            merge_recent(self._connection, 1)
            with transaction(self._connection):
                duplicates = (
                    "SELECT number FROM pages WHERE number NOT IN (SELECT min(number) FROM pages GROUP BY id, digest)"
                )
                self._connection.execute(f"DELETE FROM bands WHERE page IN ({duplicates})")
                removed = self._connection.execute(f"DELETE FROM pages WHERE number IN ({duplicates})").rowcount
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA optimize")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return int(removed)

    def pages(self) -> Iterator[IndexedPage]:
        """Yield the pages in the order in which they were added.

        Raises:
            IndexFileError: the index cannot be read.
        """
        with sqlite_errors(self.path):
            for id_, blob, url, published in self._connection.execute(
                "SELECT id, text, url, published FROM pages ORDER BY number"
            ):
                yield IndexedPage(id_, decompress(blob), url, published)
