"""How much work a page may cost: bounds that pages which people publish never reach.

Time and memory stay linear in the size of a page, with a bounded factor, because what goes beyond a bound is given up
and said (U002). Measured by `tests/benchmarks/bench_hostile.py`.
"""

from __future__ import annotations

# Of one filter on one page. The most in 1,238 real texts are some hundreds; a watermark between all characters of a
# page of 100 KB makes 33,000.
FREE_FINDINGS = 40_000
CHARS_A_FINDING = 100  # above those

# Lines of a page. Those of real pages have 20 characters on average, those of a timetable 6.
FREE_LINES = 50_000
CHARS_A_LINE = 8  # above those

# A round runs every pass; a page is settled once a round changes nothing. Real pages need two or three rounds. A page
# that never settles (a crafted one) comes back as it was: half cleaned, it would come out differently each time.
MOST_ROUNDS, ROUNDS_OF_LARGE = 12, 8
CHARS_OF_A_LINE = 8  # characters that cost as much as a line does by itself
FREE_CHARS = 400_000  # characters, lines counted as such, that all rounds of a page may look at, however small it is


def most_findings(text: str) -> int:
    """Return how many findings a filter may have on a page before it is given up there."""
    return FREE_FINDINGS + len(text) // CHARS_A_FINDING


def has_too_many_lines(text: str) -> bool:
    """Return whether a page has so many lines for its size that looking at them costs too much."""
    return len(text) > FREE_LINES and text.count("\n") > FREE_LINES + len(text) // CHARS_A_LINE


def cost_of_round(text: str) -> int:
    """Return what a round costs on a page, as a number of characters."""
    return len(text) + CHARS_OF_A_LINE * text.count("\n")


def most_cost(text: str) -> int:
    """Return what all rounds of a page may cost; a page that shrinks fast may take as many as a small one."""
    return max(FREE_CHARS, ROUNDS_OF_LARGE * cost_of_round(text))
