"""pandas: a column of pages, cleaned.

>>> import pandas
>>> clean(pandas.Series(["截至20225月，全部完成。"]))[0]
'截至2022年5月，全部完成。'
"""

from __future__ import annotations

import pandas

from zhengwen.integrations._values import Values
from zhengwen.pipeline import Pipeline


def clean(column: pandas.Series, *, pipeline: Pipeline | None = None, unsafe: bool = False) -> pandas.Series:
    """The column cleaned, with its index and name; missing values stay missing.

    Args:
        column: pages, as text or as bytes.
        pipeline: what cleans a page; the default pipeline where it is `None`.
        unsafe: apply the fixes that are probably right, too.

    Raises:
        TypeError: it is no column, or a value is neither `str` nor `bytes`.
    """
    texts = Values(pipeline, unsafe=unsafe).texts(_checked(column))
    dtype = column.dtype if _holds_text(column.dtype) else None
    return pandas.Series(texts, index=column.index, name=column.name, dtype=dtype)


def inspect(column: pandas.Series, *, pipeline: Pipeline | None = None, unsafe: bool = False) -> pandas.DataFrame:
    """The column cleaned, in two: `text` and `ledger`; arguments as for `clean`.

    Raises:
        TypeError: it is no column, or a value is neither `str` nor `bytes`.
    """
    rows = [one or (None, None) for one in Values(pipeline, unsafe=unsafe).stored(_checked(column))]
    return pandas.DataFrame(rows, index=column.index, columns=["text", "ledger"])


def _checked(column: pandas.Series) -> pandas.Series:
    if not isinstance(column, pandas.Series):
        raise TypeError(f"a column is a pandas.Series, as frame['text'] is, not {type(column).__name__}")
    return column


def _holds_text(dtype: object) -> bool:
    """Whether a column of this type takes text, and so keeps it."""
    if isinstance(dtype, pandas.ArrowDtype):
        return "string" in str(dtype.pyarrow_dtype)
    return isinstance(dtype, pandas.StringDtype)
