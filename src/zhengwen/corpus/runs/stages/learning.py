"""The stage that learns site profiles."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from functools import lru_cache

from zhengwen.corpus.profiles import Learner, Least, Profiles
from zhengwen.corpus.records import Input, Record, read
from zhengwen.corpus.runs._engine import UnitResult
from zhengwen.corpus.runs._folder import PLAN_FILE
from zhengwen.corpus.runs._job import Job
from zhengwen.files import write_atomically
from zhengwen.site_profile import Site

STAGE = "learn"
SITES_PER_UNIT = 16  # when profiles are computed


def learn(job: Job, unit: Input) -> UnitResult:
    """Sample the pages of a unit and store the learner."""
    done = job.folder(STAGE) / unit.name
    if not done.exists():
        learner, least = Learner(), _process_sample((job.work / PLAN_FILE).read_text())
        for _, records in read(unit, job.fields):
            for record in records:
                if isinstance(record, Record) and record.url and (page := record.read(job.encoding)).is_text:
                    learner.add(record.url, page.text, least)
        write_atomically(done, pickle.dumps(learner))  # its pages are compressed
    return {"size": unit.size}


def divide_by_site(job: Job, units: Sequence[Input]) -> list[str]:
    """Merge the learners of all units and divide them by sites; returns the names of the parts."""
    listed = job.folder(STAGE) / "sites.json"
    if not listed.exists():
        whole, names = Learner(), []
        for unit in units:
            whole.merge(pickle.loads((job.folder(STAGE) / unit.name).read_bytes()))
        for number, part in enumerate(whole.parts(SITES_PER_UNIT)):
            names.append(f"sites-{number:06d}")
            write_atomically(job.folder(STAGE) / names[-1], pickle.dumps(part))
        write_atomically(listed, json.dumps(names).encode())
    return list(json.loads(listed.read_bytes()))


def compute_profiles(job: Job, name: str) -> UnitResult:
    """Compute the profiles of a part's sites."""
    done = job.folder(STAGE) / f"{name}.learned"
    if not done.exists():
        part: Learner = pickle.loads((job.folder(STAGE) / name).read_bytes())
        write_atomically(done, pickle.dumps(part.profiles()))
    return {}


def merged_profiles(job: Job, names: Sequence[str]) -> Profiles:
    """Return the profiles of all parts."""
    sites: dict[str, Site] = {}
    for name in names:
        sites |= pickle.loads((job.folder(STAGE) / f"{name}.learned").read_bytes()).sites
    return Profiles(sites)


@lru_cache(maxsize=1)
def _process_sample(_plan: str) -> Least:
    """Return the sample of everything this process has read in a run, to discard pages early."""
    return Least()
