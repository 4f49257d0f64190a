"""Inputs: files divided into chunks, the work units of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhengwen.corpus.records._storage import File

CHUNK = 2000  # records; a worker holds one chunk in memory at a time


@dataclass(frozen=True)
class Input:
    """One chunk of a file, or every `step`-th chunk of a stream, which can only be read from its beginning.

    Attributes:
        number: the index of the file among the inputs; loose files share one number.
        format: the name of the format.
        paths: the file, or the loose files of the chunk.
        chunk: the index of the chunk in its file; for a stream, of the first chunk to process.
        step: 0 for a single chunk; for a stream, the distance between the chunks to process.
        first: the number of the chunk's first record, from 1.
        offset: the start of the chunk in the file, in bytes.
        size: bytes, if known; used to report progress.
        stamps: size (bytes) and modification time (nanoseconds) of each file, to detect changed inputs.
        problem: why the file cannot be read; empty if it can.
    """

    number: int
    format: str
    paths: tuple[str, ...]
    chunk: int = 0
    step: int = 0
    first: int = 1
    offset: int = 0
    size: int = 0
    stamps: tuple[tuple[int, int], ...] = ()
    problem: str = ""

    @property
    def name(self) -> str:
        """A unique name, which sorts as the input does."""
        return f"{self.number:07d}-{self.chunk:06d}" + (f"-of-{self.step}" if self.step else "")


def chunks_of_stream(number: int, format: str, file: File, stripes: int) -> list[Input]:
    """Divide a stream: several workers each read it from its beginning, and each processes every n-th chunk."""
    stamp, size = ((file.size, file.changed),), file.size // stripes
    return [Input(number, format, (file.path,), one, stripes, size=size, stamps=stamp) for one in range(stripes)]


def chunks_of_loose_files(number: int, format: str, files: Sequence[File]) -> Iterator[Input]:
    """Yield the chunks of loose files, each of which is one record."""
    for chunk, start in enumerate(range(0, len(files), CHUNK)):
        some = files[start : start + CHUNK]
        stamps = tuple((file.size, file.changed) for file in some)
        size = sum(file.size for file in some)
        names = tuple(file.path for file in some)
        yield Input(number, format, names, chunk, first=start + 1, size=size, stamps=stamps)
