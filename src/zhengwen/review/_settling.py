"""Turns choices on the findings of one page into decisions that hold when the page is cleaned with all of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from zhengwen.decisions import Decision, Decisions, excerpt
from zhengwen.finding import Finding
from zhengwen.result import Cleaned

# A decision changes the text beside other places, whose decisions then need one more context. Each replay finds those;
# chains of more than two were never seen.
MAX_REPLAYS = 8

Place = tuple[str, int, int]  # of a finding: its rule, and its start and end in the input


class Choice(NamedTuple):
    """What somebody chose for a place: `accept`, `reject` or `edit`, and the text that then stands there."""

    decision: str
    replacement: str | None


class Outcome(NamedTuple):
    """A page cleaned with decisions, those decisions, and the ones that were new."""

    cleaned: Cleaned
    decisions: Decisions
    added: tuple[Decision, ...]


Chooser = Callable[[Finding], Choice | None]


def settle(
    run: Callable[[Decisions], Cleaned],
    decisions: Decisions,
    choose: Chooser,
    *,
    who: str,
    when: datetime.date,
    cleaned: Cleaned | None = None,
) -> Outcome:
    """Clean a page, decide what `choose` chooses, and repeat until the decisions settle all of it.

    Args:
        run: cleans the page with some decisions.
        decisions: those that there are already.
        choose: returns the choice for a finding, with its positions in the input; `None`: it is left undecided.
        who: who decides.
        when: the day.
        cleaned: the page as `run` cleans it with the decisions that there are already, if that is known.
    """
    added: dict[tuple[str, str], Decision] = {}
    if cleaned is None:
        cleaned = run(decisions)
    for _ in range(MAX_REPLAYS):
        new = {one.key: one for one in _decided(cleaned, decisions, choose, who, when)}
        if not new:
            break
        added |= new
        decisions = decisions.adding(new.values())
        cleaned = run(decisions)
    return Outcome(cleaned, decisions, tuple(added.values()))


def _decided(
    cleaned: Cleaned, decisions: Decisions, choose: Chooser, who: str, when: datetime.date
) -> Iterator[Decision]:
    """Yield the decisions on a page that there are not yet."""
    for finding, contexts in cleaned.contexts().items():
        choice = choose(finding)
        for context in contexts if choice is not None else ():
            known = decisions.get(finding.rule, context)
            if choice is None or (known is not None and known.replacement == choice.replacement):
                continue
            place = excerpt(cleaned.original, finding)
            yield Decision(finding.rule, context, choice.decision, choice.replacement, place, who, when)


def by_place(choices: Mapping[Place, Choice]) -> Chooser:
    """Return a function that chooses for the findings at some places."""
    return lambda finding: choices.get((finding.rule, finding.start, finding.end))
