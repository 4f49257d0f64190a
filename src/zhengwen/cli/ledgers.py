"""Where the ledgers of files are: next to them, in a folder of their own, or in git's directory."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from zhengwen import files, ledger
from zhengwen.cli.errors import CommandError

Command = TypeVar("Command", bound=Callable[..., Any])
IN_GIT = Path("zhengwen", "ledgers")  # below git's directory

PLACES = (
    click.option(
        "--ledger-dir",
        type=click.Path(file_okay=False, path_type=Path),
        help="Keep the ledgers in this folder, one for each version of each file.",
    ),
    click.option("--ledger-in-git", is_flag=True, help="Keep the ledgers in the directory .git of the repository."),
)
replace_option = click.option(
    "--replace-ledgers", is_flag=True, help="Replace ledgers that belong to an earlier version of their file."
)


def place_options(command: Command) -> Command:
    """Add the options that say where ledgers are."""
    for option in reversed(PLACES):
        command = option(command)
    return command


class Beside:
    """Each ledger is next to its file, as FILE.ledger.json."""

    def of(self, path: Path, text: str) -> Path:
        """Return the path of the ledger of the file `path` while it contains `text`."""
        return files.beside(path)


class Folder(NamedTuple):
    """Ledgers in a folder, by the path of their file below `base` (else its whole path) and the digest of its text.

    A file thus has one ledger for each of its versions, and none is replaced by that of another version.
    """

    folder: Path
    base: Path

    def of(self, path: Path, text: str) -> Path:
        """Return the path of the ledger of the file `path` while it contains `text`."""
        whole = path.parent.resolve() / path.name
        below = whole.relative_to(self.base if whole.is_relative_to(self.base) else whole.anchor)
        return files.beside(self.folder / below, f".{ledger.digest(text)}{files.SUFFIX}")


Place = Beside | Folder


def place(folder: Path | None, in_git: bool) -> Place:
    """Return where the ledgers are.

    Raises:
        CommandError: the current folder is in no git repository.
    """
    if folder is not None and in_git:
        raise CommandError("--ledger-dir and --ledger-in-git cannot be combined")
    if in_git:
        root, directory = _git()
        return Folder(directory / IN_GIT, root)
    return Beside() if folder is None else Folder(folder.resolve(), folder.resolve().parent)


def _git() -> tuple[Path, Path]:
    """Return the root of the current repository and git's own directory in it."""
    try:
        found = [
            subprocess.run(["git", "rev-parse", what], capture_output=True, text=True, check=True).stdout.rstrip("\n")
            for what in ("--show-toplevel", "--absolute-git-dir")
        ]
    except (OSError, subprocess.CalledProcessError) as error:
        raise CommandError("--ledger-in-git: the current folder is in no git repository; use --ledger-dir") from error
    return Path(found[0]).resolve(), Path(found[1]).resolve()
