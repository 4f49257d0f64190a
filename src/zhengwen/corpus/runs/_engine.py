"""The units of a stage, done by Daft: in processes of this machine, or on a Ray cluster."""

from __future__ import annotations

import json
import logging
import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from zhengwen.corpus.runs._job import Job, RunError

Unit = TypeVar("Unit")
Done = dict[str, Any]
ATTEMPTS = 3  # times that workers may fail one after another without a unit done in between


def each(job: Job, do: Callable[[Job, Unit], Done], units: Sequence[Unit]) -> Iterator[Done]:
    """Do each unit, and say of each what `do` says; in any order.

    A unit writes what it makes itself, whole or not at all, and says the same when it is done again: so a worker that
    dies, or a cluster's node, costs the work on its unit and nothing else. The others are begun anew without it.

    Raises:
        RunError: a unit could not be done.
    """
    if job.workers == 1 and job.ray is None:
        for unit in units:
            yield _checked(_tried(do, job, unit))
        return
    left = dict(enumerate(units))
    failures = 0
    while left:
        before = len(left)
        try:
            for number, done in _with_daft(job, do, left):
                del left[number]
                yield _checked(done)
        except RunError:
            raise
        except Exception as error:  # Daft and Ray raise what they like when a process or node dies
            failures = failures + 1 if len(left) == before else 1
            if failures >= ATTEMPTS:
                said = " ".join(str(error).split())[-300:]
                raise RunError(f"the workers fail; run the same command again to go on: {said}") from error


def _with_daft(job: Job, do: Callable[[Job, Unit], Done], units: Mapping[int, Unit]) -> Iterator[tuple[int, Done]]:
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    import daft

    if job.ray is not None:
        import ray

        if not ray.is_initialized():
            ray.init(job.ray, log_to_driver=False, logging_level=logging.ERROR)
        daft.set_runner_ray(noop_if_initialized=True)
    made = daft.from_pydict({"number": list(units), "unit": [pickle.dumps(unit) for unit in units.values()]})
    if job.ray is not None:
        made = made.into_partitions(len(units))
    for row in made.select("number", _worker(job, do)(daft.col("unit")).alias("done")).iter_rows():
        yield int(row["number"]), json.loads(row["done"])


def _worker(job: Job, do: Callable[[Job, Unit], Done]) -> Callable[[Any], Any]:
    """What does a column of units: on this machine a pool of processes, on a cluster tasks that go where there is room.

    A pool of Ray's actors would wait for the room of a node that died.
    """
    import daft

    here = Path.cwd()  # what relative paths mean, in a process of another node, too

    def work(units: daft.Series) -> list[str]:
        os.chdir(here)
        return [json.dumps(_tried(do, job, pickle.loads(unit))) for unit in units.to_pylist()]

    if job.ray is not None:
        tasks: Callable[[Any], Any] = daft.func.batch(
            return_dtype=daft.DataType.string(), use_process=True, batch_size=1, cpus=1
        )(work)
        return tasks

    @daft.cls(use_process=True, max_concurrency=job.workers)
    class Worker:
        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)
        def do(self, units: daft.Series) -> list[str]:
            return work(units)

    pool: Callable[[Any], Any] = Worker().do
    return pool


def _tried(do: Callable[[Job, Unit], Done], job: Job, unit: Unit) -> Done:
    """What a unit says of itself, or what went wrong on the disk: an exception may not be one that travels."""
    try:
        return do(job, unit)
    except OSError as error:
        return {"error": f"{error.filename or job.output}: {error.strerror or error}"}
    except ImportError as error:
        return {"error": str(error)}


def _checked(done: Done) -> Done:
    if "error" in done:
        raise RunError(f"{done['error']}; what is done stays, run the same command again to go on")
    return done
