"""The pages to process: files, folders and standard input, read one at a time."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from zhengwen import files
from zhengwen.cli.errors import Failures, reason
from zhengwen.cli.git_ignored import ignored
from zhengwen.cli.workers import in_order
from zhengwen.config import Config
from zhengwen.decisions import NO_DECISIONS, Decisions
from zhengwen.result import Cleaned
from zhengwen.text.charset import kind_of_file

STDIN = "-"
LONG_WORK = 20  # files: with fewer, a progress bar would vanish before anyone sees it


class Source(NamedTuple):
    """A page to read: its displayed name, its file (`None`: standard input), and the folder it was found in, if any."""

    name: str
    path: Path | None
    root: Path | None
    contents: bytes | None = None  # of standard input, once it is read

    def read(self) -> bytes:
        """Read the page's bytes.

        Raises:
            OSError: the file cannot be read.
        """
        if self.contents is not None:
            return self.contents
        return sys.stdin.buffer.read() if self.path is None else self.path.read_bytes()

    def with_contents(self) -> Source:
        """Return this source with its bytes, for another process."""
        return self._replace(contents=self.read())


def expand(
    arguments: Iterable[str],
    config: Config,
    failures: Failures,
    stdin_name: str = STDIN,
    *,
    in_place: bool = False,
    leave_out: Path | None = None,
) -> list[Source]:
    """Return the pages that the arguments name, in order and without repetition.

    Args:
        arguments: files, folders, and `-` for standard input.
        config: says which files in folders are pages.
        failures: is told of what cannot be read.
        stdin_name: the displayed name of standard input.
        in_place: whether the files will be overwritten. Links in folders are then skipped, for they may lead out of
            the folder, and a link that is named stands for its file.
        leave_out: a folder that is skipped in the others.
    """
    found: dict[str, Source] = {}
    is_empty, ignored_count = True, 0
    for argument in arguments:
        if argument == STDIN:
            found.setdefault(STDIN, Source(stdin_name, None, None))
            is_empty = False
            continue
        root = Path(argument)
        try:
            listed = list(files.expand(root, config, leave_out))
            skipped = ignored(root, [one.path for one in listed]) if config.respect_gitignore else frozenset()
            for one in listed:
                if one.path in skipped:
                    ignored_count += 1
                    continue
                is_empty = False
                source = _source(one, root if root.is_dir() else None, failures, in_place)
                if source is not None:
                    found.setdefault(os.path.abspath(source.path or ""), source)  # noqa: PTH100  # keeps links
        except OSError as error:
            failures.add(error.filename or argument, error)
    if is_empty and not failures.count:
        hidden = f"; {ignored_count} that git ignores were skipped, see --no-respect-gitignore" if ignored_count else ""
        click.echo(f"zhengwen: no files named {', '.join(config.include)} found{hidden}", err=True)
    return list(found.values())


def _source(one: files.Found, root: Path | None, failures: Failures, in_place: bool) -> Source | None:
    """Return the page in a file that was found, or say why there is none."""
    path = one.path
    if one.problem:
        failures.add(str(path), OSError(one.problem))
        return None
    if in_place and one.is_link and root is not None:
        click.echo(f"zhengwen: {path}: a link, and not changed in place; name the file that it points to", err=True)
        return None
    if in_place and not path.is_file():
        failures.add(str(path), OSError(f"{files.NOT_REGULAR}, and cannot be changed in place"))
        return None
    return Source(str(path), path.resolve() if in_place and one.is_link else path, root)


def cleaned(
    sources: Iterable[Source],
    config: Config,
    failures: Failures,
    decisions: Decisions = NO_DECISIONS,
    workers: int = 1,
) -> Iterator[tuple[Source, bytes, Cleaned]]:
    """Read and clean the pages, and yield them in order; unreadable ones are reported and skipped."""
    for source, done in in_order(partial(_cleaned, config, decisions, failures.debug), sources, workers):
        if isinstance(done, str):
            failures.add(source.name, ValueError(done))
            continue
        raw, result = done
        if not result.settled:
            why = next((one.rule for one in result.findings), "U001")
            click.echo(f"zhengwen: {source.name}: does not settle, and is left as it is ({why})", err=True)
        yield source._replace(contents=None), raw, result


def _cleaned(config: Config, decisions: Decisions, debug: bool, source: Source) -> tuple[bytes, Cleaned] | str:
    """Read and clean a page, or say in one line why that is impossible."""
    try:
        raw = source.read()
        return raw, run(source, raw, config, decisions)
    except Exception as error:  # a filter of another package may raise anything
        if debug:
            raise
        return reason(error)


def run(source: Source, raw: bytes, config: Config, decisions: Decisions = NO_DECISIONS) -> Cleaned:
    """Clean one page that was read, as the settings say."""
    own = config.for_path(source.name)
    return own.pipeline().run(
        raw, unsafe=own.unsafe_fixes, encoding=own.encoding, format=own.format, decisions=decisions
    )


def progress(sources: list[Source], *, hidden: bool = False) -> AbstractContextManager[Iterable[Source]]:
    """Wrap the sources in a progress bar if there are many of them and standard error is a terminal.

    Args:
        sources: the pages.
        hidden: show none, because what is written to the same terminal shows how far the work is.
    """
    if hidden or len(sources) < LONG_WORK or not sys.stderr.isatty():
        return nullcontext(sources)
    return _bar(sources)


@contextmanager
def _bar(sources: list[Source]) -> Iterator[Iterable[Source]]:
    from rich.console import Console  # slow to import, and only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield shown.track(sources, description="Cleaning")


def not_text(raw: bytes) -> str:
    """Return the message for an input that is not text."""
    return f"{kind_of_file(raw) or 'binary data'}, not text; left as it is"


def not_encodable(error: UnicodeEncodeError) -> str:
    """Return the message for a text that UTF-8 cannot hold."""
    what = error.object[error.start : error.end]
    return f"{what!a} cannot be written as UTF-8; run the rule E003, or keep a ledger"
