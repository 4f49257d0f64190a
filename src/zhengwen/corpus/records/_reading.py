"""Reads records one chunk at a time; anything unreadable becomes a reject, and reading continues."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from zhengwen.corpus.records import _chunks, _record, formats
from zhengwen.corpus.records._chunks import Input
from zhengwen.corpus.records._compression import open_decompressed
from zhengwen.corpus.records._format import Format
from zhengwen.corpus.records._record import Options, Read, Reject, reason, too_long

UNREADABLE = (OSError, EOFError, ValueError, zlib.error)  # damaged files, and truncated compressed ones


FIRST_RECORDS = 1000  # if all of them lack the field with the page, its name is wrong


class WrongFieldError(ValueError):
    """Raised if the first records all lack the field with the page; the message names those they have."""


def check_text_field(inputs: Iterable[Input], options: Options) -> None:
    """Check that one of the first records has the field with the page; with fewer records, nothing is checked.

    Raises:
        WrongFieldError: none has.
    """
    check = FieldCheck(options)
    for one in inputs:
        if one.problem or formats.named(one.format).whole is not None:
            return  # a file that is a page needs no field
        for _, records in read(one, options):
            for record in records:
                if check.is_settled(record):
                    return


class FieldCheck:
    """Looks at records one by one until it is known whether the name of the field with the page is right."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._seen = 0

    def is_settled(self, record: Read) -> bool:
        """Look at the next record; returns whether one had the field.

        Raises:
            WrongFieldError: as many as are looked at did not have it.
        """
        if not (isinstance(record, Reject) and record.other_fields):
            return True
        self._seen += 1
        if self._seen >= FIRST_RECORDS:
            names = ", ".join(map(repr, record.other_fields[:12]))
            raise WrongFieldError(
                f"{record.file}: none of the first {FIRST_RECORDS:,} records has the field {self._options.text!r};"
                f" the last one has {names}; name the right one with --text-field"
            )
        return False


@dataclass
class _Chunk:
    """A chunk of a stream while it is being read."""

    number: int
    records: list[Read] = field(default_factory=list)


def read(chunk: Input, options: Options, *, skip: frozenset[int] = frozenset()) -> Iterator[tuple[int, list[Read]]]:
    """Yield the records of an input, chunk by chunk, each chunk with its number.

    Args:
        chunk: the input to read.
        options: the names of the fields.
        skip: numbers of chunks to skip because they were processed before.
    """
    if chunk.problem:
        if chunk.chunk not in skip:
            yield chunk.chunk, [Reject(chunk.paths[0], 0, chunk.problem)]
        return
    format = formats.named(chunk.format)
    if chunk.step:
        yield from _chunks_of_stream(chunk, format, options, skip)
    elif chunk.chunk not in skip:
        yield chunk.chunk, list(_records_of_chunk(chunk, format, options))


def _chunks_of_stream(
    chunk: Input, format: Format, options: Options, skip: frozenset[int]
) -> Iterator[tuple[int, list[Read]]]:
    """Yield the chunks of a stream that belong to this input; the others are skipped."""
    path = chunk.paths[0]
    current = _Chunk(chunk.chunk)
    for number, piece in _numbered_pieces(format, path):
        of_chunk = (number - 1) // _chunks.CHUNK
        if of_chunk != current.number and current.records:
            yield current.number, current.records
            current = _Chunk(of_chunk)
        current.number = of_chunk
        if of_chunk % chunk.step == chunk.chunk and of_chunk not in skip and not _is_blank(piece):
            current.records.append(_record_of(piece, format, path, number, options))
    if current.records:
        yield current.number, current.records


def _numbered_pieces(format: Format, path: str) -> Iterator[tuple[int, object]]:
    """Yield the pieces of a stream, numbered from 1; if reading fails, the last piece is the exception."""
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
        return Reject(path, number, f"the rest of the file cannot be read: {reason(piece)}", casts_doubt=True)
    return format.record(piece, path, number, options)


def _records_of_chunk(chunk: Input, format: Format, options: Options) -> Iterator[Read]:
    if format.whole is not None:
        for number, path in enumerate(chunk.paths, chunk.first):
            yield _record_of_file(path, number, format, options)
    elif format.read is not None:
        yield from format.read(chunk, options)


def _record_of_file(path: str, number: int, format: Format, options: Options) -> Read:
    assert format.whole is not None, "the format's files are records"
    try:
        with open_decompressed(path) as file:
            raw = file.read(_record.MAX_RECORD_BYTES + 1)
    except UNREADABLE as error:
        return Reject(path, number, reason(error))
    if len(raw) > _record.MAX_RECORD_BYTES:
        return too_long(path, number)
    return format.whole(raw, path, number, options)
