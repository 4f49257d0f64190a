"""The findings of one file, with line and column numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from zhengwen.finding import Finding
from zhengwen.reports.excerpt import Excerpt
from zhengwen.result import Cleaned

OF_THE_FILE = ("C003",)  # line ends: where one is wrong, nearly always all are
NOT_TEXT = "E002"  # the rule that reports an input that is not text

SAFE, NONE = "[*]", "[ ]"  # what a report marks a finding with: a safe fix, none


class Place(NamedTuple):
    """A position as editors show it: line and column, both from 1, columns in code points."""

    line: int
    column: int


class Located(NamedTuple):
    """A finding with its start and end, and with what stands there if the report shows that."""

    finding: Finding
    start: Place
    end: Place
    excerpt: Excerpt | None = None


class Checked(NamedTuple):
    """The findings of one file."""

    path: str
    findings: list[Located]

    @classmethod
    def of(cls, path: str, cleaned: Cleaned, *, only_open: bool = False, excerpts: bool = False) -> Checked:
        """Locate the findings of a cleaned page.

        Args:
            path: the name of the file in the report.
            cleaned: the page.
            only_open: only the findings that remain after its fixes.
            excerpts: also keep what stands at each finding.

        Of an input that is not text, only that is reported: what can be read of its bytes has no meaning.
        """
        found = cleaned.open if only_open else cleaned.findings
        if not cleaned.is_text:
            found = tuple(one for one in found if one.rule == NOT_TEXT)
        text = cleaned.original if found else ""
        breaks = [n for n, character in enumerate(text) if character == "\n"]
        return cls(
            path,
            [
                Located(
                    one,
                    _place(one.start, breaks),
                    _place(one.end, breaks),
                    Excerpt.of(text, one.start, one.end) if excerpts else None,
                )
                for one in found
            ],
        )

    def by_file(self) -> list[tuple[Located, int]]:
        """Return the findings as people read them: of a rule about the whole file the first, and how many more."""
        counts = Counter(one.finding.rule for one in self.findings)
        shown: list[tuple[Located, int]] = []
        told: set[str] = set()
        for one in self.findings:
            rule = one.finding.rule
            if rule not in told:
                shown.append((one, counts[rule] - 1 if rule in OF_THE_FILE else 0))
            if rule in OF_THE_FILE:
                told.add(rule)
        return shown


def _place(position: int, breaks: list[int]) -> Place:
    line = bisect_right(breaks, position - 1)
    return Place(line + 1, position - (breaks[line - 1] if line else -1))


def more_of(more: int) -> str:
    """Return what is added to a finding that stands for others of its file."""
    return f" (and {more} more of this file)" if more else ""
