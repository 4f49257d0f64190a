"""Files in and out: which ones to read, and writing so that a kill at any moment loses nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path

from zhengwen.config import Config
from zhengwen.ledger import Ledger, LedgerError, was_made_from
from zhengwen.result import Cleaned

SUFFIX = ".ledger.json"


def expand(path: Path, config: Config) -> Iterator[Path]:
    """The file itself, or the files of a folder that the settings include, in the order of their names.

    Raises:
        OSError: there is no such path, or a folder cannot be read.
    """
    if not path.is_dir():
        path.stat()
        yield path
        return
    for folder, folders, names in os.walk(path, onerror=_raise):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not config.is_excluded((here / name).as_posix())
        )
        for name in sorted(names):
            found = here / name
            if any(fnmatch(name, pattern) for pattern in config.include) and not config.is_excluded(found.as_posix()):
                yield found


def as_bytes(text: str) -> bytes:
    """The bytes that are written for a cleaned text: UTF-8, and bytes that nothing could read as they were.

    Raises:
        UnicodeEncodeError: the text has lone surrogates that stand for no byte.
    """
    return text.encode("utf-8", "surrogateescape")


def ledger_path(path: Path) -> Path:
    """Where the ledger of a file is kept: beside it."""
    return path.with_name(path.name + SUFFIX)


def write_atomically(path: Path, contents: bytes) -> None:
    """Write a file so that it has either its old contents or the new ones, never a part; keeps the file's mode.

    Raises:
        OSError: it cannot be written.
    """
    target = path.resolve()
    import tempfile  # slow to import, and not needed where nothing is written

    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)  # noqa: PTH101  # a Path made for this alone
        os.replace(name, target)  # noqa: PTH105  # a Path made for this alone
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108  # a Path made for this alone
        raise


def write_cleaned(path: Path, cleaned: Cleaned, *, raw: bytes | None, keep_ledger: bool) -> bool:
    """Write a cleaned text, its ledger first, so that the change can be undone whenever it was made.

    Args:
        path: the file to write.
        cleaned: what became of the page.
        raw: what the file holds now, when it is cleaned in place: a ledger from an earlier run is then continued.
        keep_ledger: whether to write the ledger beside the file.

    Returns:
        Whether anything was written.

    Raises:
        LedgerError: a ledger stands there that belongs to another text.
        OSError: it cannot be written.
        UnicodeEncodeError: the text has lone surrogates that stand for no byte.
    """
    contents = as_bytes(cleaned.text)
    if contents == raw:
        return False
    if keep_ledger:
        beside = ledger_path(path)
        ledger = cleaned.ledger
        if raw is not None and beside.exists():
            ledger = _continued(beside, ledger, raw)
        write_atomically(beside, ledger.dumps(cleaned.text).encode("utf-8"))
    write_atomically(path, contents)
    return True


def _continued(beside: Path, ledger: Ledger, raw: bytes) -> Ledger:
    """The new ledger behind the one that an earlier run left for the same file."""
    written = beside.read_bytes()
    try:
        if was_made_from(written, raw):
            return ledger  # the earlier run was stopped between its ledger and its text: the file is still the input
        return Ledger.loads(written, raw.decode("utf-8", "surrogateescape")).then(ledger)
    except LedgerError as error:
        raise LedgerError(f"{beside}: {error}; move it away, or use --no-ledger") from error


def _raise(error: OSError) -> None:
    raise error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
