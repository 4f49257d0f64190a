"""Sees single Traditional characters in a Simplified text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from zhengwen import data
from zhengwen.filters.script._passage import foreign_passages
from zhengwen.filters.script._reading import folding
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page


class TraditionalLeftover(Rule):
    """Traditional character in a Simplified text.

    ## What it does
    Puts the Simplified form where a single Traditional one stands: `行爲` → `行为`, `主管機關` with `機` only.

    ## Why it is damage
    Copying from other sources and converting in part leave single characters of the other script, which search misses.

    ## Example
    `河道主管機关应當定期检查。` becomes `河道主管机关应当定期检查。`

    ## Leaves alone
    Passages that are Traditional throughout (quotations, names of works and bodies), characters that are right in
    Simplified texts, too (`乾隆`, `瞭望`, `于`).

    ## Safety
    Safe: the character has one Simplified form, and the page around it is Simplified.

    ## Evidence
    EVIDENCE
    """

    code = "T003"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find Traditional characters that stand alone on a Simplified page."""
    seen = page.characters & data.characters("traditional-only")
    if not seen or page.script.name != "simplified":
        return
    passages = foreign_passages(page, simplified=False)
    for character in sorted(seen):
        simplified = folding().get(ord(character))
        if simplified is None:
            continue
        message = _message(character, simplified)
        at = page.text.find(character)
        while at >= 0:
            if not any(start <= at < end for start, end in passages):
                yield Finding("T003", at, at + 1, message, simplified)
            at = page.text.find(character, at + 1)


@cache
def _message(seen: str, meant: str) -> str:
    return f"The Traditional character {seen} stands in a Simplified text for {meant}."
