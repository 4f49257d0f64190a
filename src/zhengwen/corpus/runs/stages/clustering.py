"""Clusters of duplicates: the pairs that were found joined, the page of each that stays, and the list of them all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import parquet

from zhengwen.corpus.near_duplicates import Member, best, components
from zhengwen.corpus.runs._engine import Workers
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs._units import Watcher, each
from zhengwen.corpus.runs.stages import cleaning, pairing, writing
from zhengwen.files import write_atomically

# Of clusters: names, which pages may share, and the numbers of the pages in the order of the input, which they do not.
LISTED = pyarrow.schema(
    [
        ("id", pyarrow.string()),
        ("kept", pyarrow.string()),
        ("similarity", pyarrow.float64()),
        ("page", pyarrow.int64()),
        ("kept_page", pyarrow.int64()),
    ]
)


def find_clusters(workers: Workers, files: Sequence[Path], begins: NDArray[np.int64], watch: Watcher | None) -> None:
    """Find the clusters, say which page of each stays, and list them."""
    job = workers.job
    done = job.folder(writing.STAGE) / "members.parquet"
    if (job.dedup == "none" and job.index is None) or done.exists():
        return
    for stage in (writing.STAGE, pairing.STAGE):
        job.folder(stage).mkdir(exist_ok=True)
    first = pairing.same(files) if job.dedup != "none" else np.arange(int(begins[-1]))
    numbers = np.arange(len(first))
    found = [np.stack((first, numbers), axis=1)[first != numbers]]
    if job.dedup == "near":
        pairs = pairing.candidates(job, files, first)
        pairing.keep_texts(job, files, pairs)
        units = pairing.split(job, "candidates", pairs, judged=True)
        each(workers, pairing.STAGE, pairing.compare_pairs, units, watch, sized=False)
        found.append(pairs[~np.isnan(pairing.compared(job, units))])
    labels = components(len(first), np.concatenate(found))
    seen = _seen(workers, files, begins, watch)
    rows, kept, ids = _kept(job, files, begins, labels, seen)
    alike = _alike(workers, first, rows, kept, watch)
    names = [seen[row][0] if row in seen else ids[row] for row in kept.tolist()]
    for place, row in enumerate(rows.tolist()):
        alike[place] = seen[row][1] if row in seen else alike[place]
    listed = pyarrow.table(
        {
            "id": [ids[row] for row in rows.tolist()],
            "kept": names,
            "similarity": alike,
            "page": rows,
            "kept_page": [None if row in seen else row for row in kept.tolist()],
        },
        LISTED,
    )
    write_atomically(job.output / "clusters.parquet", cleaning.as_parquet(listed))
    stays = [row == one and one not in seen for row, one in zip(rows.tolist(), kept.tolist(), strict=True)]
    members = pyarrow.table({"number": rows, "kept": listed["kept"], "stays": pyarrow.array(stays, pyarrow.bool_())})
    write_atomically(done, cleaning.as_parquet(members))


def _seen(
    workers: Workers, files: Sequence[Path], begins: NDArray[np.int64], watch: Watcher | None
) -> dict[int, tuple[str, float]]:
    """The pages that the index has, with their names there and how like they are."""
    job = workers.job
    if job.index is None or not job.index.exists():
        return {}
    each(workers, pairing.SEEN, pairing.seen, [str(file) for file in files], watch, sized=False)
    found: dict[int, tuple[str, float]] = {}
    for file, start in zip(files, begins[:-1].tolist(), strict=True):
        of_part = json.loads((job.folder(pairing.SEEN) / f"{file.stem}.json").read_bytes())
        found |= {start + int(number): (name, alike) for number, (name, alike) in of_part.items()}
    return found


def _kept(
    job: Job,
    files: Sequence[Path],
    begins: NDArray[np.int64],
    labels: NDArray[np.int64],
    seen: Mapping[int, tuple[str, float]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[int, str]]:
    """The pages of all clusters, for each the one that stands for the cluster, and their names.

    Where the index has pages of a cluster, the first of those stands for it, and none stays.
    """
    clusters = [cluster.tolist() for cluster in pairing.groups(labels)]
    grouped = {number for cluster in clusters for number in cluster}
    clusters += [[number] for number in seen if number not in grouped]
    wanted = np.array(sorted(grouped | seen.keys()), np.int64)
    members: dict[int, Member] = {}
    for file, start, end in zip(files, begins[:-1], begins[1:], strict=True):
        of_part = wanted[np.searchsorted(wanted, start) : np.searchsorted(wanted, end)]
        if len(of_part):
            table = parquet.read_table(file, columns=["id", "length", "faults", "published"]).take(of_part - start)
            for number, row in zip(of_part.tolist(), table.to_pylist(), strict=True):
                members[number] = Member(row["id"], number, row["length"], row["faults"], row["published"])
    stands: dict[int, int] = {}
    for cluster in clusters:
        had = [number for number in cluster if number in seen]
        one = had[0] if had else best([members[number] for number in cluster], job.keep).order
        stands |= dict.fromkeys(cluster, one)
    rows = np.array(sorted(stands), np.int64)
    kept = np.array([stands[row] for row in rows.tolist()], np.int64)
    return rows, kept, {number: member.id for number, member in members.items()}


def _alike(
    workers: Workers, first: NDArray[np.int64], rows: NDArray[np.int64], kept: NDArray[np.int64], watch: Watcher | None
) -> NDArray[np.float64]:
    """How like the page that stays each page of its cluster is."""
    alike = np.ones(len(rows))
    differ = first[rows] != first[kept]
    if differ.any():
        pairs = np.stack((first[kept][differ], first[rows][differ]), axis=1)
        units = pairing.split(workers.job, "kept", pairs, judged=False)
        each(workers, pairing.STAGE, pairing.compare_pairs, units, watch, sized=False)
        alike[differ] = np.round(pairing.compared(workers.job, units), 6)
    return alike
