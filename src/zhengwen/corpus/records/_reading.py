"""From bytes to records: one reader for each format; what cannot be read becomes a reject, and reading goes on."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

from zhengwen.corpus.records._inputs import CHUNK, Input

LONGEST = 64 * 1024 * 1024  # bytes of one record; what is longer is no page, or a bomb
URL_OF_WARC = "WARC-Target-URI"


class Record(NamedTuple):
    """A page as it was read: the text or bytes, and the fields it came with."""

    id: str
    raw: str | bytes
    url: str
    encoding: str | None
    fields: dict[str, Any]


class Reject(NamedTuple):
    """What could not be read, and why."""

    file: str
    record: int
    reason: str


@dataclass(frozen=True)
class Options:
    """The names of the fields that matter.

    Attributes:
        text: the page.
        id: what a page is called; where it has none, its file and number.
        url: its address.
    """

    text: str = "text"
    id: str = "id"
    url: str = "url"


Read = Record | Reject


@dataclass
class _Chunk:
    """A chunk of a stream as it is read."""

    number: int
    records: list[Read] = field(default_factory=list)


def read(chunk: Input, options: Options, *, skip: frozenset[int] = frozenset()) -> Iterator[tuple[int, list[Read]]]:
    """The records of a chunk, or of the chunks of a stream, each with its number.

    Args:
        chunk: what to read.
        options: the names of the fields.
        skip: numbers of chunks to leave out, those that were done before.
    """
    if chunk.step == 0:
        if chunk.chunk not in skip:
            yield chunk.chunk, list(_whole(chunk, options))
        return
    path = chunk.paths[0]
    wanted = chunk.chunk
    waiting = _Chunk(wanted)
    stream: Generator[object, None, None] = _warc(path) if chunk.format == "warc" else _lines(path)
    number = 0
    with closing(stream):
        try:
            for number, piece in enumerate(stream, 1):
                of_chunk = (number - 1) // CHUNK
                if of_chunk != waiting.number and waiting.records:
                    yield waiting.number, waiting.records
                    waiting = _Chunk(of_chunk)
                waiting.number = of_chunk
                if of_chunk % chunk.step == wanted and of_chunk not in skip and not _is_blank(piece):
                    waiting.records.append(_record(piece, path, number, options))
        except (OSError, EOFError, ValueError, zlib.error) as error:
            at = number + 1
            if (at - 1) // CHUNK != waiting.number and waiting.records:
                yield waiting.number, waiting.records
                waiting = _Chunk((at - 1) // CHUNK)
            waiting.number = (at - 1) // CHUNK
            if waiting.number % chunk.step == wanted and waiting.number not in skip:
                waiting.records.append(Reject(path, at, f"the rest of the file cannot be read: {_reason(error)}"))
    if waiting.records:
        yield waiting.number, waiting.records


def _is_blank(piece: object) -> bool:
    return isinstance(piece, bytes) and not piece.strip()


def _whole(chunk: Input, options: Options) -> Iterator[Read]:
    if chunk.format in ("text", "html"):
        for number, path in enumerate(chunk.paths, chunk.first):
            yield _file(path, number, chunk.format, options)
    elif chunk.format == "parquet":
        yield from _rows(chunk, options)
    else:
        with Path(chunk.paths[0]).open("rb") as file:
            file.seek(chunk.offset)
            for number in range(chunk.first, chunk.first + CHUNK):
                if file.tell() >= chunk.offset + chunk.size:
                    return
                line = _line(file)
                if line is None or line.strip():
                    yield _record(line, chunk.paths[0], number, options)


def _file(path: str, number: int, format: str, options: Options) -> Read:
    try:
        if Path(path).stat().st_size > LONGEST:
            return Reject(path, number, f"longer than {LONGEST} bytes: no page")
        raw = Path(path).read_bytes()
    except OSError as error:
        return Reject(path, number, _reason(error))
    fields: dict[str, Any] = {options.id: path}
    if format == "html":
        from zhengwen.corpus.records._html import visible_text

        return Record(path, visible_text(raw), "", None, fields)
    return Record(path, raw, "", None, fields)


def _record(piece: object, path: str, number: int, options: Options) -> Read:
    """A record of a line of JSON, or of what a WARC file has."""
    if isinstance(piece, (Record, Reject)):
        return piece._replace(record=number) if isinstance(piece, Reject) else piece
    if piece is None:
        return Reject(path, number, f"longer than {LONGEST} bytes: no page")
    try:
        fields = json.loads(piece)  # type: ignore[arg-type]  # bytes of a line
    except (ValueError, RecursionError) as error:
        return Reject(path, number, f"not JSON: {error}")
    if not isinstance(fields, dict):
        return Reject(path, number, f"a JSON {type(fields).__name__}, not an object with fields")
    return _of_fields(fields, path, number, options)


def _of_fields(fields: dict[str, Any], path: str, number: int, options: Options) -> Read:
    raw = fields.get(options.text)
    if raw is None:
        return Reject(path, number, f"no field {options.text!r}; name it with --text-field")
    if not isinstance(raw, (str, bytes)):
        return Reject(path, number, f"field {options.text!r} is {type(raw).__name__}, not text")
    given = fields.get(options.id)
    name = f"{path}#{number}" if given is None else str(given)
    return Record(name, raw, str(fields.get(options.url) or ""), None, fields)


def _rows(chunk: Input, options: Options) -> Iterator[Read]:
    from pyarrow import ArrowException

    path = chunk.paths[0]
    number = chunk.first
    try:
        for fields in rows(path, chunk.first - 1, CHUNK).to_pylist():
            yield _of_fields(fields, path, number, options)
            number += 1
    except (ArrowException, OSError) as error:
        yield Reject(path, number, f"not Parquet, or damaged: {_reason(error)}")


def rows(path: str, start: int, count: int) -> Any:  # noqa: ANN401  # pyarrow.Table; pyarrow has no types
    """Some rows of a Parquet file, of which only the row groups that hold them are read.

    Raises:
        ArrowException: it is no Parquet file.
        OSError: it cannot be read.
    """
    import pyarrow
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        tables, at = [], 0
        for group in range(file.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            if at < start + count and at + size > start:
                table = file.read_row_group(group)
                tables.append(table.slice(max(0, start - at), min(size, start + count - at) - max(0, start - at)))
            at += size
        return pyarrow.concat_tables(tables) if tables else file.schema_arrow.empty_table()


def of_lines(stream: IO[bytes], name: str, options: Options) -> Iterator[Read]:
    """The records of a stream of JSON lines."""
    number = 0
    while (line := _line(stream)) != b"":
        number += 1
        if line is None or line.strip():
            yield _record(line, name, number, options)


def _lines(path: str) -> Generator[bytes | None, None, None]:
    """The lines of a compressed file; `None` for one that is too long."""
    with _decompressed(path) as file:
        while True:
            line = _line(file)
            if line == b"":
                return
            yield line


def _line(file: IO[bytes]) -> bytes | None:
    line = file.readline(LONGEST)
    if len(line) < LONGEST:
        return line
    while line and not line.endswith(b"\n"):
        line = file.readline(LONGEST)
    return None


def _decompressed(path: str) -> io.BufferedReader:
    if path.lower().endswith(".gz"):
        return io.BufferedReader(gzip.open(path, "rb"))
    import zstandard

    file = Path(path).open("rb")  # noqa: SIM115  # closed with the stream that reads it
    stream = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
        file, read_across_frames=True, closefd=True
    )
    return io.BufferedReader(stream, 1 << 20)


def _warc(path: str) -> Generator[Record | Reject, None, None]:
    """The pages among the responses of a WARC file."""
    from fastwarc import ArchiveIterator, WarcRecordType

    with Path(path).open("rb") as file:
        for one in ArchiveIterator(file, record_types=WarcRecordType.response | WarcRecordType.resource):
            kind = (one.http_content_type or one.headers.get("Content-Type") or "").lower()
            if "html" not in kind and not kind.startswith("text/plain"):
                continue
            body = one.reader.read(LONGEST)
            url = one.headers.get(URL_OF_WARC) or ""
            name = one.record_id or url
            if len(body) >= LONGEST:
                yield Reject(path, 0, f"{url}: longer than {LONGEST} bytes: no page")
                continue
            yield _page(name, url, kind, body, one.http_charset, str(one.headers.get("WARC-Date") or ""))


def _page(name: str, url: str, kind: str, body: bytes, charset: str | None, date: str) -> Record:
    fields: dict[str, Any] = {"id": name, "url": url, "date": date}
    if "html" not in kind:
        return Record(name, body, url, charset, fields)
    from zhengwen.corpus.records._html import visible_text

    return Record(name, visible_text(body, charset), url, None, fields)


def _reason(error: BaseException) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(said.split())[:300] or type(error).__name__
