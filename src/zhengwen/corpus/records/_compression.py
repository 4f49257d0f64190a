"""Compressed files, decompressed as they are read, so that a decompression bomb cannot fill the memory."""

from __future__ import annotations

import gzip
import io
from typing import IO, Any

from zhengwen.corpus.records._storage import open_file

COMPRESSED_SUFFIXES = (".gz", ".zst")  # after the suffix of the format
BUFFER_BYTES = 1 << 16  # decompressed at once: the most that can be lost before damage


def open_decompressed(path: str) -> IO[bytes]:
    """Open a file for reading, decompressing it if its suffix says so.

    Raises:
        OSError: the file cannot be read.
    """
    file = open_file(path)
    if not path.lower().endswith(COMPRESSED_SUFFIXES):
        return file
    if path.lower().endswith(".gz"):
        return _Closing(gzip.GzipFile(fileobj=file), BUFFER_BYTES, file)
    import pyarrow  # its reader, unlike that of zstandard, reports truncated files

    return _Closing(pyarrow.CompressedInputStream(file, "zstd"), BUFFER_BYTES, file)


class _Closing(io.BufferedReader):
    """A reader that also closes the underlying compressed file."""

    def __init__(self, unpacked: Any, size: int, packed: IO[bytes]) -> None:  # noqa: ANN401  # a stream of gzip or pyarrow
        super().__init__(unpacked, size)
        self._packed = packed

    def close(self) -> None:
        """Close both."""
        super().close()
        self._packed.close()
