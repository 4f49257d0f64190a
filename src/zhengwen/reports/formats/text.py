"""Findings as lines for people and editors: `path:line:column: CODE message`."""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.reports.checked import SAFE, Checked, more_of


def render(checked: Sequence[Checked]) -> str:
    """Format one line per finding; `[*]` marks those with a safe fix."""
    return "\n".join(
        f"{one.path}:{start.line}:{start.column}: {found.rule} {_mark(found.replacement, found.safe)}{found.message}"
        f"{more_of(more)}"
        for one in checked
        for (found, start, _), more in one.by_file()
    )


def _mark(replacement: str | None, safe: bool) -> str:
    return f"{SAFE} " if replacement is not None and safe else ""
