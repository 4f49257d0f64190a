"""The fields that a run carries through: as JSON, and as Arrow columns that keep the types they had in Parquet.

Where the output is Parquet, each part has a file with its fields beside it; before the output is written, one schema is
agreed on for all of them, so that the files of the output can be read as one table.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import compute, ipc

from zhengwen.corpus.records import Record, Row
from zhengwen.files import write_atomically

SUFFIX = ".fields.arrow"
AS_JSON = {b"json": b"1"}  # values of several kinds, each written as JSON
EXACT = {b"exact": b"1"}  # integers that a float cannot hold
LARGEST = 1 << 53  # up to here a float holds every integer


def as_json(value: Mapping[str, Any]) -> str:
    """JSON that any reader and any store takes.

    Lone surrogates are escaped; dates and times are ISO 8601, decimals text, bytes Base64, durations seconds; what is
    no number (NaN, infinity) is null, since JSON has no word for it.
    """
    try:
        written = COMPACT.encode(value)
    except ValueError:
        written = json.dumps(_finite(value), ensure_ascii=False, default=_plain, separators=(",", ":"))
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(json.loads(written), separators=(",", ":"))
    return written


def _plain(value: object) -> object:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(value).decode()
    return str(value)


def _finite(value: Any) -> Any:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(one) for key, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, (list, tuple)) else value


# Made once: `json.dumps` makes a new one for every call that has options.
COMPACT = json.JSONEncoder(ensure_ascii=False, default=_plain, separators=(",", ":"), allow_nan=False)


def save(path: Path, records: Sequence[Record], text: str) -> None:
    """Write the fields of some records, the text left out but for its place among them."""
    table = _table(records)
    if text in table.column_names:
        at = table.column_names.index(text)
        table = table.set_column(at, text, pyarrow.nulls(table.num_rows, pyarrow.string()))
    sink = pyarrow.BufferOutputStream()
    with ipc.new_file(sink, table.schema, options=ipc.IpcWriteOptions(compression="zstd")) as file:
        file.write_table(table.combine_chunks())
    write_atomically(path, sink.getvalue().to_pybytes())


def load(path: Path) -> pyarrow.Table:
    """The fields that `save` wrote."""
    with pyarrow.memory_map(str(path)) as file:
        return ipc.open_file(file).read_all()


def agree(paths: Iterable[Path]) -> pyarrow.Schema:
    """One schema for the fields of all parts; a field that is of kinds that do not go together becomes JSON."""
    agreed: dict[str, pyarrow.Field] = {}
    for path in paths:
        with pyarrow.memory_map(str(path)) as file:
            for field in ipc.open_file(file).schema:
                known = agreed.get(field.name, field)
                agreed[field.name] = known if known.equals(field, check_metadata=True) else _common(known, field)
    return pyarrow.schema(list(agreed.values()))


def cast(table: pyarrow.Table, schema: pyarrow.Schema) -> pyarrow.Table:
    """The fields of a part as all parts have them."""
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
    """The fields as a table: rows of Arrow tables as they are, others by what their values are."""
    names = list(dict.fromkeys(name for record in records for name in record.fields))
    if not records or any(record.row is None for record in records):
        made = {name: _inferred([record.fields.get(name) for record in records]) for name in names}
    else:
        made = {name: (column, {}) for name, column in _of_rows([record.row for record in records if record.row])}
    fields = [pyarrow.field(name, column.type, metadata=about) for name, (column, about) in made.items()]
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
    """A column of whatever JSON had; where that is of several kinds, as JSON."""
    try:
        column = pyarrow.array(values)
        if not _has_empty(column.type):
            return column, EXACT if _is_exact(column) else {}
    except (pyarrow.ArrowException, UnicodeEncodeError, OverflowError):
        pass
    return pyarrow.array([_json_or_null(value) for value in values], pyarrow.string()), AS_JSON


def _json_or_null(value: object) -> str | None:
    return None if value is None else as_json({"": value})[4:-1]


def _has_empty(kind: pyarrow.DataType) -> bool:
    """Whether there is a struct without fields in a type: Parquet has no such thing."""
    if pyarrow.types.is_struct(kind) and not kind.num_fields:
        return True
    return any(_has_empty(kind.field(number).type) for number in range(kind.num_fields))


def _is_exact(column: Any) -> bool:  # noqa: ANN401  # pyarrow has no types
    if not pyarrow.types.is_integer(column.type):
        return False
    least, most = compute.min_max(column).as_py().values()
    return least is not None and max(-least, most) > LARGEST


def _is_json(field: pyarrow.Field) -> bool:
    return bool(field.metadata and b"json" in field.metadata)


def _common(one: pyarrow.Field, other: pyarrow.Field) -> pyarrow.Field:
    """A field that holds the values of both, each as it is."""
    name, exact = one.name, any(field.metadata and b"exact" in field.metadata for field in (one, other))
    about = EXACT if exact else None
    if one.type == other.type and _is_json(one) == _is_json(other):
        return pyarrow.field(name, one.type, metadata=AS_JSON if _is_json(one) else about)
    if pyarrow.types.is_null(one.type) or pyarrow.types.is_null(other.type):
        told = other if pyarrow.types.is_null(one.type) else one
        return pyarrow.field(name, told.type, metadata=told.metadata)
    bare = [pyarrow.field(name, _dense(field.type)) for field in (one, other)]
    try:
        both = pyarrow.unify_schemas([pyarrow.schema([field]) for field in bare], promote_options="permissive")
        kind = both.field(0).type
    except pyarrow.ArrowException:
        kind = None
    lossy = kind is None or any(_loses(field.type, kind, exact) for field in bare)
    if _is_json(one) or _is_json(other) or lossy:
        return pyarrow.field(name, pyarrow.string(), metadata=AS_JSON)
    return pyarrow.field(name, kind, metadata=about)


def _dense(kind: pyarrow.DataType) -> pyarrow.DataType:
    return kind.value_type if pyarrow.types.is_dictionary(kind) else kind


def _loses(kind: pyarrow.DataType, wider: pyarrow.DataType, exact: bool) -> bool:
    """Whether values change when a type becomes a wider one: integers as floats, where they are large or not known."""
    if pyarrow.types.is_integer(kind) and pyarrow.types.is_floating(wider):
        return exact
    if pyarrow.types.is_nested(kind) and kind != wider:
        return "double" in str(wider) and "int" in str(kind)
    return False
