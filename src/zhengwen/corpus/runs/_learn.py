"""The stage that learns what the pages of each site have in common."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Sequence

from zhengwen import charset
from zhengwen.corpus.profiles import Learner
from zhengwen.corpus.records import Input, Record, read
from zhengwen.corpus.runs._engine import Done
from zhengwen.corpus.runs._job import Job
from zhengwen.files import write_atomically

STAGE = "learn"


def learn(job: Job, unit: Input) -> Done:
    """Look at the pages of a unit, and write down what was seen."""
    done = job.folder(STAGE) / unit.name
    if not done.exists():
        learner = Learner()
        for _, records in read(unit, job.fields):
            for record in records:
                if isinstance(record, Record) and record.url:
                    learner.add(record.url, _text(record, job.encoding))
        write_atomically(done, zlib.compress(pickle.dumps(learner), 1))
    return {"size": unit.size}


def learned(job: Job, units: Sequence[Input]) -> Learner:
    """What all units have seen."""
    whole = Learner()
    for unit in units:
        path = job.folder(STAGE) / unit.name
        whole.merge(pickle.loads(zlib.decompress(path.read_bytes())))
    return whole


def _text(record: Record, encoding: str | None) -> str:
    if isinstance(record.raw, str):
        return record.raw
    return charset.decode(record.raw, record.encoding or encoding)[0]
