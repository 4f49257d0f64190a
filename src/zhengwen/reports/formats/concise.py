"""Findings as lines for people and editors: `path:line:column: CODE message`."""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.reports.checked import SAFE, Checked, more_of
from zhengwen.reports.paint import Paint, harmless, one_line, plain

FOR_PEOPLE = BY_FILE = True


def render(checked: Sequence[Checked], paint: Paint = plain) -> str:
    """Format one line per finding; `[*]` marks those with a safe fix."""
    return "\n".join(
        f"{paint(one_line(one.path), 'path')}{paint(':', 'mark')}{found.start.line}{paint(':', 'mark')}"
        f"{found.start.column}{paint(':', 'mark')} "
        f"{headline(found.finding.rule, is_safe(found.finding.replacement, found.finding.safe), paint)}"
        f"{harmless(found.finding.message)}{more_of(more)}"
        for one in checked
        for found, more in one.by_file()
    )


def headline(rule: str, has_safe_fix: bool, paint: Paint) -> str:
    """Return a rule's code and the mark of a safe fix, with a space behind each."""
    return f"{paint(rule, 'code')} " + (f"{paint(SAFE, 'mark')} " if has_safe_fix else "")


def is_safe(replacement: str | None, safe: bool) -> bool:
    """Return whether a finding is fixed by default."""
    return replacement is not None and safe
