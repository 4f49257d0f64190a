"""Errors, reported in one line each."""

from __future__ import annotations

import click


class CommandError(Exception):
    """Raised for an error that ends the command, such as invalid settings or an unknown rule."""


class Failures:
    """Reports unreadable files, one line each; the others are still processed, and the exit code is 2."""

    def __init__(self, debug: bool = False) -> None:
        self.count = 0
        self.debug = debug

    def add(self, path: str, error: Exception) -> None:
        """Report the error of one file.

        Raises:
            Exception: the error itself, with `--debug`.
        """
        if self.debug:
            raise error
        self.count += 1
        click.echo(f"zhengwen: {path}: {reason(error)}", err=True)


def reason(error: Exception) -> str:
    """Return why something failed, in one line; an exception of a filter is named, with its filter."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    notes = getattr(error, "__notes__", ())
    return " ".join((f"{type(error).__name__}: {error} {' '.join(notes)}" if notes else str(error)).split())
