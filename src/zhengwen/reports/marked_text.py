"""A page as it was, with every change marked in place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from zhengwen.reports.paint import Paint, harmless, plain, visible
from zhengwen.reports.summary import counted
from zhengwen.result import Cleaned

MAX_CUT_LINES = 3  # lines of a longer cut that are shown
MAX_CUT_CHARS = 60  # characters of a longer line of it


class Change(NamedTuple):
    """Characters `[start, end)` of the input, what stands in their place, and the rules that did it."""

    start: int
    end: int
    new: str
    rules: tuple[str, ...]


def changes(cleaned: Cleaned) -> Iterator[Change]:
    """Yield what was changed, in order: the gaps between the runs of characters that stayed."""
    runs = cleaned.kept
    fixed = iter(cleaned.fixed)
    finding = next(fixed, None)
    for left, right in pairwise(runs):
        start, end = left.before + left.length, right.before
        new = cleaned.text[left.after + left.length : right.after]
        if start == end and not new:
            continue
        rules = []
        while finding is not None and finding.start <= end:
            rules.append(finding.rule)
            finding = next(fixed, None)
        yield Change(start, end, new, tuple(dict.fromkeys(rules)))


def render(cleaned: Cleaned, paint: Paint = plain) -> str:
    """Return the input with changes marked as `[-cut-]` and `{+put in+}`; a long cut is shortened."""
    text, done = cleaned.original, 0
    parts: list[str] = []
    rules: dict[str, None] = {}
    for change in changes(cleaned):
        parts.append(_noted(parts, harmless(text[done : change.start]), rules, paint))
        parts.append(_marked(text[change.start : change.end], change.new, paint))
        rules.update(dict.fromkeys(change.rules))
        done = change.end
    parts.append(_noted(parts, harmless(text[done:]), rules, paint) or _note(rules, paint))
    return "".join(parts)


def _noted(parts: list[str], stayed: str, rules: dict[str, None], paint: Paint) -> str:
    """Return text that stayed, with the rules of the changes before it at the end of their line."""
    if not rules:
        return stayed
    if parts and parts[-1].endswith("\n"):
        parts[-1] = f"{parts[-1][:-1]}{_note(rules, paint)}\n"
    elif "\n" in stayed:
        head, _, rest = stayed.partition("\n")
        stayed = f"{head}{_note(rules, paint)}\n{rest}"
    else:
        return stayed
    rules.clear()
    return stayed


def _note(rules: dict[str, None], paint: Paint) -> str:
    return f"  {paint('← ' + ' '.join(rules), 'faint')}" if rules else ""


def _marked(old: str, new: str, paint: Paint) -> str:
    """Return a change with its marks; colours take their place."""
    lead = "\n" if old.startswith("\n") and not new else ""
    tail = "\n" if old[1:].endswith("\n") and not new else ""
    cut = "\n".join(_shortened(old))
    put = "\n".join(map(visible, new.split("\n"))) if new else ""
    if paint is plain:
        return lead + (f"[-{cut}-]" if cut else "") + (f"{{+{put}+}}" if put else "") + tail
    return lead + (paint(cut, "cut") if cut else "") + (paint(put, "added") if put else "") + tail


def _shortened(cut: str) -> list[str]:
    """Return the lines of a cut text as they are shown; the blank ones of many are left out."""
    lines = cut.split("\n")
    if len(lines) > 1:
        lines = [line for line in lines if line.strip()]
    shown = [
        visible(line) if len(line) <= MAX_CUT_CHARS else f"{visible(line[:MAX_CUT_CHARS])}…"
        for line in lines[:MAX_CUT_LINES]
    ]
    left = len(lines) - MAX_CUT_LINES
    return [*shown, f"… {counted(left, 'more line')}"] if left > 0 else shown
