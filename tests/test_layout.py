"""The layout of the tests mirrors that of the source."""

import ast
from pathlib import Path

import pytest

import zhengwen

TESTS = Path(__file__).parent
SOURCE = Path(zhengwen.__file__).parent
APART = {"golden", "whole_pages", "benchmarks", "trust", "docs"}  # what tests no module alone


def test_every_folder_of_tests_is_one_of_the_source() -> None:
    folders = [
        path.relative_to(TESTS) for path in TESTS.rglob("*") if path.is_dir() and "__pycache__" not in path.parts
    ]
    assert [str(one) for one in folders if one.parts[0] not in APART and not (SOURCE / one).is_dir()] == []


def test_every_family_has_its_vectors_beside_its_tests() -> None:
    families = {path.name for path in (SOURCE / "filters").iterdir() if (path / "__init__.py").exists()}
    for family in sorted(families):
        assert list((TESTS / "filters" / family).glob("*.toml")), family


@pytest.mark.parametrize("test", sorted(TESTS.rglob("test_*.py")), ids=lambda path: str(path.relative_to(TESTS)))
def test_module_of_tests_is_named_for_what_it_tests_or_says_what_that_is(test: Path) -> None:
    folder = SOURCE / test.parent.relative_to(TESTS)
    name = test.stem.removeprefix("test_")
    tested = [folder / f"{mark}{name}{kind}" for mark in ("", "_") for kind in (".py", "")]
    says = ast.get_docstring(ast.parse(test.read_text(encoding="utf-8")))
    assert says or any(path.exists() for path in tested)
