"""Which script a page is in, also where it holds many different characters of the other one."""

from __future__ import annotations

from functools import lru_cache

from zhengwen import data
from zhengwen.page import Page

MAJORITY = 6  # characters of one script for each of the other, counted each time they stand
MIN_OF_ONE_SCRIPT = 20  # characters of one script, before they are counted so


def script_of(page: Page) -> str:
    """`simplified`, `traditional`, or `unknown`, as `page.script`; in doubt by how often the characters stand."""
    name = page.script.name
    if name != "unknown" or min(page.script) == 0:
        return name
    simplified, traditional = _counted(page.text)
    if simplified >= max(MAJORITY * traditional, MIN_OF_ONE_SCRIPT):
        return "simplified"
    if traditional >= max(MAJORITY * simplified, MIN_OF_ONE_SCRIPT):
        return "traditional"
    return "unknown"


@lru_cache(maxsize=1)
def _counted(text: str) -> tuple[int, int]:
    """How often characters of one script only stand; several filters ask of one page."""
    present = frozenset(text)
    simplified, traditional = (
        sum(map(text.count, present & data.characters(f"script/{script}-only")))
        for script in ("simplified", "traditional")
    )
    return simplified, traditional
