"""Patterns that are compiled when they are first used: importing a filter costs nothing for pages it never meets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import AnyStr, Generic, cast


class _Lazy(Generic[AnyStr]):
    def __init__(self, source: Callable[[], AnyStr], flags: int) -> None:
        self._source: Callable[[], AnyStr] = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = self.__dict__.setdefault("_compiled", re.compile(self._source(), self._flags))
        found: object = getattr(compiled, name)
        setattr(self, name, found)
        return found


def pattern(source: AnyStr | Callable[[], AnyStr], flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression that is put together and compiled on first use; else like any other."""
    lazy = _Lazy(source if callable(source) else lambda: source, flags)
    return cast("re.Pattern[AnyStr]", lazy)
