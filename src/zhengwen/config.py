"""Settings from the nearest `zhengwen.toml`, or `[tool.zhengwen]` in `pyproject.toml`, at or above a folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatch, fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

from zhengwen.decisions import FILE_NAME as DECISIONS
from zhengwen.page import FORMATS
from zhengwen.pipeline import Pipeline, PipelineError
from zhengwen.text import charset

STRINGS = ("preset", "script", "encoding", "format", "decisions")
# The rules that each value of `script` enables.
SCRIPTS = {"keep": (), "simplified": ("simplified-on-request",), "traditional": ("traditional-on-request",)}
RULES = ("select", "extend_select", "ignore")
LISTS = ("select", "extend_select", "ignore", "include", "exclude")
FLAGS = ("unsafe_fixes", "respect_gitignore")
CODE = re.compile(r"[A-Za-z]\d{0,3}|all", re.IGNORECASE)  # a rule, the beginning of codes, or all rules


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
    decisions: str | None = None

    def override(self, **given: object) -> Config:
        """Return these settings, overridden by those in `given` that are neither `None` nor empty tuples."""
        changes: dict[str, Any] = {name: value for name, value in given.items() if value not in (None, ())}
        return replace(self, **changes)

    def pipeline(self, path: str = "") -> Pipeline:
        """Return the pipeline for the file `path`.

        Raises:
            PipelineError: a rule or the preset does not exist.
        """
        ignored = [code for pattern, codes in self.per_file_ignores if _fits(path, pattern) for code in codes]
        return _pipeline(
            self.preset, self.select, (*self.extend_select, *SCRIPTS[self.script]), (*self.ignore, *ignored)
        )

    def is_included(self, name: str) -> bool:
        """Return whether files of this name, in any case, are read in folders."""
        return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in self.include)

    def is_excluded(self, path: str) -> bool:
        """Return whether a path found in a folder is skipped."""
        return any(_fits(path, pattern) for pattern in self.exclude)


def rule_name(given: str) -> str:
    """Return a rule, the beginning of codes, or a family as rules spell it: `n001` is N001, `Spam` is spam."""
    name = given.strip()
    return name.upper() if CODE.fullmatch(name) else name.lower()


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
    return replace(found, decisions=next((str(path) for path in beside if path.is_file()), None))


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


def _config(table: dict[str, Any], path: Path) -> Config:
    values: dict[str, Any] = {}
    known = {field.name for field in fields(Config)}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            choices = ", ".join(sorted(one.replace("_", "-") for one in known))
            raise ConfigError(f"{path}: unknown key '{key}'; the keys are {choices}")
        values[name] = _value(name, key, value, path)
    made = Config(**values)
    try:
        if made.encoding is not None:
            charset.lookup(made.encoding)
        made.pipeline()
        for pattern, _ in made.per_file_ignores:
            made.pipeline(pattern)
    except (LookupError, PipelineError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return made


def _value(name: str, key: str, value: object, path: Path) -> object:
    if name == "script" and value not in SCRIPTS:
        raise ConfigError(f"{path}: 'script' must be one of {', '.join(SCRIPTS)}")
    if name == "format" and value not in FORMATS:
        raise ConfigError(f"{path}: 'format' must be one of {', '.join(FORMATS)}")
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


def _fits(path: str, pattern: str) -> bool:
    return fnmatch(path, pattern) or fnmatch(Path(path).name, pattern) or fnmatch(path, f"*/{pattern}")


@cache
def _pipeline(
    preset: str, select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...]
) -> Pipeline:
    pipeline = Pipeline.default(preset)
    if select:
        pipeline = pipeline.select(*select)
    return pipeline.extend(*extend_select).without(*ignore)
