"""An ordered, lazy map over worker processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 8  # queued pages per worker, chosen to keep workers busy at bounded memory


def ordered_map(function: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """Apply `function` in `workers` processes; yields results in the order of `items`, which are consumed lazily."""
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


_kept: list[Callable[[Any], Any]] = []  # in a worker: the function, sent once instead of with every page


def _keep(function: Callable[[Any], Any]) -> None:
    _kept[:] = [function]


def _apply(item: object) -> Any:  # noqa: ANN401  # any type
    return _kept[0](item)
