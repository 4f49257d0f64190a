"""Finds the input: files by format, divided into chunks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhengwen.corpus.records import formats
from zhengwen.corpus.records._chunks import Input, chunks_of_loose_files, chunks_of_stream
from zhengwen.corpus.records._files import InputError, files
from zhengwen.corpus.records._storage import File


def find(
    paths: Sequence[str], format: str | None = None, *, stripes: int = 8, leave_out: tuple[str, ...] = ()
) -> list[Input]:
    """Return the chunks of all inputs, in the order of the arguments and, within folders, of file names.

    A file or folder that cannot be read becomes an input with a `problem`, which is reported as a reject when read.

    Args:
        paths: files, folders and addresses in object storage; hidden files in folders are skipped.
        format: the format of all files; by default, suffixes decide, and files in folders with other suffixes are
            skipped.
        stripes: the number of workers that may share a file which can only be read from its beginning.
        leave_out: folders that are never read, such as that of the output.

    Raises:
        InputError: a path does not exist, has an unknown format or lies in an excluded folder, or no file is found.
        OSError: object storage cannot be reached.
    """
    found = {file.path: file for path in paths for file in files(path, format, leave_out)}
    if not found:
        raise InputError(
            f"{', '.join(paths)}: no files with a suffix of the formats {', '.join(formats.names())};"
            " set the format with --format"
        )
    chunks: list[Input] = []
    loose: dict[str, list[File]] = {}
    number = 0
    for file in found.values():
        kind = format or formats.of_path(file.path) or ""
        if kind and formats.named(kind).whole is not None and not file.problem:
            loose.setdefault(kind, []).append(file)
            continue
        chunks += _of_file(number, kind, file, stripes)
        number += 1
    for kind, of_kind in loose.items():
        chunks += chunks_of_loose_files(number, kind, of_kind)
        number += 1
    return chunks


def _of_file(number: int, kind: str, file: File, stripes: int) -> Iterable[Input]:
    """Return the chunks of a file with many records."""
    if file.problem:
        return [Input(number, kind, (file.path,), problem=file.problem)]
    split = formats.named(kind).chunks
    parts = split(number, file) if split is not None else None
    return chunks_of_stream(number, kind, file, stripes) if parts is None else parts
