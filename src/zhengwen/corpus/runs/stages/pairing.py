"""The pairing stage, part 1: finds exact duplicates by digest, and candidates for near-duplicates by band.

Pages are numbered through all parts, in the order of the input. The main process holds each page's digest and one band
at a time: some 200 bytes per page, whatever its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyarrow import parquet

from zhengwen.corpus.near_duplicates import MinHash, components
from zhengwen.corpus.near_duplicates.clusters import candidates_by_band, likely
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs.stages.cleaning import BANDS_SUFFIX
from zhengwen.corpus.runs.stages.cleaning import STAGE as CLEAN

Rows = NDArray[np.int64]


def parts(job: Job) -> list[Path]:
    """Return the parts written by the cleaning stage, in the order of the input."""
    return sorted(job.folder(CLEAN).glob("*.parquet"))


def starts(files: Sequence[Path]) -> Rows:
    """Return the number of the first page of each part, followed by the number of all pages."""
    counts = [parquet.read_metadata(file).num_rows for file in files]
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)


def first_same(files: Sequence[Path]) -> Rows:
    """Return, for each page, the first page with the same digest."""
    digests = np.concatenate([_digests(file) for file in files] or [np.zeros(0, "S16")])
    _, first, inverse = np.unique(digests, return_index=True, return_inverse=True)
    found: Rows = first[inverse].astype(np.int64)
    return found


def candidates(job: Job, files: Sequence[Path], first: Rows) -> Rows:
    """Return the candidate pairs among pages with different digests, found one band at a time."""
    distinct = np.flatnonzero(first == np.arange(len(first)))
    found = distinct[candidates_by_band(lambda band: _band(files, band)[distinct], MinHash(job.threshold).bands)]
    wanted = pages_of(found, len(first))
    pairs = wanted[likely(np.searchsorted(wanted, found), _sketch_bytes(files, wanted), job.threshold)]
    # Pairs of one connected component are adjacent, so that a unit reads few texts.
    nearby: Rows = pairs[np.argsort(components(len(first), pairs)[pairs[:, 0]], kind="stable")]
    return nearby


def pages_of(pairs: Rows, count: int) -> Rows:
    """Return the distinct page numbers in pairs, sorted."""
    there = np.zeros(count, np.bool_)
    there[pairs.reshape(-1)] = True
    return np.flatnonzero(there)


def _digests(file: Path) -> NDArray[np.bytes_]:
    chunks = parquet.read_table(file, columns=["digest"])["digest"].chunks
    pieces = (np.frombuffer(one.buffers()[1], "S16", len(one), one.offset * 16) for one in chunks)
    return np.concatenate([np.zeros(0, "S16"), *pieces])


def _sketch_bytes(files: Sequence[Path], wanted: Rows) -> NDArray[np.uint8]:
    """Return the last byte of each sketch value of some pages, one row per page."""
    size = MinHash().size
    pieces = [np.zeros((0, size), np.uint8)]
    first_pages = starts(files)
    for file, start, end in zip(files, first_pages[:-1], first_pages[1:], strict=True):
        of_part = wanted[np.searchsorted(wanted, start) : np.searchsorted(wanted, end)] - start
        if len(of_part):
            column = parquet.read_table(file, columns=["sketch"])["sketch"].combine_chunks()
            column_bytes = np.frombuffer(column.buffers()[1], np.uint8, len(column) * size, column.offset * size)
            pieces.append(column_bytes.reshape(-1, size)[of_part])
    return np.concatenate(pieces)


def _band(files: Sequence[Path], band: int) -> NDArray[np.uint64]:
    pieces = [np.array(np.load(file.with_suffix(BANDS_SUFFIX), mmap_mode="r")[band]) for file in files]
    return np.concatenate([np.zeros(0, np.uint64), *pieces])


def groups(labels: Rows) -> Iterator[Rows]:
    """Yield the page numbers of each cluster of two or more, sorted."""
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    yield from (group for group in np.split(order, cuts) if len(group) > 1)
