"""How far two places of a text go on alike."""

from __future__ import annotations

STEP = 64  # characters that are compared first: a power of two


def equal_before(text: str, start: int, copy_start: int, most: int) -> int:
    """How many characters before two places are the same, `most` at most."""
    run, step, most = 0, STEP, min(most, start)
    while (
        run + step <= most
        and text[start - run - step : start - run] == text[copy_start - run - step : copy_start - run]
    ):
        run += step
        step *= 2
    while step:
        if (
            run + step <= most
            and text[start - run - step : start - run] == text[copy_start - run - step : copy_start - run]
        ):
            run += step
        step //= 2
    return run


def equal_after(text: str, end: int, copy_end: int, high: int) -> int:
    """How many characters from two places on are the same, the first ones of them before `high`."""
    run, step, most = 0, STEP, min(high - end, len(text) - copy_end)
    while run + step <= most and text[end + run : end + run + step] == text[copy_end + run : copy_end + run + step]:
        run += step
        step *= 2
    while step:
        if run + step <= most and text[end + run : end + run + step] == text[copy_end + run : copy_end + run + step]:
            run += step
        step //= 2
    return run
