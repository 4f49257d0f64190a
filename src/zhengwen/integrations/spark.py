"""Spark: a function for `DataFrame.mapInPandas`, which every executor runs in its own Python.

clean = CleanRows("text")
cleaned = frame.mapInPandas(clean, clean.schema(frame))
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas
from pyspark.sql import DataFrame
from pyspark.sql.types import StringType, StructField, StructType

from zhengwen.integrations._values import Values
from zhengwen.pipeline import Pipeline


class CleanRows:
    """Cleans a column of each batch of rows. Instances can be pickled; executors need zhengwen installed.

    Args:
        column: the name of the column, of strings or binary; cleaned it is strings.
        ledger: the name of a new column for each page's ledger; `None` for no such column.
        pipeline: the pipeline to use; by default, `Pipeline.default()`.
        unsafe: also apply fixes that are only probably right.
    """

    def __init__(
        self,
        column: str = "text",
        *,
        ledger: str | None = "ledger",
        pipeline: Pipeline | None = None,
        unsafe: bool = False,
    ) -> None:
        self.column = column
        self.ledger = ledger
        self.values = Values(pipeline, unsafe=unsafe)

    def __repr__(self) -> str:
        return f"CleanRows({self.column!r}, ledger={self.ledger!r})"

    def schema(self, frame: DataFrame) -> StructType:
        """Return the schema of the cleaned frame.

        Raises:
            KeyError: the frame has no such column, or already has a column with the name of the ledger.
        """
        names = frame.columns
        if self.column not in names:
            raise KeyError(f"no column {self.column!r}; the columns are {', '.join(map(repr, names))}")
        if self.ledger in names:
            raise KeyError(f"the column {self.ledger!r} already exists; use another name for the ledger")
        fields = [
            StructField(one.name, StringType(), one.nullable) if one.name == self.column else one
            for one in frame.schema.fields
        ]
        return StructType(fields if self.ledger is None else [*fields, StructField(self.ledger, StringType())])

    def __call__(self, batches: Iterable[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        """Yield the batches with their pages cleaned.

        Raises:
            TypeError: a value is neither `str` nor `bytes`.
        """
        for rows in batches:
            values = (bytes(one) if isinstance(one, bytearray) else one for one in rows[self.column])
            stored = list(self.values.stored(values))
            changed = {self.column: [None if one is None else one.text for one in stored]}
            if self.ledger is not None:
                changed[self.ledger] = [None if one is None else one.ledger for one in stored]
            yield rows.assign(**changed)
