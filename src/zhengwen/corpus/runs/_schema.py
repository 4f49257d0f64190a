"""The input fields of a run as Arrow columns, which keep their types from Parquet.

For Parquet output, the fields of each part are kept in a file of their own. Before the output is written, one schema is
derived for all parts, so that the output files can be read as one table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import compute, ipc

from zhengwen.corpus.records import Record, Row
from zhengwen.corpus.runs._json import as_json
from zhengwen.files import write_atomically

FIELDS_SUFFIX = ".fields.arrow"
JSON_MARK = {b"json": b"1"}  # values of several types, each written as JSON
EXACT_MARK = {b"exact": b"1"}  # has integers that a double cannot represent
MAX_EXACT_INTEGER = 1 << 53  # a double represents all integers up to this


def save(path: Path, records: Sequence[Record], text: str) -> None:
    """Write the fields of records; the text is null and only keeps its place in the order."""
    table = _table(records)
    if text in table.column_names:
        at = table.column_names.index(text)
        table = table.set_column(at, text, pyarrow.nulls(table.num_rows, pyarrow.string()))
    sink = pyarrow.BufferOutputStream()
    with ipc.new_file(sink, table.schema, options=ipc.IpcWriteOptions(compression="zstd")) as file:
        file.write_table(table.combine_chunks())
    write_atomically(path, sink.getvalue().to_pybytes())


def load(path: Path) -> pyarrow.Table:
    """Read the fields that `save` wrote."""
    with pyarrow.memory_map(str(path)) as file:
        return ipc.open_file(file).read_all()


def agree(paths: Iterable[Path]) -> pyarrow.Schema:
    """Return one schema for the fields of all parts; a field with incompatible types becomes JSON."""
    agreed: dict[str, pyarrow.Field] = {}
    for path in paths:
        with pyarrow.memory_map(str(path)) as file:
            for field in ipc.open_file(file).schema:
                known = agreed.get(field.name, field)
                agreed[field.name] = known if known.equals(field, check_metadata=True) else _common(known, field)
    return pyarrow.schema(list(agreed.values()))


def cast(table: pyarrow.Table, schema: pyarrow.Schema) -> pyarrow.Table:
    """Convert the fields of a part to the common schema."""
    columns = []
    for field in schema:
        if field.name not in table.column_names:
            columns.append(pyarrow.nulls(table.num_rows, field.type))
            continue
        column, mine = table.column(field.name), table.schema.field(field.name)
        if _is_json(field) and not _is_json(mine):
            columns.append(pyarrow.array([_json_or_null(one) for one in column.to_pylist()], pyarrow.string()))
        else:
            columns.append(column if column.type == field.type else column.cast(field.type))
    return pyarrow.table(columns, schema=schema.remove_metadata()) if columns else table


def _table(records: Sequence[Record]) -> pyarrow.Table:
    """Return the fields as a table: rows of Arrow tables keep their types, other types are inferred from the values."""
    names = list(dict.fromkeys(name for record in records for name in record.fields))
    if not records or any(record.row is None for record in records):
        made = {name: _inferred([record.fields.get(name) for record in records]) for name in names}
    else:
        made = {name: (column, {}) for name, column in _of_rows([record.row for record in records if record.row])}
    fields = [pyarrow.field(name, column.type, metadata=mark) for name, (column, mark) in made.items()]
    return pyarrow.table([column for column, _ in made.values()], schema=pyarrow.schema(fields))


def _of_rows(rows: Sequence[Row]) -> Iterable[tuple[str, Any]]:
    tables = {id(row.table): row.table for row in rows}
    taken = [
        table.take(pyarrow.array([row.number for row in rows if row.table is table], pyarrow.int64()))
        for table in tables.values()
    ]
    whole = pyarrow.concat_tables(taken)
    return zip(whole.column_names, whole.columns, strict=True)


def _inferred(values: list[Any]) -> tuple[Any, dict[bytes, bytes]]:
    """Infer a column from JSON values; values of several types are kept as JSON."""
    try:
        column = pyarrow.array(values)
        if not _has_empty_struct(column.type):
            return column, EXACT_MARK if _is_exact(column) else {}
    except (pyarrow.ArrowException, UnicodeEncodeError, OverflowError):
        pass
    return pyarrow.array([_json_or_null(value) for value in values], pyarrow.string()), JSON_MARK


def _json_or_null(value: object) -> str | None:
    return None if value is None else as_json({"": value})[4:-1]


def _has_empty_struct(kind: pyarrow.DataType) -> bool:
    """Return whether a type contains a struct without fields, which Parquet does not support."""
    if pyarrow.types.is_struct(kind) and not kind.num_fields:
        return True
    return any(_has_empty_struct(kind.field(number).type) for number in range(kind.num_fields))


def _is_exact(column: Any) -> bool:  # noqa: ANN401  # pyarrow has no types
    if not pyarrow.types.is_integer(column.type):
        return False
    lowest, highest = compute.min_max(column).as_py().values()
    return lowest is not None and max(-lowest, highest) > MAX_EXACT_INTEGER


def _is_json(field: pyarrow.Field) -> bool:
    return bool(field.metadata and b"json" in field.metadata)


def _common(one: pyarrow.Field, other: pyarrow.Field) -> pyarrow.Field:
    """Return a field that can represent the values of both without loss."""
    name, exact = one.name, any(field.metadata and b"exact" in field.metadata for field in (one, other))
    mark = EXACT_MARK if exact else None
    if one.type == other.type and _is_json(one) == _is_json(other):
        return pyarrow.field(name, one.type, metadata=JSON_MARK if _is_json(one) else mark)
    if pyarrow.types.is_null(one.type) or pyarrow.types.is_null(other.type):
        typed = other if pyarrow.types.is_null(one.type) else one
        return pyarrow.field(name, typed.type, metadata=typed.metadata)
    bare = [pyarrow.field(name, _without_dictionary(field.type)) for field in (one, other)]
    try:
        both = pyarrow.unify_schemas([pyarrow.schema([field]) for field in bare], promote_options="permissive")
        kind = both.field(0).type
    except pyarrow.ArrowException:
        kind = None
    lossy = kind is None or any(_may_lose(field.type, kind, exact) for field in bare)
    if _is_json(one) or _is_json(other) or lossy:
        return pyarrow.field(name, pyarrow.string(), metadata=JSON_MARK)
    return pyarrow.field(name, kind, metadata=mark)


def _without_dictionary(kind: pyarrow.DataType) -> pyarrow.DataType:
    return kind.value_type if pyarrow.types.is_dictionary(kind) else kind


def _may_lose(kind: pyarrow.DataType, wider: pyarrow.DataType, exact: bool) -> bool:
    """Return whether widening a type may change values: integers as doubles, if they are large or nested."""
    if pyarrow.types.is_integer(kind) and pyarrow.types.is_floating(wider):
        return exact
    if pyarrow.types.is_nested(kind) and kind != wider:
        return "double" in str(wider) and "int" in str(kind)
    return False
