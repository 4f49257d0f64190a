"""Findings as lines for people and editors: `path:line:column: CODE message`."""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.reports.checked import SAFE, Checked


def render(checked: Sequence[Checked]) -> str:
    """Format one line per finding; `[*]` marks those with a safe fix."""
    return "\n".join(
        f"{one.path}:{start.line}:{start.column}: {found.rule} {_mark(found.replacement, found.safe)}{found.message}"
        for one in checked
        for found, start, _ in one.findings
    )


def _mark(replacement: str | None, safe: bool) -> str:
    return f"{SAFE} " if replacement is not None and safe else ""
