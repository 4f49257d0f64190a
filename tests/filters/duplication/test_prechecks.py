"""The cheap questions of the duplication filters: where one says no, the judge behind it finds nothing."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.filters.duplication.test_repeated_body import sentences, shapes

from zhengwen.filters.duplication import _repeated_lines, repeated_paragraph
from zhengwen.filters.duplication._copies import examined
from zhengwen.filters.duplication._normalized_text import Flat
from zhengwen.filters.duplication._prechecks import may_hold_copies, may_hold_teaser
from zhengwen.filters.duplication._repeated_runs import repeated_runs
from zhengwen.filters.duplication._teaser import teasers
from zhengwen.page import Page
from zhengwen.testing import load

HERE = Path(__file__).parent
REAL = HERE.parents[3] / "shared/data/real-texts/texts.jsonl"


def check(page: Page) -> None:
    if not may_hold_copies(page) and not repeated_runs(page):
        assert not examined(Flat(page)).copies
    if not may_hold_teaser(page):
        assert not list(teasers(page))
    if not list(repeated_paragraph.find(page)):
        assert not list(_repeated_lines.findings(page))


def pages() -> Iterator[str]:
    yield from (vector.original for vector in load(HERE) if isinstance(vector.original, str))


def test_vectors() -> None:
    for text in pages():
        check(Page(text))


@pytest.mark.skipif(not REAL.exists(), reason="../shared is absent")
def test_real_texts() -> None:
    for line in REAL.read_text(encoding="utf-8").splitlines()[::4]:
        check(Page(json.loads(line)["text"]))


@given(seed=st.integers(0, 10_000), count=st.integers(4, 14), shape=st.integers(0, 7), slips=st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_made_pages(seed: int, count: int, shape: int, slips: int) -> None:
    text = shapes("关于近期重点工作进展情况的通报", sentences(seed, count), 90)[shape]
    choose = random.Random(seed)
    for _ in range(slips):
        at = choose.randrange(len(text))
        text = text[:at] + choose.choice("的在鱻，") + text[at + 1 :]
    check(Page(text))
