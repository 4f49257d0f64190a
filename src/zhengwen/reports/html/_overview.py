"""Figures of many pages: findings by rule and site, the pages with most of them, and what was cut most often."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

CUTTING = "SDF"  # the families whose fixes take out lines and blocks
MAX_SITES = 25
MAX_RULES_OF_SITE = 6
MAX_CUTS = 40
MAX_WORST = 30
MAX_CUT_CHARS = 160  # of a text that was cut: more of it is not shown
# Distinct cut texts that are counted at once: beyond it, those seen once are forgotten, which bounds memory.
MAX_COUNTED_CUTS = 200_000


class Overview:
    """Counts pages as they come.

    Attributes:
        pages: how many there were.
    """

    def __init__(self) -> None:
        self.pages = self.changed = self.characters = self.with_findings = 0
        self.fixed: Counter[str] = Counter()
        self.open: Counter[str] = Counter()
        self._worst: list[tuple[int, int, dict[str, Any]]] = []
        self._sites: dict[str, _Site] = {}
        self._cuts: Counter[tuple[str, str]] = Counter()
        self._cut_pages: Counter[tuple[str, str]] = Counter()

    def add(
        self, name: str, fixed: Mapping[str, int], left: Mapping[str, int], characters: int, *, site: str = ""
    ) -> int:
        """Count a page; returns how many findings it has.

        Args:
            name: what the page is called.
            fixed: its fixes by rule.
            left: its open findings by rule.
            characters: its length, in code points.
            site: the host that it is from.
        """
        many, some = sum(fixed.values()), sum(left.values())
        self.pages += 1
        self.changed += many > 0
        self.characters += characters
        self.with_findings += many + some > 0
        self.fixed.update(fixed)
        self.open.update(left)
        row = {"name": name, "fixed": many, "open": some, "characters": characters, "page": None}
        if many + some:
            heapq.heappush(self._worst, (many + some, -self.pages, row))
            if len(self._worst) > MAX_WORST:
                heapq.heappop(self._worst)
        if site:
            self._sites.setdefault(site, _Site()).add(fixed, left, characters)
        return many + some

    def add_cuts(self, cuts: Iterable[tuple[str, str]]) -> None:
        """Count what the rules of a page cut: pairs of rule and text."""
        found = Counter((rule, " ".join(text.split())[:MAX_CUT_CHARS]) for rule, text in cuts if rule[0] in CUTTING)
        found.pop(("", ""), None)
        self._cuts.update({cut: times for cut, times in found.items() if cut[1]})
        self._cut_pages.update(cut for cut in found if cut[1])
        if len(self._cuts) > MAX_COUNTED_CUTS:
            self._cuts = Counter({cut: times for cut, times in self._cuts.items() if times > 1})
            self._cut_pages = Counter({cut: times for cut, times in self._cut_pages.items() if cut in self._cuts})

    def as_data(
        self,
        places: Mapping[str, int],
        *,
        totals: Mapping[str, int] | None = None,
        sizes: Iterable[tuple[str, int]] = (),
        relations: Iterable[tuple[str, int]] = (),
    ) -> dict[str, Any]:
        """Return what the script of a report draws.

        Args:
            places: at which place of the report a page is shown, by name.
            totals: the figures at the top; by default those that were counted.
            sizes: clusters by size.
            relations: dropped pages by their likeness to the page kept.
        """
        worst = [row | {"page": places.get(row["name"])} for *_, row in sorted(self._worst, key=_most_first)]
        counted = {
            "pages": self.pages,
            "changed": self.changed,
            "characters": self.characters,
            "fixes": self.fixed.total(),
            "open": self.open.total(),
        }
        rules = sorted({*self.fixed, *self.open}, key=lambda code: (-self.fixed[code] - self.open[code], code))
        sites = sorted(self._sites.items(), key=lambda pair: (-pair[1].pages, pair[0]))[:MAX_SITES]
        return {
            "totals": dict(totals or counted),
            "pages_with_findings": self.with_findings,
            "rules": [[code, self.fixed[code], self.open[code]] for code in rules],
            "worst": worst,
            "sites": [site.as_data(name) for name, site in sites],
            "sizes": [list(one) for one in sizes],
            "relations": [list(one) for one in relations],
            "cuts": [
                [rule, text, times, self._cut_pages[rule, text]]
                for (rule, text), times in sorted(self._cuts.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_CUTS]
            ],
        }

    def worst_names(self, most: int) -> list[str]:
        """Return the names of the pages with most findings, the worst first."""
        return [row["name"] for *_, row in sorted(self._worst, key=_most_first)[:most]]


class _Site:
    def __init__(self) -> None:
        self.pages = self.characters = 0
        self.rules: Counter[str] = Counter()

    def add(self, fixed: Mapping[str, int], left: Mapping[str, int], characters: int) -> None:
        self.pages += 1
        self.characters += characters
        self.rules.update(fixed)
        self.rules.update(left)

    def as_data(self, name: str) -> dict[str, Any]:
        families: Counter[str] = Counter()
        for code, count in self.rules.items():
            families[family_of(code)] += count
        return {
            "name": name,
            "pages": self.pages,
            "characters": self.characters,
            "families": dict(families),
            "rules": sorted(self.rules.items(), key=lambda pair: (-pair[1], pair[0]))[:MAX_RULES_OF_SITE],
        }


def family_of(code: str) -> str:
    """Return the letter of a built-in rule's family; `X` for rules of other packages."""
    return code[0] if code[0] in "ECSDFNTPW" and code[1:2].isdigit() else "X"


def _most_first(entry: tuple[int, int, dict[str, Any]]) -> tuple[int, int]:
    return -entry[0], -entry[1]
