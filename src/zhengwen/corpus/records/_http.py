"""The body of an HTTP response: transfer chunks joined and content decompressed, up to the size limit of a record."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from zhengwen.corpus.records import _record

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"


class BodyError(ValueError):
    """Raised for a body that cannot be decoded or is too long; the message says why."""


def body(raw: bytes, transfer: str, coding: str) -> bytes:
    """Return the decoded body of a response.

    Crawlers often store the decoded body with the original header: a body without the signature of its declared coding
    is returned as it is.

    Args:
        raw: the bytes after the header.
        transfer: the header Transfer-Encoding.
        coding: the header Content-Encoding.

    Raises:
        BodyError: the body cannot be decoded, or exceeds the size limit of a record.
    """
    if "chunked" in transfer.lower():
        raw = _join_chunks(raw)
    for name in reversed([name.strip().lower() for name in coding.split(",")]):
        raw = _decoded(raw, name)
    return raw


def _join_chunks(raw: bytes) -> bytes:
    """Join the chunks of a chunked body; a body that is not chunked is returned as it is."""
    pieces: list[bytes] = []
    at = 0
    while True:
        end = raw.find(b"\r\n", at)
        try:
            size = int(raw[at:end].split(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            if not at:
                return raw
            raise BodyError("a transfer chunk is truncated or damaged")
        if size == 0:
            return b"".join(pieces)
        pieces.append(raw[end + 2 : end + 2 + size])
        at = end + 2 + size + 2


def _decoded(raw: bytes, name: str) -> bytes:
    if name in ("", "identity", "none"):
        return raw
    try:
        if name in ("gzip", "x-gzip"):
            return b"".join(_inflated(raw, 31)) if raw.startswith(GZIP) else raw
        if name == "deflate":
            return _decode_deflate(raw)
        if name == "zstd":
            return _read_bounded(_zstd(raw)) if raw.startswith(ZSTD) else raw
        if name == "br":
            return _read_bounded(_brotli(raw))
    except (zlib.error, OSError) as error:
        if raw.lstrip().startswith(b"<"):
            return raw
        raise BodyError(f"the content coding {name} is damaged: {_record.reason(error)}") from error
    raise BodyError(f"the content coding {name!r} is unknown")


def _inflated(raw: bytes, window: int) -> Iterator[bytes]:
    """Yield the decompressed members of a gzip or deflate stream."""
    left = _record.MAX_RECORD_BYTES
    while raw:
        decoder = zlib.decompressobj(window)
        data = decoder.decompress(raw, left)
        left -= len(data)
        if left <= 0:
            raise BodyError(f"longer than {_record.MAX_RECORD_BYTES} bytes, too long for a page")
        if not decoder.eof:
            raise BodyError("the compressed body is truncated")
        yield data
        raw = decoder.unused_data if window == 31 and decoder.unused_data.startswith(GZIP) else b""


def _decode_deflate(raw: bytes) -> bytes:
    """Decompress a deflate body with a zlib header (the standard) or without one (what some servers send)."""
    try:
        return b"".join(_inflated(raw, 15))
    except zlib.error:
        return b"".join(_inflated(raw, -15))


def _read_bounded(stream: io.RawIOBase | io.BytesIO) -> bytes:
    data = stream.read(_record.MAX_RECORD_BYTES) or b""
    if len(data) >= _record.MAX_RECORD_BYTES:
        raise BodyError(f"longer than {_record.MAX_RECORD_BYTES} bytes, too long for a page")
    return data


def _zstd(raw: bytes) -> io.RawIOBase:
    import pyarrow

    stream: io.RawIOBase = pyarrow.CompressedInputStream(io.BytesIO(raw), "zstd")
    return stream


def _brotli(raw: bytes) -> io.RawIOBase:
    import pyarrow

    stream: io.RawIOBase = pyarrow.CompressedInputStream(io.BytesIO(raw), "brotli")
    return stream
