"""The options of a run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from zhengwen import __version__
from zhengwen.corpus.keep_policies import Keep
from zhengwen.corpus.near_duplicates.choosing import LeaveOut
from zhengwen.corpus.records import CHUNK, Input, Options
from zhengwen.decisions import NO_DECISIONS, Decisions
from zhengwen.pipeline import Pipeline

Dedup = Literal["none", "exact", "near"]
OutputFormat = Literal["jsonl", "parquet"]
WORK_FOLDER = ".zhengwen"


class RunError(Exception):
    """Raised for a run that cannot start or continue; the message says why and what to do. Finished units are kept."""


@dataclass(frozen=True)
class Job:
    """The options of a run.

    Attributes:
        paths: the input: files, folders and addresses in object storage.
        output: the output folder.
        pipeline: the pipeline that cleans the pages.
        format: the format of all inputs; by default, suffixes decide.
        fields: the names of the input fields.
        unsafe: also apply fixes that are only probably right.
        encoding: the charset of all pages read as bytes; by default, it is detected for each page.
        dedup: which duplicates to drop: `near`, `exact` (pages that differ only in punctuation, spaces, width, case or
            script) or `none`.
        threshold: the least similarity of near-duplicates, 0 to 1.
        keep: which page of a cluster to keep.
        templates: `drop` (or true) leaves out whatever is alike: documents from one template and versions, too.
        versions: `latest` leaves out a version of a page whose date is known to be older.
        contained: `drop` leaves out a page that is part of another one.
        index: an index of known pages: pages in it are dropped, and the pages kept are added to it at the end.
        profile: a file with site profiles; by default, profiles are learned from the input.
        learn: whether to learn site profiles.
        output_format: `jsonl` (compressed with zstd) or `parquet`.
        workers: the number of worker processes.
        ray: the address of a Ray cluster to run on.
        remote: an address in object storage to which the finished output is uploaded.
        decisions: what people decided about findings.
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
    templates: bool | Literal["keep", "drop"] = False
    versions: Literal["keep", "latest"] = "keep"
    contained: Literal["keep", "drop"] = "drop"
    index: Path | None = None
    profile: Path | None = None
    learn: bool = True
    output_format: OutputFormat = "jsonl"
    workers: int = 1
    ray: str | None = None
    remote: str | None = None
    decisions: Decisions = NO_DECISIONS

    @property
    def work(self) -> Path:
        """The folder for intermediate files, deleted at the end of the run."""
        return self.output / WORK_FOLDER

    @property
    def leave_out(self) -> LeaveOut:
        """What is left out besides copies."""
        return LeaveOut(self.versions, self.contained, "drop" if self.templates in (True, "drop") else "keep")

    def folder(self, stage: str) -> Path:
        """Return the work folder of a stage."""
        return self.work / stage

    def fingerprint(self, inputs: list[Input]) -> str:
        """Return a hash of everything that must not change between a run and its resumption: all but the workers."""
        files = hashlib.sha256()
        for input_ in dict.fromkeys((chunk.paths, chunk.stamps, chunk.problem) for chunk in inputs):
            files.update(repr(input_).encode())
        facts = {
            "version": __version__,
            "chunk": CHUNK,
            "files": files.hexdigest(),
            "rules": list(_rules(self.pipeline)),
            "fields": repr(self.fields),
            "options": [
                self.unsafe,
                self.encoding,
                self.dedup,
                self.threshold,
                self.keep,
                list(self.leave_out),
                self.learn,
            ],
            "profile": None if self.profile is None else hashlib.sha256(self.profile.read_bytes()).hexdigest(),
            "output": [self.output_format, str(self.index), self.remote],
        }
        if self.decisions:
            facts["decisions"] = self.decisions.digest
        return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()


def _rules(pipeline: Pipeline) -> Iterator[tuple[str, list[str]]]:
    for filter_ in pipeline.filters:
        yield filter_.name, [rule.code for rule in filter_.rules if pipeline.runs(rule.code)]
