"""The formats of records, one module each, found by walking this package: adding one edits no list."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from zhengwen.corpus.records._compression import PACKED
from zhengwen.corpus.records._format import Format


@cache
def names() -> tuple[str, ...]:
    """The names of the formats, which are those of their modules."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


@cache
def named(name: str) -> Format:
    """The format of a name."""
    found: Format = importlib.import_module(f"{__name__}.{name}").FORMAT
    return found


@cache
def _by_suffix() -> dict[str, str]:
    return {suffix: name for name in names() for suffix in named(name).suffixes}


def of_path(path: str) -> str | None:
    """The name of the format that a file's suffixes say; `None` where no format has them."""
    plain = path.lower()
    packed = plain.endswith(PACKED)
    if packed:
        plain = plain.rpartition(".")[0]
    name = _by_suffix().get(f".{plain.rpartition('/')[2].rpartition('.')[2]}")
    return name if name and (not packed or named(name).may_be_compressed) else None
