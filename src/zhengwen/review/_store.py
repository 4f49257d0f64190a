"""The decisions file on disk: changed atomically, and together with whoever else changes it."""

from __future__ import annotations

import fcntl
import getpass
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from zhengwen import files
from zhengwen.decisions import Decision, Decisions


class Store:
    """A decisions file.

    Args:
        path: the file, which need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[bytes, Decisions] | None = None  # what was written last, which takes time to read

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
            OSError: the file cannot be written, or somebody else wrote it at the same moment.
        """
        with _locked(self.path.parent):
            before = self.path.read_bytes() if self.path.exists() else None
            made = self._read(before).without(removing).adding(adding)
            written = made.dumps().encode()
            if written != before:
                files.write_atomically(self.path, written, expected=before)
            self._known = written, made
        return made

    def _read(self, contents: bytes | None) -> Decisions:
        if contents is None:
            return Decisions()
        if self._known is not None and self._known[0] == contents:
            return self._known[1]
        return Decisions.loads(contents, str(self.path))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Wait until no other review or baseline writes to a folder; leaves no file behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


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
