"""What sites say in forms that no list of words holds: regular expressions in `data/page/forms/*.toml`.

Each form stands there with a line that has it; a form is needed when no other one knows that line.
"""

from __future__ import annotations

import tomllib
from functools import cache

from zhengwen import data


@cache
def forms(name: str) -> dict[str, str]:
    """The forms of one kind, each with a line that has it.

    Raises:
        tomllib.TOMLDecodeError: a form stands twice.
    """
    return tomllib.loads(data.read(f"page/forms/{name}.toml"))


def any_form(name: str) -> str:
    """A pattern for any form of one kind, for folded text."""
    return "|".join(forms(name))
