"""Whether a stream is coloured: on terminals only, unless the environment says otherwise."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from zhengwen.reports.paint import Paint, coloured, harmless, plain

HEADER_LINES = 2  # of a diff: the names of the old and the new file


def paint(stream: TextIO | None = None) -> Paint:
    """Return how texts for a stream (default: standard output) are coloured.

    `NO_COLOR`, set to anything, forbids colour (no-color.org); `FORCE_COLOR`, set to anything but 0, demands it
    (force-color.org); a terminal that is called `dumb` has none.
    """
    if os.environ.get("NO_COLOR"):
        return plain
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return plain if forced == "0" else coloured
    shown = sys.stdout if stream is None else stream
    return coloured if shown.isatty() and os.environ.get("TERM") != "dumb" else plain


def diff(text: str, paint: Paint) -> str:
    """Colour a unified diff; its control characters are named where it is coloured, for a terminal would obey them."""
    if paint is plain:
        return text
    lines = text.split("\n")
    return "\n".join(paint(harmless(line), _role(line, n)) if line else line for n, line in enumerate(lines))


def _role(line: str, number: int) -> str:
    if number < HEADER_LINES:
        return "heading"
    return {"+": "added", "-": "removed", "@": "hunk", "\\": "faint"}.get(line[0], "context")
