"""What there is to read: files by their formats, each in chunks that are read on their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhengwen.corpus.records import formats
from zhengwen.corpus.records._chunks import Input, of_loose, striped
from zhengwen.corpus.records._files import InputError, files
from zhengwen.corpus.records._storage import File


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
    found = {file.path: file for path in paths for file in files(path, format, leave_out)}
    if not found:
        raise InputError(
            f"{', '.join(paths)}: no files of the formats {', '.join(formats.names())}; name one with --format"
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
        chunks += of_loose(number, kind, of_kind)
        number += 1
    return chunks


def _of_file(number: int, kind: str, file: File, stripes: int) -> Iterable[Input]:
    """The chunks of a file of records."""
    if file.problem:
        return [Input(number, kind, (file.path,), problem=file.problem)]
    split = formats.named(kind).chunks
    parts = split(number, file) if split is not None else None
    return striped(number, kind, file, stripes) if parts is None else parts
