"""From bytes to records, a chunk at a time; what cannot be read becomes a reject, and reading goes on."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from zhengwen.corpus.records import _chunks, _record, formats
from zhengwen.corpus.records._chunks import Input
from zhengwen.corpus.records._compression import open_unpacked
from zhengwen.corpus.records._format import Format
from zhengwen.corpus.records._record import Options, Read, Reject, reason, too_long

UNREADABLE = (OSError, EOFError, ValueError, zlib.error)  # files that are damaged, or packed ones that are broken off


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
    if chunk.problem:
        if chunk.chunk not in skip:
            yield chunk.chunk, [Reject(chunk.paths[0], 0, chunk.problem)]
        return
    format = formats.named(chunk.format)
    if chunk.step:
        yield from _streamed(chunk, format, options, skip)
    elif chunk.chunk not in skip:
        yield chunk.chunk, list(_whole(chunk, format, options))


def _streamed(chunk: Input, format: Format, options: Options, skip: frozenset[int]) -> Iterator[tuple[int, list[Read]]]:
    """The chunks of a stream that are this input's; the others are read over."""
    path = chunk.paths[0]
    waiting = _Chunk(chunk.chunk)
    for number, piece in _numbered(format, path):
        of_chunk = (number - 1) // _chunks.CHUNK
        if of_chunk != waiting.number and waiting.records:
            yield waiting.number, waiting.records
            waiting = _Chunk(of_chunk)
        waiting.number = of_chunk
        if of_chunk % chunk.step == chunk.chunk and of_chunk not in skip and not _is_blank(piece):
            waiting.records.append(_record_of(piece, format, path, number, options))
    if waiting.records:
        yield waiting.number, waiting.records


def _numbered(format: Format, path: str) -> Iterator[tuple[int, object]]:
    """The pieces of a stream from 1 on; the last one is what stood in the way of reading on, if anything did."""
    assert format.pieces is not None, "a format without pieces is read whole"
    number = 0
    try:
        with closing(format.pieces(path)) as stream:
            for number, piece in enumerate(stream, 1):
                yield number, piece
    except UNREADABLE as error:
        yield number + 1, error


def _is_blank(piece: object) -> bool:
    return isinstance(piece, bytes) and not piece.strip()


def _record_of(piece: object, format: Format, path: str, number: int, options: Options) -> Read:
    assert format.record is not None, "a format with pieces makes records of them"
    if isinstance(piece, Exception):
        return Reject(path, number, f"the rest of the file cannot be read: {reason(piece)}")
    return format.record(piece, path, number, options)


def _whole(chunk: Input, format: Format, options: Options) -> Iterator[Read]:
    if format.whole is not None:
        for number, path in enumerate(chunk.paths, chunk.first):
            yield _file(path, number, format, options)
    elif format.read is not None:
        yield from format.read(chunk, options)


def _file(path: str, number: int, format: Format, options: Options) -> Read:
    assert format.whole is not None, "the format's files are records"
    try:
        with open_unpacked(path) as file:
            raw = file.read(_record.LONGEST + 1)
    except UNREADABLE as error:
        return Reject(path, number, reason(error))
    if len(raw) > _record.LONGEST:
        return too_long(path, number)
    return format.whole(raw, path, number, options)
