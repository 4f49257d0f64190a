"""What stands at the end of a report on the terminal, whatever its format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from zhengwen.reports.checked import NONE, SAFE, Checked
from zhengwen.reports.paint import Paint, plain


def statistics(checked: Sequence[Checked], paint: Paint = plain) -> str:
    """Count the findings by rule, the most frequent first."""
    from zhengwen import registry

    found = [located.finding for one in checked for located in one.findings]
    fixable = {finding.rule for finding in found if finding.replacement is not None and finding.safe}
    rules = registry.rules()
    lines = []
    for code, count in sorted(Counter(finding.rule for finding in found).items(), key=lambda pair: (-pair[1], pair[0])):
        name = rules[code].name() if code in rules else ""
        mark = paint(SAFE, "mark") if code in fixable else NONE
        lines.append(f"{count}\t{paint(code, 'code')}\t{mark} {name}")
    return "\n".join(lines)


def closing_line(checked: Sequence[Checked], fixed: int, changed: int = 0) -> str:
    """Summarize a run in one sentence or two.

    Args:
        checked: the findings that are left, by file.
        fixed: how many findings were fixed.
        changed: in how many files.
    """
    found = [located.finding for one in checked for located in one.findings]
    safe = sum(finding.replacement is not None and finding.safe for finding in found)
    unsafe = sum(finding.replacement is not None and not finding.safe for finding in found)
    done = f"Fixed {counted(fixed, 'finding')} in {counted(changed, 'file')}. " if fixed else ""
    if not found:
        return f"{done}No faults found." if not fixed else f"{done}Nothing is left."
    how = [f"{safe} fixable with --fix"] if safe else []
    how += [f"{unsafe} with --unsafe-fixes"] if unsafe else []
    what = f"{done}Found {counted(len(found), 'finding')} in {counted(len(checked), 'file')}"
    return what + (f" ({', '.join(how)})." if how else ".")


def counted(number: int, what: str, many: str = "") -> str:
    """Return a number with its noun, whose plural is `many` if it does not end in s: 1 file, 2 files."""
    return f"{number:,} {what if number == 1 else many or f'{what}s'}"
