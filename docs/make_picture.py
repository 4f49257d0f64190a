"""Draw what `zhengwen show` prints of a sample, as README and the docs show it.

    python docs/make_picture.py

Writes `docs/images/before-and-after.svg`. Text flows as in a terminal and is coloured as there; nothing is loaded, and
any font of fixed width will do. (The pictures that rich draws give an ideograph the width of a letter.)
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from wcwidth import wcwidth

ROOT = Path(__file__).parents[1]
PAGE = "samples/pages/everything.txt"
PICTURE = ROOT / "docs" / "images" / "before-and-after.svg"
COLUMNS = 100  # of the terminal; longer lines are wrapped
SIZE, LEADING, MARGIN = 14, 21, 18  # of letters, lines and the frame, in pixels
CODE = re.compile(r"\x1b\[([\d;]*)m")
FONTS = "ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"
# How the colours of a terminal are drawn on white.
STYLES = {
    "1": "font-weight:bold",
    "2": "fill:#6e7781",
    "9": "text-decoration:line-through",
    "31": "fill:#cf222e",
    "32": "fill:#116329;font-weight:bold",
    "36": "fill:#1b7c83",
}


class Run(NamedTuple):
    """Characters that are drawn alike."""

    text: str
    style: str


def main() -> None:
    """Draw the picture."""
    command = [sys.executable, "-m", "zhengwen", "show", PAGE]
    environment = {**os.environ, "FORCE_COLOR": "1", "NO_COLOR": ""}
    shown = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    lines = [Run(f"$ zhengwen show {PAGE}", STYLES["1"])], *map(list, wrapped(shown.rstrip("\n")))
    width, height = COLUMNS * SIZE * 0.62 + 2 * MARGIN, len(lines) * LEADING + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img"'
        f' font-family="{FONTS}" font-size="{SIZE}">',
        "<title>A page before and after: what was cut, what was put in, and which rules did it</title>",
        f'<rect width="{width:.0f}" height="{height}" rx="8" fill="#ffffff" stroke="#d0d7de"/>',
    ]
    for number, line in enumerate(lines):
        spans = "".join(f'<tspan style="{run.style}">{escape(run.text)}</tspan>' for run in line if run.text)
        y = MARGIN + SIZE + number * LEADING
        parts.append(f'<text x="{MARGIN}" y="{y}" fill="#24292f" xml:space="preserve">{spans}</text>')
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text("\n".join((*parts, "</svg>", "")), encoding="utf-8")


def wrapped(shown: str) -> Iterator[list[Run]]:
    """Yield the lines of a terminal's output, wrapped at its width."""
    for line in shown.split("\n"):
        made: list[Run] = []
        column, style = 0, ""
        for n, part in enumerate(CODE.split(line)):
            if n % 2:
                style = ";".join(STYLES[one] for one in part.split(";") if one in STYLES)
                continue
            text = ""
            for character in part:
                columns = max(0, wcwidth(character))
                if column + columns > COLUMNS:
                    yield [*made, Run(text, style)]
                    made, text, column = [], "", 0
                text, column = text + character, column + columns
            made.append(Run(text, style))
        yield made


if __name__ == "__main__":
    main()
