"""Shared by the commands that read records: options, rejects, and one-line errors."""

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
        "--format", type=click.Choice(formats.names()), help="The format of all inputs.  [default: by suffix]"
    ),
    click.option("--text-field", default="text", show_default=True, help="The field with the page."),
    click.option("--id-field", default="id", show_default=True, help="The field with the page's ID."),
    click.option("--url-field", default="url", show_default=True, help="The field with the page's URL."),
)


def options(command: Any) -> Any:  # noqa: ANN401  # click's decorators have no narrower type
    """Add the options that describe the input records."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


class Rejects:
    """Reports unreadable records, one line each; the others are still processed, and the exit code is 2."""

    def __init__(self) -> None:
        self.count = 0

    def report(self, file: str, record: int, reason: str) -> None:
        """Report one unreadable record."""
        self.count += 1
        click.echo(f"zhengwen: {file}: record {record}: {reason}", err=True)


def read_all(paths: tuple[str, ...], given: dict[str, Any], rejects: Rejects) -> Iterator[Record]:
    """Yield the records of the inputs."""
    from zhengwen.corpus.records import FieldCheck, Options, Record, find, read

    fields = Options(*(given[name] for name in FIELDS))
    check: FieldCheck | None = FieldCheck(fields)
    for chunk in find(paths, given["format"], stripes=1):
        for _, records in read(chunk, fields):
            for one in records:
                check = None if check is None or check.is_settled(one) else check
                if isinstance(one, Record):
                    yield one
                else:
                    rejects.report(one.file, one.record, one.reason)


@contextmanager
def one_line_errors(debug: bool) -> Iterator[None]:
    """Turn the errors of a corpus command, including missing packages, into one line each."""
    try:
        # These modules need the packages of the extra `corpus`.
        from zhengwen.corpus.index import IndexFileError
        from zhengwen.corpus.profiles import ProfileError
        from zhengwen.corpus.records import InputError
        from zhengwen.corpus.runs import RunError
    except ImportError as error:
        if debug:
            raise
        raise CommandError(
            f"this command needs the package {error.name}: in a clone of zhengwen, pip install '.[corpus]'"
        ) from error
    try:
        yield
    except (IndexFileError, ProfileError, InputError, RunError, ImportError, OSError, ValueError) as error:
        if debug:
            raise
        message = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)
        raise CommandError(message) from error
