"""What stands at the end of a report on the terminal, whatever its format."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from zhengwen.reports.checked import NONE, SAFE, Checked
from zhengwen.reports.paint import Paint, plain


@dataclass
class Tally:
    """Counts of findings, which is all that a summary needs of them."""

    by_rule: Counter[str] = field(default_factory=Counter)
    fixable: set[str] = field(default_factory=set)  # rules
    files: int = 0
    safe: int = 0
    unsafe: int = 0

    def add(self, checked: Checked) -> None:
        """Count the findings of a file."""
        self.files += bool(checked.findings)
        for found in (located.finding for located in checked.findings):
            self.by_rule[found.rule] += 1
            if found.replacement is not None and found.safe:
                self.safe += 1
                self.fixable.add(found.rule)
            elif found.replacement is not None:
                self.unsafe += 1

    def ranked(self) -> list[tuple[str, str, int, bool]]:
        """Return code, name, count and whether a fix is safe of each rule, the most frequent first."""
        from zhengwen import registry

        rules = registry.rules()
        counts = sorted(self.by_rule.items(), key=lambda pair: (-pair[1], pair[0]))
        return [
            (code, rules[code].name() if code in rules else "", count, code in self.fixable) for code, count in counts
        ]


def statistics(tally: Tally, paint: Paint = plain) -> str:
    """Return the counts by rule as lines."""
    return "\n".join(
        f"{count}\t{paint(code, 'code')}\t{paint(SAFE, 'mark') if fixable else NONE} {name}"
        for code, name, count, fixable in tally.ranked()
    )


def statistics_as_json(tally: Tally) -> str:
    """Return the counts by rule as JSON, with Ruff's field names."""
    rows = [
        {"code": code, "name": name, "count": count, "fixable": fixable}
        for code, name, count, fixable in tally.ranked()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def closing_line(tally: Tally, fixed: int, changed: int = 0) -> str:
    """Summarize a run in one sentence or two.

    Args:
        tally: the findings that are left.
        fixed: how many findings were fixed.
        changed: in how many files.
    """
    done = f"Fixed {counted(fixed, 'finding')} in {counted(changed, 'file')}. " if fixed else ""
    found = tally.by_rule.total()
    if not found:
        return f"{done}No faults found." if not fixed else f"{done}Nothing is left."
    how = [f"{tally.safe} fixable with --fix"] if tally.safe else []
    how += [f"{tally.unsafe} with --unsafe-fixes"] if tally.unsafe else []
    what = f"{done}Found {counted(found, 'finding')} in {counted(tally.files, 'file')}"
    return what + (f" ({', '.join(how)})." if how else ".")


def counted(number: int, what: str, many: str = "") -> str:
    """Return a number with its noun, whose plural is `many` if it does not end in s: 1 file, 2 files."""
    return f"{number:,} {what if number == 1 else many or f'{what}s'}"
