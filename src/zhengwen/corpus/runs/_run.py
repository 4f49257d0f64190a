"""A run from its beginning, or from where it was broken off, to its report."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from operator import ne
from pathlib import Path

from pyarrow import parquet

from zhengwen.corpus import records
from zhengwen.corpus.runs import _remote
from zhengwen.corpus.runs._engine import Workers
from zhengwen.corpus.runs._job import REPORT, Job, begin, begun, locked
from zhengwen.corpus.runs._report import Report
from zhengwen.corpus.runs._units import Times, Watcher, each
from zhengwen.corpus.runs.stages import cleaning, learning, pairing, writing
from zhengwen.corpus.runs.stages.clustering import find_clusters
from zhengwen.files import write_atomically

MOST_READERS = 8  # of one file that can be read from its beginning only


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
        times = Times(job)
        if job.learn and job.profile is None:
            with times.of("learn"):
                _learned(workers, inputs, watch)
        with times.of("clean"):
            each(workers, "clean", cleaning.clean, inputs, watch)
        files = pairing.parts(job)
        begins = pairing.starts(files)
        with times.of("duplicates"):
            find_clusters(workers, files, begins, watch)
        outputs = writing.outputs(files, begins.tolist())
        with times.of("write"):
            writing.agree_on_fields(job, files)
            each(workers, "write", writing.write, outputs, watch, sized=False)
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


def _learned(workers: Workers, inputs: Sequence[records.Input], watch: Watcher | None) -> None:
    job = workers.job
    profile = job.output / "profile.toml"
    if profile.exists():
        return
    each(workers, learning.STAGE, learning.learn, inputs, watch)
    parts = learning.parted(job, inputs)
    each(workers, learning.STAGE, learning.conclude, parts, None, sized=False)
    profiles = learning.concluded(job, parts)
    if profiles.sites:
        profiles.save(profile)


def _rejects(job: Job) -> None:
    found = sorted(job.folder(cleaning.REJECTS).glob("*.jsonl"))
    if found:
        write_atomically(job.output / "rejects.jsonl", b"".join(path.read_bytes() for path in found))


def _report(job: Job, files: Sequence[Path], times: Times) -> Report:
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
