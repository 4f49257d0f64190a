"""The interface of a record format: how its files become chunks, and its chunks records."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from zhengwen.corpus.records._chunks import Input
from zhengwen.corpus.records._record import Options, Read
from zhengwen.corpus.records._storage import File


@dataclass(frozen=True)
class Format:
    """A record format. Each module in `zhengwen.corpus.records.formats` defines one, as `FORMAT`.

    A format whose files are single records has only `whole`; a format whose files hold many records has the others.

    Attributes:
        suffixes: file suffixes in lower case, without that of a compression.
        may_be_compressed: whether files may be compressed with gzip or zstd.
        whole: makes the record of a file, given its bytes, its path, the record's number and the field names.
        chunks: divides a file into chunks that can be read independently, given the file's number and the file; returns
            `None` for a file that can only be read from its beginning. `None` if that is true of every file.
        read: yields the records of a chunk.
        pieces: yields the raw pieces of a stream, as cheaply as possible, because most of them may be skipped.
        record: makes the record of a piece, given the piece, the path, the record's number and the field names.
    """

    suffixes: tuple[str, ...]
    may_be_compressed: bool = True
    whole: Callable[[bytes, str, int, Options], Read] | None = None
    chunks: Callable[[int, File], Iterable[Input] | None] | None = None
    read: Callable[[Input, Options], Iterator[Read]] | None = None
    pieces: Callable[[str], Generator[Any, None, None]] | None = None
    record: Callable[[Any, str, int, Options], Read] | None = None
