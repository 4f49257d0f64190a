"""Polars: expressions that clean a column of pages.

>>> import polars
>>> frame = polars.DataFrame({"text": ["截至20225月，全部完成。"]})
>>> frame.with_columns(clean("text"))["text"][0]
'截至2022年5月，全部完成。'
"""

from __future__ import annotations

import polars

from zhengwen.integrations._values import Values
from zhengwen.pipeline import Pipeline

ROW = polars.Struct({"text": polars.String, "ledger": polars.String})


def clean(column: str | polars.Expr, *, pipeline: Pipeline | None = None, unsafe: bool = False) -> polars.Expr:
    """Clean a column, keeping its name; missing values stay missing.

    Args:
        column: pages, as text or as bytes.
        pipeline: the pipeline to use; by default, `Pipeline.default()`.
        unsafe: also apply fixes that are only probably right.

    Raises:
        TypeError: a value is neither `str` nor `bytes` (raised when the expression is run).
    """
    values = Values(pipeline, unsafe=unsafe)

    def texts(series: polars.Series) -> polars.Series:
        return polars.Series(series.name, values.texts(series), polars.String)

    return _expression(column).map_batches(texts, return_dtype=polars.String, is_elementwise=True)


def inspect(column: str | polars.Expr, *, pipeline: Pipeline | None = None, unsafe: bool = False) -> polars.Expr:
    """Clean a column into structs of `text` and `ledger`; arguments as for `clean`."""
    values = Values(pipeline, unsafe=unsafe)

    def rows(series: polars.Series) -> polars.Series:
        stored = [None if one is None else one._asdict() for one in values.stored(series)]
        return polars.Series(series.name, stored, ROW)

    return _expression(column).map_batches(rows, return_dtype=ROW, is_elementwise=True)


def _expression(column: str | polars.Expr) -> polars.Expr:
    return polars.col(column) if isinstance(column, str) else column
