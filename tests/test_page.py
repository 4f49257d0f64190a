"""The views of a page: each agrees with a slow, simple computation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwen import data
from zhengwen.page import CHARSETS, IN_BOTH_CHARSETS, Page
from zhengwen.text.char_search import among
from zhengwen.text.legacy_charset_coverage import MAX_OUTSIDE, SIMPLIFIED, TRADITIONAL, repertoire

SEEN = "]^-\\第一条国務发發后後里—·“”，。\n \u200b\u00a0喆ÖÐ\ud800😀Ａa1"
TEXTS = st.text(st.sampled_from(SEEN) | st.characters(), max_size=200)


def _lacks(charset: str, character: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return character != "—"
    return False


@given(TEXTS)
def test_the_repertoire_lists_every_character_that_its_charset_lacks(text: str) -> None:
    known = repertoire(text)
    lacking = {one for one in text if _lacks(known.charset, one)}
    if known.outside is None:
        assert len(lacking) > MAX_OUTSIDE
    else:
        assert known.outside == lacking


@given(TEXTS)
def test_a_script_counts_none_only_where_no_character_of_it_stands(text: str) -> None:
    page = Page(text)
    standing = [len(data.characters(f"script/{script}-only") & set(text)) for script in CHARSETS]
    assert not any(there and not counted for counted, there in zip(page.script, standing, strict=True))
    other = 1 if page.repertoire.charset == SIMPLIFIED else 0
    assert page.script[other] == standing[other]


@given(TEXTS, st.sets(st.sampled_from(SEEN)))
def test_characters_are_those_of_the_text_however_they_are_asked_for(text: str, sought: set[str]) -> None:
    assert among(text, frozenset(sought)) == sought & set(text)
    page = Page(text)
    assert page.characters == set(text)
    for script in CHARSETS:
        assert (
            page.only_in(script) == Page(text).only_in(script) == data.characters(f"script/{script}-only") & set(text)
        )


@pytest.mark.parametrize(
    ("charset", "table"), [(SIMPLIFIED, "script/traditional-only"), (TRADITIONAL, "script/simplified-only")]
)
def test_the_characters_that_a_charset_shares_with_the_other_script_are_listed(charset: str, table: str) -> None:
    assert set(data.listed(IN_BOTH_CHARSETS[charset])) == {
        one for one in data.characters(table) if not _lacks(charset, one)
    }


@given(TEXTS)
def test_line_texts_and_lines_agree(text: str) -> None:
    page = Page(text)
    assert [line.text for line in page.lines] == page.line_texts == text.split("\n")
    assert all(text[line.start : line.end] == line.text for line in page.lines)
    assert page.ascii == "".join(filter(str.isascii, text))
