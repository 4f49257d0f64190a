"""The body of an HTTP response as it was sent: put together from its chunks and unpacked, within bounds."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from zhengwen.corpus.records import _record

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"


class BodyError(ValueError):
    """A body that cannot be unpacked, or is too long; the message says why."""


def body(raw: bytes, transfer: str, coding: str) -> bytes:
    """The body of a response.

    Crawlers often store a body unpacked and its header as it came: a body that does not begin as its coding does is
    taken as it is.

    Args:
        raw: what stands behind the header.
        transfer: the header Transfer-Encoding.
        coding: the header Content-Encoding.

    Raises:
        BodyError: it cannot be unpacked, or is longer than any page.
    """
    if "chunked" in transfer.lower():
        raw = _whole(raw)
    for name in reversed([name.strip().lower() for name in coding.split(",")]):
        raw = _unpacked(raw, name)
    return raw


def _whole(raw: bytes) -> bytes:
    """A chunked body put together; one that is not chunked, as it is."""
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
            raise BodyError("a chunk is broken off, or damaged")
        if size == 0:
            return b"".join(pieces)
        pieces.append(raw[end + 2 : end + 2 + size])
        at = end + 2 + size + 2


def _unpacked(raw: bytes, name: str) -> bytes:
    if name in ("", "identity", "none"):
        return raw
    try:
        if name in ("gzip", "x-gzip"):
            return b"".join(_inflated(raw, 31)) if raw.startswith(GZIP) else raw
        if name == "deflate":
            return _deflated(raw)
        if name == "zstd":
            return _bounded(_zstd(raw)) if raw.startswith(ZSTD) else raw
        if name == "br":
            return _bounded(_brotli(raw))
    except (zlib.error, OSError) as error:
        if raw.lstrip().startswith(b"<"):
            return raw
        raise BodyError(f"its coding {name} is damaged: {_record.reason(error)}") from error
    raise BodyError(f"its coding {name!r} is not known")


def _inflated(raw: bytes, window: int) -> Iterator[bytes]:
    """The members of a gzip or deflate stream."""
    left = _record.LONGEST
    while raw:
        unpacker = zlib.decompressobj(window)
        made = unpacker.decompress(raw, left)
        left -= len(made)
        if left <= 0:
            raise BodyError(f"longer than {_record.LONGEST} bytes: no page")
        if not unpacker.eof:
            raise BodyError("it is broken off")
        yield made
        raw = unpacker.unused_data if window == 31 and unpacker.unused_data.startswith(GZIP) else b""


def _deflated(raw: bytes) -> bytes:
    """A deflate body: with a zlib header, as the standard says, or without, as servers send it."""
    try:
        return b"".join(_inflated(raw, 15))
    except zlib.error:
        return b"".join(_inflated(raw, -15))


def _bounded(stream: io.RawIOBase | io.BytesIO) -> bytes:
    made = stream.read(_record.LONGEST) or b""
    if len(made) >= _record.LONGEST:
        raise BodyError(f"longer than {_record.LONGEST} bytes: no page")
    return made


def _zstd(raw: bytes) -> io.RawIOBase:
    import pyarrow

    stream: io.RawIOBase = pyarrow.CompressedInputStream(io.BytesIO(raw), "zstd")
    return stream


def _brotli(raw: bytes) -> io.RawIOBase:
    import pyarrow

    stream: io.RawIOBase = pyarrow.CompressedInputStream(io.BytesIO(raw), "brotli")
    return stream
