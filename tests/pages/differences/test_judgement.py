"""What a difference between two copies is, from cases that are data, with both sides of each kind."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from zhengwen.pages.differences.judgement import Kind, Side, judge

CASES = tomllib.loads((Path(__file__).parent / "judgement.toml").read_text(encoding="utf-8"))["case"]


def label(case: dict[str, Any]) -> str:
    return str(case["label"])


@pytest.mark.parametrize("case", CASES, ids=label)
def test_difference_is_of_its_kind(case: dict[str, Any]) -> None:
    told = judge(case["before"], case["first"], case["second"], case["after"])
    assert told.kind is Kind[case["kind"]], told.reason
    assert told.reason
    if "worse" in case:
        assert told.worse is Side[case["worse"]]


@pytest.mark.parametrize("case", CASES, ids=label)
def test_sides_may_be_changed(case: dict[str, Any]) -> None:
    one = judge(case["before"], case["first"], case["second"], case["after"])
    other = judge(case["before"], case["second"], case["first"], case["after"])
    assert one.kind is other.kind
    assert one.worse is (other.worse.other if other.worse else None)
    assert one.reason == other.reason


def test_every_kind_has_cases() -> None:
    assert {case["kind"] for case in CASES} == {kind.name for kind in Kind}
