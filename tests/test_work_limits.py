"""What a page may cost is bounded, and grows no faster than the page does."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from zhengwen import work_limits
from zhengwen.filters.script import leftover
from zhengwen.filters.whitespace import blank_lines
from zhengwen.page import Page
from zhengwen.pages import not_prose


def seconds(act: Callable[[], object]) -> float:
    """CPU seconds, the better of two."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("blank lines", lambda size: lambda: list(blank_lines.find(Page("甲" + "\n" * size)))),
        ("statements", lambda size: lambda: not_prose.passages(Page(f"{' ' * 490}a\n" * (size // 490)))),
        (
            "one character of the other script in each line",
            lambda size: lambda: list(leftover.find(Page("課后輔導與學習發展業務\n" * (size // 12)))),
        ),
    ],
)
def test_twice_the_page_costs_about_twice_as_much(name: str, make: Callable[[int], Callable[[], object]]) -> None:
    small = seconds(make(20_000))
    large = seconds(make(160_000))
    assert large < 0.05 or large < 24 * small, name  # 8 times; 64 times where the cost is quadratic


def test_small_pages_have_all_rounds_and_large_ones_fewer() -> None:
    for page, rounds in (("甲\n" * 1000, 12), ("甲" * 30_000, 12), ("甲\n" * 100_000, 8)):
        fit = work_limits.most_cost(page) // work_limits.cost_of_round(page)
        assert min(fit, work_limits.MOST_ROUNDS) == rounds


def test_a_large_page_that_shrinks_has_all_rounds() -> None:
    sizes = [len("甲" * (1_000_000 >> number)) for number in range(work_limits.MOST_ROUNDS)]
    assert sum(sizes) < work_limits.most_cost("甲" * 1_000_000)


def test_the_most_findings_grow_with_the_page() -> None:
    assert work_limits.most_findings("") == work_limits.FREE_FINDINGS
    assert work_limits.most_findings("甲" * 1_000_000) == work_limits.FREE_FINDINGS + 10_000


def test_short_pages_have_never_too_many_lines() -> None:
    assert not work_limits.has_too_many_lines("\n" * work_limits.FREE_LINES)
    assert work_limits.has_too_many_lines("\n" * 2 * work_limits.FREE_LINES)
    assert not work_limits.has_too_many_lines("甲乙丙丁戊己庚辛壬癸\n" * 2 * work_limits.FREE_LINES)
