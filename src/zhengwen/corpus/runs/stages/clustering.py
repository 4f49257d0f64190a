"""The clustering stage: joins pairs of duplicates to clusters, chooses the page to keep, and lists all members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import parquet

from zhengwen.corpus.near_duplicates import Member, best, components
from zhengwen.corpus.runs._engine import Workers
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs._units import Watcher, run_stage
from zhengwen.corpus.runs.stages import cleaning, comparing, index_lookup, pairing, writing
from zhengwen.corpus.runs.stages.pairing import Rows
from zhengwen.files import write_atomically

# The columns of clusters.parquet. IDs may repeat; page numbers, in the order of the input, are unique.
CLUSTER_SCHEMA = pyarrow.schema(
    [
        ("id", pyarrow.string()),
        ("kept", pyarrow.string()),
        ("similarity", pyarrow.float64()),
        ("page", pyarrow.int64()),
        ("kept_page", pyarrow.int64()),
    ]
)


def find_clusters(workers: Workers, files: Sequence[Path], first_pages: Rows, watch: Watcher | None) -> None:
    """Find the clusters, choose the page of each to keep, and write the list."""
    job = workers.job
    done = job.folder(writing.STAGE) / "members.parquet"
    if (job.dedup == "none" and job.index is None) or done.exists():
        return
    for stage in (writing.STAGE, comparing.STAGE):
        job.folder(stage).mkdir(exist_ok=True)
    first = pairing.first_same(files) if job.dedup != "none" else np.arange(int(first_pages[-1]))
    labels = components(len(first), _duplicate_pairs(workers, files, first, watch))
    known = _known_to_index(workers, files, first_pages, watch)
    rows, kept, ids = _representatives(job, files, first_pages, labels, known)
    similarities = _similarities(workers, first, rows, kept, watch)
    for place, row in enumerate(rows.tolist()):
        similarities[place] = known[row][1] if row in known else similarities[place]
    names = [known[row][0] if row in known else ids[row] for row in kept.tolist()]
    listed = pyarrow.table(
        {
            "id": [ids[row] for row in rows.tolist()],
            "kept": names,
            "similarity": similarities,
            "page": rows,
            "kept_page": [None if row in known else row for row in kept.tolist()],
        },
        CLUSTER_SCHEMA,
    )
    write_atomically(job.output / "clusters.parquet", cleaning.to_parquet_file(listed))
    stays = [row == one and one not in known for row, one in zip(rows.tolist(), kept.tolist(), strict=True)]
    members = pyarrow.table({"number": rows, "kept": listed["kept"], "stays": pyarrow.array(stays, pyarrow.bool_())})
    write_atomically(done, cleaning.to_parquet_file(members))


def _duplicate_pairs(workers: Workers, files: Sequence[Path], first: Rows, watch: Watcher | None) -> Rows:
    """Return the pairs of duplicates: exact ones, and verified near-duplicates if these are wanted."""
    job, numbers = workers.job, np.arange(len(first))
    exact: Rows = np.stack((first, numbers), axis=1)[first != numbers]
    if job.dedup != "near":
        return exact
    pairs = pairing.candidates(job, files, first)
    comparing.copy_texts(job, files, pairs)
    units = comparing.divide(job, "candidates", pairs, judged=True)
    run_stage(workers, comparing.STAGE, comparing.compare_pairs, units, watch, sized=False)
    return np.concatenate((exact, pairs[~np.isnan(comparing.similarities(job, units))]))


def _known_to_index(
    workers: Workers, files: Sequence[Path], first_pages: Rows, watch: Watcher | None
) -> dict[int, tuple[str, float]]:
    """Return the pages that the index has, by number, with their IDs there and the similarity."""
    job = workers.job
    if job.index is None or not job.index.exists():
        return {}
    parts = [str(file) for file in files]
    run_stage(workers, index_lookup.STAGE, index_lookup.query_index, parts, watch, sized=False)
    return index_lookup.matches(job, files, first_pages.tolist())


def _representatives(
    job: Job,
    files: Sequence[Path],
    first_pages: Rows,
    labels: Rows,
    known: Mapping[int, tuple[str, float]],
) -> tuple[Rows, Rows, dict[int, str]]:
    """Return the pages of all clusters, the representative of each page's cluster, and the IDs.

    If the index has pages of a cluster, the first of them is the representative, and no page is kept.
    """
    clusters = [cluster.tolist() for cluster in pairing.groups(labels)]
    grouped = {number for cluster in clusters for number in cluster}
    clusters += [[number] for number in known if number not in grouped]
    wanted = np.array(sorted(grouped | known.keys()), np.int64)
    members: dict[int, Member] = {}
    for file, start, end in zip(files, first_pages[:-1], first_pages[1:], strict=True):
        of_part = wanted[np.searchsorted(wanted, start) : np.searchsorted(wanted, end)]
        if len(of_part):
            table = parquet.read_table(file, columns=["id", "length", "faults", "published"]).take(of_part - start)
            for number, row in zip(of_part.tolist(), table.to_pylist(), strict=True):
                members[number] = Member(row["id"], number, row["length"], row["faults"], row["published"])
    representative: dict[int, int] = {}
    for cluster in clusters:
        in_index = [number for number in cluster if number in known]
        one = in_index[0] if in_index else best([members[number] for number in cluster], job.keep).order
        representative |= dict.fromkeys(cluster, one)
    rows = np.array(sorted(representative), np.int64)
    kept = np.array([representative[row] for row in rows.tolist()], np.int64)
    return rows, kept, {number: member.id for number, member in members.items()}


def _similarities(workers: Workers, first: Rows, rows: Rows, kept: Rows, watch: Watcher | None) -> NDArray[np.float64]:
    """Return the similarity of each page to the representative of its cluster."""
    similarities = np.ones(len(rows))
    differ = first[rows] != first[kept]
    if differ.any():
        pairs = np.stack((first[kept][differ], first[rows][differ]), axis=1)
        units = comparing.divide(workers.job, "kept", pairs, judged=False)
        run_stage(workers, comparing.STAGE, comparing.compare_pairs, units, watch, sized=False)
        similarities[differ] = np.round(comparing.similarities(workers.job, units), 6)
    return similarities
