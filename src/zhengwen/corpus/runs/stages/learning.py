"""The stage that learns site profiles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

from zhengwen.corpus.profiles import Learner, Least, Profiles
from zhengwen.corpus.records import Input, Record, read
from zhengwen.corpus.runs._engine import UnitResult
from zhengwen.corpus.runs._folder import PLAN_FILE
from zhengwen.corpus.runs._job import Job, RunError
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
        write_atomically(done, learner.dumps().encode())
    return {"size": unit.size}


def divide_by_site(job: Job, units: Sequence[Input]) -> list[str]:
    """Merge the learners of all units and divide them by sites; returns the names of the parts."""
    listed = job.folder(STAGE) / "sites.json"
    if not listed.exists():
        whole, names = Learner(), []
        for unit in units:
            whole.merge(_learner(job, unit.name))
        for number, part in enumerate(whole.parts(SITES_PER_UNIT)):
            names.append(f"sites-{number:06d}")
            write_atomically(job.folder(STAGE) / names[-1], part.dumps().encode())
        write_atomically(listed, json.dumps(names).encode())
    return list(json.loads(listed.read_bytes()))


def compute_profiles(job: Job, name: str) -> UnitResult:
    """Compute the profiles of a part's sites."""
    done = job.folder(STAGE) / f"{name}.learned"
    if not done.exists():
        write_atomically(done, _learner(job, name).profiles().dumps().encode())
    return {}


def merged_profiles(job: Job, names: Sequence[str]) -> Profiles:
    """Return the profiles of all parts."""
    sites: dict[str, Site] = {}
    for name in names:
        sites |= Profiles.load(job.folder(STAGE) / f"{name}.learned").sites
    return Profiles(sites)


def _learner(job: Job, name: str) -> Learner:
    """Read a learner that a unit stored. The folder may come from elsewhere: what is read there is data only.

    Raises:
        RunError: the file is something else.
    """
    path = job.folder(STAGE) / name
    try:
        return Learner.loads(path.read_bytes())
    except ValueError as error:
        raise RunError(f"{path}: {error}; remove {job.work}, and run the command again") from error


@lru_cache(maxsize=1)
def _process_sample(_plan: str) -> Least:
    """Return the sample of everything this process has read in a run, to discard pages early."""
    return Least()
