"""The formats of reports, one module each with a function `render`: adding one edits no list.

`render` takes the findings of some files, and how their parts are coloured. A format that shows the place of each
finding sets `SHOWS_PLACES`; one that people read, with a summary below it, `FOR_PEOPLE`; one whose report of many files
is that of each, one below the other, `BY_FILE`: of it no findings are held.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from types import ModuleType

from zhengwen.reports.checked import Checked
from zhengwen.reports.paint import Paint, plain

DEFAULT = "concise"
ALSO_CALLED = {"text": "concise"}  # names of earlier releases


@cache
def names() -> tuple[str, ...]:
    """The names of the formats, which are those of their modules, the default first."""
    found = (module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(sorted((*found, *ALSO_CALLED), key=lambda name: (name != DEFAULT, name in ALSO_CALLED, name)))


def for_people(name: str) -> bool:
    """Return whether people read a format, with a summary below it; programs read the others."""
    return bool(getattr(_module(name), "FOR_PEOPLE", False))


def shows_places(name: str) -> bool:
    """Return whether a format shows what stands at each finding."""
    return bool(getattr(_module(name), "SHOWS_PLACES", False))


def by_file(name: str) -> bool:
    """Return whether a report of many files is the reports of each, one below the other."""
    return bool(getattr(_module(name), "BY_FILE", False))


def render(name: str, checked: Sequence[Checked], paint: Paint = plain) -> str:
    """The report of some files in a format."""
    report: str = _module(name).render(checked, paint)
    return report


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{ALSO_CALLED.get(name, name)}")
