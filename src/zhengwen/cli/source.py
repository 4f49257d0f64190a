"""The pages to process: files, folders and standard input, read one at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

import click

from zhengwen import files
from zhengwen.cli.errors import Failures
from zhengwen.config import Config
from zhengwen.result import Cleaned

STDIN = "-"
LONG_WORK = 20  # files: with fewer, a progress bar would vanish before anyone sees it


class Source(NamedTuple):
    """A page to read: its displayed name, its file (`None`: standard input), and the folder it was found in, if any."""

    name: str
    path: Path | None
    root: Path | None

    def read(self) -> bytes:
        """Read the page's bytes.

        Raises:
            OSError: the file cannot be read.
        """
        return sys.stdin.buffer.read() if self.path is None else self.path.read_bytes()


def expand(arguments: Iterable[str], config: Config, failures: Failures, stdin_name: str = STDIN) -> list[Source]:
    """Return the pages that the arguments name, in order and without repetition."""
    found: dict[str, Source] = {}
    for argument in arguments:
        if argument == STDIN:
            found.setdefault(STDIN, Source(stdin_name, None, None))
            continue
        root = Path(argument)
        try:
            for path in files.expand(root, config):
                found.setdefault(str(path), Source(str(path), path, root if root.is_dir() else None))
        except OSError as error:
            failures.add(error.filename or argument, error)
    if not found and not failures.count:
        click.echo(f"zhengwen: no files named {', '.join(config.include)} found", err=True)
    return list(found.values())


def cleaned(sources: Iterable[Source], config: Config, failures: Failures) -> Iterator[tuple[Source, bytes, Cleaned]]:
    """Read and clean the pages one by one; unreadable ones are reported and skipped."""
    for source in sources:
        try:
            raw = source.read()
        except OSError as error:
            failures.add(source.name, error)
            continue
        pipeline = config.pipeline(source.name)
        done = pipeline.run(raw, unsafe=config.unsafe_fixes, encoding=config.encoding, format=config.format)
        if not done.settled:
            click.echo(f"zhengwen: {source.name}: does not settle; only its characters were repaired", err=True)
        yield source, raw, done


def progress(sources: list[Source]) -> AbstractContextManager[Iterable[Source]]:
    """Wrap the sources in a progress bar if there are many of them and standard error is a terminal."""
    if len(sources) < LONG_WORK or not sys.stderr.isatty():
        return nullcontext(sources)
    return _bar(sources)


@contextmanager
def _bar(sources: list[Source]) -> Iterator[Iterable[Source]]:
    from rich.console import Console  # slow to import, and only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield shown.track(sources, description="Cleaning")


def write_out(contents: bytes) -> None:
    """Write bytes to standard output unchanged."""
    sys.stdout.flush()
    sys.stdout.buffer.write(contents)
