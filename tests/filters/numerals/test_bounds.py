"""The last value on either side of every bound that numerals are judged by."""

from __future__ import annotations

import pytest

from zhengwen import Page, Pipeline
from zhengwen.filters.numerals import _dates, lost_hours, spaced_dates

SPACED = "自2022 年5月起施行。"


def found(rule: str, text: str) -> list[tuple[str, bool]]:
    """The replacements of a rule's findings, with their safety."""
    findings = Pipeline.default().select(rule).run(text).findings
    return [(one.replacement or "", one.safe) for one in findings]


@pytest.mark.parametrize(
    ("others", "together", "safe"), [(5, 0, True), (6, 0, False), (6, 5, False), (6, 6, True), (7, 6, False)]
)
def test_spaces_are_a_habit_from_the_sixth_on_that_is_not_outnumbered(others: int, together: int, safe: bool) -> None:
    # The date itself has 5月, figure and sign together, and 2022 年, which is none of the others.
    text = SPACED + "A 类，" * others + "B类，" * (together - 1)
    assert spaced_dates._is_habit(text) is not safe
    if together:
        assert ("", safe) in found("N002", text)


@pytest.mark.parametrize(("gap", "count"), [(1, 1), (2, 1), (3, 0)])
def test_a_gap_of_two_spaces_is_one_of_a_converter(gap: int, count: int) -> None:
    assert len(found("N002", f"自2022{' ' * gap}年5月10日起施行。")) == count


@pytest.mark.parametrize(("day", "count"), [(0, 0), (1, 1), (31, 1), (32, 0)])
def test_a_day_is_one_of_the_calendar(day: int, count: int) -> None:
    assert len(found("N002", f"自2022年5月{day} 日起施行。")) == count
    assert len(found("N002", f"自2022年5月 {day}日起施行。")) == count


@pytest.mark.parametrize(("month", "count"), [(0, 0), (1, 1), (12, 1), (13, 0)])
def test_a_month_is_one_of_the_calendar(month: int, count: int) -> None:
    assert len(found("N002", f"自2022年{month} 月起施行。")) == count
    assert len(found("N002", f"自2022年 {month}月起施行。")) == count
    assert _dates.is_month(str(month)) is bool(count)


def test_a_row_has_three_cells_and_no_mark_and_is_not_endless() -> None:
    row = "2022年 5月 甲 乙"
    at = row.index(" ")
    assert spaced_dates._is_row(row, at)
    assert not spaced_dates._is_row("2022年 5月 甲", at)
    assert not spaced_dates._is_row(row + "。", at)
    longest = row + " " + "丙" * (spaced_dates.MAX_ROW_CHARS - len(row) - 1)
    assert len(longest) == spaced_dates.MAX_ROW_CHARS
    assert spaced_dates._is_row(longest, at)
    assert not spaced_dates._is_row(longest + "丙", at)
    assert spaced_dates._is_row(f"正文，\n{row}\n正文，", at + 4)


@pytest.mark.parametrize(
    ("hour", "minute", "is_time"),
    [("0", "00", True), ("24", "00", True), ("25", "00", False), ("15", "59", True), ("15", "60", False)],
)
def test_a_time_is_one_of_the_clock(hour: str, minute: str, is_time: bool) -> None:
    assert lost_hours._is_time(hour, minute) is is_time
    expected = [(f"{hour}时{minute}", True)] if is_time and len(hour) == 2 else None
    if len(hour) == 2:
        assert found("N009", f"会议于10月27日{hour}{minute}分召开。") == (expected or [])


@pytest.mark.parametrize(
    ("digits", "is_year"),
    [
        (str(_dates.FIRST_YEAR), True),
        (str(_dates.FIRST_YEAR - 1), False),
        (str(_dates.LAST_YEAR), True),
        (str(_dates.LAST_YEAR + 1), False),
        ("202", False),
        ("02022", False),
    ],
)
def test_a_year_is_plausible_between_its_bounds(digits: str, is_year: bool) -> None:
    assert _dates.is_year(digits) is is_year


@pytest.mark.parametrize(
    ("digits", "ways"),
    [
        ("510", [("5", "10")]),
        ("1231", [("12", "31")]),
        ("0501", [("05", "01")]),
        ("111", [("1", "11"), ("11", "1")]),
        ("230", []),
        ("228", [("2", "28")]),
        ("229", []),
        ("15", [("1", "5")]),
        ("051", []),
        ("1", []),
        ("11111", []),
    ],
)
def test_digits_are_split_into_every_month_and_day_of_the_calendar(digits: str, ways: list[tuple[str, str]]) -> None:
    assert list(_dates.splits("2022", digits)) == ways


def test_the_outline_of_a_page_is_as_long_as_the_page_and_shows_figures_signs_and_look_alikes() -> None:
    assert _dates.outline(Page("甲2O年l月\t日")) == b"?0L\x01L\x02 \x03"
    assert _dates.outline(Page("年月日")) == b""


@pytest.mark.parametrize(
    ("text", "replacements"),
    [
        ("于2022年5月3l日召开。", [("31", True)]),
        ("于2022年5月4l日召开。", []),
        ("于2022年5月l0日召开。", [("10", True)]),
        ("于2022年l2月1日召开。", [("12", True)]),
        ("于2022年l3月1日召开。", []),
        ("于2O22年5月1日召开。", [("2022", True)]),
        ("于2O年5月1日召开。", []),
        ("自二〇二〇年至二○二二年。", [("二〇二二", True)]),
        ("自二○二〇年起。", [("二〇二〇", True)]),
    ],
)
def test_letters_and_circles_stand_for_the_digits_of_dates_only(text: str, replacements: list) -> None:
    assert found("N003", text) == replacements


def test_a_time_that_is_none_does_not_hide_the_next() -> None:
    assert found("N009", "10月27日9999分，10月28日1530分召开。") == [("15时30", True)]


def test_a_date_that_is_none_does_not_hide_the_next() -> None:
    assert found("N002", "自2022年13 月起，2022年5 月止。") == [("", True)]
    assert found("N002", "自2022 年5月起。\n至2023 年6月止。") == [("", True), ("", True)]
