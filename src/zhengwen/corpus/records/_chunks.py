"""Files in chunks that are read on their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhengwen.corpus.records._storage import File

CHUNK = 2000  # records that are read, cleaned and written together


@dataclass(frozen=True)
class Input:
    """A chunk of the input, or the chunks of a stream that have to be read from its beginning.

    Attributes:
        number: the place of the file among the inputs; loose files are one.
        format: the name of a format.
        paths: the file; of loose files those of the chunk.
        chunk: the number of the chunk in the file; of a stream, of the first one that is read.
        step: 0 where there is one chunk; of a stream, from one chunk that is read to the next.
        first: the number of the chunk's first record, from 1.
        offset: where the chunk begins in the file, in bytes.
        size: bytes, as far as they are known: what is left is told by them.
        stamps: size and time of change of each file, by which it is known again.
        problem: why the file cannot be read.
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
        """A name for the input's own: of one chunk, that sorts as the input does, or of some chunks of a stream."""
        return f"{self.number:07d}-{self.chunk:06d}" + (f"-of-{self.step}" if self.step else "")


def striped(number: int, format: str, file: File, stripes: int) -> list[Input]:
    """A stream: several workers read it from its beginning, and each cleans some of its chunks."""
    stamp, size = ((file.size, file.changed),), file.size // stripes
    return [Input(number, format, (file.path,), one, stripes, size=size, stamps=stamp) for one in range(stripes)]


def of_loose(number: int, format: str, files: Sequence[File]) -> Iterator[Input]:
    """The chunks of files that are a record each."""
    for chunk, start in enumerate(range(0, len(files), CHUNK)):
        some = files[start : start + CHUNK]
        stamps = tuple((file.size, file.changed) for file in some)
        size = sum(file.size for file in some)
        names = tuple(file.path for file in some)
        yield Input(number, format, names, chunk, first=start + 1, size=size, stamps=stamps)
