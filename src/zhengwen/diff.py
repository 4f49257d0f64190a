"""Unified diffs computed from the ledger, in time linear in the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zhengwen.ledger import Kept


class Change(NamedTuple):
    """Lines `[old_start, old_end)` of the input that became lines `[new_start, new_end)`."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def unified(old: str, new: str, kept: Sequence[Kept], name: str, context: int = 3) -> str:
    """Return a unified diff of `old` and `new`; `kept` lists the unchanged runs of characters."""
    old_lines, new_lines = _lines(old), _lines(new)
    changes = list(_changes(old_lines, new_lines, kept))
    parts = [f"--- {name}\n", f"+++ {name}\n"]
    for hunk in _hunks(changes, context):
        parts.extend(_written(hunk, old_lines, new_lines, context))
    return "".join(parts) if changes else ""


def _changes(old_lines: list[str], new_lines: list[str], kept: Sequence[Kept]) -> Iterator[Change]:
    """Walk the lines that are intact in both texts and yield the changes between them."""
    old_at = {position: n for n, position in enumerate(_starts(old_lines))}
    new_starts = _starts(new_lines)
    old_done = new_done = 0
    runs = iter(kept)
    run = next(runs, None)
    for n, start in enumerate(new_starts[:-1]):
        end = new_starts[n + 1]
        while run is not None and run.after + run.length < end:
            run = next(runs, None)
        if run is None or run.after > start:
            continue
        m = old_at.get(run.before + start - run.after)
        if m is None or m < old_done or old_lines[m] != new_lines[n]:
            continue
        if (old_done, new_done) != (m, n):
            yield Change(old_done, m, new_done, n)
        old_done, new_done = m + 1, n + 1
    if (old_done, new_done) != (len(old_lines), len(new_lines)):
        yield Change(old_done, len(old_lines), new_done, len(new_lines))


def _lines(text: str) -> list[str]:
    r"""Split at ``\n`` only, as diff and patch do, and keep the line ends; `str.splitlines` has ten more separators."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _hunks(changes: list[Change], context: int) -> Iterator[list[Change]]:
    hunk: list[Change] = []
    for change in changes:
        if hunk and change.old_start - hunk[-1].old_end > 2 * context:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _written(hunk: list[Change], old: list[str], new: list[str], context: int) -> Iterator[str]:
    first, last = hunk[0], hunk[-1]
    lead = min(context, first.old_start)
    tail = min(context, len(old) - last.old_end)
    old_count = last.old_end + tail - first.old_start + lead
    new_count = last.new_end + tail - first.new_start + lead
    yield f"@@ -{_range(first.old_start - lead, old_count)} +{_range(first.new_start - lead, new_count)} @@\n"
    done = first.old_start - lead
    for change in hunk:
        yield from (_line(" ", line) for line in old[done : change.old_start])
        yield from (_line("-", line) for line in old[change.old_start : change.old_end])
        yield from (_line("+", line) for line in new[change.new_start : change.new_end])
        done = change.old_end
    yield from (_line(" ", line) for line in old[done : last.old_end + tail])


def _range(start: int, count: int) -> str:
    return f"{start + 1 if count else start}" if count == 1 else f"{start + 1 if count else start},{count}"


def _line(mark: str, line: str) -> str:
    return mark + line if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"
