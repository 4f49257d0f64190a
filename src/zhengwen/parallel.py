"""Many pages at once: an ordered, lazy map over worker processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 8  # pages a worker may have waiting: enough to keep it busy, few enough to bound memory


def ordered_map(function: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """Apply `function` in `workers` processes; results come in the order of `items`, which are read as needed."""
    with ProcessPoolExecutor(workers, initializer=_keep, initargs=(function,)) as pool:
        waiting: deque[Future[R]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(_apply, item))
                if len(waiting) >= workers * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


_kept: list[Callable[[Any], Any]] = []  # in a worker: what it applies, sent to it once and not with every page


def _keep(function: Callable[[Any], Any]) -> None:
    _kept[:] = [function]


def _apply(item: object) -> Any:  # noqa: ANN401  # whatever the caller maps
    return _kept[0](item)
