"""The command line of the programs that make tables: the paths that they take, and `--help`."""

from __future__ import annotations

import argparse
from pathlib import Path


def paths(description: str | None, *names: str, more: str = "") -> list[Path]:
    """The paths given on the command line: one for each name, then any number of `more`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in names:
        parser.add_argument(name, metavar=name.upper(), type=Path)
    if more:
        parser.add_argument("more", metavar=more.upper(), type=Path, nargs="*")
    given = parser.parse_args()
    return [*(getattr(given, name) for name in names), *getattr(given, "more", ())]
