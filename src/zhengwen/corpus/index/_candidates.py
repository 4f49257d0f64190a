"""Candidates for a query: finding the pages that may be similar, and reading them."""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from zhengwen.corpus.index._bands import MAX_PAGES_PER_BAND, shared_bands_query
from zhengwen.corpus.near_duplicates import MinHash

# Bounds the time of a query among very many similar pages; with a million pages, none of 500 queries is wrong
# (tests/benchmarks/bench_index.py). Pages that share the rarest bands come first.
MAX_COMPARED_PAGES = 50
READ_CHARS = 1_000_000  # of candidates, read at once; bounds memory


class Candidate(NamedTuple):
    """A candidate, and whether it has the same digest as the page queried for."""

    id: str
    url: str | None
    published: str | None
    text: str
    same: bool


def candidates(
    connection: sqlite3.Connection, minhash: MinHash, text: str, text_digest: bytes, *, recent: bool
) -> list[int]:
    """Return the numbers of the pages to compare: those with the same digest, and those that share rare bands."""
    same = "SELECT number FROM pages WHERE digest = ? ORDER BY number DESC LIMIT ?"
    numbers = [number for (number,) in connection.execute(same, (text_digest, MAX_COMPARED_PAGES))]
    keys = minhash.band_keys(minhash.sketch([text])).view(np.int64)[0].tolist()
    query = shared_bands_query(minhash.bands, recent=recent)
    shared: defaultdict[int, float] = defaultdict(float)
    for _, found in groupby(connection.execute(query, keys), itemgetter(0)):
        pages = list(dict.fromkeys(page for _, page in found))[:MAX_PAGES_PER_BAND]
        for page in pages:
            shared[page] += 1 / len(pages)  # a band shared by all documents of a template is no evidence
    most_shared = sorted(shared, key=lambda page: (-shared[page], -page))[:MAX_COMPARED_PAGES]
    return list(dict.fromkeys((*numbers, *most_shared)))


def read_pages(connection: sqlite3.Connection, numbers: Iterable[int], text_digest: bytes) -> Iterator[list[Candidate]]:
    """Yield pages by number, in groups of up to `READ_CHARS` characters, or of one longer page."""
    rows: list[Candidate] = []
    held = 0
    for number in numbers:
        query = "SELECT id, url, published, text, digest FROM pages WHERE number = ?"
        for id_, url, published, blob, whole in connection.execute(query, (number,)):
            text = decompress(blob)
            if rows and held + len(text) > READ_CHARS:
                yield rows
                rows, held = [], 0
            rows.append(Candidate(id_, url, published, text, whole == text_digest))
            held += len(text)
    if rows:
        yield rows


def decompress(blob: bytes) -> str:
    return zlib.decompress(blob).decode("utf-8", "surrogatepass")
