"""From bytes to records, a chunk at a time; what cannot be read becomes a reject, and reading goes on."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from zhengwen.corpus.records import _parquet, _record, _warc
from zhengwen.corpus.records._chunks import CHUNK, Input
from zhengwen.corpus.records._compression import open_unpacked
from zhengwen.corpus.records._lines import lines, next_line, of_line
from zhengwen.corpus.records._record import Options, Read, Record, Reject, reason, storable, too_long
from zhengwen.corpus.records._storage import open_file

UNREADABLE = (OSError, EOFError, ValueError, zlib.error)  # files that are damaged, or packed ones that are broken off
Piece = bytes | None | _warc.Page | _parquet.Piece  # a line, or what else becomes a record when it is wanted


@dataclass
class _Chunk:
    """A chunk of a stream as it is read."""

    number: int
    records: list[Read] = field(default_factory=list)


def read(chunk: Input, options: Options, *, skip: frozenset[int] = frozenset()) -> Iterator[tuple[int, list[Read]]]:
    """The records of a chunk, or of the chunks of a stream, each with its number.

    Args:
        chunk: what to read.
        options: the names of the fields.
        skip: numbers of chunks to leave out, those that were done before.
    """
    if chunk.step and not chunk.problem:
        yield from _streamed(chunk, options, skip)
    elif chunk.chunk not in skip:
        yield chunk.chunk, list(_whole(chunk, options))


def _streamed(chunk: Input, options: Options, skip: frozenset[int]) -> Iterator[tuple[int, list[Read]]]:
    """The chunks of a stream that are this input's; the others are read over."""
    path = chunk.paths[0]
    waiting = _Chunk(chunk.chunk)
    for number, piece in _numbered(chunk.format, path):
        of_chunk = (number - 1) // CHUNK
        if of_chunk != waiting.number and waiting.records:
            yield waiting.number, waiting.records
            waiting = _Chunk(of_chunk)
        waiting.number = of_chunk
        if of_chunk % chunk.step == chunk.chunk and of_chunk not in skip and not _is_blank(piece):
            waiting.records.append(_record_of(piece, path, number, options))
    if waiting.records:
        yield waiting.number, waiting.records


def _numbered(format: str, path: str) -> Iterator[tuple[int, Piece | Exception]]:
    """The pieces of a stream from 1 on; the last one is what stood in the way of reading on, if anything did."""
    number = 0
    try:
        with closing(_pieces(format, path)) as stream:
            for number, piece in enumerate(stream, 1):
                yield number, piece
    except UNREADABLE as error:
        yield number + 1, error


def _pieces(format: str, path: str) -> Generator[Piece, None, None]:
    if format == "warc":
        return _warc.pages(path)
    return _parquet.stream(path) if format == "parquet" else lines(path)


def _is_blank(piece: object) -> bool:
    return isinstance(piece, bytes) and not piece.strip()


def _record_of(piece: Piece | Exception, path: str, number: int, options: Options) -> Read:
    if isinstance(piece, Exception):
        return Reject(path, number, f"the rest of the file cannot be read: {reason(piece)}")
    if isinstance(piece, _warc.Page):
        return piece.record(path, number, options)
    if isinstance(piece, tuple):
        batch, row = piece
        return batch.record(row, path, number, options)
    return of_line(piece, path, number, options)


def _whole(chunk: Input, options: Options) -> Iterator[Read]:
    if chunk.problem:
        yield Reject(chunk.paths[0], 0, chunk.problem)
    elif chunk.format in ("text", "html"):
        for number, path in enumerate(chunk.paths, chunk.first):
            yield _file(path, number, chunk.format, options)
    elif chunk.format == "parquet":
        yield from _rows(chunk, options)
    else:
        yield from _lines(chunk, options)


def _lines(chunk: Input, options: Options) -> Iterator[Read]:
    path, number = chunk.paths[0], chunk.first
    try:
        with open_file(path) as file:
            file.seek(chunk.offset)
            for number in range(chunk.first, chunk.first + CHUNK):
                if file.tell() >= chunk.offset + chunk.size:
                    return
                line = next_line(file)
                if line is None or line.strip():
                    yield of_line(line, path, number, options)
    except OSError as error:
        yield Reject(path, number, f"the rest of the file cannot be read: {reason(error)}")


def _rows(chunk: Input, options: Options) -> Iterator[Read]:
    path, number = chunk.paths[0], chunk.first
    try:
        for number, (batch, row) in enumerate(_parquet.rows(path, chunk.first - 1, CHUNK), chunk.first):
            yield batch.record(row, path, number, options)
    except (OSError, ValueError) as error:
        yield Reject(path, number, f"the file is no Parquet, or damaged: {reason(error)}")


def _file(path: str, number: int, format: str, options: Options) -> Read:
    try:
        with open_unpacked(path) as file:
            raw = file.read(_record.LONGEST + 1)
    except UNREADABLE as error:
        return Reject(path, number, reason(error))
    if len(raw) > _record.LONGEST:
        return too_long(path, number)
    name = storable(path)
    fields: dict[str, Any] = {options.id: name}
    if format == "html":
        from zhengwen.corpus.records._html import read_html

        page = read_html(raw)
        fields |= {"title": page.title} if page.title else {}
        return Record(name, page.text, "", None, fields, path, number)
    return Record(name, raw, "", None, fields, path, number)
