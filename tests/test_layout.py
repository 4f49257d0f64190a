"""The layout of the tests mirrors that of the source."""

from pathlib import Path

import zhengwen

TESTS = Path(__file__).parent
SOURCE = Path(zhengwen.__file__).parent
APART = {"golden", "whole_pages", "benchmarks"}  # what tests no module alone


def test_every_folder_of_tests_is_one_of_the_source() -> None:
    folders = [
        path.relative_to(TESTS) for path in TESTS.rglob("*") if path.is_dir() and "__pycache__" not in path.parts
    ]
    assert [str(one) for one in folders if one.parts[0] not in APART and not (SOURCE / one).is_dir()] == []


def test_every_family_has_its_vectors_beside_its_tests() -> None:
    families = {path.name for path in (SOURCE / "filters").iterdir() if (path / "__init__.py").exists()}
    for family in sorted(families):
        assert list((TESTS / "filters" / family).glob("*.toml")), family
