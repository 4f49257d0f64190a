"""Reports of findings, for people and other tools: text, JSON, GitHub annotations, SARIF."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zhengwen.reports.checked import Checked
from zhengwen.reports.github import github
from zhengwen.reports.json import json
from zhengwen.reports.sarif import sarif
from zhengwen.reports.text import closing_line, statistics, text

FORMATS: dict[str, Callable[[Sequence[Checked]], str]] = {"text": text, "json": json, "github": github, "sarif": sarif}

__all__ = ["FORMATS", "Checked", "closing_line", "statistics"]
