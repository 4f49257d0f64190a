"""Hugging Face datasets: a function for `Dataset.map`.

>>> from datasets import Dataset
>>> pages = Dataset.from_dict({"text": ["截至20225月，全部完成。"]})
>>> pages.map(CleanColumn("text"), batched=True)["text"][0]
'截至2022年5月，全部完成。'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhengwen.integrations._values import Values
from zhengwen.pipeline import Pipeline


class CleanColumn:
    """Cleans a column of each batch; pass it to `Dataset.map(…, batched=True)`, with any `num_proc`.

    Because `map` keeps the types of columns, a column of bytes stays one; its cleaned pages are UTF-8.

    Args:
        column: the name of the column, of text or of bytes.
        ledger: the name of a new column for each page's ledger, from which `zhengwen.Ledger.loads(…).restore(text)`
            returns the original page; `None` for no such column.
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
        return f"CleanColumn({self.column!r}, ledger={self.ledger!r})"

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[str | None]]:
        """Return the changed columns of a batch.

        Raises:
            KeyError: the batch has no such column, or already has a column with the name of the ledger.
            TypeError: a value is neither `str` nor `bytes`, `map` was called without `batched=True`, or the dataset has
                the format `arrow`.
        """
        if hasattr(batch, "schema") and hasattr(batch, "combine_chunks"):
            raise TypeError("the dataset has the format arrow, which is not supported; use dataset.with_format(None)")
        if self.column not in batch:
            raise KeyError(f"no column {self.column!r}; the columns are {', '.join(map(repr, batch))}")
        if self.ledger is not None and self.ledger in batch:
            raise KeyError(f"the column {self.ledger!r} already exists; use another name for the ledger")
        if isinstance(batch[self.column], (str, bytes)):
            raise TypeError("Dataset.map must be called with batched=True")
        stored = list(self.values.stored(batch[self.column]))
        columns = {self.column: [None if one is None else one.text for one in stored]}
        if self.ledger is not None:
            columns[self.ledger] = [None if one is None else one.ledger for one in stored]
        return columns
