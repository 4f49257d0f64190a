"""Writes cleaned files with their ledgers, so that no page is ever without the way back to its bytes."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from zhengwen import files
from zhengwen.cli.ledgers import Place
from zhengwen.files import Access
from zhengwen.ledger import Ledger, LedgerError, was_made_for, was_made_from
from zhengwen.result import Cleaned


class LedgerPolicy(NamedTuple):
    """Where ledgers are, whether new ones are written, and whether those of earlier versions may be replaced."""

    place: Place
    keep: bool
    replace: bool = False


class _Written(NamedTuple):
    """What is written for a page: its text, the text as bytes, and its ledger."""

    text: str
    contents: bytes
    ledger: str


def to_output(target: Path, cleaned: Cleaned, source: Path | None, policy: LedgerPolicy) -> None:
    """Write a cleaned page to another file; a ledger that belonged to the earlier contents goes.

    Raises:
        OSError: a file cannot be written.
        UnicodeEncodeError: the text cannot be encoded, and there is no ledger to say what stood there.
    """
    made = _written(cleaned, policy.keep)
    _replace(target, made.contents, made.ledger if policy.keep else None, policy.place.of(target, made.text), source)


def copy_bytes(target: Path, raw: bytes, source: Path | None) -> None:
    """Write what is not text to another file, as it is.

    Raises:
        OSError: the file cannot be written.
    """
    _replace(target, raw, None, files.beside(target), source)


def _replace(target: Path, contents: bytes, ledger: str | None, beside: Path, source: Path | None) -> None:
    access = Access.of(target) if target.is_file() and not target.is_symlink() else Access.of_copy(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    if ledger is not None:
        _write_ledger(beside, ledger, access)
    files.write_atomically(target, contents, access=access)
    stale = files.beside(target)
    if ledger is None or beside != stale:
        with suppress(FileNotFoundError, NotADirectoryError):
            stale.unlink()


def in_place(path: Path, cleaned: Cleaned, raw: bytes, policy: LedgerPolicy) -> bool:
    """Overwrite a file with its cleaned text, if that is another one; the ledger is written first.

    Returns:
        Whether the file was changed.

    Raises:
        FileChangedError: the file no longer contains `raw`.
        LedgerError: the existing ledger belongs to another text.
        OSError: a file cannot be written.
        UnicodeEncodeError: the text cannot be encoded, and there is no ledger to say what stood there.
    """
    made = _written(cleaned, policy.keep)
    read = raw.decode("utf-8", "surrogateescape")
    if made.contents == raw:
        if policy.replace:
            _remove_stale(policy.place.of(path, read), read)
        return False
    files.check_unchanged(path, raw)
    earlier = _earlier(policy, path, read, raw)
    if not policy.keep:
        files.write_atomically(path, made.contents, expected=raw)
        _remove_stale(policy.place.of(path, read), made.text)
        return True
    ledger = made.ledger if earlier is None else _continued(earlier, read, made)
    beside = policy.place.of(path, made.text)
    before = beside.read_bytes() if beside.exists() else None
    access = Access.of(path)
    _write_ledger(beside, ledger, access)
    try:
        files.write_atomically(path, made.contents, access=access, expected=raw)
    except BaseException:
        _put_back(beside, before, access)
        raise
    return True


def _written(cleaned: Cleaned, keep_ledger: bool) -> _Written:
    """Return what is written; what UTF-8 cannot hold is replaced if there is a ledger that says so."""
    try:
        contents = files.as_bytes(cleaned.text)
    except UnicodeEncodeError:
        if not keep_ledger:
            raise
        text, ledger = cleaned.stored()
        return _Written(text, text.encode(), ledger)
    return _Written(cleaned.text, contents, cleaned.ledger.dumps(cleaned.text) if keep_ledger else "")


def _earlier(policy: LedgerPolicy, path: Path, read: str, raw: bytes) -> Ledger | None:
    """Return the ledger that led to a file's current contents, if there is one.

    Raises:
        LedgerError: the ledger at its place is damaged, or belongs to another text and may not be replaced.
    """
    beside = policy.place.of(path, read)
    try:
        written = beside.read_bytes()
    except FileNotFoundError:
        return None
    try:
        if was_made_from(written, raw):
            return None  # the earlier run was killed after writing only its ledger: the file is still the input
        if not was_made_for(written, read):
            if policy.replace:
                return None
            raise LedgerError("belongs to an earlier version of the page; if this one is new, use --replace-ledgers")
        found = Ledger.loads(written, read)
    except LedgerError as error:
        raise LedgerError(f"{beside}: {error}") from error
    if not policy.keep:
        raise LedgerError(f"{beside}: would no longer match the page; omit --no-ledger, or move the ledger away")
    return found


def _continued(earlier: Ledger, read: str, made: _Written) -> str:
    """Return the ledger of an earlier run on the same file, extended by the new one.

    Raises:
        LedgerError: the file was read as another text than the earlier run wrote.
    """
    later = Ledger.loads(made.ledger, made.text)
    if later.undo(made.text) != read:
        raise LedgerError("is read as another text than was written; move its ledger away to clean it again")
    return earlier.then(later).dumps(made.text)


def _remove_stale(beside: Path, read: str) -> None:
    """Remove the ledger of an earlier version of a file."""
    with suppress(FileNotFoundError):
        if not was_made_for(beside.read_bytes(), read):
            beside.unlink()


def _write_ledger(beside: Path, written: str, access: Access) -> None:
    beside.parent.mkdir(parents=True, exist_ok=True)
    files.write_atomically(beside, written.encode(), access=access.of_ledger())


def _put_back(beside: Path, before: bytes | None, access: Access) -> None:
    """Undo writing a ledger."""
    with suppress(OSError):
        if before is None:
            beside.unlink()
        else:
            files.write_atomically(beside, before, access=access.of_ledger())
