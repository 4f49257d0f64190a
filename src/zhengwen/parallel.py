"""An ordered, lazy map over worker processes."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 8  # queued items per worker, chosen to keep workers busy at bounded memory
MAX_BYTES_AHEAD = 32 << 20  # of the items that are queued or done and not yet taken; one item may be larger
SECONDS_BETWEEN_LOOKS = 1.0  # of a worker at whether the process that started it is still there


def ordered_map(
    function: Callable[[T], R],
    items: Iterable[T],
    workers: int,
    *,
    size: Callable[[T], int] | None = None,
    context: BaseContext | None = None,
) -> Iterator[R]:
    """Apply `function` in `workers` processes; yields results in the order of `items`, which are consumed lazily.

    The processes ignore interrupts, which a terminal sends to all processes, and end with this process.

    Args:
        function: what is applied; it, the items and the results can be pickled.
        items: what it is applied to.
        workers: how many processes.
        size: the size of an item, in bytes: so many are worked on at once as come to `MAX_BYTES_AHEAD`, at least one.
        context: the way of starting processes; by default, that of the platform.
    """
    with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(function, os.getpid())) as pool:
        waiting: deque[tuple[Future[R], int]] = deque()
        held = 0
        try:
            for item in items:
                bytes_of = size(item) if size is not None else 0
                while waiting and (len(waiting) >= workers * AHEAD or held + bytes_of > MAX_BYTES_AHEAD):
                    future, freed = waiting.popleft()
                    held -= freed
                    yield future.result()
                waiting.append((pool.submit(_apply, item), bytes_of))
                held += bytes_of
            while waiting:
                yield waiting.popleft()[0].result()
        finally:
            for future, _ in waiting:
                future.cancel()


_kept: list[Callable[[Any], Any]] = []  # in a worker: the function, sent once instead of with every item


def _start(function: Callable[[Any], Any], main: int) -> None:
    """Prepare a worker."""
    _kept[:] = [function]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(main,), daemon=True).start()


def _end_with(main: int) -> None:
    """End this worker once the process that started it has ended; killed, that cannot tell its workers."""
    parent = os.getppid()  # the main process, or the server that forks workers for it, which ends with it
    while os.getppid() == parent and _is_running(main):
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os._exit(1)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is there, and somebody else's
        return True
    return True


def _apply(item: object) -> Any:  # noqa: ANN401  # any type
    return _kept[0](item)
