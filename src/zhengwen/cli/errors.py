"""What went wrong, said in one line."""

from __future__ import annotations

import click


class CommandError(Exception):
    """An error that ends the command: bad settings, an unknown rule."""


class Failures:
    """Errors of single files: each is said at once, the other files are still done, and the exit code is 2."""

    def __init__(self, debug: bool = False) -> None:
        self.count = 0
        self.debug = debug

    def add(self, path: str, error: Exception) -> None:
        """Say what went wrong with one file.

        Raises:
            Exception: the error itself, when the user asked for tracebacks.
        """
        if self.debug:
            raise error
        self.count += 1
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        click.echo(f"zhengwen: {path}: {reason}", err=True)
