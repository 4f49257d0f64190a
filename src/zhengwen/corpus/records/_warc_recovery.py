"""Recovery of damaged WARC files: finds the next record, and detects a truncated end."""

from __future__ import annotations

import re
import zlib
from typing import IO

import zstandard

BLOCK = 1 << 20  # bytes read at once
LONGEST_HEADER = 1 << 16  # bytes searched for the end of a record's header; real ones are a few KiB
# How a record starts, by the first bytes of the file (gzip, zstd, uncompressed): finds the next record after damage.
BEGINNINGS = {b"\x1f\x8b": b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd": b"\x28\xb5\x2f\xfd", b"": b"\nWARC/1."}


def beginning_of(file: IO[bytes]) -> bytes:
    """Return the signature that each record of a file starts with."""
    first = file.read(4)
    return next(found for packed, found in BEGINNINGS.items() if first.startswith(packed))


def next_record(file: IO[bytes], beginning: bytes, start: int) -> int | None:
    """Return the offset of the next record at or after `start`, in bytes; `None` if there is none."""
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
    """Return whether a record really starts at an offset, and not just the same bytes."""
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
    """Return whether the last record of a file, at offset `place`, or anything after it is truncated."""
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
    """Return whether the last gzip member from the current offset on is truncated; `False` if no member starts here."""
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
