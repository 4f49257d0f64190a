"""Broken WARC files: where the next record begins, and whether the last one ends as it should."""

from __future__ import annotations

import re
import zlib
from typing import IO

import zstandard

BLOCK = 1 << 20
LONGEST_HEADER = 1 << 16
# What a record begins with, by what the file begins with: so the next one is found behind a broken one.
BEGINNINGS = {b"\x1f\x8b": b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd": b"\x28\xb5\x2f\xfd", b"": b"\nWARC/1."}


def beginning_of(file: IO[bytes]) -> bytes:
    """What each record of a file begins with."""
    first = file.read(4)
    return next(found for packed, found in BEGINNINGS.items() if first.startswith(packed))


def next_record(file: IO[bytes], beginning: bytes, start: int) -> int | None:
    """Where the next record may begin; `None` at the end."""
    file.seek(start)
    at, kept = start, b""
    while block := file.read(BLOCK):
        held = kept + block
        found = held.find(beginning)
        while found >= 0:
            place = at - len(kept) + found + beginning.startswith(b"\n")
            if _begins(file, beginning, place):
                return place
            found = held.find(beginning, found + 1)
        at += len(block)
        file.seek(at)
        kept = held[1 - len(beginning) :]
    return None


def _begins(file: IO[bytes], beginning: bytes, place: int) -> bool:
    """Whether a record begins at a place, and not something that looks like it."""
    if beginning.startswith(b"\n"):
        return True
    file.seek(place)
    packed = file.read(512)
    try:
        if beginning == BEGINNINGS[b"\x1f\x8b"]:
            return zlib.decompressobj(31).decompress(packed, 8).startswith(b"WARC/")
        return zstandard.ZstdDecompressor().stream_reader(packed).read(8).startswith(b"WARC/")
    except (zlib.error, zstandard.ZstdError):
        return False


def rest_is_broken(file: IO[bytes], beginning: bytes, place: int) -> bool:
    """Whether the last record of a file, which begins at a place, or what stands behind it, is broken off."""
    file.seek(place)
    if beginning.startswith(b"\n"):
        head = file.read(LONGEST_HEADER)
        length = re.search(rb"(?im)^content-length:[ \t]*(\d+)", head)
        end = head.find(b"\r\n\r\n")
        if length is None or end < 0:
            return bool(head.strip())
        behind = place + end + 4 + int(length[1])
        size = file.seek(0, 2)
        file.seek(min(behind, size))
        return behind > size or bool(file.read(LONGEST_HEADER).strip())
    return beginning == BEGINNINGS[b"\x1f\x8b"] and _gzip_is_broken(file)


def _gzip_is_broken(file: IO[bytes]) -> bool:
    """Whether the members of gzip from here on do not end; where none begins here, nothing can be said."""
    unpacker = zlib.decompressobj(31)
    packed = file.read(BLOCK)
    if not packed.startswith(BEGINNINGS[b"\x1f\x8b"]):
        return False
    try:
        while packed:
            unpacker.decompress(packed, BLOCK)
            packed = unpacker.unconsumed_tail or unpacker.unused_data
            if unpacker.eof and packed.strip(b"\0"):
                unpacker = zlib.decompressobj(31)
            packed = packed or file.read(BLOCK)
    except zlib.error:
        return False
    return not unpacker.eof
