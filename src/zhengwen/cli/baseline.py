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
from zhengwen.result import Cleaned
from zhengwen.review import Choice, Store, settle, who

STAYS = Choice("reject", None)


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
        """Accept the findings of a page; with `only_open`, those that are left after its fixes."""
        found = cleaned.open if only_open else cleaned.findings
        self._places += len(found)
        is_unsafe_fixed = self._config.for_path(one.name).unsafe_fixes
        self._safe += sum(1 for finding in found if finding.replacement is not None and finding.safe)

        def choose(finding: Finding) -> Choice | None:
            is_fix = finding.replacement is not None and (finding.safe or is_unsafe_fixed)
            return None if only_open and is_fix else STAYS

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
        said = f"Accepted {self._places} findings as they stand, in {self._store.path}."
        if self._safe:
            said += f" {self._safe} of them have a safe fix, which is not applied any more; with --fix they are fixed."
        return said
