"""The files that git ignores, as git itself says."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path


def ignored(folder: Path, paths: Sequence[Path]) -> frozenset[Path]:
    """Return those of the files in a folder that git ignores; none if the folder is ignored itself, for it was named.

    Without git, or outside of a repository, none are.
    """
    if not paths or not folder.is_dir() or not _is_in_repository(folder) or _ask(folder, ["."]):
        return frozenset()
    by_name = {str(path.relative_to(folder)): path for path in paths}
    return frozenset(by_name[name] for name in _ask(folder, by_name) if name in by_name)


def _is_in_repository(folder: Path) -> bool:
    whole = folder.resolve()
    return any((one / ".git").exists() for one in (whole, *whole.parents))


def _ask(folder: Path, names: Sequence[str] | dict[str, Path]) -> list[str]:
    """Return the names that git ignores; none where git cannot tell."""
    asked = b"".join(os.fsencode(name) + b"\0" for name in names)
    command = ["git", "check-ignore", "-z", "--stdin"]
    try:
        answer = subprocess.run(command, input=asked, cwd=folder, capture_output=True, check=False)
    except OSError:
        return []
    return [os.fsdecode(name) for name in answer.stdout.split(b"\0") if name] if answer.returncode == 0 else []
