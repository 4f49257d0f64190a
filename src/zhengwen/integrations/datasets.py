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
    """Clean a column of a batch; give it to `Dataset.map(…, batched=True)`, with `num_proc` as you like.

    A column of bytes stays one: the cleaned pages are UTF-8 there, for `map` keeps the types of columns.

    Args:
        column: the name of the column, of text or of bytes.
        ledger: the name of the column that gets each page's ledger, from which `zhengwen.Ledger.loads(…).restore(text)`
            makes the page as it was; `None` leaves it out.
        pipeline: what cleans a page; the default pipeline where it is `None`.
        unsafe: apply the fixes that are probably right, too.
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

    def __call__(self, batch: Mapping[str, Sequence[Any]]) -> dict[str, list[str | None]]:
        """The columns that change.

        Raises:
            KeyError: the batch has no such column, or has the ledger's already.
            TypeError: a value is neither `str` nor `bytes`, or `map` was not told `batched=True`, or the data set has
                the format `arrow`.
        """
        if hasattr(batch, "schema") and hasattr(batch, "combine_chunks"):
            raise TypeError("Dataset.map needs another format than arrow here: dataset.with_format(None)")
        if self.column not in batch:
            raise KeyError(f"no column {self.column!r}; there are {', '.join(map(repr, batch))}")
        if self.ledger is not None and self.ledger in batch:
            raise KeyError(f"there is a column {self.ledger!r} already; name another one for the ledger")
        if isinstance(batch[self.column], (str, bytes)):
            raise TypeError("Dataset.map needs batched=True here")
        stored = list(self.values.stored(batch[self.column]))
        columns = {self.column: [None if one is None else one.text for one in stored]}
        if self.ledger is not None:
            columns[self.ledger] = [None if one is None else one.ledger for one in stored]
        return columns
