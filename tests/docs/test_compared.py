"""What `docs/compared.md` says of zhengwen is still so; the columns of the others are made by the program alone."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "tests" / "benchmarks" / "compare_features.py"
NEEDS = {
    "reads JSON Lines": "pyarrow",
    "reads Parquet": "pyarrow",
    "reads WARC": "fastwarc",
    "checks again when a file changes": "watchfiles",
    "a language server for editors": "pygls",
}

specification = importlib.util.spec_from_file_location("compare_features", PROGRAM)
assert specification is not None
assert specification.loader is not None
program = importlib.util.module_from_spec(specification)
sys.modules["compare_features"] = program
specification.loader.exec_module(program)

SHOWN = dict(
    re.findall(r"^\| (.+?) \|.*\| (yes|–) \|$", (ROOT / "docs" / "compared.md").read_text("utf-8"), re.MULTILINE)
)
PROBES = {name: probe for rows in program.ROWS.values() for name, probe in rows.items()}


def test_every_row_is_in_the_table() -> None:
    assert list(SHOWN) == list(PROBES)


@pytest.mark.parametrize("name", [name for name in PROBES if SHOWN.get(name) == "yes"])
def test_what_the_table_says_of_zhengwen_is_so(name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    (own,) = [tool for tool in program.TOOLS if tool.name == "zhengwen"]
    assert program.decide(PROBES[name], own).does
