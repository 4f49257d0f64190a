"""The stage that learns what the pages of each site have in common."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Sequence
from functools import lru_cache

from zhengwen import charset
from zhengwen.corpus.profiles import Learner
from zhengwen.corpus.records import Input, Record, read
from zhengwen.corpus.runs._engine import Done
from zhengwen.corpus.runs._job import PLAN, Job
from zhengwen.files import write_atomically

STAGE = "learn"


def learn(job: Job, unit: Input) -> Done:
    """Look at the pages of a unit, and write down what was seen."""
    done = job.folder(STAGE) / unit.name
    if not done.exists():
        learner, before = Learner(), _seen((job.work / PLAN).read_text())
        for _, records in read(unit, job.fields):
            for record in records:
                if isinstance(record, Record) and record.url:
                    text = _text(record, job.encoding)
                    if before.add(record.url, text):
                        learner.add(record.url, text)
        write_atomically(done, zlib.compress(pickle.dumps(learner), 1))
    return {"size": unit.size}


def learned(job: Job, units: Sequence[Input]) -> Learner:
    """What all units have seen."""
    whole = Learner()
    for unit in units:
        path = job.folder(STAGE) / unit.name
        whole.merge(pickle.loads(zlib.decompress(path.read_bytes())))
    return whole


@lru_cache(maxsize=1)
def _seen(_plan: str) -> Learner:
    """What this process has seen of a run: a page that is too many there is too many in the end."""
    return Learner()


def _text(record: Record, encoding: str | None) -> str:
    if isinstance(record.raw, str):
        return record.raw
    return charset.decode(record.raw, record.encoding or encoding)[0]
