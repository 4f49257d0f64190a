"""Findings as GitHub workflow commands, which GitHub shows as annotations."""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.reports.checked import Checked, more_of


def render(checked: Sequence[Checked]) -> str:
    """Format one `::error` line per finding."""
    return "\n".join(
        f"::error title=zhengwen ({found.rule}),file={_property(one.path)},line={start.line},col={start.column},"
        f"endLine={end.line},endColumn={end.column}::{_data(f'{found.rule} {found.message}{more_of(more)}')}"
        for one in checked
        for (found, start, end), more in one.by_file()
    )


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
