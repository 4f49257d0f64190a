"""The cheap questions of the spam filters: where one says no, the judge behind it finds nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengwen.filters.spam._blocks import blocks_among
from zhengwen.filters.spam._candidates import every_open_ended, open_ended
from zhengwen.filters.spam._phrases import phrases
from zhengwen.filters.spam._solicitation import bounds, passage
from zhengwen.filters.spam.spam_sentence import judged_passage, signs_in
from zhengwen.finding import Finding
from zhengwen.page import Page
from zhengwen.testing import load

HERE = Path(__file__).parent
REAL = HERE.parents[3] / "shared/data/real-texts/texts.jsonl"
SAID = [literal.replace("…", "") for section in phrases().values() for phrase in section for literal in phrase.literals]
PARTS = [
    "代开发票",
    "办假证",
    "老虎机",
    "百家乐",
    "无痛人流",
    "13800138000",
    "hg93781.cc",
    "，",
    "。",
    "\n",
    "县水利局",
    "应当",
]


def judged_sentences(page: Page) -> Iterator[Finding]:
    """What the judge says of each sentence of a page, wherever no sign stands."""
    place = 0
    while place < len(page.text):
        sentence = bounds(page.text, place)
        for said in (sentence, passage(page.text, sentence)):
            found = judged_passage(page, said)
            if found is not None:
                yield found
        place = max(sentence.stop, place) + 1


def check(text: str) -> None:
    page = Page(text)
    if not list(signs_in(page)):
        assert not list(judged_sentences(page))
    if open_ended(page) is None:
        assert not [block for block in blocks_among(page, every_open_ended(page)) if block.certain]


def test_vectors() -> None:
    for vector in load(HERE):
        if isinstance(vector.original, str):
            check(vector.original)


@pytest.mark.skipif(not REAL.exists(), reason="../shared is absent")
def test_real_texts() -> None:
    for line in REAL.read_text(encoding="utf-8").splitlines()[::25]:
        check(json.loads(line)["text"])


@given(st.lists(st.sampled_from([*SAID, *PARTS]), max_size=12))
@settings(max_examples=300, deadline=None)
def test_made_pages(parts: list[str]) -> None:
    check("".join(parts))
