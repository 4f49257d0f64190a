"""Daft: expressions that clean a column of pages, on one machine or a cluster.

>>> import daft
>>> frame = daft.from_pydict({"text": ["截至20225月，全部完成。"]})
>>> frame.with_column("text", clean(daft.col("text"))).to_pydict()["text"][0]
'截至2022年5月，全部完成。'
"""

from __future__ import annotations

from typing import Any

import daft
from daft import DataType, Expression, Series

from zhengwen.integrations._values import Values
from zhengwen.pipeline import Pipeline

ROW = DataType.struct({"text": DataType.string(), "ledger": DataType.string()})


def clean(column: Expression, *, pipeline: Pipeline | None = None, unsafe: bool = False) -> Expression:
    """Clean a column in separate processes; missing values stay missing.

    Args:
        column: pages, as text or binary.
        pipeline: the pipeline to use; by default, `Pipeline.default()`.
        unsafe: also apply fixes that are only probably right.

    Raises:
        TypeError: a value is neither `str` nor `bytes` (raised when the plan is run).
    """
    values = Values(pipeline, unsafe=unsafe)

    @daft.func.batch(return_dtype=DataType.string(), use_process=True)
    def zhengwen_clean(pages: Series) -> list[str | None]:
        return values.texts(pages.to_pylist())

    expression: Expression = zhengwen_clean(column)
    return expression


def inspect(column: Expression, *, pipeline: Pipeline | None = None, unsafe: bool = False) -> Expression:
    """Clean a column into structs of `text` and `ledger`; arguments as for `clean`."""
    values = Values(pipeline, unsafe=unsafe)

    @daft.func.batch(return_dtype=ROW, use_process=True)
    def zhengwen_inspect(pages: Series) -> list[Any]:
        return [None if one is None else one._asdict() for one in values.stored(pages.to_pylist())]

    expression: Expression = zhengwen_inspect(column)
    return expression
