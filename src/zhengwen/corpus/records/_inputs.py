"""What there is to read: files by their formats, each in chunks that are read on their own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CHUNK = 2000  # records that are read, cleaned and written together
BLOCK = 1 << 20  # bytes read at once to count lines

# Suffixes by format; what is compressed has the suffix of its compression behind that.
FORMATS = {
    "text": (".txt", ".text"),
    "html": (".html", ".htm", ".xhtml"),
    "jsonl": (".jsonl", ".ndjson"),
    "parquet": (".parquet", ".pq"),
    "warc": (".warc",),
}
COMPRESSED = (".gz", ".zst")
LOOSE = ("text", "html")  # a file of these is one record


class InputError(ValueError):
    """An input that is not there, or of no known format; the message names it."""


@dataclass(frozen=True)
class Input:
    """A chunk of the input, or the chunks of a stream that have to be read from its beginning.

    Attributes:
        number: the place of the file among the inputs; loose files are one.
        format: a key of `FORMATS`.
        paths: the file; of loose files those of the chunk.
        chunk: the number of the chunk in the file; of a stream, of the first one that is read.
        step: 0 where there is one chunk; of a stream, from one chunk that is read to the next.
        first: the number of the chunk's first record, from 1.
        offset: where the chunk begins in the file, in bytes.
        size: bytes, as far as they are known: what is left is told by them.
    """

    number: int
    format: str
    paths: tuple[str, ...]
    chunk: int = 0
    step: int = 0
    first: int = 1
    offset: int = 0
    size: int = 0


def find(paths: Sequence[str], format: str | None = None, *, stripes: int = 8) -> list[Input]:
    """The chunks of all inputs, in the order of the arguments and of names within folders.

    Args:
        paths: files and folders; hidden files are left out of folders.
        format: the format of all files; else each file's suffix says it, and other files in folders are left out.
        stripes: how many workers may share a file that can be read from its beginning only.

    Raises:
        InputError: a path is not there, or of no known format, or nothing is found.
        OSError: a file or folder cannot be read.
    """
    files = list(dict.fromkeys(file for path in paths for file in _files(Path(path), format)))
    if not files:
        raise InputError(f"{', '.join(paths)}: no files of the formats {', '.join(FORMATS)}; name one with --format")
    chunks: list[Input] = []
    loose: dict[str, list[Path]] = {}
    number = 0
    for path in files:
        kind = format or _format(path) or ""
        if kind in LOOSE:
            loose.setdefault(kind, []).append(path)
            continue
        chunks += _chunks(number, kind, path, stripes)
        number += 1
    for kind, of_kind in loose.items():
        for chunk, start in enumerate(range(0, len(of_kind), CHUNK)):
            some = of_kind[start : start + CHUNK]
            size = sum(path.stat().st_size for path in some)
            chunks.append(Input(number, kind, tuple(map(str, some)), chunk, first=start + 1, size=size))
        number += 1
    return chunks


def _files(path: Path, format: str | None) -> Iterator[Path]:
    if path.is_dir():
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and (format or _format(Path(name))):
                    yield Path(folder, name)
        return
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder")
    if format is None and _format(path) is None:
        raise InputError(f"{path}: of no known format; name one with --format: {', '.join(FORMATS)}")
    yield path


def _format(path: Path) -> str | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    last = suffixes[-2:-1] if suffixes[-1:] and suffixes[-1] in COMPRESSED else suffixes[-1:]
    for format_, known in FORMATS.items():
        if last and last[0] in known:
            return format_ if suffixes[-1] not in COMPRESSED or format_ in ("jsonl", "warc") else None
    return None


def _chunks(number: int, format: str, path: Path, stripes: int) -> Iterable[Input]:
    size = path.stat().st_size
    if format == "parquet":
        return _of_rows(number, path, size)
    if format == "jsonl" and path.suffix.lower() not in COMPRESSED:
        return _of_lines(number, path, size)
    # A stream: several workers read it from its beginning, and each cleans some of its chunks.
    return [Input(number, format, (str(path),), stripe, stripes, size=size // stripes) for stripe in range(stripes)]


def _of_lines(number: int, path: Path, size: int) -> Iterator[Input]:
    """The chunks of a file of lines, found by counting its line breaks."""
    lines = at = begin = chunk = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found = block.find(b"\n")
            while found >= 0:
                lines += 1
                if lines % CHUNK == 0 and at + found + 1 < size:
                    end = at + found + 1
                    yield Input(number, "jsonl", (str(path),), chunk, 0, chunk * CHUNK + 1, begin, end - begin)
                    begin, chunk = end, chunk + 1
                found = block.find(b"\n", found + 1)
            at += len(block)
    if begin < size:
        yield Input(number, "jsonl", (str(path),), chunk, 0, chunk * CHUNK + 1, begin, size - begin)


def _of_rows(number: int, path: Path, size: int) -> Iterator[Input]:
    from pyarrow import ArrowInvalid, parquet

    try:
        rows = parquet.read_metadata(path).num_rows
    except (ArrowInvalid, OSError):
        yield Input(number, "parquet", (str(path),), size=size)  # reading it says what is wrong
        return
    count = max(1, -(-rows // CHUNK))
    for chunk in range(count):
        yield Input(number, "parquet", (str(path),), chunk, 0, chunk * CHUNK + 1, size=size // count)
