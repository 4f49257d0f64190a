"""Runs the work units of a stage: in this process, in a pool of processes on this machine, or on a cluster.

On one machine, a single process pool serves all stages: its workers start once, and end with the process that started
them, even if that is killed. Daft would start new workers for every stage, and an interrupt aborts it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import partial
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, TypeVar

from zhengwen.corpus.runs._cluster import check_extra, on_cluster
from zhengwen.corpus.runs._job import Job, RunError

Unit = TypeVar("Unit")
UnitResult = dict[str, Any]
MAX_FAILURES = 3  # of the workers in a row, without a finished unit in between, before the run fails
QUEUED_PER_WORKER = 2  # units: one more than a worker needs to stay busy


class Workers:
    """Runs a stage's work units. Use it in a `with` statement.

    Raises:
        RunError: a package for running on a cluster is not installed.
    """

    def __init__(self, job: Job) -> None:
        if job.ray is not None:
            check_extra()
        self.job = job
        self._pool: _Pool | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._end_pool()

    def run(self, do: Callable[[Job, Unit], UnitResult], units: Sequence[Unit]) -> Iterator[UnitResult]:
        """Run `do` for each unit and yield the results, in any order.

        A unit writes its output atomically and is idempotent. If a worker or a cluster node dies, only the units in
        progress are lost, and those are started again.

        Raises:
            RunError: a unit failed.
        """
        run_unit = partial(_run_unit, do, self.job)
        remaining = dict(enumerate(units))
        failures = 0
        while remaining:
            before = len(remaining)
            try:
                for number, result in self._results(run_unit, dict(remaining)):
                    del remaining[number]
                    yield _result_or_error(result)
            except (RunError, GeneratorExit):
                raise
            except Exception as error:  # Daft and Ray raise various exceptions if a process or node dies
                self._end_pool()
                failures = failures + 1 if len(remaining) == before else 1
                if failures >= MAX_FAILURES:
                    message = " ".join(str(error).split())[-300:]
                    raise RunError(f"the workers keep failing; run the command again to resume: {message}") from error

    def _results(self, do: Callable[[Any], UnitResult], units: Mapping[int, Any]) -> Iterator[tuple[int, UnitResult]]:
        if self.job.ray is not None:
            yield from on_cluster(self.job.ray, do, units)
        elif self.job.workers == 1 or len(units) == 1:
            yield from ((number, do(unit)) for number, unit in units.items())
        else:
            self._pool = self._pool or _Pool(self.job.workers)
            yield from self._pool.results(do, units)

    def _end_pool(self) -> None:
        if self._pool is not None:
            self._pool.end()
            self._pool = None


class _Pool:
    """A pool of processes on this machine that end with this process, even if it is killed."""

    def __init__(self, workers: int) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["zhengwen.corpus.runs"])
        alive, self._alive = context.Pipe(duplex=False)
        self._ahead = QUEUED_PER_WORKER * workers
        self._pool = ProcessPoolExecutor(workers, context, initializer=_start_worker, initargs=(alive,))

    def results(self, do: Callable[[Any], UnitResult], units: Mapping[int, Any]) -> Iterator[tuple[int, UnitResult]]:
        """Run `do` for each unit; yields unit numbers with the results, in any order."""
        waiting: dict[Future[UnitResult], int] = {}
        remaining = iter(units.items())
        while True:
            while len(waiting) < self._ahead and (unit := next(remaining, None)) is not None:
                waiting[self._pool.submit(do, unit[1])] = unit[0]
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), future.result()

    def end(self) -> None:
        """Terminate the processes immediately."""
        self._alive.close()
        self._pool.shutdown(cancel_futures=True)


def _start_worker(main: Connection) -> None:
    """Ignore interrupts, which a terminal sends to all processes, and end with the main process instead."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_exit_with, args=(main,), daemon=True).start()


def _exit_with(main: Connection) -> None:
    main.poll(None)  # nothing is ever sent: returns when the other end is closed
    os._exit(1)


def _run_unit(do: Callable[[Job, Unit], UnitResult], job: Job, unit: Unit) -> UnitResult:
    """Return a unit's result, or its error as plain data, because an exception may not be picklable."""
    try:
        return do(job, unit)
    except OSError as error:
        return {"error": f"{error.filename or job.output}: {error.strerror or error}"}
    except ImportError as error:
        return {"error": str(error)}


def _result_or_error(result: UnitResult) -> UnitResult:
    if "error" in result:
        raise RunError(f"{result['error']}; finished work is kept, run the same command again to resume")
    return result
