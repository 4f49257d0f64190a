"""Settings from the nearest `zhengwen.toml`, or `[tool.zhengwen]` in `pyproject.toml`, at or above a folder."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatch, fnmatchcase
from pathlib import Path
from typing import Any, TypeGuard

from zhengwen.api import pipeline_of
from zhengwen.decisions import FILE_NAME as DECISIONS
from zhengwen.page import FORMATS
from zhengwen.pipeline import SCRIPTS, Pipeline, PipelineError, nearest, rule_name
from zhengwen.text import charset

NO_SETTINGS = ("origins", "root")  # where the others came from
NEAREST = "the nearest one"  # the origin of a decisions file that no setting names
STRINGS = ("preset", "script", "encoding", "format", "decisions")
RULES = ("select", "extend_select", "ignore")
LISTS = ("select", "extend_select", "ignore", "include", "exclude")
FLAGS = ("unsafe_fixes", "respect_gitignore")
PER_PATH = ("preset", "script", "select", "extend_select", "ignore", "unsafe_fixes", "encoding", "format")
ADDED = ("extend_select", "ignore")  # lists of `per-path` that add to those of all files; the other keys replace theirs
DEFAULT, COMMAND_LINE = "default", "command line"  # where a setting comes from, if not from a file


__all__ = ["COMMAND_LINE", "DEFAULT", "SCRIPTS", "Config", "ConfigError", "load", "read", "rule_name"]


class ConfigError(ValueError):
    """Raised for a settings file that cannot be used; the message names the file and the key."""


@dataclass(frozen=True)
class Config:
    """How pages are cleaned, and which files are read.

    Attributes:
        preset: `page`, `body` or `repair`.
        script: the script to convert pages to, `simplified` or `traditional`, or `keep`.
        select: the only rules to run; if empty, those of the preset.
        extend_select: rules to run in addition to those.
        ignore: rules not to run.
        unsafe_fixes: also apply unsafe fixes.
        encoding: the charset of all files; `None`: detect it for each file.
        format: `text`, `html` or `auto`: a file that begins like an HTML page is one.
        include: shell patterns for the names of files to read in folders.
        exclude: shell patterns for paths to skip in folders.
        respect_gitignore: skip the files in folders that git ignores.
        per_file_ignores: rules not to run, by shell pattern of the path.
        per_path: settings of some files, by shell pattern of the path; a later pattern wins over an earlier one.
        origins: where each setting that is not a default comes from.
        decisions: the file with people's decisions on findings; `None`: there are none.
    """

    preset: str = "page"
    script: str = "keep"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    unsafe_fixes: bool = False
    encoding: str | None = None
    format: str = "auto"
    include: tuple[str, ...] = ("*.txt",)
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    per_path: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    decisions: str | None = None
    root: str = field(default="", compare=False, repr=False)  # the folder of the settings, which patterns start from

    def override(self, **given: object) -> Config:
        """Return these settings, overridden by those in `given` that are neither `None` nor empty tuples."""
        changes: dict[str, Any] = {name: value for name, value in given.items() if value not in (None, ())}
        return replace(self, **changes, origins={**self.origins, **dict.fromkeys(changes, COMMAND_LINE)})

    def for_path(self, path: str) -> Config:
        """Return the settings for the file `path`; what the command line says wins over `per-path`."""
        made = self
        for pattern, given in self.per_path:
            if _fits(path, pattern, self.root):
                made = made._for_some(pattern, given)
        ignored = [
            code for pattern, codes in self.per_file_ignores if _fits(path, pattern, self.root) for code in codes
        ]
        if ignored:
            made = made._for_some("", [("ignore", tuple(ignored))], key="per-file-ignores")
        return made if made is self else replace(made, per_path=(), per_file_ignores=())

    def _for_some(self, pattern: str, given: Iterable[tuple[str, Any]], key: str = "per-path") -> Config:
        changes: dict[str, Any] = {}
        origins = dict(self.origins)
        origin = f"{key} '{pattern}'" if pattern else key
        for name, value in given:
            if name in ADDED:
                changes[name] = tuple(dict.fromkeys((*getattr(self, name), *value)))
                origins[name] = f"{origins[name]}; {origin}" if name in origins else origin
            elif origins.get(name) != COMMAND_LINE:
                changes[name], origins[name] = value, origin
        return replace(self, **changes, origins=origins)

    def pipeline(self, path: str = "") -> Pipeline:
        """Return the pipeline for the file `path`.

        Raises:
            PipelineError: a rule or the preset does not exist.
        """
        made = self.for_path(path)
        return pipeline_of(made.preset, made.select, (*made.extend_select, *SCRIPTS[made.script]), made.ignore)

    def is_included(self, name: str) -> bool:
        """Return whether files of this name, in any case, are read in folders."""
        return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in self.include)

    def is_excluded(self, path: str) -> bool:
        """Return whether a path found in a folder is skipped."""
        return any(_fits(path, pattern, self.root) for pattern in self.exclude)


def load(start: Path) -> Config:
    """Return the settings for files in the folder `start`, from that folder or the nearest parent that has any.

    Raises:
        ConfigError: the file cannot be read, or has an unknown key or an invalid value.
    """
    for folder in (start, *start.parents):
        for path, keys in ((folder / "zhengwen.toml", ()), (folder / "pyproject.toml", ("tool", "zhengwen"))):
            table = _table(path, keys) if path.is_file() else None
            if table is not None:
                return _with_decisions(_config(table, path), start)
    return _with_decisions(Config(), start)


def _with_decisions(found: Config, start: Path) -> Config:
    """Return settings that name no decisions file with the nearest one at or above a folder."""
    if found.decisions is not None:
        return found
    beside = (folder / DECISIONS for folder in (start, *start.parents))
    path = next((str(path) for path in beside if path.is_file()), None)
    return found if path is None else replace(found, decisions=path, origins={**found.origins, "decisions": NEAREST})


def read(path: Path) -> Config:
    """Return the settings in the file `path`.

    Raises:
        ConfigError: the file cannot be read, or has an unknown key or an invalid value.
    """
    table = _table(path, ("tool", "zhengwen") if path.name == "pyproject.toml" else ())
    return _config(table or {}, path)


def _table(path: Path, keys: Iterable[str]) -> dict[str, Any] | None:
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    for key in keys:
        table = table.get(key)
        if table is None:
            return None
        if not isinstance(table, dict):
            raise ConfigError(f"{path}: '{key}' must be a table")
    return dict(table)


def names_of_settings() -> list[str]:
    """Return the names of all settings, as Python spells them."""
    return [field.name for field in fields(Config) if field.name not in NO_SETTINGS]


def _config(table: dict[str, Any], path: Path) -> Config:
    known = names_of_settings()
    values = _values(table, known, path)
    made = Config(**values, origins=dict.fromkeys(values, str(path)), root=str(path.absolute().parent))
    try:
        for one in (made, *(made._for_some(pattern, given) for pattern, given in made.per_path)):
            if one.encoding is not None:
                charset.lookup(one.encoding)
            one.pipeline()
        for pattern, _ in made.per_file_ignores:
            made.pipeline(pattern)
    except (LookupError, PipelineError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return made


def _values(table: dict[str, Any], known: Iterable[str], path: Path, below: str = "") -> dict[str, Any]:
    """Return the settings in a table, whose keys may be `known`."""
    spelled = {one.replace("_", "-"): one for one in known}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = spelled.get(key.replace("_", "-"))
        if name is None:
            hint = nearest(key, spelled)
            raise ConfigError(f"{path}: unknown key '{below}{key}'{hint}; the keys are {', '.join(sorted(spelled))}")
        values[name] = _per_path(value, path) if name == "per_path" else _value(name, key, value, path)
    return values


def _per_path(value: object, path: Path) -> tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]:
    if not isinstance(value, dict) or not all(isinstance(given, dict) for given in value.values()):
        raise ConfigError(f"{path}: 'per-path' must be a table of tables: a pattern of paths, and their settings")
    return tuple(
        (pattern, tuple(_values(given, PER_PATH, path, f"per-path.{pattern}.").items()))
        for pattern, given in value.items()
    )


def _value(name: str, key: str, value: object, path: Path) -> object:
    for choice, choices in (("script", SCRIPTS), ("format", FORMATS)):
        if name == choice and value not in choices:
            raise ConfigError(f"{path}: '{choice}' must be one of {', '.join(choices)}{nearest(str(value), choices)}")
    if name == "decisions" and isinstance(value, str):
        return str(path.parent / value)
    if name in STRINGS and isinstance(value, str):
        return value
    if name in FLAGS and isinstance(value, bool):
        return value
    if name in LISTS and _is_strings(value):
        return tuple(map(rule_name, value)) if name in RULES else tuple(value)
    if name == "per_file_ignores" and isinstance(value, dict) and all(map(_is_strings, value.values())):
        return tuple((pattern, tuple(map(rule_name, codes))) for pattern, codes in value.items())
    kind = "a string" if name in STRINGS else "true or false" if name in FLAGS else "a list of strings"
    if name == "per_file_ignores":
        kind = "a table of lists of strings"
    raise ConfigError(f"{path}: '{key}' must be {kind}")


def _is_strings(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _fits(path: str, pattern: str, root: str) -> bool:
    """Return whether a file fits a pattern: as it is called, or by its path below the folder of the settings."""
    if fnmatch(path, pattern) or fnmatch(Path(path).name, pattern) or fnmatch(path, f"*/{pattern}"):
        return True
    return bool(root and path) and fnmatch(os.path.relpath(path, root), pattern)
