"""The work of a stage, unit by unit, and the time it took."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from zhengwen.corpus.runs._engine import Done, Workers
from zhengwen.corpus.runs._job import Job
from zhengwen.files import write_atomically


class Watcher(Protocol):
    """Whoever watches a run: told of each stage how much of it is done."""

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        """Take note that `done` of `total` is done, in bytes of the input or in units."""


class Times:
    """The seconds that each stage took, those of broken off runs included."""

    def __init__(self, job: Job) -> None:
        self._path = job.work / "times.json"
        self.seconds: dict[str, float] = json.loads(self._path.read_bytes()) if self._path.exists() else {}

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        begun = time.monotonic()
        try:
            yield
        finally:
            self.seconds[stage] = round(self.seconds.get(stage, 0.0) + time.monotonic() - begun, 3)
            write_atomically(self._path, json.dumps(self.seconds).encode())


def each(
    workers: Workers,
    stage: str,
    do: Callable[[Job, Any], Done],
    units: Sequence[Any],
    watch: Watcher | None,
    *,
    sized: bool = True,
) -> None:
    """Do the units of a stage that are not done yet, and tell whoever watches.

    Args:
        workers: the processes that do them.
        stage: the stage, after which the folder of its work is named.
        do: does one unit.
        units: all units of the stage.
        watch: is told of the progress.
        sized: count bytes of the input and not units.
    """
    workers.job.folder(stage).mkdir(exist_ok=True)
    total = sum(unit.size for unit in units) if sized else len(units)
    reached = 0
    if watch is not None:
        watch(stage, 0, total)
    for done in workers.each(do, units):
        reached += done["size"] if sized else 1
        if watch is not None:
            watch(stage, reached, total)
