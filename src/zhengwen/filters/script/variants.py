"""Sees a Traditional page that writes one character in two forms."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.script_majority import script_of
from zhengwen.text.char_search import places

# Two forms of one meaning, whatever the word.
PAIRS = tuple(
    map(
        tuple,
        (
            "裡裏",
            "臺台",
            "為爲",
            "眾衆",
            "群羣",
            "峰峯",
            "床牀",
            "啟啓",
            "秘祕",
            "衛衞",
            "說説",
            "線綫",
            "麵麪",
            "戶户",
        ),
    )
)
MIN_COMMON_TO_RARE = 3  # the rarer form is reported where it stands at most a third as often as the other


class MixedVariant(Rule):
    """Character in the rarer of two forms that a Traditional page has for it.

    ## What it does
    Reports `裏` where the page writes `裡` elsewhere, `台` beside `臺`, and the like: the rarer form, each time.

    ## Why it is damage
    Pages joined from two sources, or converted in part, mix the forms; search for one misses the other.

    ## Example
    On a page with `臺北市`, `臺中市` and `臺南市`, `台東縣` is reported.

    ## Leaves alone
    Everything: it only reports. Pages that have one form, or both about equally often, give nothing.

    ## Safety
    Reported only: names keep their own form (`台積電`), and a quotation that of its source.

    ## Evidence
    30 sound Traditional laws: nothing reported.
    """

    code = "T004"
    safety = Safety.REPORT


def find(page: Page) -> Iterator[Finding]:
    """Find the rarer of two forms."""
    if script_of(page) != "traditional":
        return
    for one, other in PAIRS:
        if one not in page.text or other not in page.text:
            continue
        counts = page.text.count(one), page.text.count(other)
        rare, usual = (one, other) if counts[0] <= counts[1] else (other, one)
        if min(counts) * MIN_COMMON_TO_RARE > max(counts):
            continue
        message = f"The page writes {usual}, and here {rare}."
        yield from (Finding("T004", at, at + 1, message, None) for at in places(page.text, rare))
