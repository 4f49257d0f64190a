"""DuckDB: SQL functions that clean a column of pages.

>>> import duckdb
>>> connection = duckdb.connect()
>>> register(connection)
>>> connection.sql("select zhengwen_clean('截至20225月，全部完成。')").fetchall()[0][0]
'截至2022年5月，全部完成。'
"""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow
from duckdb import DuckDBPyConnection

from zhengwen.integrations._values import Values
from zhengwen.pipeline import Pipeline

BATCH = pyarrow.struct([("text", pyarrow.string()), ("ledger", pyarrow.string())])


def register(
    connection: DuckDBPyConnection,
    *,
    prefix: str = "zhengwen",
    column_type: str = "VARCHAR",
    pipeline: Pipeline | None = None,
    unsafe: bool = False,
) -> None:
    """Add the functions `zhengwen_clean`, which returns texts, and `zhengwen_inspect`, which returns structs.

    A struct has the fields `text` and `ledger`. Missing values stay missing.

    Args:
        connection: the connection that gets the functions.
        prefix: what their names begin with; two pipelines need two.
        column_type: the type of the pages: `VARCHAR` or `BLOB`.
        pipeline: the pipeline to use; by default, `Pipeline.default()`.
        unsafe: also apply fixes that are only probably right.
    """
    values = Values(pipeline, unsafe=unsafe)

    def texts(pages: pyarrow.ChunkedArray) -> pyarrow.Array:
        return pyarrow.array(values.texts(pages.to_pylist()), pyarrow.string())

    def rows(pages: pyarrow.ChunkedArray) -> pyarrow.Array:
        stored = [None if one is None else one._asdict() for one in values.stored(pages.to_pylist())]
        return pyarrow.array(stored, BATCH)

    given = [duckdb.sqltype(column_type)]
    struct = duckdb.struct_type({"text": "VARCHAR", "ledger": "VARCHAR"})
    create: Any = (
        connection.create_function
    )  # its types know an enumeration for 'arrow' that has moved between releases
    create(f"{prefix}_clean", texts, given, duckdb.sqltype("VARCHAR"), type="arrow")
    create(f"{prefix}_inspect", rows, given, struct, type="arrow")
