"""Files: which ones to read, and crash-safe writing."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from zhengwen.config import Config

SUFFIX = ".ledger.json"
MAX_NAME_BYTES = 255  # of a file, on every usual file system
NAME_HEAD = 40  # characters of a name that is shortened, and of a file's name in that of its temporary file
NOT_REGULAR = "not a regular file"


class FileChangedError(OSError):
    """Raised for a file that another program changed while it was cleaned."""


class Found(NamedTuple):
    """A file in a folder: whether it is a symbolic link, and why it cannot be read (empty if it can)."""

    path: Path
    is_link: bool = False
    problem: str = ""


class Access(NamedTuple):
    """Who may do what with a file: its permissions, its owner and its group (`None`: those of this process)."""

    mode: int
    owner: int | None = None
    group: int | None = None

    @classmethod
    def of(cls, path: Path) -> Access:
        """Return the access to a file.

        Raises:
            OSError: the file does not exist.
        """
        known = path.stat()
        return cls(stat.S_IMODE(known.st_mode), known.st_uid, known.st_gid)

    @classmethod
    def of_copy(cls, path: Path | None) -> Access:
        """Return the access to a new copy of a file: the same permissions as far as the umask has them."""
        mode = 0o666 if path is None else stat.S_IMODE(path.stat().st_mode) & 0o777
        return cls(mode & ~_umask())

    def of_ledger(self) -> Access:
        """Return the access to a file's ledger, which holds parts of the file and is no program."""
        return self._replace(mode=self.mode & 0o666)


def expand(path: Path, config: Config, leave_out: Path | None = None) -> Iterator[Found]:
    """Yield the file itself, or the files in a folder that the settings include, sorted by name.

    Ledgers, hidden files and the folder `leave_out` are skipped; links to folders are not followed.

    Raises:
        OSError: the path does not exist, or a folder cannot be read.
    """
    if not path.is_dir():
        path.stat()
        yield Found(path, path.is_symlink())
        return
    left_out = None if leave_out is None or not leave_out.is_dir() else leave_out.resolve()
    for folder, folders, names in os.walk(path, onerror=_raise):
        here = Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and not config.is_excluded((here / name).as_posix())
            and (left_out is None or (here / name).resolve() != left_out)
        )
        for name in sorted(names):
            found = here / name
            if not config.is_included(name) or name.endswith(SUFFIX):
                continue
            if not config.is_excluded(found.as_posix()):
                yield _found(found)


def _found(path: Path) -> Found:
    is_link = path.is_symlink()
    try:
        problem = "" if stat.S_ISREG(path.stat().st_mode) else NOT_REGULAR
    except OSError as error:
        problem = error.strerror or str(error)
    return Found(path, is_link, problem)


def as_bytes(text: str) -> bytes:
    """Encode a cleaned text as UTF-8; undecodable bytes are written as they were.

    Raises:
        UnicodeEncodeError: the text has lone surrogates that do not represent undecodable bytes.
    """
    return text.encode("utf-8", "surrogateescape")


def beside(path: Path, suffix: str = SUFFIX) -> Path:
    """Return the path next to a file with `suffix` added to its name; a name that would be too long is shortened."""
    name = path.name + suffix
    if len(os.fsencode(name)) > MAX_NAME_BYTES:
        name = f"{path.name[:NAME_HEAD]}.{blake2b(os.fsencode(path.name), digest_size=8).hexdigest()}{suffix}"
    return path.with_name(name)


def write_atomically(
    path: Path, contents: bytes, *, access: Access | None = None, expected: bytes | None = None
) -> None:
    """Write a file so that at any moment it has either its old or its new contents.

    A symbolic link is replaced, and what it points to stays. A device or a pipe is written to.

    Args:
        path: the file.
        contents: its new contents.
        access: its permissions and owner; by default those of the file that is replaced.
        expected: what the file must still contain.

    Raises:
        FileChangedError: it contains something else; it is left as it is.
        OSError: the file cannot be written.
    """
    if _is_device(path):
        path.write_bytes(contents)
        return
    if access is None:
        access = Access.of(path) if path.is_file() and not path.is_symlink() else Access.of_copy(None)
    import tempfile  # slow to import, and only needed for writing

    handle, name = tempfile.mkstemp(prefix=f".{path.name[:NAME_HEAD]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        _grant(name, access)
        if expected is not None:
            check_unchanged(path, expected)
        os.replace(name, path)  # noqa: PTH105  # would need a Path for this call only
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108  # would need a Path for this call only
        raise


def check_unchanged(path: Path, expected: bytes) -> None:
    """Check that a file still contains what was read.

    Raises:
        FileChangedError: it contains something else, or is gone.
        OSError: it cannot be read.
    """
    try:
        is_same = path.read_bytes() == expected
    except FileNotFoundError:
        is_same = False
    if not is_same:
        raise FileChangedError("changed by another program in the meantime, and left as it is; run the command again")


def _grant(name: str, access: Access) -> None:
    """Set owner and permissions of a new file; programs run as their owner only if that is still the same."""
    mode = access.mode
    own = os.stat(name)  # noqa: PTH116  # would need a Path for this call only
    for kind, wanted in (("owner", access.owner), ("group", access.group)):
        if wanted is None or wanted == (own.st_uid if kind == "owner" else own.st_gid):
            continue
        try:
            os.chown(name, *((wanted, -1) if kind == "owner" else (-1, wanted)))
        except OSError:  # only root may give files away
            mode &= ~(stat.S_ISUID | stat.S_ISGID)
    os.chmod(name, mode)  # noqa: PTH101  # would need a Path for this call only


def _is_device(path: Path) -> bool:
    """Return whether a path is something that is written to, not replaced: a device, a pipe."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _raise(error: OSError) -> None:
    raise error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
