"""Records from standard input to standard output, one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from zhengwen.corpus.profiles import Profiles
from zhengwen.corpus.records import Reject, of_lines
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs.stages import cleaning, writing


def cleaned_lines(job: Job, stream: IO[bytes]) -> Iterator[bytes | Reject]:
    """Clean JSON lines as they come; what cannot be read is given as a reject, and reading goes on."""
    profiles = Profiles.load(job.profile) if job.profile is not None else None
    for record in of_lines(stream, "standard input", job.fields):
        if isinstance(record, Reject):
            yield record
        elif cleaning.FIELD in record.fields:
            yield Reject(record.file, record.number, cleaning.ALREADY)
        else:
            row = cleaning.row(job, record, profiles)
            yield writing.line_of(job, row, row["told"])
