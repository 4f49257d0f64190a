"""Parquet: one record per row, with the Arrow types of its fields."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import Any

from zhengwen.corpus.records import _chunks
from zhengwen.corpus.records._chunks import Input
from zhengwen.corpus.records._format import Format
from zhengwen.corpus.records._record import Options, Read, Reject, Row, of_fields, reason
from zhengwen.corpus.records._storage import File, open_file

BATCH_ROWS = 2000  # decoded at once
MAX_CHUNKS_PER_ROW_GROUP = 8  # each chunk decodes its whole row group, so a file with larger ones is read as a stream
Piece = tuple["Batch", int]


class Batch:
    """A batch of rows, converted to Python values when the first of them is needed."""

    def __init__(self, table: Any) -> None:  # noqa: ANN401  # pyarrow.Table; pyarrow has no types
        self.table = table
        self._columns: dict[str, list[Any]] | None = None

    def record(self, number: int, path: str, place: int, options: Options) -> Read:
        """Make the record of a row."""
        names = self.table.column_names
        if len(set(names)) < len(names):
            duplicate = next(name for name in names if names.count(name) > 1)
            return Reject(path, place, f"field {duplicate!r} occurs twice")
        if self._columns is None:
            self._columns = {name: _values(self.table.column(name)) for name in names}
        fields = {name: values[number] for name, values in self._columns.items()}
        return of_fields(fields, path, place, options, Row(self.table, number))


def rows(path: str, start: int, count: int) -> Generator[Piece, None, None]:
    """Yield `count` rows of a file from row `start` on; only the row groups that contain them are read.

    Raises:
        ArrowException: the file is not Parquet, or is damaged.
        OSError: the file cannot be read.
    """
    with _opened(path) as file:
        at = 0
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            if at < start + count and at + size > start:
                table = file.read_row_group(group)
                first = max(0, start - at)
                yield from _pieces(table.slice(first, min(size, start + count - at) - first))
            at += size


def stream(path: str) -> Generator[Piece, None, None]:
    """Yield all rows of a file.

    Raises:
        ArrowException: the file is not Parquet, or is damaged.
        OSError: the file cannot be read.
    """
    import pyarrow

    with _opened(path) as file, closing(file.iter_batches(BATCH_ROWS)) as batches:
        for batch in batches:
            yield from _pieces(pyarrow.Table.from_batches([batch]))


def _pieces(table: Any) -> Iterator[Piece]:  # noqa: ANN401  # pyarrow has no types
    batch = Batch(table)
    yield from ((batch, number) for number in range(table.num_rows))


@contextmanager
def _opened(path: str) -> Iterator[Any]:
    with open_file(path) as opened, _checked(opened) as file:
        yield file


def _checked(opened: Any) -> Any:  # noqa: ANN401  # pyarrow has no types
    """Open a file; pages that have checksums are checked."""
    from pyarrow import parquet

    return parquet.ParquetFile(opened, pre_buffer=False, buffer_size=1 << 20, page_checksum_verification=True)


def _values(column: Any) -> list[Any]:  # noqa: ANN401  # pyarrow has no types
    """Convert a column to Python; values that Python cannot represent, such as nanoseconds, become text."""
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError):
        return [_value(one) for one in column]


def _value(scalar: Any) -> Any:  # noqa: ANN401  # pyarrow has no types
    try:
        return scalar.as_py()
    except (ValueError, OverflowError):
        pass
    from pyarrow import types

    if types.is_struct(scalar.type):
        return {name: _value(one) for name, one in scalar.items()}
    if types.is_map(scalar.type):
        return [tuple(map(_value, pair.values())) for pair in scalar.cast(_as_list(scalar.type)).values]
    if types.is_nested(scalar.type):
        return [_value(one) for one in scalar.values]
    if types.is_duration(scalar.type):
        return scalar.value / 1e9
    return scalar.cast("string").as_py().replace(" ", "T", 1)


def _as_list(kind: Any) -> Any:  # noqa: ANN401  # pyarrow.MapType
    """Return the type of a map as a list of structs."""
    import pyarrow

    return pyarrow.list_(pyarrow.struct([kind.key_field, kind.item_field]))


def _split(number: int, file: File) -> list[Input] | None:
    """Divide a file into chunks; a file with row groups that span too many chunks is a stream."""
    from pyarrow import ArrowException, parquet

    stamps = ((file.size, file.changed),)
    try:
        with open_file(file.path) as opened:
            metadata = parquet.read_metadata(opened)
    except (ArrowException, OSError) as error:
        problem = f"not Parquet, or damaged: {reason(error)}"
        return [Input(number, "parquet", (file.path,), size=file.size, stamps=stamps, problem=problem)]
    largest = max((metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)), default=0)
    if largest > MAX_CHUNKS_PER_ROW_GROUP * _chunks.CHUNK:
        return None
    count = max(1, -(-metadata.num_rows // _chunks.CHUNK))
    size = file.size // count
    return [
        Input(number, "parquet", (file.path,), chunk, 0, chunk * _chunks.CHUNK + 1, size=size, stamps=stamps)
        for chunk in range(count)
    ]


def _read(chunk: Input, options: Options) -> Iterator[Read]:
    path, number = chunk.paths[0], chunk.first
    try:
        for number, piece in enumerate(rows(path, chunk.first - 1, _chunks.CHUNK), chunk.first):
            yield _record(piece, path, number, options)
    except (OSError, ValueError) as error:
        yield Reject(path, number, f"not Parquet, or damaged: {reason(error)}", casts_doubt=True)


def _record(piece: Piece, path: str, number: int, options: Options) -> Read:
    batch, row = piece
    return batch.record(row, path, number, options)


FORMAT = Format((".parquet", ".pq"), may_be_compressed=False, chunks=_split, read=_read, pieces=stream, record=_record)
