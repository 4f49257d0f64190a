"""Standard output, which may be closed, full, or no place for every character."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from zhengwen.cli.errors import CommandError

BROKEN_PIPE = 141  # the exit code that shells show for a program that a broken pipe ended: 128 + SIGPIPE


class OutputClosed(Exception):  # noqa: N818  # not an error: `head` has seen enough
    """Raised when nobody reads the output any more."""


def write(contents: bytes) -> None:
    """Write bytes to standard output unchanged.

    Raises:
        CommandError: they cannot be written.
        OutputClosed: nobody reads them.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(contents)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise OutputClosed from error
    except OSError as error:
        raise CommandError(f"standard output: {error.strerror or error}") from error


def echo(text: str) -> None:
    """Write a text to standard output, with a line break behind it unless it has one or is empty."""
    line_break = "\n" if text and not text.endswith("\n") else ""
    write(encoded(text + line_break))


def encoded(text: str) -> bytes:
    """Encode a text as UTF-8: undecodable bytes as they were, what else UTF-8 cannot hold as an escape."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")


def discard() -> None:
    """Let what is still waiting to be written go nowhere, so that it fails no second time when the program ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
