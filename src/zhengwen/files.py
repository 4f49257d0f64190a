"""Files: which ones to read, and crash-safe writing."""

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
    """Yield the file itself, or the files in a folder that the settings include, sorted by name.

    Raises:
        OSError: the path does not exist, or a folder cannot be read.
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
    """Encode a cleaned text as UTF-8; undecodable bytes are written as they were.

    Raises:
        UnicodeEncodeError: the text has lone surrogates that do not represent undecodable bytes.
    """
    return text.encode("utf-8", "surrogateescape")


def ledger_path(path: Path) -> Path:
    """Return the path of a file's ledger, which is next to the file."""
    return path.with_name(path.name + SUFFIX)


def write_atomically(path: Path, contents: bytes) -> None:
    """Write a file so that at any moment it has either its old or its new contents; keeps the file's mode.

    Raises:
        OSError: the file cannot be written.
    """
    target = path.resolve()
    import tempfile  # slow to import, and only needed for writing

    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)  # noqa: PTH101  # would need a Path for this call only
        os.replace(name, target)  # noqa: PTH105  # would need a Path for this call only
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108  # would need a Path for this call only
        raise


def write_cleaned(path: Path, cleaned: Cleaned, *, raw: bytes | None, keep_ledger: bool) -> bool:
    """Write a cleaned text; its ledger is written first, so that the text can always be restored.

    Args:
        path: the file to write.
        cleaned: the result of cleaning the page.
        raw: the file's current contents if it is cleaned in place (the ledger of an earlier run is then extended), else
            `None`.
        keep_ledger: whether to write the ledger next to the file.

    Returns:
        Whether anything was written.

    Raises:
        LedgerError: the existing ledger belongs to another text.
        OSError: a file cannot be written.
        UnicodeEncodeError: the text has lone surrogates that do not represent undecodable bytes.
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
    """Return the ledger of an earlier run on the same file, extended by the new one."""
    written = beside.read_bytes()
    try:
        if was_made_from(written, raw):
            return ledger  # the earlier run was killed after writing only its ledger: the file is still the input
        return Ledger.loads(written, raw.decode("utf-8", "surrogateescape")).then(ledger)
    except LedgerError as error:
        raise LedgerError(f"{beside}: {error}; move it away, or use --no-ledger") from error


def _raise(error: OSError) -> None:
    raise error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
