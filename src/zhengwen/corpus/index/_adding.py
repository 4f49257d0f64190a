"""Adding pages to an index, and merging the bands of recent pages into the large tree."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from zhengwen.corpus.index._bands import rows_in_tree_order
from zhengwen.corpus.index._file import transaction
from zhengwen.corpus.near_duplicates import MinHash, digests
from zhengwen.pages.differences.document_text import document_text

PAGES_PER_QUERY = 400  # two parameters each: SQLite before 3.32 allows 999


class IndexedPage(NamedTuple):
    """A page as it is added to an index."""

    id: str
    text: str
    url: str | None = None
    published: str | None = None


def add_pages(connection: sqlite3.Connection, minhash: MinHash, batch: Sequence[IndexedPage]) -> int:
    """Add pages in one transaction; returns how many were new."""
    page_digests = digests([page.text for page in batch])
    keys = minhash.band_keys(minhash.sketch([document_text(page.text) for page in batch])).view(np.int64)
    blobs = [zlib.compress(page.text.encode("utf-8", "surrogatepass"), 3) for page in batch]
    with transaction(connection):
        (number,) = connection.execute("SELECT coalesce(max(number), 0) FROM pages").fetchone()
        seen = _known(connection, batch, page_digests)
        rows: list[tuple[int, str, str | None, str | None, bytes, bytes]] = []
        new: list[int] = []
        for place, (page, text_digest, blob) in enumerate(zip(batch, page_digests, blobs, strict=True)):
            if (page.id, text_digest) in seen:
                continue
            seen.add((page.id, text_digest))
            rows.append((number + len(rows) + 1, page.id, page.url, page.published, text_digest, blob))
            new.append(place)
        connection.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.executemany("INSERT OR IGNORE INTO recent VALUES (?, ?)", rows_in_tree_order(keys[new], number + 1))
    return len(rows)


def merge_recent(connection: sqlite3.Connection, min_pages: int) -> None:
    """Merge the bands of recent pages into the large tree if there are at least `min_pages` such pages."""
    if unmerged(connection) < min_pages:
        return
    with transaction(connection):
        connection.execute("INSERT OR IGNORE INTO bands SELECT key, page FROM recent ORDER BY key, page")
        connection.execute("DELETE FROM recent")
        connection.execute("UPDATE about SET value = (SELECT max(number) FROM pages) WHERE name = 'merged'")


def unmerged(connection: sqlite3.Connection) -> int:
    """Return the number of recent pages, whose bands are not merged yet."""
    count = "SELECT max(number) - (SELECT value FROM about WHERE name = 'merged') FROM pages"
    return int(connection.execute(count).fetchone()[0] or 0)


def _known(
    connection: sqlite3.Connection, batch: Sequence[IndexedPage], page_digests: Sequence[bytes]
) -> set[tuple[str, bytes]]:
    """Return the ID and digest of the batch's pages that the index has; queried together, as digests may repeat."""
    found: set[tuple[str, bytes]] = set()
    for start in range(0, len(batch), PAGES_PER_QUERY):
        some = (
            page_digests[start : start + PAGES_PER_QUERY],
            [page.id for page in batch[start : start + PAGES_PER_QUERY]],
        )
        placeholders = ",".join("?" * len(some[0]))
        query = f"SELECT id, digest FROM pages WHERE digest IN ({placeholders}) AND id IN ({placeholders})"
        found.update(connection.execute(query, (*some[0], *some[1])))
    return found
