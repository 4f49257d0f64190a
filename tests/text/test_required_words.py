"""Patterns are ruled out by the words they require, and never one that matches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwen.pages.forms import forms
from zhengwen.pages.line_kinds import SIFTED, kind_of
from zhengwen.text.folding import fold
from zhengwen.text.required_words import Sieve, required_words

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "pages"
LINES = [
    *(line for name in ("site-footer", "qr-caption", "dialog") for line in forms(name).values()),
    *(line for path in SAMPLES.glob("*.txt") for line in path.read_bytes().decode("utf-8", "replace").split("\n")),
]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("版权所有", {"版权所有"}),
        ("(?:隐私|版权).{0,16}声明", {"声明"}),
        ("[京沪]公网安备", {"京公网安备", "沪公网安备"}),
        ("(?:网警)+", {"网警"}),
        (r"打印\s?关机按钮", {"关机按钮"}),
        (r"\d+次|查询", {"次", "查询"}),
        (r"(?:网警)?", None),
        (r"\d\d", None),
        (r"(?=网警)\d", None),
        ("网警|", None),
    ],
)
def test_words_one_of_which_every_match_has(source: str, words: set[str] | None) -> None:
    assert required_words(source) == words


def test_letters_of_either_case_where_case_is_ignored() -> None:
    found = required_words("(?i:ICP)备")
    assert found is not None
    assert {"icp", "ICP", "Icp"} <= found
    assert required_words("ICP备") == {"ICP备"}


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyz")
def test_whatever_a_letter_matches_is_among_its_forms(letter: str) -> None:
    matched = re.findall(letter, "".join(map(chr, range(0x3000))), re.IGNORECASE)
    found = required_words(letter, re.IGNORECASE)
    assert found is not None
    assert found.issuperset(matched)


def test_no_pattern_is_ruled_out_that_matches() -> None:
    sieve = Sieve(SIFTED)
    for line in LINES:
        for text in {line, fold(line).strip()}:
            may = sieve.may_match(text)
            for number, pattern in enumerate(SIFTED):
                assert may >> number & 1 or not pattern.search(text), (pattern.pattern, text)


def test_most_patterns_are_ruled_out() -> None:
    sieve = Sieve(SIFTED)
    asked = [sieve.may_match(line).bit_count() for line in LINES if line.strip()]
    assert sum(asked) < len(asked) * len(SIFTED) / 4


@given(st.text(alphabet="ab网警版权所有0 \n", max_size=12))
def test_a_match_is_never_missed(text: str) -> None:
    patterns = [re.compile(one) for one in ("网警|版权", "(?:a|权)+所?b", "(?i:AB)|0", "[网权][警所]", "x|")]
    may = Sieve(patterns).may_match(text)
    for number, pattern in enumerate(patterns):
        assert may >> number & 1 or not pattern.search(text)


def test_half_a_character_is_no_obstacle() -> None:
    assert Sieve([re.compile("网警")]).may_match("\ud800网警") == 1
    assert kind_of("\udcff网警").value == "site footer"
