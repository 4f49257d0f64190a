"""Findings with the place in the text under carets, as compilers show it; widths are those of a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.finding import Finding
from zhengwen.reports.checked import Checked, Located, more_of
from zhengwen.reports.formats.concise import headline, is_safe
from zhengwen.reports.paint import Paint, harmless, one_line, plain, visible

FOR_PEOPLE = SHOWS_PLACES = BY_FILE = True
MAX_REPLACEMENT = 40  # characters of a replacement that are shown
LINE_BREAK = "↵"
MANY_LINES = 2  # lines of a span that are said without counting them


def render(checked: Sequence[Checked], paint: Paint = plain) -> str:
    """Format each finding as a few lines, with a blank line below them."""
    return "".join(_finding(one.path, located, more, paint) for one in checked for located, more in one.by_file())


def _finding(path: str, located: Located, more: int, paint: Paint) -> str:
    found, start, _, excerpt = located
    number = str(start.line)
    margin = " " * len(number)
    bar = paint(f"{margin} |", "gutter")
    head = headline(found.rule, is_safe(found.replacement, found.safe), paint)
    lines = [
        f"{head}{harmless(found.message)}{more_of(more)}",
        f"{margin}{paint('-->', 'gutter')} {paint(one_line(path), 'path')}:{start.line}:{start.column}",
    ]
    if excerpt is not None:
        before, seen, after = (visible(part.replace("\n", LINE_BREAK)) for part in excerpt[:3])
        carets = "^" * max(1, width(seen))
        fix = _fix(found)
        lines += [
            bar,
            f"{paint(f'{number} |', 'gutter')} {before}{paint(seen, 'caret') if seen else ''}{after}",
            f"{bar} {' ' * width(before)}{paint(carets, 'caret')}{f' {fix}' if fix else ''}",
        ]
        if excerpt.lines > MANY_LINES:
            lines.append(f"{bar} … {excerpt.lines} lines")
        lines.append(bar)
    return "\n".join((*lines, "", ""))


def _fix(found: Finding) -> str:
    """Return what a fix would make of the place; empty if the finding is only reported."""
    if found.replacement is None:
        return ""
    how = "" if found.safe else " with --unsafe-fixes"
    if not found.replacement:
        return f"cut{how}"
    shown = visible(found.replacement[:MAX_REPLACEMENT].replace("\n", LINE_BREAK))
    if shown != shown.strip():
        shown = f"'{shown}'"  # a space at the end of a line would not be seen
    return f"→ {shown}{'…' if len(found.replacement) > MAX_REPLACEMENT else ''}{how}"


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: an ideograph takes two."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # slow to import

    return max(0, wcswidth(text))
