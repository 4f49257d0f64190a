"""Runs: a whole corpus cleaned and rid of its duplicates, stage by stage, taken up again where it was broken off.

The stages are `learn` (what the pages of a site have in common), `clean`, `pairs` (duplicates across pages), `clusters`
and `write`. Each is done in units that write what they make whole or not at all; a run that is killed and begun again
does the units that are missing, and its output is that of a run which was not.
"""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import ne
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import parquet

from zhengwen.corpus import records
from zhengwen.corpus.near_duplicates import Member, best, components
from zhengwen.corpus.runs import _remote
from zhengwen.corpus.runs._engine import Done, Workers
from zhengwen.corpus.runs._job import REPORT, Dedup, Job, OutputFormat, RunError, begin, begun, locked
from zhengwen.corpus.runs._report import Report
from zhengwen.corpus.runs._stream import cleaned_lines
from zhengwen.corpus.runs.stages import cleaning, learning, pairing, writing
from zhengwen.corpus.runs.stages.writing import restored
from zhengwen.files import write_atomically

__all__ = ["Dedup", "Job", "OutputFormat", "Report", "RunError", "Watcher", "cleaned_lines", "restored", "run"]

MOST_READERS = 8  # of one file that can be read from its beginning only
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


class Watcher(Protocol):
    """Whoever watches a run: told of each stage how much of it is done."""

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Take note that `done` of `total` is done, in bytes of the input or in units."""


def run(job: Job, *, overwrite: bool = False, watch: Watcher | None = None) -> Report:
    """Do a run, or what is left of one that was broken off.

    With more than one worker new processes import the script that calls this, so the call belongs below
    `if __name__ == "__main__":` there.

    Args:
        job: what to do.
        overwrite: replace the output of a finished run, or of one that was begun otherwise.
        watch: is told of the progress.

    Raises:
        InputError: an input is not there, or of no known format.
        RunError: the run cannot begin or go on.
        OSError: a file cannot be read or written.
    """
    with locked(job), Workers(job) as workers:
        stripes = MOST_READERS if job.ray is not None else min(job.workers, MOST_READERS)
        inputs = records.find(
            job.paths, job.format, stripes=stripes, leave_out=(str(job.output), job.remote or str(job.output))
        )
        if job.remote is not None and not begun(job):
            _remote.clear(job, overwrite=overwrite)
        if begin(job, inputs, overwrite=overwrite) and (job.output / REPORT).exists():
            report = Report.from_json((job.output / REPORT).read_text())  # killed at its very end
            if job.remote is not None:
                _remote.close(job)
            shutil.rmtree(job.work)
            return report
        job.folder(cleaning.REJECTS).mkdir(exist_ok=True)
        times = _Times(job)
        if job.learn and job.profile is None:
            with times.of("learn"):
                _learned(workers, inputs, watch)
        with times.of("clean"):
            _each(workers, "clean", cleaning.clean, inputs, watch)
        files = pairing.parts(job)
        begins = pairing.starts(files)
        with times.of("duplicates"):
            _clusters(workers, files, begins, watch)
        outputs = writing.outputs(files, begins.tolist())
        with times.of("write"):
            writing.agree_on_fields(job, files)
            _each(workers, "write", writing.write, outputs, watch, sized=False)
            _rejects(job)
        if job.index is not None:
            with times.of("index"):
                writing.add_to_index(job, outputs)
        if job.remote is not None:
            with times.of("carry"):
                _remote.carry(job)
        report = _report(job, files, times)
        write_atomically(job.output / REPORT, report.as_json().encode())
        if job.remote is not None:
            _remote.close(job)
    shutil.rmtree(job.work)
    return report


class _Times:
    """The seconds that each stage took, those of broken off runs included."""

    def __init__(self, job: Job) -> None:
        self._path = job.work / "times.json"
        self.seconds: dict[str, float] = json.loads(self._path.read_bytes()) if self._path.exists() else {}

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        begun = time.monotonic()
        try:
            yield
        finally:
            self.seconds[stage] = round(self.seconds.get(stage, 0.0) + time.monotonic() - begun, 3)
            write_atomically(self._path, json.dumps(self.seconds).encode())


def _each(
    workers: Workers,
    stage: str,
    do: Callable[[Job, Any], Done],
    units: Sequence[Any],
    watch: Watcher | None,
    *,
    sized: bool = True,
) -> None:
    workers.job.folder(stage).mkdir(exist_ok=True)
    total = sum(unit.size for unit in units) if sized else len(units)
    reached = 0
    if watch is not None:
        watch(stage, 0, total)
    for done in workers.each(do, units):
        reached += done["size"] if sized else 1
        if watch is not None:
            watch(stage, reached, total)


def _learned(workers: Workers, inputs: Sequence[records.Input], watch: Watcher | None) -> None:
    job = workers.job
    profile = job.output / "profile.toml"
    if profile.exists():
        return
    _each(workers, learning.STAGE, learning.learn, inputs, watch)
    parts = learning.parted(job, inputs)
    _each(workers, learning.STAGE, learning.conclude, parts, None, sized=False)
    profiles = learning.concluded(job, parts)
    if profiles.sites:
        profiles.save(profile)


def _clusters(workers: Workers, files: Sequence[Path], begins: NDArray[np.int64], watch: Watcher | None) -> None:
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
        _each(workers, pairing.STAGE, pairing.compare_pairs, units, watch, sized=False)
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
    _each(workers, pairing.SEEN, pairing.seen, [str(file) for file in files], watch, sized=False)
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
        _each(workers, pairing.STAGE, pairing.compare_pairs, units, watch, sized=False)
        alike[differ] = np.round(pairing.compared(workers.job, units), 6)
    return alike


def _rejects(job: Job) -> None:
    found = sorted(job.folder(cleaning.REJECTS).glob("*.jsonl"))
    if found:
        write_atomically(job.output / "rejects.jsonl", b"".join(path.read_bytes() for path in found))


def _report(job: Job, files: Sequence[Path], times: _Times) -> Report:
    report = Report(seconds=times.seconds)
    for file in files:
        report.add(json.loads(parquet.read_schema(file).metadata[b"counts"]))
    listed = job.output / "clusters.parquet"
    if listed.exists():
        table = parquet.read_table(listed, columns=["id", "kept", "page", "kept_page"])
        ids, kept, page, kept_page = (column.to_pylist() for column in table.columns)
        report.clusters = len({*zip(kept, kept_page, strict=True)})
        report.duplicates = sum(map(ne, page, kept_page))
        report.same_id = sum(count for count in Counter(ids).values() if count > 1)
    return report
