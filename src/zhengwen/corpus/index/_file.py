"""The file of an index: its schema, opening it, transactions, and errors with one-line messages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhengwen.corpus.near_duplicates import MinHash

APPLICATION_ID = 0x5A574958  # "ZWIX" in the file's header
VERSION = 1  # increase it when the tables change
# Increase it when sketches or digests change: pages added before are then found less often, though never wrongly.
SKETCHES = 2
LOCK_TIMEOUT_SECONDS = 10.0  # how long to wait for another writer
CHECKPOINT_PAGES = 16_000  # of 4 KiB in the write-ahead log before it is copied into the file (SQLite's default: 1,000)
CACHE_KIB = 128 * 1024  # of the file, in memory (SQLite's default: 2,000)
SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, url TEXT, published TEXT, digest BLOB NOT NULL, text BLOB NOT NULL
);
CREATE INDEX pages_digest ON pages (digest);
CREATE TABLE bands (key INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (key, page)) WITHOUT ROWID;
CREATE TABLE recent (key INTEGER NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (key, page)) WITHOUT ROWID;
"""


class IndexFileError(ValueError):
    """Raised for a file that is not an index, has another version or threshold, or is locked by another process."""


def open_index(path: Path, *, readonly: bool, threshold: float | None) -> tuple[sqlite3.Connection, float]:
    """Open an index, or create it unless `readonly`; returns the connection and the threshold of the index.

    Raises:
        OSError: the file cannot be opened, or does not exist.
        IndexFileError: the file is not an index, has another version, or has a higher threshold.
    """
    if readonly and not path.is_file():
        raise FileNotFoundError(2, "no such index", str(path))
    if not readonly and not path.parent.is_dir():
        raise FileNotFoundError(2, "no such folder for the index", str(path.parent))
    name = f"{path.resolve().as_uri()}?mode={'ro' if readonly else 'rwc'}"
    with sqlite_errors(path):
        connection = sqlite3.connect(name, uri=True, timeout=LOCK_TIMEOUT_SECONDS, isolation_level=None)
        try:
            return connection, _prepare(path, connection, threshold, readonly=readonly)
        except BaseException:
            connection.close()
            raise


def _prepare(path: Path, connection: sqlite3.Connection, threshold: float | None, *, readonly: bool) -> float:
    """Create the tables of a new index, or check those of an existing one; returns its threshold."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables and not readonly:
        _create(connection, MinHash(0.8 if threshold is None else threshold).threshold)
    elif application != APPLICATION_ID:
        raise IndexFileError(f"{path}: not an index of zhengwen")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != VERSION:
        raise IndexFileError(f"{path}: the index has version {version}; this zhengwen reads version {VERSION}")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    if not readonly:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    (stored,) = connection.execute("SELECT value FROM about WHERE name = 'threshold'").fetchone()
    if threshold is not None and threshold < float(stored):
        raise IndexFileError(f"{path}: made for similarities of {stored} or more, not {threshold}; create a new index")
    return float(stored)


def _create(connection: sqlite3.Connection, threshold: float) -> None:
    """Create the tables in one transaction, which is safe if two processes start at once."""
    connection.execute("BEGIN IMMEDIATE")
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        about = (("threshold", repr(threshold)), ("merged", "0"), ("sketches", str(SKETCHES)))
        connection.executemany("INSERT INTO about VALUES (?, ?)", about)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def has_current_sketches(connection: sqlite3.Connection) -> bool:
    """Whether all pages of an index have the sketches and digests that this version computes."""
    row = connection.execute("SELECT value FROM about WHERE name = 'sketches'").fetchone()
    return row is not None and int(row[0]) == SKETCHES


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as a transaction: all of it is written, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into an `IndexFileError` with a one-line message."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise IndexFileError(f"{path}: another process is writing to this index; try again later") from error
        raise IndexFileError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise IndexFileError(f"{path}: not an index of zhengwen, or damaged: {error}") from error
