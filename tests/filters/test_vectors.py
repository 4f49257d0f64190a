"""Every vector of every rule, and what their labels and sources say."""

import re
from pathlib import Path

import pytest

from zhengwen.testing import Vector, check_batch, load

VECTORS = load(Path(__file__).parent)
RUNNING_NUMBER = re.compile(r"(?:(?<!\d)[:(#]\s?|\bcase )\d{1,3}\)?$")
MIN_IN_THE_WILD = 60  # a rule that rests on invented text alone finds invented faults


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_vector_holds(vector: Vector) -> None:
    vector.check()


def test_pages_come_out_the_same_alone_and_in_a_shuffled_batch() -> None:
    check_batch(VECTORS)


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_label_says_the_reason(vector: Vector) -> None:
    assert not RUNNING_NUMBER.search(vector.label)
    assert not vector.label.startswith("not ") or " because " in vector.label


def test_real_texts_are_the_source_of_many_vectors() -> None:
    wild = [vector for vector in VECTORS if vector.source.startswith("in the wild")]
    assert len(wild) >= MIN_IN_THE_WILD
