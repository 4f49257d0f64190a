"""The report of a run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Report:
    """The counts of a run, and the seconds per stage."""

    pages: int = 0
    changed: int = 0
    characters: int = 0
    rejects: int = 0
    clusters: int = 0
    duplicates: int = 0
    same_id: int = 0  # pages in clusters whose ID occurs more than once there
    fixed: Counter[str] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    run: str = ""  # the fingerprint of the run
    was_finished: bool = False  # before the command was given again; not stored

    @classmethod
    def from_json(cls, written: str) -> Report:
        """Read the output of `as_json`."""
        fields = json.loads(written)
        return cls(**fields | {"fixed": Counter(fields["fixed"]), "open": Counter(fields["open"])})

    def add(self, counts: Mapping[str, Any]) -> None:
        """Add the counts of a part of the corpus."""
        for name in ("pages", "changed", "characters", "rejects"):
            setattr(self, name, getattr(self, name) + counts[name])
        self.fixed.update(counts["fixed"])
        self.open.update(counts["open"])

    def as_json(self) -> str:
        """Return the report as JSON."""
        stored = {name: value for name, value in vars(self).items() if name != "was_finished"}
        fields = {**stored, "fixed": dict(sorted(self.fixed.items())), "open": dict(sorted(self.open.items()))}
        return json.dumps(fields, indent=2) + "\n"

    def as_text(self) -> str:
        """Return the report as text for people."""
        total = sum(self.seconds.values())
        rate = f", {self.pages / total:,.0f} pages a second" if total else ""
        lines = [
            f"{self.pages:,} pages of {self.characters:,} characters; {self.changed:,} of them changed",
            f"{self.duplicates:,} duplicates in {self.clusters:,} clusters dropped; {self.rejects:,} records rejected",
            f"{total:,.1f} seconds{rate}: "
            + ", ".join(f"{stage} {seconds:,.1f}" for stage, seconds in self.seconds.items()),
        ]
        if self.same_id:
            lines.append(
                f"{self.same_id:,} pages in clusters share an ID; `page` in clusters.parquet distinguishes them"
            )
        if self.fixed:
            lines.append("fixed: " + ", ".join(f"{code} {count:,}" for code, count in self.fixed.most_common()))
        if self.open:
            lines.append("reported: " + ", ".join(f"{code} {count:,}" for code, count in self.open.most_common()))
        return "\n".join(lines)
