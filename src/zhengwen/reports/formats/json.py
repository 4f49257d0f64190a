"""Findings as JSON, with Ruff's field names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from zhengwen.reports.checked import Checked, Located
from zhengwen.reports.paint import Paint, plain


def render(checked: Sequence[Checked], paint: Paint = plain) -> str:
    """Format all findings as one list."""
    rows = [row(one.path, located) for one in checked for located in one.findings]
    # Undecodable bytes are lone surrogates, which UTF-8 cannot encode: they need escapes.
    return json.dumps(rows, ensure_ascii=any(map(_has_surrogates, rows)), indent=2)


def row(path: str, located: Located) -> dict[str, Any]:
    """Return a finding as the fields of an object."""
    finding, start, end, _ = located
    fix = None
    if finding.replacement is not None:
        fix = {"applicability": "safe" if finding.safe else "unsafe", "content": finding.replacement}
    return {
        "filename": path,
        "code": finding.rule,
        "message": finding.message,
        "location": {"row": start.line, "column": start.column},
        "end_location": {"row": end.line, "column": end.column},
        "start": finding.start,
        "end": finding.end,
        "fix": fix,
    }


def _has_surrogates(row: dict[str, Any]) -> bool:
    content = row["fix"]["content"] if row["fix"] else ""
    try:
        f"{row['message']}{content}{row['filename']}".encode()
    except UnicodeEncodeError:
        return True
    return False
