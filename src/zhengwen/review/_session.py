"""A review of some pages: what is open on them, what was chosen, and the way back."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zhengwen.decisions import CHOICES, Decision, Decisions
from zhengwen.finding import Finding
from zhengwen.reports.html import Units, of_cleaned
from zhengwen.result import Cleaned
from zhengwen.review._settling import Choice, Outcome, Place, by_place, settle
from zhengwen.review._store import Store

MAX_CLEANED_PAGES = 3  # that are held: the one at hand, and those beside it
MAX_REPLACEMENT_CHARS = 100_000

Key = tuple[str, str]


class ReviewError(ValueError):
    """Raised for a choice that cannot be made; the message says why."""


@dataclass
class ReviewPage:
    """A page under review.

    Attributes:
        name: what it is called.
        run: cleans it with some decisions.
        settled: how many of its findings are decided.
        left: how many of those that are open are not.
    """

    name: str
    run: Callable[[Decisions], Cleaned]
    settled: int = 0
    left: int = 0
    choices: dict[Place, Choice] = field(default_factory=dict)

    def count(self, findings: Iterable[Mapping[str, Any]]) -> None:
        """Count the findings of its payload."""
        rows = list(findings)
        self.settled = sum(row["decision"] is not None for row in rows)
        self.left = sum(row["decision"] is None and row["state"] in ("unsafe", "report") for row in rows)


class _Change(NamedTuple):
    """What one choice changed: decisions and choices as they were before (`None`: there was none)."""

    number: int
    place: tuple[str, int, int]
    decisions: dict[Key, Decision | None]
    choices: dict[Place, Choice | None]


class Session:
    """A review.

    Args:
        pages: the pages.
        store: the decisions file.
        who: who decides.

    Raises:
        DecisionsError: the file cannot be read.
    """

    def __init__(self, pages: Sequence[ReviewPage], store: Store, who: str) -> None:
        self.pages = list(pages)
        self.store = store
        self.stale = 0
        self._who = who
        self._decisions = store.load()
        self._cleaned: OrderedDict[int, Cleaned] = OrderedDict()
        self._history: list[_Change] = []

    def progress(self) -> dict[str, Any]:
        """Return how much is settled."""
        return {
            "settled": sum(page.settled for page in self.pages),
            "left": sum(page.left for page in self.pages),
            "stale": self.stale,
            "file": str(self.store.path),
        }

    def payload(self, number: int) -> dict[str, Any]:
        """Return a page as the scripts read it, cleaned with all decisions so far.

        Raises:
            ReviewError: there is no such page.
        """
        page = self._page(number)
        made = of_cleaned(page.name, self._clean(number), self._decisions)
        page.count(made["findings"])
        return made

    def decide(
        self, number: int, places: Sequence[tuple[str, int, int]], decision: str, replacement: str | None = None
    ) -> dict[str, Any]:
        """Decide about some findings of a page; returns what the scripts then show.

        Args:
            number: the page.
            places: each finding's rule, and its start and end in UTF-16 units of the input.
            decision: `accept`, `reject` or `edit`.
            replacement: the text that then stands there, for `edit`.

        Raises:
            ReviewError: there is no such finding, nothing is proposed there, or other rules would undo the text.
            DecisionsError: the decisions cannot be read or written.
            OSError: the file cannot be written.
        """
        page, cleaned = self._page(number), self._clean(number)
        units = Units(cleaned.original)
        known = {(one.rule, units(one.start), units(one.end)): one for one in (*cleaned.findings, *cleaned.rejected)}
        missing = [place for place in places if place not in known]
        if missing or not places:
            raise ReviewError("there is no such finding any more; load the page again")
        new = {_place(known[one]): _choice(known[one], cleaned, decision, replacement) for one in places}
        outcome = self._settled(page, cleaned, page.choices | new)
        if cleaned.settled and not outcome.cleaned.settled:
            raise ReviewError("other rules undo this text each time, so that the page would never be clean")
        before = {one.key: self._decisions.get(*one.key) for one in outcome.added}
        self._history.append(_Change(number, places[0], before, {one: page.choices.get(one) for one in new}))
        page.choices |= new
        self._keep(number, self.store.change(outcome.added), outcome)
        also = sum(not before.keys().isdisjoint(keys) for keys in _keys(outcome.cleaned)) - len(new)
        return self._shown(number) | {"also": also + 1 if also > 0 else 0}

    def undo(self) -> dict[str, Any]:
        """Take the last choice back; returns what the scripts then show.

        Raises:
            DecisionsError: the decisions cannot be read or written.
            OSError: the file cannot be written.
        """
        if not self._history:
            return {"number": -1, "progress": self.progress(), "note": "nothing_to_undo"}
        change = self._history[-1]
        removed = [key for key, one in change.decisions.items() if one is None]
        decisions = self.store.change([one for one in change.decisions.values() if one is not None], removed)
        self._history.pop()
        choices = self.pages[change.number].choices
        for place, choice in change.choices.items():
            if choice is None:
                choices.pop(place, None)
            else:
                choices[place] = choice
        self._keep(change.number, decisions, None)
        return self._shown(change.number) | {"place": change.place, "note": "undone"}

    def _page(self, number: int) -> ReviewPage:
        if not 0 <= number < len(self.pages):
            raise ReviewError(f"there is no page {number}")
        return self.pages[number]

    def _clean(self, number: int) -> Cleaned:
        if number not in self._cleaned:
            self._cleaned[number] = self.pages[number].run(self._decisions)
        self._cleaned.move_to_end(number)
        while len(self._cleaned) > MAX_CLEANED_PAGES:
            self._cleaned.popitem(last=False)
        return self._cleaned[number]

    def _settled(self, page: ReviewPage, cleaned: Cleaned, choices: Mapping[Place, Choice]) -> Outcome:
        today = datetime.datetime.now(datetime.UTC).date()
        return settle(page.run, self._decisions, by_place(choices), who=self._who, when=today, cleaned=cleaned)

    def _keep(self, number: int, decisions: Decisions, outcome: Outcome | None) -> None:
        """Keep the decisions as the file has them; what they do to the other pages is seen when these are shown."""
        self._decisions = decisions
        self._cleaned.clear()
        if outcome is not None and outcome.decisions.digest == decisions.digest:
            self._cleaned[number] = outcome.cleaned

    def _shown(self, number: int) -> dict[str, Any]:
        page = self.payload(number)
        return {"number": number, "page": page, "progress": self.progress()}


def _choice(finding: Finding, cleaned: Cleaned, decision: str, replacement: str | None) -> Choice:
    if decision not in CHOICES:
        raise ReviewError(f"{decision!r} is no decision")
    if decision == "reject":
        return Choice("reject", None)
    text = finding.replacement if decision == "accept" else replacement
    if text is None:
        raise ReviewError("nothing is proposed there")
    if len(text) > MAX_REPLACEMENT_CHARS:
        raise ReviewError(f"the text has more than {MAX_REPLACEMENT_CHARS:,} characters")
    if text == cleaned.original[finding.start : finding.end]:
        return Choice("reject", None)
    return Choice(decision, text)


def _place(finding: Finding) -> Place:
    return finding.rule, finding.start, finding.end


def _keys(cleaned: Cleaned) -> Iterable[list[Key]]:
    for finding, contexts in cleaned.contexts().items():
        yield [(finding.rule, context) for context in contexts]
