"""Which pages of a cluster are left out: only those that were compared with the page kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

pytest.importorskip("numpy")

from zhengwen.corpus.near_duplicates import Verdict
from zhengwen.corpus.near_duplicates.choosing import MAX_ROUNDS, LeaveOut, Pair, choose
from zhengwen.corpus.near_duplicates.verdicts import UNRELATED
from zhengwen.pages.differences.relations import Relation

COPY = Verdict(0.9, Relation.CORRECTED)
VERSION = Verdict(0.9, Relation.VERSION)
TEMPLATE = Verdict(0.9, Relation.TEMPLATE)


def nothing_more(pairs: Sequence[Pair]) -> Iterable[Verdict]:
    return [UNRELATED] * len(pairs)


def kept(pairs: dict[Pair, Verdict], leave_out: LeaveOut = LeaveOut(), **dates: str) -> dict[int, int]:  # noqa: B008
    when = {int(name[1:]): date for name, date in dates.items()}
    return {one: other.kept for one, other in choose(pairs, min, nothing_more, leave_out, when).items()}


def test_a_chain_is_no_cluster() -> None:
    assert kept({(0, 1): COPY, (1, 2): COPY, (2, 3): COPY}) == {1: 0, 3: 2}


def test_pages_not_compared_yet_are_judged() -> None:
    asked: list[Pair] = []

    def judge(pairs: Sequence[Pair]) -> Iterable[Verdict]:
        asked.extend(pairs)
        return [COPY] * len(pairs)

    found = choose({(0, 1): COPY, (1, 2): COPY}, min, judge, LeaveOut())
    assert {one: other.kept for one, other in found.items()} == {1: 0, 2: 0}
    assert asked == [(0, 2)]


def test_the_page_that_contains_another_is_kept() -> None:
    pairs = {(0, 1): Verdict(0.9, Relation.CONTAINED, contained=0)}
    assert kept(pairs) == {0: 1}
    assert kept(pairs, LeaveOut(contained="keep")) == {}


def test_a_page_found_to_contain_the_one_kept_takes_its_place() -> None:
    def judge(pairs: Sequence[Pair]) -> Iterable[Verdict]:
        return [Verdict(0.9, Relation.CONTAINED, contained=pair.index(0)) for pair in pairs]

    pairs = {(0, 1): COPY, (1, 2): Verdict(0.9, Relation.CONTAINED, contained=0)}
    found = choose(pairs, min, judge, LeaveOut())
    assert {one: other.kept for one, other in found.items()} == {0: 2, 1: 2}


def test_versions_stay_unless_an_older_one_is_not_wanted() -> None:
    pairs = {(0, 1): VERSION}
    assert kept(pairs, d0="2020-01-01", d1="2021-01-01") == {}
    latest = LeaveOut(versions="latest")
    assert kept(pairs, latest, d0="2020-01-01", d1="2021-01-01") == {0: 1}
    assert kept(pairs, latest, d0="2021-01-01", d1="2020-01-01") == {1: 0}
    assert kept(pairs, latest, d0="2021-01-01") == {}
    assert kept(pairs, latest, d0="2021-01-01", d1="2021-01-01") == {}


def test_templates_stay_unless_whatever_is_alike_goes() -> None:
    assert kept({(0, 1): TEMPLATE}) == {}
    assert kept({(0, 1): TEMPLATE, (1, 2): VERSION}, LeaveOut(templates="drop")) == {1: 0}


def test_a_long_chain_ends() -> None:
    found = kept({(number, number + 1): COPY for number in range(1000)})
    assert all(abs(one - other) == 1 for one, other in found.items())
    assert len(found) == 500
    assert MAX_ROUNDS < 500
