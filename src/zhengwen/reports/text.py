"""Findings as lines for people and editors: `path:line:column: CODE message`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from zhengwen.reports.checked import Checked

SAFE, NONE = "[*]", "[ ]"


def text(checked: Sequence[Checked]) -> str:
    """Format one line per finding; `[*]` marks those with a safe fix."""
    return "\n".join(
        f"{one.path}:{start.line}:{start.column}: {found.rule} {_mark(found.replacement, found.safe)}{found.message}"
        f"{more_of(more)}"
        for one in checked
        for (found, start, _), more in one.by_file()
    )


def statistics(checked: Sequence[Checked]) -> str:
    """Count the findings by rule, the most frequent first."""
    from zhengwen import registry

    found = [located.finding for one in checked for located in one.findings]
    fixable = {finding.rule for finding in found if finding.replacement is not None and finding.safe}
    rules = registry.rules()
    lines = []
    for code, count in sorted(Counter(finding.rule for finding in found).items(), key=lambda pair: (-pair[1], pair[0])):
        name = rules[code].name() if code in rules else ""
        lines.append(f"{count}\t{code}\t{SAFE if code in fixable else NONE} {name}")
    return "\n".join(lines)


def closing_line(checked: Sequence[Checked], fixed: int) -> str:
    """Summarize the findings in one sentence."""
    found = [located.finding for one in checked for located in one.findings]
    safe = sum(finding.replacement is not None and finding.safe for finding in found)
    unsafe = sum(finding.replacement is not None and not finding.safe for finding in found)
    done = f"Fixed {fixed}. " if fixed else ""
    if not found:
        return f"{done}No faults found." if not fixed else f"{done}Nothing is left."
    how = [f"{safe} fixable with --fix"] if safe else []
    how += [f"{unsafe} with --unsafe-fixes"] if unsafe else []
    return f"{done}Found {len(found)} in {len(checked)} {'page' if len(checked) == 1 else 'pages'}" + (
        f" ({', '.join(how)})." if how else "."
    )


def more_of(more: int) -> str:
    """Return what is added to a finding that stands for others of its file."""
    return f" (and {more} more of this file)" if more else ""


def _mark(replacement: str | None, safe: bool) -> str:
    return f"{SAFE} " if replacement is not None and safe else ""
