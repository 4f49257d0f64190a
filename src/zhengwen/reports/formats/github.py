"""Findings as GitHub workflow commands, which GitHub shows as annotations."""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.reports.checked import Checked, more_of
from zhengwen.reports.formats.concise import is_safe
from zhengwen.reports.paint import Paint, plain

BY_FILE = True


def render(checked: Sequence[Checked], paint: Paint = plain) -> str:
    """Format one line per finding: `::error` where nobody can have meant the text, else `::warning`."""
    return "\n".join(
        f"::{'error' if is_safe(found.replacement, found.safe) else 'warning'} title=zhengwen ({found.rule}),"
        f"file={_property(one.path)},line={start.line},col={start.column},"
        f"endLine={end.line},endColumn={end.column}::{_data(f'{found.rule} {found.message}{more_of(more)}')}"
        for one in checked
        for (found, start, end, _), more in one.by_file()
    )


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
