"""Executes a run from start, or from where it was interrupted, to report."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import ne
from pathlib import Path

from pyarrow import parquet

from zhengwen.corpus import records
from zhengwen.corpus.runs import _remote
from zhengwen.corpus.runs._engine import Workers
from zhengwen.corpus.runs._folder import (
    REPORT_FILE,
    finished_report,
    give_up,
    is_unfinished,
    lock_output,
    start_or_resume,
)
from zhengwen.corpus.runs._job import Job, RunError
from zhengwen.corpus.runs._report import Report
from zhengwen.corpus.runs._units import Times, Watcher, run_stage
from zhengwen.corpus.runs.stages import cleaning, learning, pairing, writing
from zhengwen.corpus.runs.stages.clustering import find_clusters
from zhengwen.files import write_atomically

MAX_STREAM_READERS = 8  # workers per stream: each reads it from its beginning, so more would mostly repeat work


def run(job: Job, *, overwrite: bool = False, watch: Watcher | None = None) -> Report:
    """Execute a run, or resume an interrupted one; of one that is finished already, return the report.

    With more than one worker, new processes import the calling script, so the call must be below
    `if __name__ == "__main__":` there.

    Args:
        job: the options of the run.
        overwrite: replace the output of a finished run, or of one with other input or options.
        watch: called with the progress of each stage.

    Raises:
        InputError: an input does not exist, or has an unknown format.
        RunError: the run cannot start or continue.
        OSError: a file cannot be read or written.
    """
    with lock_output(job), Workers(job) as workers:
        inputs = _inputs(job)
        fingerprint = job.fingerprint(inputs)
        known = None if overwrite else finished_report(job, fingerprint)
        if known is not None:
            give_up(job)
            return replace(Report.from_json(known), was_finished=True)
        if not is_unfinished(job):
            _check_text_field(job, inputs)
        if job.remote is not None and not is_unfinished(job):
            _remote.clear(job, overwrite=overwrite)
        if start_or_resume(job, inputs, overwrite=overwrite) and (job.output / REPORT_FILE).exists():
            report = Report.from_json((job.output / REPORT_FILE).read_text())  # killed after writing its report
        else:
            report = replace(_run_stages(workers, inputs, watch), run=fingerprint)
            write_atomically(job.output / REPORT_FILE, report.as_json().encode())
        if job.remote is not None:
            _remote.upload_report(job)
    shutil.rmtree(job.work)
    return report


def _check_text_field(job: Job, inputs: Sequence[records.Input]) -> None:
    try:
        records.check_text_field(inputs, job.fields)
    except records.WrongFieldError as error:
        give_up(job)
        raise RunError(str(error)) from error


def _inputs(job: Job) -> list[records.Input]:
    stripes = MAX_STREAM_READERS if job.ray is not None else min(job.workers, MAX_STREAM_READERS)
    leave_out = (str(job.output), job.remote or str(job.output))
    return records.find(job.paths, job.format, stripes=stripes, leave_out=leave_out)


def _run_stages(workers: Workers, inputs: Sequence[records.Input], watch: Watcher | None) -> Report:
    """Run all stages, each of which skips what is done, and return the report."""
    job = workers.job
    job.folder(cleaning.REJECTS).mkdir(exist_ok=True)
    times = Times(job)
    if job.learn and job.profile is None:
        with times.of("learn"):
            _learn_profiles(workers, inputs, watch)
    with times.of("clean"):
        run_stage(workers, "clean", cleaning.clean, inputs, watch)
    files = pairing.parts(job)
    first_pages = pairing.starts(files)
    with times.of("duplicates"):
        find_clusters(workers, files, first_pages, watch)
    outputs = writing.outputs(files, first_pages.tolist())
    with times.of("write"):
        writing.store_schema(job, files)
        run_stage(workers, "write", writing.write, outputs, watch, sized=False)
        _collect_rejects(job)
    if job.index is not None:
        with times.of("index"):
            writing.add_to_index(job, outputs)
    if job.remote is not None:
        with times.of("carry"):
            _remote.upload_output(job)
    return _report(job, files, times)


def _learn_profiles(workers: Workers, inputs: Sequence[records.Input], watch: Watcher | None) -> None:
    job = workers.job
    profile = job.output / "profile.toml"
    if profile.exists():
        return
    run_stage(workers, learning.STAGE, learning.learn, inputs, watch)
    parts = learning.divide_by_site(job, inputs)
    run_stage(workers, learning.STAGE, learning.compute_profiles, parts, None, sized=False)
    profiles = learning.merged_profiles(job, parts)
    if profiles.sites:
        profiles.save(profile)


def _collect_rejects(job: Job) -> None:
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
