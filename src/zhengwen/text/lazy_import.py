"""The lock under which modules are imported on first use.

Two threads that import modules of one package at once can each see a half-made module of the other: that is how Python
breaks the deadlock of their locks, and an ``ImportError`` follows ("partially initialized module"). What is imported
inside a function that cleans is therefore imported under this one lock.
"""

from __future__ import annotations

import os
import threading


class _ImportLock:
    """A lock that a thread may take several times, made anew in a forked child, where its holder does not exist."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *error: object) -> None:
        self._lock.release()


IMPORTING = _ImportLock()
os.register_at_fork(after_in_child=IMPORTING.renew)
