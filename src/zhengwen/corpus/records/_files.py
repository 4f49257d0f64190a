"""Which files are read: those that are named, and those of folders and object storage whose suffixes are known."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePosixPath

from zhengwen.corpus.records import formats
from zhengwen.corpus.records._record import reason
from zhengwen.corpus.records._storage import SCHEMES, File, is_remote, listed, look


class InputError(ValueError):
    """An input that is not there, or of no known format; the message names it."""


def files(path: str, format: str | None, leave_out: tuple[str, ...]) -> Iterator[File]:
    """The files that a path names; one that cannot be read has a problem.

    Raises:
        InputError: the path is not there, of no known format, or in a folder that is left out.
        OSError: object storage cannot be reached.
    """
    if "://" in path and not is_remote(path):
        raise InputError(f"{path}: nothing is read from there; object storage is {', '.join(SCHEMES)}")
    if _lies_in(path, leave_out):
        raise InputError(f"{path}: lies in the output folder, which is never read")
    if is_remote(path):
        yield from _objects(path, format, leave_out)
    elif os.path.isdir(path):  # noqa: PTH112  # paths stay text, for there may be a million
        yield from _walked(path, format, leave_out)
    elif not os.path.lexists(path):
        raise InputError(f"{path}: there is no such file or folder")
    elif format is None and formats.of_path(path) is None:
        raise InputError(f"{path}: {_unknown()}")
    else:
        yield look(str(PurePosixPath(path)))


def _walked(path: str, format: str | None, leave_out: tuple[str, ...]) -> Iterator[File]:
    """The files of a folder; links to folders are not followed, so that no link leads round in a circle."""
    problems: list[OSError] = []
    for folder, folders, names in os.walk(PurePosixPath(path), onerror=problems.append):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _lies_in(f"{folder}/{name}", leave_out)
        )
        for name in sorted(names):
            if not name.startswith(".") and (format or formats.of_path(name)):
                yield look(os.path.join(folder, name).removeprefix("./"))  # noqa: PTH118  # half the time for a million names
    for error in problems:
        yield File(str(error.filename), problem=reason(error))


def _objects(address: str, format: str | None, leave_out: tuple[str, ...]) -> Iterator[File]:
    found = list(listed(address))
    if len(found) == 1 and found[0].path == address and format is None and formats.of_path(address) is None:
        raise InputError(f"{address}: {_unknown()}")
    for file in found:
        if (format or formats.of_path(file.path)) and not _lies_in(file.path, leave_out):
            yield file


def _lies_in(path: str, folders: tuple[str, ...]) -> bool:
    """Whether a path is one of some folders, or lies below it, whatever links lead there."""
    one = _real(path)
    return any(one == other or one.startswith(f"{other}/") for other in map(_real, folders))


def _real(path: str) -> str:
    return path.rstrip("/") if is_remote(path) else os.path.realpath(path).rstrip("/")


def _unknown() -> str:
    return f"of no known format; name one with --format: {', '.join(formats.names())}"
