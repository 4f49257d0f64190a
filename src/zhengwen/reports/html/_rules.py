"""What a report says of rules, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from zhengwen import registry


def rules_of(codes: Iterable[str] | None = None) -> dict[str, dict[str, str]]:
    """Return the names and the documentation of some rules, by default of all."""
    known, chinese = registry.rules(), _chinese()
    wanted = known if codes is None else sorted(known.keys() & set(codes))
    return {
        code: {"name": known[code].name(), "zh": chinese.get(code, ""), "page": known[code].page()} for code in wanted
    }


@cache
def _chinese() -> dict[str, str]:
    """The Chinese names of the built-in rules."""
    written = (files(__package__) / "page" / "rules.zh.toml").read_text(encoding="utf-8")
    return {code: str(name) for code, name in tomllib.loads(written).items()}
