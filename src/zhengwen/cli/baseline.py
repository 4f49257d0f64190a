"""The baseline: what is there today is accepted as it stands, so that only what comes later is reported."""

from __future__ import annotations

import datetime
from pathlib import Path

from zhengwen.cli import source
from zhengwen.cli.errors import CommandError
from zhengwen.cli.source import Source
from zhengwen.config import Config
from zhengwen.decisions import FILE_NAME, Decision, Decisions, DecisionsError
from zhengwen.finding import Finding
from zhengwen.reports.summary import counted
from zhengwen.result import Cleaned
from zhengwen.review import Choice, Place, Store, settle, who

STAYS = Choice("reject", None)
MENDED_BY_WRITING = frozenset(("E001", "E005"))  # of the charset of a file, which is UTF-8 once it has been fixed


class Baseline:
    """The decisions on what a check found.

    Args:
        config: the settings, which name the decisions file.
        decisions: those that it has already.
    """

    def __init__(self, config: Config, decisions: Decisions) -> None:
        self._config = config
        self._decisions = decisions
        self._store = Store(Path(config.decisions or FILE_NAME))
        self._added: dict[tuple[str, str], Decision] = {}
        self._places = self._safe = 0
        self._who, self._today = who(), datetime.datetime.now(datetime.UTC).date()

    def add(self, one: Source, raw: bytes, cleaned: Cleaned, *, only_open: bool) -> None:
        """Accept the findings of a page that nobody has decided on; with `only_open`, those left after its fixes."""
        decided = self._decided(cleaned)
        found = [one for one in (cleaned.open if only_open else cleaned.findings) if _place(one) not in decided]
        if only_open:
            found = [one for one in found if one.rule not in MENDED_BY_WRITING]
        self._places += len(found)
        is_unsafe_fixed = self._config.for_path(one.name).unsafe_fixes
        self._safe += sum(1 for finding in found if finding.replacement is not None and finding.safe)

        def choose(finding: Finding) -> Choice | None:
            is_fix = finding.replacement is not None and (finding.safe or is_unsafe_fixed)
            if _place(finding) in decided or (only_open and (is_fix or finding.rule in MENDED_BY_WRITING)):
                return None
            return STAYS

        done = settle(
            lambda decisions: source.run(one, raw, self._config, decisions),
            self._decisions,
            choose,
            who=self._who,
            when=self._today,
            cleaned=None if self._added else cleaned,
        )
        self._decisions = done.decisions
        self._added |= {decision.key: decision for decision in done.added}

    def _decided(self, cleaned: Cleaned) -> frozenset[Place]:
        """The places that have a decision already, which stays."""
        return frozenset(
            _place(finding)
            for finding, contexts in cleaned.contexts().items()
            if any(self._decisions.get(finding.rule, context) is not None for context in contexts)
        )

    def save(self) -> str:
        """Write the decisions and return what was done, in one line.

        Raises:
            CommandError: they cannot be written.
        """
        try:
            self._store.change(self._added.values())
        except DecisionsError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{self._store.path}: {error.strerror or error}") from error
        found = counted(self._places, "finding")
        said = f"Accepted {found} as {'it stands' if self._places == 1 else 'they stand'}, in {self._store.path}."
        if self._safe:
            said += (
                f" Safe fixes among them that are not applied any more: {self._safe:,}; with --fix they are applied."
            )
        return said


def _place(finding: Finding) -> Place:
    return finding.rule, finding.start, finding.end
