"""What the commands that read records share: their options, what could not be read, and errors in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from zhengwen.cli.errors import CommandError
from zhengwen.corpus.records import formats

if TYPE_CHECKING:
    from zhengwen.corpus.records import Record

FIELDS = ("text_field", "id_field", "url_field")
OPTIONS = (
    click.option(
        "--format", type=click.Choice(formats.names()), help="The format of all inputs; else their suffixes say it."
    ),
    click.option("--text-field", default="text", show_default=True, help="The field with the page."),
    click.option("--id-field", default="id", show_default=True, help="The field with its name."),
    click.option("--url-field", default="url", show_default=True, help="The field with its address."),
)


def options(command: Any) -> Any:  # noqa: ANN401  # click's decorators have no narrower type
    """Add the options that say what records are like."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


class Rejects:
    """Records that could not be read: each is said at once, the others are still done, and the exit code is 2."""

    def __init__(self) -> None:
        self.count = 0

    def say(self, file: str, record: int, reason: str) -> None:
        """Say what is wrong with one record."""
        self.count += 1
        click.echo(f"zhengwen: {file}: record {record}: {reason}", err=True)


def each(paths: tuple[str, ...], given: dict[str, Any], rejects: Rejects) -> Iterator[Record]:
    """The records of some inputs, one after another."""
    from zhengwen.corpus.records import Options, Record, find, read

    fields = Options(*(given[name] for name in FIELDS))
    for chunk in find(paths, given["format"], stripes=1):
        for _, records in read(chunk, fields):
            for one in records:
                if isinstance(one, Record):
                    yield one
                else:
                    rejects.say(*one)


@contextmanager
def said(debug: bool) -> Iterator[None]:
    """Say in one line what stands in the way of a command that works on many pages."""
    try:
        # Each of these modules needs packages of the extra.
        from zhengwen.corpus.index import IndexFileError
        from zhengwen.corpus.profiles import ProfileError
        from zhengwen.corpus.records import InputError
        from zhengwen.corpus.runs import RunError
    except ImportError as error:
        if debug:
            raise
        raise CommandError(f"this needs {error.name}: pip install 'zhengwen[corpus]'") from error
    try:
        yield
    except (IndexFileError, ProfileError, InputError, RunError, ImportError, OSError, ValueError) as error:
        if debug:
            raise
        told = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
        raise CommandError(told) from error
