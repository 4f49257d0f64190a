"""What a run is asked to do, and the folder where it keeps what is done."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from zhengwen import __version__
from zhengwen.corpus.near_duplicates import Keep
from zhengwen.corpus.records import CHUNK, Input, Options
from zhengwen.files import write_atomically
from zhengwen.pipeline import Pipeline

Dedup = Literal["none", "exact", "near"]
OutputFormat = Literal["jsonl", "parquet"]
WORK = ".zhengwen"
REPORT = "report.json"
PLAN = "plan.json"
OWN = ("pages-*", "duplicates-*", "clusters.parquet", "rejects.jsonl", "profile.toml", REPORT)


class RunError(Exception):
    """A run that cannot begin or go on; the message says why, and what to do. What is done stays done."""


@dataclass(frozen=True)
class Job:
    """What to read, how to clean it, and where to put it.

    Attributes:
        paths: files and folders.
        output: the folder of the output.
        pipeline: what cleans a page.
        format: the format of all inputs; else their suffixes say it.
        fields: the names of the fields that matter.
        unsafe: apply the fixes that are probably right, too.
        encoding: the charset of all pages that are bytes.
        dedup: `near`; `exact`: only pages that differ in marks, blanks, width, case or script; `none`.
        threshold: how alike near-duplicates are.
        keep: which page of a cluster stays.
        templates: whether documents of one template count as duplicates.
        index: an index of pages; those it has are left out, and those that stay are added in the end.
        profile: a profile of sites to use; where there is none, one is learned from the input.
        learn: whether to learn it.
        output_format: `jsonl` (with zstd) or `parquet`.
        workers: processes.
        ray: the address of a Ray cluster to run on.
        remote: the address in object storage that the output is carried to when it is finished.
    """

    paths: tuple[str, ...]
    output: Path
    pipeline: Pipeline = field(default_factory=Pipeline.default)
    format: str | None = None
    fields: Options = field(default_factory=Options)
    unsafe: bool = False
    encoding: str | None = None
    dedup: Dedup = "near"
    threshold: float = 0.8
    keep: Keep = "first"
    templates: bool = False
    index: Path | None = None
    profile: Path | None = None
    learn: bool = True
    output_format: OutputFormat = "jsonl"
    workers: int = 1
    ray: str | None = None
    remote: str | None = None

    @property
    def work(self) -> Path:
        """The folder of what is done, until the run is over."""
        return self.output / WORK

    def folder(self, stage: str) -> Path:
        """The folder of a stage."""
        return self.work / stage

    def fingerprint(self, inputs: list[Input]) -> str:
        """What must be the same for a run to go on where it stopped: all but workers and cluster."""
        files = hashlib.sha256()
        for input_ in dict.fromkeys((chunk.paths, chunk.stamps, chunk.problem) for chunk in inputs):
            files.update(repr(input_).encode())
        told = {
            "version": __version__,
            "chunk": CHUNK,
            "files": files.hexdigest(),
            "rules": list(_rules(self.pipeline)),
            "fields": repr(self.fields),
            "options": [self.unsafe, self.encoding, self.dedup, self.threshold, self.keep, self.templates, self.learn],
            "profile": None if self.profile is None else hashlib.sha256(self.profile.read_bytes()).hexdigest(),
            "output": [self.output_format, str(self.index), self.remote],
        }
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def begin(job: Job, inputs: list[Input], *, overwrite: bool) -> bool:
    """Make the work folder, or take up the one of a run that was broken off; whether that was so.

    Raises:
        RunError: the output folder holds a finished run, or one that was begun otherwise.
        OSError: the folder cannot be written.
    """
    plan, wanted = job.work / PLAN, {"fingerprint": job.fingerprint(inputs)}
    if overwrite and not (plan.exists() and json.loads(plan.read_bytes()) == wanted):
        for pattern in OWN:
            for path in job.output.glob(pattern):
                path.unlink()
        for stage in job.work.iterdir():
            if stage.is_dir():
                shutil.rmtree(stage)
        plan.unlink(missing_ok=True)
    if (job.output / REPORT).exists() and not plan.exists():
        shutil.rmtree(job.work)
        raise RunError(f"{job.output}: holds a finished run; name another folder, or say --overwrite")
    if plan.exists():
        if json.loads(plan.read_bytes()) != wanted:
            raise RunError(
                f"{job.output}: holds a run that was begun with other input or options;"
                " finish it with the same command, or say --overwrite"
            )
        return True
    if any(path for pattern in OWN for path in job.output.glob(pattern)):
        raise RunError(f"{job.output}: holds files of another run; name another folder, or say --overwrite")
    write_atomically(plan, json.dumps(wanted).encode())
    return False


def begun(job: Job) -> bool:
    """Whether a run was begun there, and not finished."""
    return (job.work / "plan.json").exists()


@contextmanager
def locked(job: Job) -> Iterator[None]:
    """Keep a second run out of the folder; the lock goes with the process, however that ends.

    Raises:
        RunError: another run has it.
        OSError: the folder cannot be written.
    """
    job.work.mkdir(parents=True, exist_ok=True)
    with (job.work / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunError(f"{job.output}: another run is writing there") from None
        for pattern in OWN:
            for begun in job.output.glob(f".{pattern}.*"):  # half written by a run that was killed
                begun.unlink()
        yield


def _rules(pipeline: Pipeline) -> Iterator[tuple[str, list[str]]]:
    for filter_ in pipeline.filters:
        yield filter_.name, [rule.code for rule in filter_.rules if pipeline.runs(rule.code)]
