"""The dictionaries of OpenCC, as files of the installed distribution `opencc-python-reimplemented`.

Its module is not imported: `opencc` is the name of another distribution's module, too, and its converter is slow.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

DISTRIBUTION = "opencc-python-reimplemented"


class MissingDictionaryError(RuntimeError):
    """A dictionary that a conversion needs is not installed."""


class Phrases(NamedTuple):
    """Phrases and what each becomes, the characters they begin with, and the length of the longest."""

    table: dict[str, str]
    first: frozenset[str]
    longest: int

    def at(self, text: str, at: int) -> str:
        """The longest phrase that begins at a place, or nothing."""
        if at >= len(text) or text[at] not in self.first:
            return ""
        sizes = range(min(self.longest, len(text) - at), 1, -1)
        return next((text[at : at + size] for size in sizes if text[at : at + size] in self.table), "")


@cache
def phrases(name: str) -> Phrases:
    """A table of phrases, in Taiwan's forms; those that change their length are left out."""
    forms = {ord(one): other for one, other in characters("TWVariants").items()} if name.startswith("ST") else {}
    table = {key: values[0].translate(forms) for key, values in _rows(name) if len(key) == len(values[0]) > 1}
    return Phrases(table, frozenset(key[0] for key in table), max(map(len, table), default=0))


@cache
def characters(name: str) -> dict[str, str]:
    """A table of characters: for each the form it takes when nothing tells more."""
    return {key: values[0] for key, values in _rows(name)}


def _rows(name: str) -> list[tuple[str, list[str]]]:
    lines = (line.partition("\t") for line in _path(name).read_text(encoding="utf-8").splitlines() if "\t" in line)
    return [(key, values.split(" ")) for key, _, values in lines]


def _path(name: str) -> Path:
    """Where a dictionary lies.

    Raises:
        MissingDictionaryError: the distribution is not installed, or another one has taken the place of its files.
    """
    try:
        path = Path(str(distribution(DISTRIBUTION).locate_file(f"opencc/dictionary/{name}.txt")))
    except PackageNotFoundError:
        path = Path()
    if not path.is_file():
        raise MissingDictionaryError(
            f"Conversion between scripts needs the dictionary {name}.txt of {DISTRIBUTION}, which is not there: "
            f"install {DISTRIBUTION} anew, and not beside the distribution OpenCC, whose module has the same name."
        )
    return path
