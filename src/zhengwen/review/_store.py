"""The decisions file on disk: changed atomically, and together with whoever else changes it."""

from __future__ import annotations

import getpass
import subprocess
from collections.abc import Iterable
from pathlib import Path

from zhengwen import files
from zhengwen.decisions import Decision, Decisions
from zhengwen.files import FileChangedError

MAX_ATTEMPTS = 5  # to write a file that other programs write as well


class Store:
    """A decisions file.

    Args:
        path: the file, which need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> Decisions:
        """Return the decisions in the file; none if it does not exist.

        Raises:
            DecisionsError: the file cannot be read.
        """
        return Decisions.load(self.path) if self.path.exists() else Decisions()

    def change(self, adding: Iterable[Decision] = (), removing: Iterable[tuple[str, str]] = ()) -> Decisions:
        """Add and remove decisions, keep all others that the file has by now, and return them all.

        Raises:
            DecisionsError: the file cannot be read, or a decision cannot be written.
            OSError: the file cannot be written.
        """
        new, gone = tuple(adding), frozenset(removing)
        for attempt in range(MAX_ATTEMPTS):
            before = self.path.read_bytes() if self.path.exists() else None
            known = Decisions() if before is None else Decisions.loads(before, str(self.path))
            made = known.without(gone).adding(new)
            written = made.dumps().encode()
            if written == before:
                return made
            try:
                files.write_atomically(self.path, written, expected=before)
            except FileChangedError:
                if attempt == MAX_ATTEMPTS - 1:
                    raise
                continue
            return made
        raise AssertionError("unreachable")


def who() -> str:
    """Return the name of the person at work: as git knows it, or the account's."""
    try:
        asked = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False, timeout=10)
        name = asked.stdout.strip()
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        name = ""
    try:
        return name or getpass.getuser()
    except (OSError, KeyError):
        return ""
