from pathlib import Path

import pytest

from zhengwen.testing import Vector, check_batch, load

VECTORS = load(Path(__file__).parent)


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_vector_holds(vector: Vector) -> None:
    vector.check()


def test_pages_come_out_the_same_alone_and_in_a_shuffled_batch() -> None:
    check_batch(VECTORS)
