"""The values of a column, cleaned one by one: what all wrappers of tables have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhengwen.pipeline import Pipeline
from zhengwen.result import Stored


class Values:
    """Cleans the values of a text column. Travels to other processes.

    Args:
        pipeline: what cleans a page; the default pipeline where it is `None`.
        unsafe: apply the fixes that are probably right, too.
    """

    def __init__(self, pipeline: Pipeline | None = None, *, unsafe: bool = False) -> None:
        self.pipeline = Pipeline.default() if pipeline is None else pipeline
        self.unsafe = unsafe

    def stored(self, values: Iterable[object]) -> Iterator[Stored | None]:
        """The values cleaned, each with its ledger; a missing value stays missing.

        Raises:
            TypeError: a value is neither `str` nor `bytes`; the message says which one.
        """
        for number, value in enumerate(values):
            if isinstance(value, (str, bytes)):
                yield self.pipeline.run(value, unsafe=self.unsafe).stored()
            elif _is_missing(value):
                yield None
            else:
                raise TypeError(f"value {number} of the column is {type(value).__name__}; a page is str or bytes")

    def texts(self, values: Iterable[object]) -> list[str | None]:
        """The values cleaned.

        Raises:
            TypeError: a value is neither `str` nor `bytes`; the message says which one.
        """
        return [None if one is None else one.text for one in self.stored(values)]


def _is_missing(value: object) -> bool:
    """Whether a value is None, NaN, NaT or pandas' NA: all that are not equal to themselves, or will not say."""
    if value is None:
        return True
    try:
        return bool(value != value)  # true of NaN alone
    except TypeError:
        return type(value).__name__ == "NAType"
