"""The pairing stage, part 3: looks pages up in an index of earlier runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pyarrow import parquet

from zhengwen.corpus.runs._engine import UnitResult
from zhengwen.corpus.runs._job import Job
from zhengwen.files import write_atomically

STAGE = "seen"


def query_index(job: Job, part: str) -> UnitResult:
    """Look up the pages of a part in the index and store the best match of each."""
    from zhengwen.corpus.index import Index

    done = job.folder(STAGE) / f"{Path(part).stem}.json"
    if not done.exists() and job.index is not None:
        found: dict[int, tuple[str, float]] = {}
        with Index.open(job.index, readonly=True) as index:
            for number, text in enumerate(parquet.read_table(part, columns=["text"])["text"].to_pylist()):
                for match in index.query(text, threshold=job.threshold, templates=job.templates)[:1]:
                    found[number] = (match.id, match.similarity)
        write_atomically(done, json.dumps(found).encode())
    return {"size": 1}


def matches(job: Job, files: Sequence[Path], first_pages: Sequence[int]) -> dict[int, tuple[str, float]]:
    """Return the best match of each page that the index has, by page number: its ID there and the similarity."""
    found: dict[int, tuple[str, float]] = {}
    for file, start in zip(files, first_pages[:-1], strict=True):
        of_part = json.loads((job.folder(STAGE) / f"{file.stem}.json").read_bytes())
        found |= {start + int(number): (name, similarity) for number, (name, similarity) in of_part.items()}
    return found
