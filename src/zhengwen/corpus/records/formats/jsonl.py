"""JSON lines: an object a line, however long or broken a line is."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from typing import IO, Any

from zhengwen.corpus.records import _chunks, _record
from zhengwen.corpus.records._chunks import Input
from zhengwen.corpus.records._compression import PACKED, open_unpacked
from zhengwen.corpus.records._format import Format
from zhengwen.corpus.records._record import Options, Read, Reject, of_fields, reason, too_long
from zhengwen.corpus.records._storage import File, open_file

BLOCK = 1 << 20  # bytes read at once to count lines


class _TwiceError(ValueError):
    """A field that stands twice in one object: nobody can tell which one is meant."""


def of_lines(stream: IO[bytes], name: str, options: Options) -> Iterator[Read]:
    """The records of a stream of JSON lines."""
    number = 0
    while (line := _next_line(stream)) != b"":
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
            line = _next_line(file)
            if line == b"":
                return
            yield line


def _next_line(file: IO[bytes]) -> bytes | None:
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


def _split(number: int, file: File) -> Iterator[Input] | None:
    """The chunks of a file, found by counting its line breaks; a packed one is a stream."""
    return None if file.path.lower().endswith(PACKED) else _counted(number, file)


def _counted(number: int, file: File) -> Iterator[Input]:
    stamp = ((file.size, file.changed),)

    def made(end: int) -> Input:
        first = chunk * _chunks.CHUNK + 1
        return Input(number, "jsonl", (file.path,), chunk, 0, first, begin, end - begin, stamp)

    lines = at = begin = chunk = 0
    try:
        with open_file(file.path) as opened:
            while block := opened.read(BLOCK):
                found = block.find(b"\n")
                while found >= 0:
                    lines += 1
                    if lines % _chunks.CHUNK == 0 and at + found + 1 < file.size:
                        yield made(at + found + 1)
                        begin, chunk = at + found + 1, chunk + 1
                    found = block.find(b"\n", found + 1)
                at += len(block)
    except OSError as error:
        yield Input(number, "jsonl", (file.path,), chunk, stamps=stamp, problem=reason(error))
        return
    if begin < file.size:
        yield made(file.size)


def _read(chunk: Input, options: Options) -> Iterator[Read]:
    path, number = chunk.paths[0], chunk.first
    try:
        with open_file(path) as file:
            file.seek(chunk.offset)
            for number in range(chunk.first, chunk.first + _chunks.CHUNK):
                if file.tell() >= chunk.offset + chunk.size:
                    return
                line = _next_line(file)
                if line is None or line.strip():
                    yield of_line(line, path, number, options)
    except OSError as error:
        yield Reject(path, number, f"the rest of the file cannot be read: {reason(error)}")


FORMAT = Format((".jsonl", ".ndjson"), chunks=_split, read=_read, pieces=lines, record=of_line)
