"""Where cleaned and restored files go: each to a place of its own, and never onto what is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from zhengwen import files
from zhengwen.cli.errors import CommandError

STDIN_NAME = "stdin.txt"


def plan(paths: Sequence[Path | None], arguments: Iterable[str], output: Path, *, with_ledgers: bool) -> list[Path]:
    """Return the output file of each file; standard input is `None`.

    In an output folder, files keep their place below the folder that all arguments have in common.

    Raises:
        CommandError: two files would become one, or a file would overwrite one that is read.
    """
    named = list(arguments)
    into_folder = len(named) > 1 or output.is_dir() or any(Path(one).is_dir() for one in named)
    if not into_folder:
        targets = [output for _ in paths]
        if output.is_symlink() and (output.is_file() or not output.exists()):
            raise CommandError(f"{output}: is a link to {os.readlink(output)}; name the file itself")  # noqa: PTH115
    else:
        base = _common_folder(named)
        targets = [output / (STDIN_NAME if path is None else _below(base, path)) for path in paths]
    _refuse_collisions(paths, targets, with_ledgers)
    _refuse_overwriting(paths, targets, with_ledgers)
    return targets


def check_inside(target: Path, output: Path) -> None:
    """Check that no link leads from an output folder to a file elsewhere.

    Raises:
        OSError: one does.
    """
    if output.is_dir() and not target.parent.resolve().is_relative_to(output.resolve()):
        raise OSError(f"a link leads out of {output}; remove it, or name another folder")


def _common_folder(arguments: Iterable[str]) -> str:
    """Return the folder that holds all files and folders named."""
    folders = [one if Path(one).is_dir() else os.path.dirname(one) for one in arguments if one != "-"]  # noqa: PTH120
    return os.path.commonpath([os.path.abspath(one) for one in folders]) if folders else ""  # noqa: PTH100


def _below(base: str, path: Path) -> str:
    return os.path.relpath(os.path.abspath(path), base)  # noqa: PTH100  # links stay what they are called


def _refuse_collisions(paths: Sequence[Path | None], targets: Sequence[Path], with_ledgers: bool) -> None:
    written: dict[str, Path | None] = {}
    for path, target in zip(paths, targets, strict=True):
        for place in (target, files.beside(target)) if with_ledgers else (target,):
            other = written.setdefault(str(place), path)
            if other != path:
                raise CommandError(
                    f"{other or 'standard input'} and {path or 'standard input'}: both would become {place},"
                    " and nothing was written; give them output folders of their own"
                )


def _refuse_overwriting(paths: Sequence[Path | None], targets: Sequence[Path], with_ledgers: bool) -> None:
    read = {_identity(path): path for path in paths if path is not None}
    for target in targets:
        for place in (target, files.beside(target)) if with_ledgers else (target,):
            source = read.get(_identity(place)) if place.is_file() else None
            if source is not None:
                raise CommandError(
                    f"{place}: would overwrite {source}, which is read, and nothing was written;"
                    " use --in-place, or another output"
                )


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from all others, whatever it is called."""
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_dev, known.st_ino
