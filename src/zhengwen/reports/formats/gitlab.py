"""Findings as a Code Quality report, which GitLab shows in merge requests."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from zhengwen.reports.checked import Checked
from zhengwen.reports.formats.concise import is_safe
from zhengwen.reports.paint import Paint, plain

PROJECT = "CI_PROJECT_DIR"  # the environment variable in which GitLab names the folder of the repository


def render(checked: Sequence[Checked], paint: Paint = plain) -> str:
    """Format all findings as one list."""
    return json.dumps(list(_rows(checked)), indent=2)


def _rows(checked: Sequence[Checked]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for one in checked:
        path = _in_project(one.path)
        for found, start, end, _ in one.findings:
            # Without the line, so that a finding stays the same when lines are added above it; two alike are counted.
            about = f"{path}\n{found.rule}\n{found.message}\n{found.replacement}"
            seen[about] += 1
            numbered = f"{about}\n{seen[about]}".encode("utf-8", "backslashreplace")
            yield {
                "check_name": found.rule,
                "description": f"{found.rule} {found.message}",
                "severity": "major" if is_safe(found.replacement, found.safe) else "minor",
                "fingerprint": blake2b(numbered, digest_size=16).hexdigest(),
                "location": {
                    "path": path,
                    "positions": {
                        "begin": {"line": start.line, "column": start.column},
                        "end": {"line": end.line, "column": end.column},
                    },
                },
            }


def _in_project(path: str) -> str:
    project = os.environ.get(PROJECT)
    if not project:
        return Path(path).as_posix()
    return Path(os.path.relpath(path, project)).as_posix()
