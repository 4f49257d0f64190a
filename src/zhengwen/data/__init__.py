"""Tables and lexicons; the `*.provenance.md` beside them say where each came from. They are read on first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


def read(name: str) -> str:
    """The text of one table."""
    return (HERE / name).read_text(encoding="utf-8")


@cache
def characters(name: str) -> frozenset[str]:
    """The characters of a table that is a plain run of characters, lines only for the reader."""
    return frozenset(read(f"{name}.txt").replace("\n", ""))


@cache
def listed(name: str) -> str:
    """The characters of one list of `characters.txt`, in the order of the file."""
    return _lists()[name]


@cache
def _lists() -> dict[str, str]:
    rows = (line.split("\t") for line in read("characters.txt").splitlines() if line and not line.startswith("#"))
    return dict(rows)


@cache
def words(name: str) -> frozenset[str]:
    """The words of a table with one word a line; empty lines and lines that begin with `#` do not count."""
    lines = (line.strip() for line in read(f"{name}.txt").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
