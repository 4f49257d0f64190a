"""The files to read: those named, and those in folders and object storage with a known suffix."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePosixPath

from zhengwen.corpus.records import formats
from zhengwen.corpus.records._record import reason
from zhengwen.corpus.records._storage import SCHEMES, File, is_remote, listed, stat_file


class InputError(ValueError):
    """Raised for an input that does not exist or has an unknown format; the message names it."""


def files(path: str, format: str | None, leave_out: tuple[str, ...]) -> Iterator[File]:
    """Yield the files at a path; those that cannot be read have their `problem` set.

    Raises:
        InputError: the path does not exist, has an unknown format, or lies in an excluded folder.
        OSError: object storage cannot be reached.
    """
    if "://" in path and not is_remote(path):
        raise InputError(f"{path}: unknown kind of address; the schemes of object storage are {', '.join(SCHEMES)}")
    if _lies_in(path, leave_out):
        raise InputError(f"{path}: lies in the output folder, which is never read")
    if is_remote(path):
        yield from _files_in_storage(path, format, leave_out)
    elif os.path.isdir(path):  # noqa: PTH112  # paths stay strings: there may be a million
        yield from _files_in_folder(path, format, leave_out)
    elif not os.path.lexists(path):
        raise InputError(f"{path}: no such file or folder")
    elif format is None and formats.of_path(path) is None:
        raise InputError(f"{path}: {_unknown_format()}")
    else:
        yield stat_file(str(PurePosixPath(path)))


def _files_in_folder(path: str, format: str | None, leave_out: tuple[str, ...]) -> Iterator[File]:
    """Yield the files in a folder; links to folders are not followed, to avoid cycles."""
    problems: list[OSError] = []
    for folder, folders, names in os.walk(PurePosixPath(path), onerror=problems.append):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _lies_in(f"{folder}/{name}", leave_out)
        )
        for name in sorted(names):
            if not name.startswith(".") and (format or formats.of_path(name)):
                yield stat_file(os.path.join(folder, name).removeprefix("./"))  # noqa: PTH118  # twice as fast as a Path
    for error in problems:
        yield File(str(error.filename), problem=reason(error))


def _files_in_storage(address: str, format: str | None, leave_out: tuple[str, ...]) -> Iterator[File]:
    found = list(listed(address))
    if len(found) == 1 and found[0].path == address and format is None and formats.of_path(address) is None:
        raise InputError(f"{address}: {_unknown_format()}")
    for file in found:
        if (format or formats.of_path(file.path)) and not _lies_in(file.path, leave_out):
            yield file


def _lies_in(path: str, folders: tuple[str, ...]) -> bool:
    """Return whether a path is in one of the folders or below it, after resolving links."""
    one = _resolved(path)
    return any(one == other or one.startswith(f"{other}/") for other in map(_resolved, folders))


def _resolved(path: str) -> str:
    return path.rstrip("/") if is_remote(path) else os.path.realpath(path).rstrip("/")


def _unknown_format() -> str:
    return f"unknown format; set it with --format to one of {', '.join(formats.names())}"
