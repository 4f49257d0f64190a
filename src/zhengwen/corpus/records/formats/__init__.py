"""The record formats, one module each, found by walking this package, so that a new one needs no registration."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from zhengwen.corpus.records._compression import COMPRESSED_SUFFIXES
from zhengwen.corpus.records._format import Format


@cache
def names() -> tuple[str, ...]:
    """Return the names of the formats, which are those of their modules."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


@cache
def named(name: str) -> Format:
    """Return the format called `name`."""
    found: Format = importlib.import_module(f"{__name__}.{name}").FORMAT
    return found


@cache
def _by_suffix() -> dict[str, str]:
    return {suffix: name for name in names() for suffix in named(name).suffixes}


def of_path(path: str) -> str | None:
    """Return the name of the format for a path's suffixes; `None` if no format has them."""
    plain = path.lower()
    is_compressed = plain.endswith(COMPRESSED_SUFFIXES)
    if is_compressed:
        plain = plain.rpartition(".")[0]
    name = _by_suffix().get(f".{plain.rpartition('/')[2].rpartition('.')[2]}")
    return name if name and (not is_compressed or named(name).may_be_compressed) else None
