"""Patterns that are compiled when they are first used: most pages need few of them, and compiling is slow."""

from __future__ import annotations

import re
from typing import cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags", "groups")


class _Later:
    """Stands for a pattern until something is asked of it; then its methods are this object's own."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in METHODS:
            self.__dict__[method] = getattr(compiled, method)
        return self.__dict__[name]


def later(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern that `re.compile(source, flags)` gives, compiled on first use.

    An error in `source` shows on first use only: every such pattern needs a test that uses it.
    """
    return cast("re.Pattern[str]", _Later(source, flags))
