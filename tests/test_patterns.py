"""Checks of every pattern in the source."""

import ast
from pathlib import Path

import pytest

import zhengwen

SOURCES = sorted(Path(zhengwen.__file__).parent.rglob("*.py"))
BOUNDS = (ast.Tuple, ast.Constant)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_bound_of_a_pattern_is_taken_for_a_field_of_its_f_string(source: Path) -> None:
    """`{0,8}` in an f-string is the tuple `(0, 8)`, which compiles and matches something else."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    fields = (node for node in ast.walk(tree) if isinstance(node, ast.FormattedValue))
    bounds = [(field.lineno, ast.unparse(field.value)) for field in fields if isinstance(field.value, BOUNDS)]
    assert not bounds
