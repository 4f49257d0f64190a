"""What the filters of bytes and characters ask first is never wrong: no cheap no, and then a finding."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengwen import Page
from zhengwen.filters.characters import (
    controls,
    entities,
    invisible,
    odd_spaces,
    radicals,
    symbol_fonts,
    unmapped_glyphs,
    variation_selectors,
    wide_letters,
)
from zhengwen.filters.encoding import escapes, lost, mojibake, undecodable, western
from zhengwen.pages import rare_characters
from zhengwen.pages.rare_characters import Unusual
from zhengwen.testing import load

FILTERS = (
    controls, entities, invisible, odd_spaces, radicals, symbol_fonts, unmapped_glyphs, variation_selectors,
    wide_letters, escapes, lost, mojibake, undecodable, western,
)  # fmt: skip
SHARED = Path(__file__).resolve().parents[4] / "shared"
ODD = (
    "\ufeff\u200b\xad\xa0\u2002\x00\x85\r\x0c\u2028ÃÂâ€™Ã©ÖÐ¹ú锟斤拷\ufffd鏂囦欢⼀⺀金\uf0b7\uf8e7\ufe0f\U000e0100Ａｂ"
    "&nbsp;&#65;%E4%B8\\u4e2d=E4(cid:1)\udce4Р‚вЂ“╨┐"
)
PIECES = st.one_of(
    st.sampled_from(
        ["第一条　为了规范管理，", "各單位應當遵照執行。", "2022年5月10日", "\n", " ", "Windows ", "“", "”", "×‘", "─"]
    ),
    st.text(ODD, min_size=1, max_size=4),
    st.text(max_size=4),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


class Everything(Page):
    """A page that no precheck can rule out: every view of its odd characters holds all that filters ask for."""

    def view(self, make: Callable[[Page], object]) -> object:  # type: ignore[override]
        if make is rare_characters.unusual:
            seen = rare_characters.unusual_in(self.text)
            return Unusual(seen.characters + ODD, seen.places)
        return super().view(make)


def texts() -> Iterator[str]:
    for vector in load(Path(__file__).parents[1]):
        yield vector.original if isinstance(vector.original, str) else vector.fixed
    real = SHARED / "data" / "real-texts" / "texts.jsonl"
    if real.exists():
        lines = real.read_text(encoding="utf-8").splitlines()
        yield from (json.loads(line)["text"][:3000] for line in random.Random(4).sample(lines, 40))


def judged(filter_: ModuleType, text: str) -> bool:
    return list(filter_.find(Page(text))) == list(filter_.find(Everything(text)))


@pytest.mark.parametrize("filter_", FILTERS, ids=lambda one: one.__name__.rpartition(".")[2])
def test_a_page_that_is_not_looked_into_has_nothing(filter_: ModuleType) -> None:
    assert all(map(partial(judged, filter_), texts()))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_text_that_is_not_looked_into_has_anything(text: str) -> None:
    for filter_ in FILTERS:
        assert judged(filter_, text), filter_.__name__


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_whatever_is_seen_of_mojibake_lies_where_an_odd_character_stands(text: str) -> None:
    places = rare_characters.unusual_in(text).places
    for finding in (*mojibake.find(Page(text)), *western.find(Page(text))):
        start, end = text.rfind("\n", 0, finding.start) + 1, text.find("\n", finding.end)
        assert any(start <= place < (end if end >= 0 else len(text)) for place in places)
