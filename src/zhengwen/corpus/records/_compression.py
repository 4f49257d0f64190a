"""Packed files, unpacked as they are read, so that no more of a bomb is held than a reader asks for."""

from __future__ import annotations

import gzip
import io
from typing import IO, Any

from zhengwen.corpus.records._storage import open_file

PACKED = (".gz", ".zst")  # suffixes, behind that of the format
UNPACKED = 1 << 16  # bytes that are unpacked at once: what a damaged file loses at most


def open_unpacked(path: str) -> IO[bytes]:
    """Open a file to read its bytes, or those that are packed in it.

    Raises:
        OSError: it cannot be read.
    """
    file = open_file(path)
    if not path.lower().endswith(PACKED):
        return file
    if path.lower().endswith(".gz"):
        return _Closing(gzip.GzipFile(fileobj=file), UNPACKED, file)
    import pyarrow  # its reader, unlike zstandard's, says when a file is broken off

    return _Closing(pyarrow.CompressedInputStream(file, "zstd"), UNPACKED, file)


class _Closing(io.BufferedReader):
    """A reader that closes the packed file, too."""

    def __init__(self, unpacked: Any, size: int, packed: IO[bytes]) -> None:  # noqa: ANN401  # of gzip or zstandard
        super().__init__(unpacked, size)
        self._packed = packed

    def close(self) -> None:
        """Close both."""
        super().close()
        self._packed.close()
