"""The formats of reports, one module each with a function `render`: adding one edits no list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache

from zhengwen.reports.checked import Checked

DEFAULT = "text"


@cache
def names() -> tuple[str, ...]:
    """The names of the formats, which are those of their modules, the default first."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name)))


def render(name: str, checked: Sequence[Checked]) -> str:
    """The report of some files in a format."""
    report: str = importlib.import_module(f"{__name__}.{name}").render(checked)
    return report
