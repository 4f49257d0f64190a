"""Findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from zhengwen import __version__, registry
from zhengwen.finding import Rule
from zhengwen.reports.checked import Checked, Located
from zhengwen.reports.paint import Paint, plain

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(checked: Sequence[Checked], paint: Paint = plain) -> str:
    """Format one run with all findings and their rules."""
    known = registry.rules()
    codes = sorted({located.finding.rule for one in checked for located in one.findings})
    run = {
        "tool": {
            "driver": {
                "name": "zhengwen",
                "version": __version__,
                "rules": [_rule(code, known.get(code)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one.path, located) for one in checked for located in one.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(code: str, rule: type[Rule] | None) -> dict[str, Any]:
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "name": rule.__name__,
        "shortDescription": {"text": rule.summary()},
        "fullDescription": {"text": rule.summary()},
        "help": {"text": rule.page(), "markdown": rule.page()},
    }


def _result(path: str, located: Located) -> dict[str, Any]:
    finding, start, end, _ = located
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }
    artifact = {"uri": quote(os.fsencode(PurePath(path).as_posix()))}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": "error" if finding.replacement is not None and finding.safe else "warning",
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if finding.replacement is not None:
        change = {"deletedRegion": region, "insertedContent": {"text": finding.replacement}}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}]}]
    return result
