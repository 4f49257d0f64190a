"""Cleans the values of a column: shared by the integrations with table libraries."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator

from zhengwen.ledger import Ledger, stored
from zhengwen.pipeline import Pipeline
from zhengwen.result import Cleaned, Stored


class NotTextWarning(UserWarning):
    """Says that values of a column are no text (an image, an archive, bytes at random), and are left as they are."""


class Values:
    """Cleans the values of a text column. Instances can be pickled.

    Args:
        pipeline: the pipeline to use; by default, `Pipeline.default()`.
        unsafe: also apply fixes that are only probably right.
    """

    def __init__(self, pipeline: Pipeline | None = None, *, unsafe: bool = False) -> None:
        self.pipeline = Pipeline.default() if pipeline is None else pipeline
        self.unsafe = unsafe

    def __repr__(self) -> str:
        return f"<Values cleaned by {self.pipeline!r}{', unsafe fixes too' if self.unsafe else ''}>"

    def stored(self, values: Iterable[object]) -> Iterator[Stored | None]:
        """Yield each cleaned value with its ledger; missing values stay missing.

        A value that is not text is left as it is, as far as a column of text can hold it, and its ledger gives its
        bytes back; a `NotTextWarning` says how many there are.

        Raises:
            TypeError: a value is neither `str` nor `bytes`; the message has its index.
        """
        not_text: list[int] = []
        for number, value in enumerate(values):
            if isinstance(value, (str, bytes)):
                cleaned = self.pipeline.run(value, unsafe=self.unsafe)
                if not cleaned.is_text:
                    not_text.append(number)
                yield cleaned.stored() if cleaned.is_text else as_it_was(cleaned)
            elif _is_missing(value):
                yield None
            else:
                raise TypeError(f"value {number} of the column is {type(value).__name__}; a page is str or bytes")
        if not_text:
            warnings.warn(
                f"{len(not_text)} values are not text (E002), and left as they are; the first is value {not_text[0]}",
                NotTextWarning,
                stacklevel=2,
            )

    def texts(self, values: Iterable[object]) -> list[str | None]:
        """Return the cleaned values; missing values stay missing.

        Raises:
            TypeError: a value is neither `str` nor `bytes`; the message has its index.
        """
        return [None if one is None else one.text for one in self.stored(values)]


def as_it_was(cleaned: Cleaned) -> Stored:
    """Return a page as it was read, with the ledger that gives its bytes back."""
    return Stored(*stored(cleaned.original, Ledger((), cleaned.ledger.decoding, cleaned.ledger.html)))


def _is_missing(value: object) -> bool:
    """Return whether a value is None, NaN, NaT or pandas' NA: the last three are not equal to themselves."""
    if value is None:
        return True
    try:
        return bool(value != value)  # true for NaN and NaT only; NA raises TypeError
    except TypeError:
        return type(value).__name__ == "NAType"
