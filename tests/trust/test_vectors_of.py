"""The vectors of one family, which `mutate.py` names: what all other families say of its mutants takes too long."""

from pathlib import Path

import pytest

from zhengwen.testing import Vector, load

NAMED = Path(__file__).with_name("family.txt")
FAMILY = NAMED.read_text(encoding="utf-8") if NAMED.exists() else ""
VECTORS = [one for one in load(Path(__file__).parents[1] / "filters") if FAMILY and one.rule.startswith(FAMILY)]


@pytest.mark.parametrize("vector", VECTORS, ids=map(str, range(len(VECTORS))))  # as mutmut can name them
def test_vector_holds(vector: Vector) -> None:
    vector.check()
