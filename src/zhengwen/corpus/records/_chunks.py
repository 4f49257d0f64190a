"""Files in chunks that are read on their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zhengwen.corpus.records._compression import PACKED
from zhengwen.corpus.records._record import reason
from zhengwen.corpus.records._storage import File, open_file

CHUNK = 2000  # records that are read, cleaned and written together
BLOCK = 1 << 20  # bytes read at once to count lines
GROUP = 8  # chunks in a row group of Parquet, beyond which the group is read as a stream


@dataclass(frozen=True)
class Input:
    """A chunk of the input, or the chunks of a stream that have to be read from its beginning.

    Attributes:
        number: the place of the file among the inputs; loose files are one.
        format: a key of `FORMATS`.
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


def of_file(number: int, format: str, file: File, stripes: int) -> Iterable[Input]:
    """The chunks of a file of records."""
    stamp = ((file.size, file.changed),)
    if file.problem:
        return [Input(number, format, (file.path,), problem=file.problem)]
    if format == "parquet":
        return _of_rows(number, file, stamp, stripes)
    if format == "jsonl" and not file.path.lower().endswith(PACKED):
        return _of_lines(number, file, stamp)
    return _striped(number, format, file, stripes)


def _striped(number: int, format: str, file: File, stripes: int) -> list[Input]:
    """A stream: several workers read it from its beginning, and each cleans some of its chunks."""
    stamp, size = ((file.size, file.changed),), file.size // stripes
    return [Input(number, format, (file.path,), one, stripes, size=size, stamps=stamp) for one in range(stripes)]


def _of_lines(number: int, file: File, stamp: tuple[tuple[int, int], ...]) -> Iterator[Input]:
    """The chunks of a file of lines, found by counting its line breaks."""

    def made(end: int) -> Input:
        first = chunk * CHUNK + 1
        return Input(number, "jsonl", (file.path,), chunk, 0, first, begin, end - begin, stamp)

    lines = at = begin = chunk = 0
    try:
        with open_file(file.path) as opened:
            while block := opened.read(BLOCK):
                found = block.find(b"\n")
                while found >= 0:
                    lines += 1
                    if lines % CHUNK == 0 and at + found + 1 < file.size:
                        yield made(at + found + 1)
                        begin, chunk = at + found + 1, chunk + 1
                    found = block.find(b"\n", found + 1)
                at += len(block)
    except OSError as error:
        yield Input(number, "jsonl", (file.path,), chunk, stamps=stamp, problem=reason(error))
        return
    if begin < file.size:
        yield made(file.size)


def _of_rows(number: int, file: File, stamp: tuple[tuple[int, int], ...], stripes: int) -> Iterable[Input]:
    from pyarrow import ArrowException, parquet

    try:
        with open_file(file.path) as opened:
            about = parquet.read_metadata(opened)
    except (ArrowException, OSError) as error:
        problem = f"not Parquet, or damaged: {reason(error)}"
        return [Input(number, "parquet", (file.path,), size=file.size, stamps=stamp, problem=problem)]
    largest = max((about.row_group(group).num_rows for group in range(about.num_row_groups)), default=0)
    if largest > GROUP * CHUNK:  # each chunk would read the whole of it
        return _striped(number, "parquet", file, stripes)
    count = max(1, -(-about.num_rows // CHUNK))
    size = file.size // count
    return [
        Input(number, "parquet", (file.path,), chunk, 0, chunk * CHUNK + 1, size=size, stamps=stamp)
        for chunk in range(count)
    ]


def of_loose(number: int, format: str, files: Sequence[File]) -> Iterator[Input]:
    """The chunks of files that are a record each."""
    for chunk, start in enumerate(range(0, len(files), CHUNK)):
        some = files[start : start + CHUNK]
        stamps = tuple((file.size, file.changed) for file in some)
        size = sum(file.size for file in some)
        names = tuple(file.path for file in some)
        yield Input(number, format, names, chunk, first=start + 1, size=size, stamps=stamps)
