"""Runs the work units of a stage, and measures the time of stages."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from zhengwen.corpus.runs._engine import UnitResult, Workers
from zhengwen.corpus.runs._job import Job
from zhengwen.files import write_atomically


class Watcher(Protocol):
    """A callback that receives the progress of a run."""

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Receive that `done` of `total` is done in a stage, in bytes of input or in units."""


class Times:
    """The seconds per stage, including those of interrupted runs."""

    def __init__(self, job: Job) -> None:
        self._path = job.work / "times.json"
        self.seconds: dict[str, float] = json.loads(self._path.read_bytes()) if self._path.exists() else {}

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        started = time.monotonic()
        try:
            yield
        finally:
            self.seconds[stage] = round(self.seconds.get(stage, 0.0) + time.monotonic() - started, 3)
            write_atomically(self._path, json.dumps(self.seconds).encode())


def run_stage(
    workers: Workers,
    stage: str,
    do: Callable[[Job, Any], UnitResult],
    units: Sequence[Any],
    watch: Watcher | None,
    *,
    sized: bool = True,
) -> None:
    """Run the units of a stage and report progress.

    Args:
        workers: the workers that run them.
        stage: the name of the stage and of its work folder.
        do: processes one unit; returns at once if the unit's output exists.
        units: all units of the stage.
        watch: called with the progress.
        sized: report progress in bytes of input instead of units.
    """
    workers.job.folder(stage).mkdir(exist_ok=True)
    total = sum(unit.size for unit in units) if sized else len(units)
    reached = 0
    if watch is not None:
        watch(stage, 0, total)
    for done in workers.run(do, units):
        reached += done["size"] if sized else 1
        if watch is not None:
            watch(stage, reached, total)
