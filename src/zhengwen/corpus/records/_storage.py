"""File access: local disks, and object storage through Arrow."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, NamedTuple

SCHEMES = ("s3", "gs", "gcs", "abfs", "abfss", "hdfs")
FETCH_BYTES = 8 << 20  # of an object, per request


class File(NamedTuple):
    """A file: size in bytes, modification time in nanoseconds, and why it cannot be read (empty if it can)."""

    path: str
    size: int = 0
    changed: int = 0
    problem: str = ""


def is_remote(path: str) -> bool:
    """Return whether a path is an address in object storage."""
    return path.partition("://")[0] in SCHEMES and "://" in path


def file_system(address: str) -> tuple[Any, str]:
    """Return the Arrow file system of an address, and the path on it.

    Raises:
        OSError: the storage cannot be reached.
    """
    scheme, _, path = address.partition("://")
    return _connect(scheme, path.partition("/")[0]), path


def open_file(path: str) -> IO[bytes]:
    """Open a local file or an object for reading.

    Raises:
        OSError: it cannot be read.
    """
    if not is_remote(path):
        return Path(path).open("rb")
    system, key = file_system(path)
    return io.BufferedReader(system.open_input_file(key), FETCH_BYTES)


def stat_file(path: str) -> File:
    """Look up a local file; pipes and devices are rejected, because they would block a reader."""
    try:
        found = os.stat(path)  # noqa: PTH116  # would need a Path for this call only, a million times
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
    except OSError as error:
        return File(path, problem=error.strerror or str(error))
    return File(path, found.st_size, found.st_mtime_ns)


def listed(address: str) -> Iterator[File]:
    """Yield the objects at an address and below it, in the order of a walk over a disk; hidden ones are skipped.

    Raises:
        OSError: the storage cannot be reached, or the address does not exist.
    """
    from pyarrow.fs import FileSelector, FileType

    try:
        system, path = file_system(address.rstrip("/"))
        exact = system.get_file_info(path)
        found = [exact] if exact.type == FileType.File else system.get_file_info(FileSelector(path, recursive=True))
    except OSError as error:
        message = "no such file or folder" if isinstance(error, FileNotFoundError) else " ".join(str(error).split())
        raise OSError(f"{address}: {message}") from error
    scheme = address.partition("://")[0]
    for info in sorted(found, key=lambda info: _walk_order(str(info.path))):
        below = str(info.path)[len(path) :]
        if info.type == FileType.File and "/." not in below:
            yield File(f"{scheme}://{info.path}", info.size, info.mtime_ns or 0)


def _walk_order(path: str) -> list[tuple[bool, str]]:
    """Return the sort key of a path: in each folder, files come before folders, as in a walk over a disk."""
    *folders, name = path.split("/")
    return [*((True, folder) for folder in folders), (False, name)]


@lru_cache(maxsize=16)
def _connect(scheme: str, host: str) -> Any:  # noqa: ANN401  # pyarrow has no types
    from pyarrow import fs

    server = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    if scheme == "s3" and server:  # `from_uri` would connect to Amazon
        region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
        return fs.S3FileSystem(endpoint_override=server, region=region)
    return fs.FileSystem.from_uri(f"{scheme}://{host}")[0]
