"""Compressed files, decompressed as they are read, so that a decompression bomb cannot fill the memory."""

from __future__ import annotations

import gzip
import io
from typing import IO, Any

from zhengwen.corpus.records._storage import open_file

PACKED = (".gz", ".zst")  # suffixes, after that of the format
UNPACKED = 1 << 16  # bytes decompressed at once: the most that can be lost before damage


def open_unpacked(path: str) -> IO[bytes]:
    """Open a file for reading, decompressing it if its suffix says so.

    Raises:
        OSError: the file cannot be read.
    """
    file = open_file(path)
    if not path.lower().endswith(PACKED):
        return file
    if path.lower().endswith(".gz"):
        return _Closing(gzip.GzipFile(fileobj=file), UNPACKED, file)
    import pyarrow  # its reader, unlike that of zstandard, reports truncated files

    return _Closing(pyarrow.CompressedInputStream(file, "zstd"), UNPACKED, file)


class _Closing(io.BufferedReader):
    """A reader that also closes the underlying compressed file."""

    def __init__(self, unpacked: Any, size: int, packed: IO[bytes]) -> None:  # noqa: ANN401  # a stream of gzip or pyarrow
        super().__init__(unpacked, size)
        self._packed = packed

    def close(self) -> None:
        """Close both."""
        super().close()
        self._packed.close()
