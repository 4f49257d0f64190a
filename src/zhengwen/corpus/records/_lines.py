"""JSON lines: from a file's bytes to records, however long or broken a line is."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from typing import IO, Any

from zhengwen.corpus.records import _record
from zhengwen.corpus.records._compression import open_unpacked
from zhengwen.corpus.records._record import Options, Read, Reject, of_fields, too_long


class _TwiceError(ValueError):
    """A field that stands twice in one object: nobody can tell which one is meant."""


def of_lines(stream: IO[bytes], name: str, options: Options) -> Iterator[Read]:
    """The records of a stream of JSON lines."""
    number = 0
    while (line := next_line(stream)) != b"":
        number += 1
        if line is None or line.strip():
            yield of_line(line, name, number, options)


def lines(path: str) -> Generator[bytes | None, None, None]:
    """The lines of a compressed file; `None` for one that is too long.

    Raises:
        EOFError: the file is broken off.
        OSError: it cannot be read, or is damaged.
    """
    with open_unpacked(path) as file:
        while True:
            line = next_line(file)
            if line == b"":
                return
            yield line


def next_line(file: IO[bytes]) -> bytes | None:
    """The next line, `None` when it is too long to be held; nothing at the end."""
    line = file.readline(_record.LONGEST)
    if len(line) < _record.LONGEST:
        return line
    while line and not line.endswith(b"\n"):
        line = file.readline(1 << 20)
    return None


def of_line(line: bytes | None, path: str, number: int, options: Options) -> Read:
    """The record of a line, or what is wrong with it."""
    if line is None:
        return too_long(path, number)
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        return Reject(path, number, f"not UTF-8: {error.reason} at byte {error.start + 1}")
    try:
        fields = json.loads(text, object_pairs_hook=_once)
    except _TwiceError as error:
        return Reject(path, number, str(error))
    except RecursionError:
        return Reject(path, number, "not JSON that anything reads: nested too deeply")
    except ValueError as error:
        return Reject(path, number, f"not JSON: {error}")
    if not isinstance(fields, dict):
        kind = "null" if fields is None else type(fields).__name__
        return Reject(path, number, f"a JSON {kind}, not an object with fields")
    return of_fields(fields, path, number, options)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _TwiceError(f"field {twice!r} stands twice")
    return made
