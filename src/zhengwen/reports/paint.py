"""How reports are coloured, and how characters that a terminal would obey, or not show, are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from zhengwen.text.lazy_regex import pattern

Paint = Callable[[str, str], str]  # takes a text and its role, returns the text as it is shown

# Select Graphic Rendition, the parameters of ECMA-48, by what a text is. Ruff's colours where it has the same role.
ROLES = {
    "path": "1",  # bold
    "heading": "1",
    "code": "1;31",  # bold red
    "mark": "36",  # cyan
    "gutter": "1;34",  # bold blue
    "caret": "1;31",
    "added": "32",  # green
    "removed": "31",  # red
    "cut": "9;31",  # struck through, red
    "hunk": "36",
    "literal": "36",
    "faint": "2",
    "context": "",
}
NOT_SHOWN = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")  # categories of characters that are seen only when they are named
SEEN = " \N{IDEOGRAPHIC SPACE}"  # spaces of which the width shows
CONTROL = pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def plain(text: str, role: str) -> str:
    """Return the text as it is."""
    return text


def coloured(text: str, role: str) -> str:
    """Return the text with the colour of its role; each line by itself, so that pagers keep the colours apart."""
    if not ROLES[role]:
        return text
    start = f"\x1b[{ROLES[role]}m"
    return "\n".join(f"{start}{line}\x1b[0m" if line else "" for line in text.split("\n"))


def harmless(text: str) -> str:
    """Name the control characters of a text, which a terminal would obey; tabs and line breaks stay."""
    return CONTROL.sub(_named, text)


def one_line(name: str) -> str:
    """Name the control characters of a file's name, line breaks and tabs included: it stands on one line."""
    return "".join(f"<U+{ord(one):04X}>" if unicodedata.category(one) == "Cc" else one for one in harmless(name))


def visible(text: str) -> str:
    """Name every character of a text that nobody can see."""
    if text.isprintable() and text.isascii():
        return text
    return "".join(
        f"<U+{ord(one):04X}>" if unicodedata.category(one) in NOT_SHOWN and one not in SEEN else one for one in text
    )


def _named(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"
