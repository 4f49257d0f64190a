"""The clustering stage: chooses the pages to keep, and lists all pages that are like another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow
from pyarrow import parquet

from zhengwen.corpus.near_duplicates import Member, best
from zhengwen.corpus.near_duplicates.choosing import Dropped, Pair, choose
from zhengwen.corpus.near_duplicates.verdicts import EXACT, UNRELATED, Verdict
from zhengwen.corpus.runs._engine import Workers
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs._units import Watcher, run_stage
from zhengwen.corpus.runs.stages import cleaning, comparing, index_lookup, pairing, writing
from zhengwen.corpus.runs.stages.pairing import Rows
from zhengwen.files import write_atomically
from zhengwen.pages.differences.relations import Relation

# The columns of clusters.parquet. IDs may repeat; page numbers, in the order of the input, are unique.
CLUSTER_SCHEMA = pyarrow.schema(
    [
        ("id", pyarrow.string()),
        ("kept", pyarrow.string()),
        ("similarity", pyarrow.float64()),
        ("page", pyarrow.int64()),
        ("kept_page", pyarrow.int64()),
        ("relation", pyarrow.string()),
        ("differs", pyarrow.string()),
    ]
)
# The columns of related.parquet: pages that stay though they are like another one, each with the first such page.
RELATED_SCHEMA = pyarrow.schema(
    [
        ("id", pyarrow.string()),
        ("related", pyarrow.string()),
        ("similarity", pyarrow.float64()),
        ("page", pyarrow.int64()),
        ("related_page", pyarrow.int64()),
        ("relation", pyarrow.string()),
        ("differs", pyarrow.string()),
    ]
)
STAYING = frozenset((Relation.VERSION, Relation.CONTAINED, Relation.TEMPLATE))


class Listed(NamedTuple):
    """A page of a cluster, and the page kept: itself, another one, or (`None`, by its name) one of the index."""

    page: int
    kept: int | None
    kept_name: str
    verdict: Verdict | None


def find_clusters(workers: Workers, files: Sequence[Path], first_pages: Rows, watch: Watcher | None) -> None:
    """Find the clusters, choose the page of each to keep, and write the list."""
    job = workers.job
    done = job.folder(writing.STAGE) / "members.parquet"
    if (job.dedup == "none" and job.index is None) or done.exists():
        return
    for stage in (writing.STAGE, comparing.STAGE):
        job.folder(stage).mkdir(exist_ok=True)
    first = pairing.first_same(files) if job.dedup != "none" else np.arange(int(first_pages[-1]))
    known = _known_to_index(workers, files, first_pages, watch)
    pairs = {pair: verdict for pair, verdict in _pairs(workers, files, first, watch) if known.keys().isdisjoint(pair)}
    members = _members(job, files, first_pages, {one for pair in pairs for one in pair} | known.keys())
    dropped = choose(
        pairs,
        lambda group: best([members[one] for one in group], job.keep).order,
        _Judge(workers, first, watch),
        job.leave_out,
        {number: member.published for number, member in members.items()},
    )
    related = _related(pairs, dropped, members)
    if related.num_rows:
        write_atomically(job.output / "related.parquet", cleaning.to_parquet_file(related))
    rows = list(_listed(dropped, known, members))
    write_atomically(job.output / "clusters.parquet", cleaning.to_parquet_file(_as_table(rows, members)))
    written = pyarrow.table(
        {
            "number": pyarrow.array([row.page for row in rows], pyarrow.int64()),
            "kept": pyarrow.array([row.kept_name for row in rows], pyarrow.string()),
            "stays": pyarrow.array([row.kept == row.page for row in rows], pyarrow.bool_()),
            "relation": pyarrow.array([row.verdict and row.verdict.relation.value for row in rows], pyarrow.string()),
            "differs": pyarrow.array([row.verdict and row.verdict.differs for row in rows], pyarrow.string()),
        }
    )
    write_atomically(done, cleaning.to_parquet_file(written))


def _pairs(
    workers: Workers, files: Sequence[Path], first: Rows, watch: Watcher | None
) -> Iterator[tuple[Pair, Verdict]]:
    """Yield the pairs of pages that are alike: exact ones, and judged candidates if near-duplicates are wanted."""
    job, numbers = workers.job, np.arange(len(first))
    copies = np.flatnonzero(first != numbers)
    yield from (((one, other), EXACT) for one, other in zip(first[copies].tolist(), copies.tolist(), strict=True))
    if job.dedup != "near":
        return
    pairs = pairing.candidates(job, files, first)
    comparing.copy_texts(job, files, pairs)
    units = comparing.divide(job, "candidates", pairs, judged=True)
    run_stage(workers, comparing.STAGE, comparing.compare_pairs, units, watch, sized=False)
    for unit in units:
        yield from comparing.verdicts(job, unit)


class _Judge:
    """Judges pairs of pages in the workers, a round at a time; pages with one digest are represented by the first."""

    def __init__(self, workers: Workers, first: Rows, watch: Watcher | None) -> None:
        self._workers = workers
        self._first = first
        self._watch = watch
        self._round = 0

    def __call__(self, pairs: Sequence[Pair]) -> list[Verdict]:
        job = self._workers.job
        firsts = np.sort(self._first[np.array(pairs, np.int64).reshape(-1, 2)], axis=1)
        distinct = np.unique(firsts[firsts[:, 0] != firsts[:, 1]], axis=0)
        units = comparing.divide(job, f"kept-{self._round}", distinct, judged=True)
        self._round += 1
        run_stage(self._workers, comparing.STAGE, comparing.compare_pairs, units, self._watch, sized=False)
        found = {pair: verdict for unit in units for pair, verdict in comparing.verdicts(job, unit)}
        asked = zip(pairs, firsts.tolist(), strict=True)
        return [
            EXACT if mine == theirs else _turned(found.get((mine, theirs), UNRELATED), self._first, pair)
            for pair, (mine, theirs) in asked
        ]


def _turned(verdict: Verdict, first: Rows, pair: Pair) -> Verdict:
    """Return the verdict on the first pages with the same digests for a pair, which may be the other way round."""
    if verdict.contained is None or first[pair[0]] < first[pair[1]]:
        return verdict
    return verdict._replace(contained=1 - verdict.contained)


def _known_to_index(
    workers: Workers, files: Sequence[Path], first_pages: Rows, watch: Watcher | None
) -> dict[int, tuple[str, Verdict]]:
    """Return the pages that the index has, by number, with their IDs there and how they are related."""
    job = workers.job
    if job.index is None or not job.index.exists():
        return {}
    parts = [str(file) for file in files]
    run_stage(workers, index_lookup.STAGE, index_lookup.query_index, parts, watch, sized=False)
    return index_lookup.matches(job, files, first_pages.tolist())


def _members(job: Job, files: Sequence[Path], first_pages: Rows, numbers: set[int]) -> dict[int, Member]:
    """Return what the policies compare of some pages, by number."""
    wanted = np.array(sorted(numbers), np.int64)
    members: dict[int, Member] = {}
    for file, start, end in zip(files, first_pages[:-1], first_pages[1:], strict=True):
        of_part = wanted[np.searchsorted(wanted, start) : np.searchsorted(wanted, end)]
        if len(of_part):
            table = parquet.read_table(file, columns=["id", "length", "faults", "published"]).take(of_part - start)
            for number, row in zip(of_part.tolist(), table.to_pylist(), strict=True):
                members[number] = Member(row["id"], number, row["length"], row["faults"], row["published"])
    return members


def _listed(
    dropped: Mapping[int, Dropped], known: Mapping[int, tuple[str, Verdict]], members: Mapping[int, Member]
) -> Iterator[Listed]:
    """Yield the pages of clusters, by number: those left out, and those kept instead."""
    kept_for_others = {one.kept for one in dropped.values()}
    for number in sorted({*known, *dropped, *kept_for_others}):
        if number in known:
            name, verdict = known[number]
            yield Listed(number, None, name, verdict)
        elif number in dropped:
            kept, verdict = dropped[number]
            yield Listed(number, kept, members[kept].id, verdict)
        else:
            yield Listed(number, number, members[number].id, None)


def _related(
    pairs: Mapping[Pair, Verdict], dropped: Mapping[int, Dropped], members: Mapping[int, Member]
) -> pyarrow.Table:
    """Return the pages that stay though they are like another one that stays, each with the first of these."""
    found: dict[int, tuple[int, Verdict]] = {}
    for pair in sorted(pairs):
        if pairs[pair].relation in STAYING and dropped.keys().isdisjoint(pair):
            for one, other in (pair, pair[::-1]):
                found.setdefault(one, (other, pairs[pair]))
    rows = [(number, *found[number]) for number in sorted(found)]
    return pyarrow.table(
        {
            "id": [members[page].id for page, _, _ in rows],
            "related": [members[other].id for _, other, _ in rows],
            "similarity": [round(verdict.similarity, 6) for _, _, verdict in rows],
            "page": [page for page, _, _ in rows],
            "related_page": [other for _, other, _ in rows],
            "relation": [verdict.relation.value for _, _, verdict in rows],
            "differs": [verdict.differs for _, _, verdict in rows],
        },
        RELATED_SCHEMA,
    )


def _as_table(rows: Sequence[Listed], members: Mapping[int, Member]) -> pyarrow.Table:
    return pyarrow.table(
        {
            "id": [members[row.page].id for row in rows],
            "kept": [row.kept_name for row in rows],
            "similarity": [1.0 if row.verdict is None else round(row.verdict.similarity, 6) for row in rows],
            "page": [row.page for row in rows],
            "kept_page": [row.kept for row in rows],
            "relation": [row.verdict and row.verdict.relation.value for row in rows],
            "differs": [row.verdict and row.verdict.differs for row in rows],
        },
        CLUSTER_SCHEMA,
    )
