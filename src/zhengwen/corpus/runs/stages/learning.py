"""The stage that learns what the pages of each site have in common."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from functools import lru_cache

from zhengwen.corpus.profiles import Learner, Least, Profiles
from zhengwen.corpus.records import Input, Record, read
from zhengwen.corpus.runs._engine import Done
from zhengwen.corpus.runs._job import PLAN, Job
from zhengwen.files import write_atomically
from zhengwen.site_profile import Site

STAGE = "learn"
SITES = 16  # that a worker concludes on at once


def learn(job: Job, unit: Input) -> Done:
    """Look at the pages of a unit, and write down what was seen."""
    done = job.folder(STAGE) / unit.name
    if not done.exists():
        learner, least = Learner(), _seen((job.work / PLAN).read_text())
        for _, records in read(unit, job.fields):
            for record in records:
                if isinstance(record, Record) and record.url:
                    learner.add(record.url, record.page(job.encoding), least)
        write_atomically(done, pickle.dumps(learner))  # its pages are packed
    return {"size": unit.size}


def parted(job: Job, units: Sequence[Input]) -> list[str]:
    """What all units have seen, parted by sites: the names of the parts."""
    listed = job.folder(STAGE) / "sites.json"
    if not listed.exists():
        whole, names = Learner(), []
        for unit in units:
            whole.merge(pickle.loads((job.folder(STAGE) / unit.name).read_bytes()))
        for number, part in enumerate(whole.parts(SITES)):
            names.append(f"sites-{number:06d}")
            write_atomically(job.folder(STAGE) / names[-1], pickle.dumps(part))
        write_atomically(listed, json.dumps(names).encode())
    return list(json.loads(listed.read_bytes()))


def conclude(job: Job, name: str) -> Done:
    """Learn what the pages of a part's sites have in common."""
    done = job.folder(STAGE) / f"{name}.learned"
    if not done.exists():
        part: Learner = pickle.loads((job.folder(STAGE) / name).read_bytes())
        write_atomically(done, pickle.dumps(part.profiles()))
    return {}


def concluded(job: Job, names: Sequence[str]) -> Profiles:
    """What is known of the sites of all parts."""
    sites: dict[str, Site] = {}
    for name in names:
        sites |= pickle.loads((job.folder(STAGE) / f"{name}.learned").read_bytes()).sites
    return Profiles(sites)


@lru_cache(maxsize=1)
def _seen(_plan: str) -> Least:
    """What this process has seen of a run: a page that is too many there is too many in the end."""
    return Least()
