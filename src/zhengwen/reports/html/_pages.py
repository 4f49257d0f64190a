"""The report of pages: those with most findings are in it whole, all of them in the figures."""

from __future__ import annotations

import heapq

from zhengwen.decisions import NO_DECISIONS, Decisions
from zhengwen.reports.html._document import document, encoded
from zhengwen.reports.html._overview import Overview
from zhengwen.reports.html._payload import of_cleaned
from zhengwen.reports.html._rules import rules_of
from zhengwen.result import Cleaned

DEFAULT_PAGES = 200  # a report of as many usual pages has about 5 MB


class PagesReport:
    """Collects pages for a report.

    Args:
        most: how many pages are in the report whole; those with most findings are.
        decisions: those with which the pages were cleaned.
    """

    def __init__(self, most: int = DEFAULT_PAGES, decisions: Decisions = NO_DECISIONS) -> None:
        self.overview = Overview()
        self._most = most
        self._decisions = decisions
        self._held: list[tuple[int, int, str, str]] = []
        self._codes: set[str] = set()

    def add(self, name: str, cleaned: Cleaned) -> None:
        """Add a page."""
        counts = cleaned.by_rule()
        found = self.overview.add(name, counts["fixed"], counts["open"], len(cleaned.original))
        self.overview.add_cuts((edit.rule, edit.old) for step in cleaned.ledger.steps for edit in step.edits)
        self._codes |= {one.rule for one in (*cleaned.findings, *cleaned.rejected)}
        entry = (found, -self.overview.pages, name)
        if len(self._held) >= self._most and entry[:2] < self._held[0][:2]:
            return
        heapq.heappush(self._held, (*entry, encoded(of_cleaned(name, cleaned, self._decisions))))
        if len(self._held) > self._most:
            heapq.heappop(self._held)

    def html(self, lang: str = "en") -> str:
        """Return the report as HTML, in `en` or `zh` at first."""
        held = sorted(self._held, key=lambda one: -one[1])
        places = {name: n for n, (*_, name, _) in enumerate(held)}
        data = {
            "lang": lang,
            "rules": rules_of(self._codes),
            "pages": [{"name": name, "count": found} for found, _, name, _ in held],
            "overview": self.overview.as_data(places) if self.overview.pages > 1 else None,
        }
        title = held[0][2] if len(held) == 1 else f"{self.overview.pages} pages"
        return document(data, (page for *_, page in held), title=f"{title} · zhengwen")
