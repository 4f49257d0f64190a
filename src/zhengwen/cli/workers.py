"""Reads and cleans the files of a command in several processes, and hands them back in order."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from zhengwen.cli.errors import CommandError
from zhengwen.registry import PlugInWarning

if TYPE_CHECKING:
    from zhengwen.cli.source import Source

Command = TypeVar("Command", bound=Callable[..., Any])
Done = TypeVar("Done")
# Bytes of all files from which on more than one process is worth its start of a quarter of a second.
MIN_BYTES = 1 << 20

option = click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read and clean files.  [default: one for each core]",
)


def count(asked: int | None, sources: Iterable[Source], *, debug: bool) -> int:
    """Return how many processes are used: those that were asked for, or as many as the files are worth."""
    if debug:
        return 1  # the traceback of an error is that of this process
    if asked is not None:
        return asked
    files = [_size(source) for source in sources]
    if sum(files) < MIN_BYTES:
        return 1
    return max(1, min(cores(), len(files)))


def cores() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every platform
        return os.cpu_count() or 1


def in_order(do: Callable[[Source], Done], sources: Iterable[Source], workers: int) -> Iterator[tuple[Source, Done]]:
    """Yield what `do` returns for each file, in the order of the files; standard input is read by this process.

    Raises:
        CommandError: a process ended before its work was done.
    """
    if workers == 1:
        for source in sources:
            yield source, do(source)
        return
    import multiprocessing  # slow to import, and not needed for a few files
    from concurrent.futures.process import BrokenProcessPool

    from zhengwen.parallel import ordered_map

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["zhengwen.cli.source"])
    given = (source if source.path is not None else source.with_contents() for source in sources)
    try:
        yield from ordered_map(partial(_both, do), given, workers, size=_size, context=context)
    except BrokenProcessPool as error:
        raise CommandError("a worker process ended, perhaps for want of memory; try again with --workers 1") from error


def _both(do: Callable[[Source], Done], source: Source) -> tuple[Source, Done]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PlugInWarning)  # the main process has said so
        return source, do(source)


def _size(source: Source) -> int:
    if source.path is None:
        return len(source.contents or b"")
    try:
        return source.path.stat().st_size
    except OSError:  # reading it will say what is wrong
        return 0
