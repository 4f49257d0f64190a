"""The filters and rules, found by walking `zhengwen.filters` and the entry points of other packages."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from zhengwen import filters, page_rules
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page

ENTRY_POINTS = "zhengwen.filters"
NO_PLUG_INS = "ZHENGWEN_NO_PLUGINS"  # environment variable: set, the filters of other packages are not loaded
# The file with a package's entry points, by the suffix of its metadata folder.
METADATA = {
    ".dist-info": "entry_points.txt",
    ".egg-info": "entry_points.txt",
    ".egg": "EGG-INFO/entry_points.txt",
}

FilterFunction = Callable[[Page], Iterable[Finding]]


class RegistryError(RuntimeError):
    """Raised if two rules share a code or a name."""


class PlugInWarning(UserWarning):
    """Says that an entry point cannot be loaded, or is not a filter; it is left out."""


class Filter(NamedTuple):
    """A filter with its name, its family, and its rules (empty: unknown, so the filter always runs)."""

    name: str
    family: str
    find: FilterFunction
    rules: tuple[type[Rule], ...] = ()

    def __repr__(self) -> str:
        codes = " ".join(rule.code for rule in self.rules)
        return f"<Filter {self.name} of {self.family}: {codes or 'no rules known'}>"


def as_filter(given: FilterFunction | ModuleType | Filter) -> Filter:
    """Make a `Filter` from any callable `Page -> findings`, or from a module with a function `find`.

    A filter from outside `zhengwen.filters` runs in its own pass, unless its module defines `FAMILY`.

    Raises:
        TypeError: `given` is neither.
    """
    if isinstance(given, Filter):
        return given
    if isinstance(given, ModuleType):
        find = getattr(given, "find", None)
        if not callable(find):
            raise TypeError(f"module {given.__name__} is not a filter: it has no function 'find'")
        name = given.__name__.rpartition(".")[2]
        return Filter(name, _family(given) or name, find, _rules(given))
    if callable(given):
        name = getattr(given, "__name__", type(given).__name__)
        return Filter(name, name, given)
    raise TypeError(f"a filter is a callable that takes a Page and returns findings, not {type(given).__name__}")


@cache
def built_in() -> tuple[Filter, ...]:
    """Return the filters of this package, sorted by name."""
    found = []
    for family in pkgutil.iter_modules(filters.__path__, f"{filters.__name__}."):
        package = importlib.import_module(family.name)
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if not module.name.rpartition(".")[2].startswith("_"):
                found.append(as_filter(importlib.import_module(module.name)))
    return tuple(found)


@cache
def plugged_in() -> tuple[Filter, ...]:
    """Return the filters of installed packages in the entry point group `zhengwen.filters`, sorted by name.

    One that cannot be loaded is left out, with a `PlugInWarning`. With the environment variable `ZHENGWEN_NO_PLUGINS`,
    there are none.
    """
    if os.environ.get(NO_PLUG_INS) or not _may_be_plugged_in():
        return ()
    from importlib.metadata import entry_points  # slow to import

    found = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        try:
            found.append(as_filter(point.load()))
        except Exception as error:  # noqa: BLE001  # the module of another package may raise anything
            warnings.warn(
                f"entry point {point.name} = {point.value} of {ENTRY_POINTS}: {type(error).__name__}: {error};"
                " its rules do not run, and --no-plugins silences this",
                PlugInWarning,
                stacklevel=2,
            )
    return tuple(found)


def _may_be_plugged_in() -> bool:
    """Check cheaply whether the metadata of any installed package mentions the entry point group.

    Anything that is not a folder, or comes from another kind of importer, is left to `importlib.metadata`.
    """
    if any(hasattr(finder, "find_distributions") for finder in sys.meta_path if finder is not PathFinder):
        return True
    return any(place.is_file() or _names_filters(place) for place in (Path(one or ".") for one in sys.path))


def _names_filters(folder: Path) -> bool:
    """Return whether the metadata of a package in the folder mentions the entry point group."""
    try:
        kept = [one for one in folder.iterdir() if one.suffix in METADATA]
    except OSError:
        return False
    for place in kept:
        try:
            if ENTRY_POINTS.encode() in (place / METADATA[place.suffix]).read_bytes():
                return True
        except OSError:  # most packages have no entry points
            continue
    return False


@cache
def rules() -> dict[str, type[Rule]]:
    """Return every rule, by code and in the order of the codes.

    Raises:
        RegistryError: two rules share a code or a name.
    """
    by_code: dict[str, type[Rule]] = {}
    names: dict[str, str] = {}
    of_filters = (rule for filter_ in (*built_in(), *plugged_in()) for rule in filter_.rules)
    for rule in (*page_rules.RULES, *of_filters):
        if rule.code in by_code or rule.name() in names:
            other = by_code.get(rule.code) or by_code[names[rule.name()]]
            raise RegistryError(f"{rule.__module__} and {other.__module__} both define {rule.code} ({rule.name()})")
        by_code[rule.code] = rule
        names[rule.name()] = rule.code
    return dict(sorted(by_code.items()))


def _family(module: ModuleType) -> str:
    named = getattr(module, "FAMILY", "")
    if named:
        return str(named)
    package, _, _ = module.__name__.rpartition(".")
    return package.rpartition(".")[2] if package.startswith(f"{filters.__name__}.") else ""


def _rules(module: ModuleType) -> tuple[type[Rule], ...]:
    own = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Rule))
    return tuple(sorted((rule for rule in own if rule.__module__ == module.__name__), key=lambda rule: rule.code))
