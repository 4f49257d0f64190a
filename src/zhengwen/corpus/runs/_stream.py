"""Cleans JSON Lines from standard input to standard output, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from zhengwen.corpus.profiles import Profiles
from zhengwen.corpus.records import Reject, of_lines
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs.stages import cleaning, output_records


def cleaned_lines(job: Job, stream: IO[bytes]) -> Iterator[bytes | Reject]:
    """Clean JSON Lines as they arrive; unreadable lines are yielded as rejects, and reading continues."""
    profiles = Profiles.load(job.profile) if job.profile is not None else None
    for record in of_lines(stream, "standard input", job.fields):
        if isinstance(record, Reject):
            yield record
        elif cleaning.ADDED_FIELD in record.fields:
            yield Reject(record.file, record.number, cleaning.ALREADY_CLEANED)
        else:
            row = cleaning.clean_record(job, record, profiles)
            yield row if isinstance(row, Reject) else output_records.line_of(job, row, row["added"])
