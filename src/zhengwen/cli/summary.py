"""What cleaning some pages did, by rule, in a few lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from zhengwen.reports import Paint
from zhengwen.reports.summary import counted
from zhengwen.result import Cleaned


@dataclass
class Summary:
    """Counts over pages: how many there were, how many changed, their characters, and findings by rule."""

    pages: int = 0
    changed: int = 0
    before: int = 0
    after: int = 0
    fixed: Counter[str] = field(default_factory=Counter)
    open: Counter[str] = field(default_factory=Counter)

    def add(self, cleaned: Cleaned) -> None:
        """Count a page."""
        self.pages += 1
        self.changed += bool(len(cleaned.ledger))
        self.before += len(cleaned.original)
        self.after += len(cleaned.text)
        counts = cleaned.by_rule()
        self.fixed.update(counts["fixed"])
        self.open.update(counts["open"])

    def as_text(self, paint: Paint) -> str:
        """Return one line about all pages, and one for each rule, the most frequent first."""
        lines = [
            f"{counted(self.changed, 'page')} of {self.pages:,} changed: "
            f"{self.before:,} characters → {self.after:,}; {counted(self.fixed.total(), 'fix', 'fixes')}, "
            f"{counted(self.open.total(), 'finding')} left to look at."
        ]
        lines += _rows(self.fixed, "fixed", "added", paint)
        lines += _rows(self.open, "open", "caret", paint)
        return "\n".join(lines)


def _rows(counts: Counter[str], what: str, role: str, paint: Paint) -> list[str]:
    from zhengwen import registry

    rules = registry.rules()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    said = {code: rules[code].summary() if code in rules else "" for code in counts}
    return [f"{count:>7,}  {paint(f'{what:<5}', role)}  {paint(code, 'code')}  {said[code]}" for code, count in ordered]
