"""Findings as JUnit's XML, which servers of continuous integration read: one suite a file, one failure a finding."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from zhengwen.reports.checked import Checked, Located
from zhengwen.reports.paint import Paint, plain, visible

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def render(checked: Sequence[Checked], paint: Paint = plain) -> str:
    """Format all findings; without any, one case that passes, for servers take an empty report for an error."""
    count = sum(len(one.findings) for one in checked)
    lines = [HEAD, f'<testsuites name="zhengwen" tests="{max(1, count)}" failures="{count}" errors="0">']
    for one in checked:
        found = len(one.findings)
        lines.append(f'  <testsuite name={_value(one.path)} tests="{found}" failures="{found}" errors="0">')
        lines.extend(_case(one.path, located) for located in one.findings)
        lines.append("  </testsuite>")
    if not checked:
        lines += [
            '  <testsuite name="zhengwen" tests="1" failures="0" errors="0">',
            '    <testcase name="No faults found" classname="zhengwen"/>',
            "  </testsuite>",
        ]
    return "\n".join((*lines, "</testsuites>"))


def _case(path: str, located: Located) -> str:
    found, start, _, _ = located
    return (
        f"    <testcase name={_value(f'{found.rule} line {start.line} column {start.column}')}"
        f' classname={_value(path)} line="{start.line}" column="{start.column}">'
        f"<failure type={_value(found.rule)} message={_value(found.message)}/></testcase>"
    )


def _value(text: str) -> str:
    """Return a quoted attribute; XML cannot hold control characters, nor some others, even escaped."""
    return quoteattr("".join("\N{REPLACEMENT CHARACTER}" if one in "\ufffe\uffff" else one for one in visible(text)))
