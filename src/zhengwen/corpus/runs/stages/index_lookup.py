"""The pairing stage, part 3: looks pages up in an index of earlier runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pyarrow import parquet

from zhengwen.corpus.near_duplicates.verdicts import Verdict
from zhengwen.corpus.runs._engine import UnitResult
from zhengwen.corpus.runs._job import Job
from zhengwen.files import write_atomically
from zhengwen.pages.differences.relations import Relation

STAGE = "seen"


def query_index(job: Job, part: str) -> UnitResult:
    """Look up the pages of a part in the index and store the best match of each."""
    from zhengwen.corpus.index import Index

    done = job.folder(STAGE) / f"{Path(part).stem}.json"
    if not done.exists() and job.index is not None:
        found: dict[int, tuple[str, float, str, str]] = {}
        templates = job.leave_out.templates == "drop"
        with Index.open(job.index, readonly=True) as index:
            for number, text in enumerate(parquet.read_table(part, columns=["text"])["text"].to_pylist()):
                for match, verdict in index.judged(text, threshold=job.threshold, templates=templates):
                    if verdict.relation is Relation.CONTAINED and not _is_in_index(verdict, job):
                        continue
                    found[number] = (match.id, match.similarity, verdict.relation.value, verdict.differs)
                    break
        write_atomically(done, json.dumps(found).encode())
    return {"size": 1}


def _is_in_index(verdict: Verdict, job: Job) -> bool:
    """Whether the page is part of the page of the index, and may be left out for it."""
    return verdict.contained == 0 and job.leave_out.contained == "drop"


def matches(job: Job, files: Sequence[Path], first_pages: Sequence[int]) -> dict[int, tuple[str, Verdict]]:
    """Return the best match of each page that the index has, by page number: its ID there and how they are related."""
    found: dict[int, tuple[str, Verdict]] = {}
    for file, start in zip(files, first_pages[:-1], strict=True):
        of_part = json.loads((job.folder(STAGE) / f"{file.stem}.json").read_bytes())
        for number, (name, similarity, relation, differs) in of_part.items():
            found[start + int(number)] = (name, Verdict(similarity, Relation(relation), differs))
    return found
