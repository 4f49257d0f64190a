"""What a format of records is: how its files become chunks, and its chunks records."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from zhengwen.corpus.records._chunks import Input
from zhengwen.corpus.records._record import Options, Read
from zhengwen.corpus.records._storage import File


@dataclass(frozen=True)
class Format:
    """A format of records. A module of `zhengwen.corpus.records.formats` has one, as `FORMAT`.

    Either `whole` is given, where a file is one record, or the others are, where it holds many.

    Attributes:
        suffixes: of its files, lower case; a compressed file has that of its compression behind this.
        may_be_compressed: whether files in it may be packed as gzip or zstd.
        whole: the record of a file: takes its bytes, its path, the record's number and the names of the fields.
        chunks: parts of a file that are read on their own: takes the number of the file and the file, and gives `None`
            for one that has to be read from its beginning. Not given where every file has to.
        read: the records of one such part.
        pieces: what a stream holds, one after another, as cheap to pass over as it can be.
        record: the record of a piece: takes it, the path, the record's number and the names of the fields.
    """

    suffixes: tuple[str, ...]
    may_be_compressed: bool = True
    whole: Callable[[bytes, str, int, Options], Read] | None = None
    chunks: Callable[[int, File], Iterable[Input] | None] | None = None
    read: Callable[[Input, Options], Iterator[Read]] | None = None
    pieces: Callable[[str], Generator[Any, None, None]] | None = None
    record: Callable[[Any, str, int, Options], Read] | None = None
