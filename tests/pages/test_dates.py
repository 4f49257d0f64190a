"""Dates as pages write them."""

from __future__ import annotations

import pytest

from zhengwen.pages.dates import BEGINS_WITH_STAMP, SIGNING_DATE, days, iso


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023-02-16", "2023-02-16"),
        ("发布日期:2023年2月16日", "2023-02-16"),
        ("2023/2/16 9:05", "2023-02-16T09:05"),
        ("2023年2月16日 9时05分30秒", "2023-02-16T09:05:30"),
        ("112.2.16", "2023-02-16"),
        ("民国112年2月16日", "2023-02-16"),
        ("112年2月16日", "2023-02-16"),
        ("2023.02.1609:30", "2023-02-16T09:30"),
        ("二〇二三年二月十六日", "2023-02-16"),
        ("二○二三年十二月三十一日", "2023-12-31"),
        ("一九九八年元月二十日", "1998-01-20"),
        ("二〇二三年十五月六日", ""),
        ("第112年2月", ""),
        ("202302.1609:30", ""),
        ("2023年13月1日", ""),
        ("2023年2月", ""),
        ("第20230216号", ""),
    ],
)
def test_a_date_in_iso_8601(text: str, date: str) -> None:
    assert iso(text) == date


@pytest.mark.parametrize("text", ["2023-02-16", "2023-02-16 09:30", "2023年2月16日 09:30", "2023.2.16"])
def test_what_the_software_of_a_site_writes(text: str) -> None:
    assert BEGINS_WITH_STAMP.match(text)


def test_a_signature_is_no_stamp() -> None:
    assert not BEGINS_WITH_STAMP.match("2023年2月16日")


@pytest.mark.parametrize("text", ["2023年2月16日", "二〇二三年二月十六日", "二○二三年十二月三十一日", "2023-02-16"])
def test_a_date_that_signs(text: str) -> None:
    assert SIGNING_DATE.match(text)


@pytest.mark.parametrize("text", ["自2023年2月16日起施行", "2023年2月16日印发"])
def test_a_date_in_a_line_signs_nothing(text: str) -> None:
    assert not SIGNING_DATE.match(text)


def test_the_days_that_a_text_names() -> None:
    assert days("2023年2月16日至2023-03-01，2023年4月") == {(2023, 2, 16), (2023, 3, 1)}
