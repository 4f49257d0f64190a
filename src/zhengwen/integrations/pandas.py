"""pandas: functions that clean a column of pages.

>>> import pandas
>>> clean(pandas.Series(["截至20225月，全部完成。"]))[0]
'截至2022年5月，全部完成。'
"""

from __future__ import annotations

import pandas

from zhengwen.integrations._values import Values
from zhengwen.pipeline import Pipeline


def clean(column: pandas.Series, *, pipeline: Pipeline | None = None, unsafe: bool = False) -> pandas.Series:
    """Clean a column, keeping its index and name; missing values stay missing.

    Args:
        column: pages, as text or as bytes.
        pipeline: the pipeline to use; by default, `Pipeline.default()`.
        unsafe: also apply fixes that are only probably right.

    Raises:
        TypeError: `column` is not a `Series`, or a value is neither `str` nor `bytes`.
    """
    texts = Values(pipeline, unsafe=unsafe).texts(_checked(column))
    dtype = column.dtype if _holds_text(column.dtype) else None
    return pandas.Series(texts, index=column.index, name=column.name, dtype=dtype)


def inspect(column: pandas.Series, *, pipeline: Pipeline | None = None, unsafe: bool = False) -> pandas.DataFrame:
    """Clean a column into a frame with the columns `text` and `ledger`; arguments as for `clean`.

    Raises:
        TypeError: `column` is not a `Series`, or a value is neither `str` nor `bytes`.
    """
    rows = [one or (None, None) for one in Values(pipeline, unsafe=unsafe).stored(_checked(column))]
    return pandas.DataFrame(rows, index=column.index, columns=["text", "ledger"])


def _checked(column: pandas.Series) -> pandas.Series:
    if not isinstance(column, pandas.Series):
        raise TypeError(f"expected a column, pandas.Series, as frame['text'] is, not {type(column).__name__}")
    return column


def _holds_text(dtype: object) -> bool:
    """Return whether a column of this type can hold the cleaned text, so that its type is kept."""
    if isinstance(dtype, pandas.ArrowDtype):
        return "string" in str(dtype.pyarrow_dtype)
    return isinstance(dtype, pandas.StringDtype)
