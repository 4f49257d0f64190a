"""What zhengwen finds in one document of an editor."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lsprotocol.types import Diagnostic, DiagnosticSeverity, DiagnosticTag, Position, Range, TextEdit

from zhengwen.config import Config
from zhengwen.decisions import NO_DECISIONS, Decisions
from zhengwen.finding import Finding
from zhengwen.reports import Checked
from zhengwen.reports.checked import more_of
from zhengwen.reports.marked_text import Change, changes
from zhengwen.reports.summary import counted
from zhengwen.result import Cleaned
from zhengwen.server._positions import Positions

SOURCE = "zhengwen"  # as editors name it beside a finding
BELONGING = Range(Position(0, 0), Position(0, 0))  # of what belongs to the document as a whole


class Fix(NamedTuple):
    """Edits that belong together, and the rules that make them."""

    rules: tuple[str, ...]
    edits: list[TextEdit]
    is_safe: bool


class Analysis:
    """A document, cleaned.

    Args:
        text: its text.
        path: its file, by which the settings for it are found; empty if it has none.
        config: the settings.
        encoding: the units of positions.
        decisions: what people decided about findings.
    """

    def __init__(
        self, text: str, path: str, config: Config, encoding: str, decisions: Decisions = NO_DECISIONS
    ) -> None:
        self.text = text
        self.config = config.for_path(path)
        self.encoding = encoding
        self.decisions = decisions
        self.result = self.run(decisions)

    def run(self, decisions: Decisions, *only: str) -> Cleaned:
        """Return the document, cleaned with some decisions, by some rules alone if any are given."""
        pipeline = self.config.pipeline()
        made = pipeline.select(*only) if only else pipeline
        return made.run(self.text, unsafe=self.config.unsafe_fixes, format=self.config.format, decisions=decisions)

    @cached_property
    def positions(self) -> Positions:
        """The positions in the document."""
        return Positions(self.text, self.encoding)

    @property
    def is_html(self) -> bool:
        """Whether the document is HTML: its findings are in its visible text, which has no places in the markup."""
        return self.result.ledger.html is not None

    def diagnostics(self) -> list[Diagnostic]:
        """Return the findings as an editor shows them."""
        found = self.result.findings
        if self.is_html:
            said = (
                f"HTML with {counted(len(found), 'finding')} in its visible text; 'zhengwen show' shows them in place."
            )
            return [Diagnostic(BELONGING, said, DiagnosticSeverity.Information, source=SOURCE)] if found else []
        return [
            Diagnostic(
                range=self.positions.range(one.finding.start, one.finding.end),
                message=f"{one.finding.message}{more_of(more)}",
                severity=_severity(one.finding),
                code=one.finding.rule,
                source=SOURCE,
                tags=[DiagnosticTag.Unnecessary] if one.finding.replacement == "" and one.finding.safe else None,
            )
            for one, more in Checked.of("", self.result).by_file()
        ]

    def at(self, place: Range) -> list[Finding]:
        """Return the findings that a range of the document touches."""
        if self.is_html:
            return []
        start, end = self.positions.offset(place.start), self.positions.offset(place.end)
        return [one for one in self.result.findings if one.start <= end and start <= one.end]

    def all_fixes(self, *only: str) -> list[TextEdit]:
        """Return the edits that clean the document, or that some rules alone make."""
        if self.is_html:
            return []
        return [self._edit(one) for one in changes(self.run(self.decisions, *only) if only else self.result)]

    def fix(self, finding: Finding) -> Fix | None:
        """Return the edits of one finding; of those that overlap it, too, for only together are they right."""
        if finding.replacement is None or self.is_html:
            return None
        others = [one for one in self.result.fixed if one != finding and _overlap(one, finding)]
        is_fixed = finding in self.result.fixed
        if not others:
            edit = TextEdit(self.positions.range(finding.start, finding.end), finding.replacement)
            return Fix((finding.rule,), [edit], finding.safe)
        if not is_fixed:
            return None  # what it would replace is changed already
        together = [one for one in changes(self.result) if one.start <= finding.end and finding.start <= one.end]
        rules = tuple(dict.fromkeys((finding.rule, *(rule for one in together for rule in one.rules))))
        return Fix(rules, [self._edit(one) for one in together], finding.safe)

    def _edit(self, change: Change) -> TextEdit:
        return TextEdit(self.positions.range(change.start, change.end), change.new)


def _severity(finding: Finding) -> DiagnosticSeverity:
    """Return how an editor marks a finding: as Ruff's server does, nothing is an error."""
    is_safe = finding.replacement is not None and finding.safe
    return DiagnosticSeverity.Warning if is_safe else DiagnosticSeverity.Information


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end


def settings_folder(path: str) -> Path:
    """Return the folder from which the settings of a file are sought."""
    return Path(path).resolve().parent if path else Path.cwd()
