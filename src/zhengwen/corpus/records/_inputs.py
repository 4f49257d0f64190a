"""What there is to read: files by their formats, each in chunks that are read on their own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from zhengwen.corpus.records._record import reason
from zhengwen.corpus.records._storage import SCHEMES, File, is_remote, listed, look, open_file

CHUNK = 2000  # records that are read, cleaned and written together
BLOCK = 1 << 20  # bytes read at once to count lines
GROUP = 8  # chunks in a row group of Parquet, beyond which the group is read as a stream

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
UNKNOWN = f"of no known format; name one with --format: {', '.join(FORMATS)}"


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
        stamps: size and time of change of each file, by which it is known again.
        problem: why the file cannot be read.
    """

    number: int
    format: str
    paths: tuple[str, ...]
    chunk: int = 0
    step: int = 0
    first: int = 1
    offset: int = 0
    size: int = 0
    stamps: tuple[tuple[int, int], ...] = ()
    problem: str = ""

    @property
    def name(self) -> str:
        """A name for the input's own: of one chunk, that sorts as the input does, or of some chunks of a stream."""
        return f"{self.number:07d}-{self.chunk:06d}" + (f"-of-{self.step}" if self.step else "")


def find(
    paths: Sequence[str], format: str | None = None, *, stripes: int = 8, leave_out: tuple[str, ...] = ()
) -> list[Input]:
    """The chunks of all inputs, in the order of the arguments and of names within folders.

    A file or folder that cannot be read is an input with a problem, which reading it tells.

    Args:
        paths: files, folders and addresses in object storage; hidden files are left out of folders.
        format: the format of all files; else each file's suffix says it, and other files in folders are left out.
        stripes: how many workers may share a file that can be read from its beginning only.
        leave_out: folders, as that of the output, that are never read.

    Raises:
        InputError: a path is not there, of no known format, or in the folder that is left out, or nothing is found.
        OSError: object storage cannot be reached.
    """
    files = {file.path: file for path in paths for file in _files(path, format, leave_out)}
    if not files:
        raise InputError(f"{', '.join(paths)}: no files of the formats {', '.join(FORMATS)}; name one with --format")
    chunks: list[Input] = []
    loose: dict[str, list[File]] = {}
    number = 0
    for file in files.values():
        kind = format or _format(file.path) or ""
        if kind in LOOSE and not file.problem:
            loose.setdefault(kind, []).append(file)
            continue
        chunks += _chunks(number, kind, file, stripes)
        number += 1
    for kind, of_kind in loose.items():
        for chunk, start in enumerate(range(0, len(of_kind), CHUNK)):
            some = of_kind[start : start + CHUNK]
            stamps = tuple((file.size, file.changed) for file in some)
            size = sum(file.size for file in some)
            names = tuple(file.path for file in some)
            chunks.append(Input(number, kind, names, chunk, first=start + 1, size=size, stamps=stamps))
        number += 1
    return chunks


def _files(path: str, format: str | None, leave_out: tuple[str, ...]) -> Iterator[File]:
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
    elif format is None and _format(path) is None:
        raise InputError(f"{path}: {UNKNOWN}")
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
            if not name.startswith(".") and (format or _format(name)):
                yield look(os.path.join(folder, name).removeprefix("./"))  # noqa: PTH118
    for error in problems:
        yield File(str(error.filename), problem=reason(error))


def _objects(address: str, format: str | None, leave_out: tuple[str, ...]) -> Iterator[File]:
    found = list(listed(address))
    if len(found) == 1 and found[0].path == address and format is None and _format(address) is None:
        raise InputError(f"{address}: {UNKNOWN}")
    for file in found:
        if (format or _format(file.path)) and not _lies_in(file.path, leave_out):
            yield file


def _lies_in(path: str, folders: tuple[str, ...]) -> bool:
    """Whether a path is one of some folders, or lies below it, whatever links lead there."""
    one = _real(path)
    return any(one == other or one.startswith(f"{other}/") for other in map(_real, folders))


def _real(path: str) -> str:
    return path.rstrip("/") if is_remote(path) else os.path.realpath(path).rstrip("/")


def _format(path: str) -> str | None:
    suffixes = [suffix.lower() for suffix in PurePosixPath(path).suffixes[-2:]]
    packed = bool(suffixes) and suffixes[-1] in COMPRESSED
    last = suffixes[-2:-1] if packed else suffixes[-1:]
    for format_, known in FORMATS.items():
        if last and last[0] in known:
            return format_ if not packed or format_ in ("jsonl", "warc") else None
    return None


def _chunks(number: int, format: str, file: File, stripes: int) -> Iterable[Input]:
    stamp = ((file.size, file.changed),)
    if file.problem:
        return [Input(number, format, (file.path,), problem=file.problem)]
    if format == "parquet":
        return _of_rows(number, file, stamp, stripes)
    if format == "jsonl" and not file.path.lower().endswith(COMPRESSED):
        return _of_lines(number, file, stamp)
    return _striped(number, format, file, stripes)


def _striped(number: int, format: str, file: File, stripes: int) -> list[Input]:
    """A stream: several workers read it from its beginning, and each cleans some of its chunks."""
    stamp, size = ((file.size, file.changed),), file.size // stripes
    return [Input(number, format, (file.path,), one, stripes, size=size, stamps=stamp) for one in range(stripes)]


def _of_lines(number: int, file: File, stamp: tuple[tuple[int, int], ...]) -> Iterator[Input]:
    """The chunks of a file of lines, found by counting its line breaks."""

    def made(end: int) -> Input:
        first = chunk * CHUNK + 1
        return Input(number, "jsonl", (file.path,), chunk, 0, first, begin, end - begin, stamp)

    lines = at = begin = chunk = 0
    try:
        with open_file(file.path) as opened:
            while block := opened.read(BLOCK):
                found = block.find(b"\n")
                while found >= 0:
                    lines += 1
                    if lines % CHUNK == 0 and at + found + 1 < file.size:
                        yield made(at + found + 1)
                        begin, chunk = at + found + 1, chunk + 1
                    found = block.find(b"\n", found + 1)
                at += len(block)
    except OSError as error:
        yield Input(number, "jsonl", (file.path,), chunk, stamps=stamp, problem=reason(error))
        return
    if begin < file.size:
        yield made(file.size)


def _of_rows(number: int, file: File, stamp: tuple[tuple[int, int], ...], stripes: int) -> Iterable[Input]:
    from pyarrow import ArrowException, parquet

    try:
        with open_file(file.path) as opened:
            about = parquet.read_metadata(opened)
    except (ArrowException, OSError) as error:
        problem = f"not Parquet, or damaged: {reason(error)}"
        return [Input(number, "parquet", (file.path,), size=file.size, stamps=stamp, problem=problem)]
    largest = max((about.row_group(group).num_rows for group in range(about.num_row_groups)), default=0)
    if largest > GROUP * CHUNK:  # each chunk would read the whole of it
        return _striped(number, "parquet", file, stripes)
    count = max(1, -(-about.num_rows // CHUNK))
    size = file.size // count
    return [
        Input(number, "parquet", (file.path,), chunk, 0, chunk * CHUNK + 1, size=size, stamps=stamp)
        for chunk in range(count)
    ]
