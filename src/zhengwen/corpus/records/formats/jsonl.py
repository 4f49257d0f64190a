"""JSON Lines: one object per line; a line that is invalid or too long becomes a reject."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from typing import IO, Any

from zhengwen.corpus.records import _chunks, _record
from zhengwen.corpus.records._chunks import Input
from zhengwen.corpus.records._compression import COMPRESSED_SUFFIXES, open_decompressed
from zhengwen.corpus.records._format import Format
from zhengwen.corpus.records._record import Options, Read, Reject, of_fields, reason, too_long
from zhengwen.corpus.records._storage import File, open_file

READ_BYTES = 1 << 20  # at once


class _DuplicateFieldError(ValueError):
    """Raised for an object with two fields of the same name, because either could be meant."""


def of_lines(stream: IO[bytes], name: str, options: Options) -> Iterator[Read]:
    """Yield the records of a stream of JSON Lines."""
    number = 0
    while (line := _next_line(stream)) != b"":
        number += 1
        if line is None or line.strip():
            yield of_line(line, name, number, options)


def lines(path: str) -> Generator[bytes | None, None, None]:
    """Yield the lines of a file, decompressed if necessary; `None` for a line that is too long.

    Raises:
        EOFError: the compressed file is truncated.
        OSError: the file cannot be read, or is damaged.
    """
    with open_decompressed(path) as file:
        while True:
            line = _next_line(file)
            if line == b"":
                return
            yield line


def _next_line(file: IO[bytes]) -> bytes | None:
    """Read the next line; `None` if it is too long to hold in memory, empty at the end of the file."""
    line = file.readline(_record.MAX_RECORD_BYTES)
    if len(line) < _record.MAX_RECORD_BYTES:
        return line
    while line and not line.endswith(b"\n"):
        line = file.readline(READ_BYTES)
    return None


def of_line(line: bytes | None, path: str, number: int, options: Options) -> Read:
    """Make the record of a line, or a reject if it is invalid."""
    if line is None:
        return too_long(path, number)
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        return Reject(path, number, f"not UTF-8: {error.reason} at byte {error.start + 1}")
    try:
        fields = json.loads(text, object_pairs_hook=_unique_fields)
    except _DuplicateFieldError as error:
        return Reject(path, number, str(error))
    except RecursionError:
        return Reject(path, number, "not JSON that can be parsed: nested too deeply")
    except ValueError as error:
        return Reject(path, number, f"not JSON: {error}")
    if not isinstance(fields, dict):
        kind = "null" if fields is None else type(fields).__name__
        return Reject(path, number, f"a JSON {kind}, not an object")
    return of_fields(fields, path, number, options)


def _unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        names = [name for name, _ in pairs]
        duplicate = next(name for name in names if names.count(name) > 1)
        raise _DuplicateFieldError(f"field {duplicate!r} occurs twice")
    return fields


def _split(number: int, file: File) -> Iterator[Input] | None:
    """Divide a file into chunks by counting line breaks; a compressed file is a stream."""
    return None if file.path.lower().endswith(COMPRESSED_SUFFIXES) else _count_lines(number, file)


def _count_lines(number: int, file: File) -> Iterator[Input]:
    stamp = ((file.size, file.changed),)

    def chunk_until(end: int) -> Input:
        first = chunk * _chunks.CHUNK + 1
        return Input(number, "jsonl", (file.path,), chunk, 0, first, start, end - start, stamp)

    lines = position = start = chunk = 0
    try:
        with open_file(file.path) as opened:
            while block := opened.read(READ_BYTES):
                line_break = block.find(b"\n")
                while line_break >= 0:
                    lines += 1
                    if lines % _chunks.CHUNK == 0 and position + line_break + 1 < file.size:
                        yield chunk_until(position + line_break + 1)
                        start, chunk = position + line_break + 1, chunk + 1
                    line_break = block.find(b"\n", line_break + 1)
                position += len(block)
    except OSError as error:
        yield Input(number, "jsonl", (file.path,), chunk, stamps=stamp, problem=reason(error))
        return
    if start < file.size:
        yield chunk_until(file.size)


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
