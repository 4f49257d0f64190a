"""Recovery of damaged WARC files: finds the next record, and detects a truncated end."""

from __future__ import annotations

import re
import zlib
from enum import Enum
from typing import IO

import zstandard

READ_BYTES = 1 << 20  # at once
ZSTD_PIECE_BYTES = 1 << 10  # decompressed at once
MAX_HEADER_BYTES = 1 << 16  # searched for the end of a record's header; real ones are a few KiB
# How a record starts, by the first bytes of the file (gzip, zstd, uncompressed): finds the next record after damage.
SIGNATURES = {b"\x1f\x8b": b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd": b"\x28\xb5\x2f\xfd", b"": b"\nWARC/1."}


class State(Enum):
    """What the checksum of a compressed record says of it."""

    SOUND = "sound"
    CUT = "cut off before its checksum"
    DAMAGED = "damaged"
    UNKNOWN = "not compressed by itself"


def state_at(file: IO[bytes], signature: bytes, place: int) -> State:
    """Return what the checksum says of the record at offset `place`, which is decompressed in bounded memory."""
    file.seek(place)
    compressed = file.read(READ_BYTES)
    if signature.startswith(b"\n") or not compressed.startswith(signature):
        return State.UNKNOWN
    is_gzip = signature == SIGNATURES[b"\x1f\x8b"]
    try:
        return (_gzip_state if is_gzip else _zstd_state)(file, compressed)
    except (zlib.error, zstandard.ZstdError):
        return State.DAMAGED


def _gzip_state(file: IO[bytes], compressed: bytes) -> State:
    decoder = zlib.decompressobj(31)
    while compressed and not decoder.eof:
        decoder.decompress(compressed, READ_BYTES)
        compressed = decoder.unconsumed_tail or file.read(READ_BYTES)
    return State.SOUND if decoder.eof else State.CUT


def _zstd_state(file: IO[bytes], compressed: bytes) -> State:
    decoder = zstandard.ZstdDecompressor().decompressobj()
    while compressed and not decoder.eof:
        for start in range(0, len(compressed), ZSTD_PIECE_BYTES):  # a piece may be a thousand times as long inside
            decoder.decompress(compressed[start : start + ZSTD_PIECE_BYTES])
            if decoder.eof:
                break
        compressed = file.read(READ_BYTES)
    return State.SOUND if decoder.eof else State.CUT


def signature_of(file: IO[bytes]) -> bytes:
    """Return the signature that each record of a file starts with."""
    first = file.read(4)
    return next(signature for prefix, signature in SIGNATURES.items() if first.startswith(prefix))


def next_record(file: IO[bytes], signature: bytes, start: int) -> int | None:
    """Return the offset of the next record at or after `start`, in bytes; `None` if there is none."""
    file.seek(start)
    position, overlap = start, b""
    while block := file.read(READ_BYTES):
        window = overlap + block
        found = window.find(signature)
        while found >= 0:
            place = position - len(overlap) + found + signature.startswith(b"\n")
            if _starts_record(file, signature, place):
                return place
            found = window.find(signature, found + 1)
        position += len(block)
        file.seek(position)
        overlap = window[1 - len(signature) :]
    return None


def _starts_record(file: IO[bytes], signature: bytes, place: int) -> bool:
    """Return whether a record really starts at an offset, and not just the same bytes."""
    if signature.startswith(b"\n"):
        return True
    file.seek(place)
    compressed = file.read(512)
    try:
        if signature == SIGNATURES[b"\x1f\x8b"]:
            return zlib.decompressobj(31).decompress(compressed, 8).startswith(b"WARC/")
        return zstandard.ZstdDecompressor().stream_reader(compressed).read(8).startswith(b"WARC/")
    except (zlib.error, zstandard.ZstdError):
        return False


def is_truncated(file: IO[bytes], signature: bytes, place: int) -> bool:
    """Return whether the last record of a file, at offset `place`, or anything after it is truncated."""
    file.seek(place)
    if signature.startswith(b"\n"):
        head = file.read(MAX_HEADER_BYTES)
        length = re.search(rb"(?im)^content-length:[ \t]*(\d+)", head)
        end = head.find(b"\r\n\r\n")
        if length is None or end < 0:
            return bool(head.strip())
        record_end = place + end + 4 + int(length[1])
        size = file.seek(0, 2)
        file.seek(min(record_end, size))
        return record_end > size or bool(file.read(MAX_HEADER_BYTES).strip())
    return signature == SIGNATURES[b"\x1f\x8b"] and _gzip_is_truncated(file)


def _gzip_is_truncated(file: IO[bytes]) -> bool:
    """Return whether the last gzip member from the current offset on is truncated; `False` if no member starts here."""
    decoder = zlib.decompressobj(31)
    compressed = file.read(READ_BYTES)
    if not compressed.startswith(SIGNATURES[b"\x1f\x8b"]):
        return False
    try:
        while compressed:
            decoder.decompress(compressed, READ_BYTES)
            compressed = decoder.unconsumed_tail or decoder.unused_data
            if decoder.eof and compressed.strip(b"\0"):
                decoder = zlib.decompressobj(31)
            compressed = compressed or file.read(READ_BYTES)
    except zlib.error:
        return False
    return not decoder.eof
