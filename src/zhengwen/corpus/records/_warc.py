"""WARC: the pages among the records of a crawl; where one is broken, reading goes on with the next."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator
from typing import IO, Any, NamedTuple

from zhengwen.corpus.records import _record
from zhengwen.corpus.records._http import BodyError, body
from zhengwen.corpus.records._record import Options, Read, Record, Reject, reason, too_long
from zhengwen.corpus.records._storage import open_file

BLOCK = 1 << 20
# What a record begins with, by what the file begins with: so the next one is found behind a broken one.
BEGINNINGS = {b"\x1f\x8b": b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd": b"\x28\xb5\x2f\xfd", b"": b"\nWARC/1."}


class Page(NamedTuple):
    """A record of a WARC file as it stands there, or what is wrong with it; it is unpacked when it is wanted."""

    place: int
    name: str
    url: str
    date: str
    kind: str
    charset: str | None
    transfer: str
    coding: str
    raw: bytes
    problem: str = ""

    def record(self, path: str, number: int, options: Options) -> Read:
        """The record of the page."""
        where = f"{self.url or 'record'} at byte {self.place}: "
        if self.problem:
            return Reject(path, number, where + self.problem)
        if len(self.raw) >= _record.LONGEST:
            return too_long(path, number, where)
        try:
            raw = body(self.raw, self.transfer, self.coding)
        except BodyError as error:
            return Reject(path, number, where + str(error))
        fields: dict[str, Any] = {options.id: self.name, options.url: self.url, "date": self.date}
        if "html" not in self.kind:
            return Record(self.name, raw, self.url, self.charset, fields, path, number)
        from zhengwen.corpus.records._html import visible_text

        return Record(self.name, visible_text(raw, self.charset), self.url, None, fields, path, number)


def pages(path: str) -> Generator[Page, None, None]:
    """The pages of a file: responses that went well, resources and conversions, of HTML or plain text.

    Raises:
        OSError: the file cannot be read.
    """
    with open_file(path) as file:
        start: int | None = 0
        beginning = _beginning(file)
        while start is not None:
            reached = start
            try:
                for page in _from(file, start):
                    reached = max(reached, page.place)
                    if page.kind:
                        yield page
                return
            except (OSError, ValueError, EOFError) as error:
                start = _next(file, beginning, reached + 1)
                going = "reading goes on behind it" if start is not None else "nothing can be read behind it"
                problem = f"broken, or what follows is: {reason(error)}; {going}"
                yield Page(reached, "", "", "", "", None, "", "", b"", problem)


def _from(file: IO[bytes], start: int) -> Iterator[Page]:
    """The records from some place on; those that are no pages are of no kind."""
    from fastwarc import ArchiveIterator, WarcRecordType

    file.seek(start)
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.unknown
    for one in ArchiveIterator(file, record_types=kinds, parse_http=True, auto_decode="none"):
        known = one.record_type != WarcRecordType.unknown or one.headers.get("WARC-Type") is not None
        yield _page(one, start + one.stream_pos if start else one.stream_pos, known)


def _page(one: Any, place: int, known: bool) -> Page:  # noqa: ANN401  # fastwarc's record
    http = one.http_headers
    kind = (one.http_content_type or one.headers.get("Content-Type") or "").lower()
    url = one.headers.get("WARC-Target-URI") or ""
    other = bool(kind) and "html" not in kind and not kind.startswith("text/plain")
    if known and (other or (http is not None and not _went_well(http))):
        return Page(place, "", "", "", "", None, "", "", b"")
    raw = one.reader.read(_record.LONGEST)
    whole = known and len(raw) >= min(one.content_length, _record.LONGEST)
    transfer, coding = (str((http and http.get(name)) or "") for name in ("Transfer-Encoding", "Content-Encoding"))
    date = str(one.headers.get("WARC-Date") or "")
    problem = "" if whole else "it is broken off"
    kind = kind if whole else kind or "?"
    return Page(place, one.record_id or url, url, date, kind, one.http_charset, transfer, coding, raw, problem)


def _went_well(http: Any) -> bool:  # noqa: ANN401
    """Whether a server sent the page that was asked for, and not a page that says why not."""
    code = http.status_code
    return code is None or 200 <= code < 300


def _beginning(file: IO[bytes]) -> bytes:
    first = file.read(4)
    return next(found for packed, found in BEGINNINGS.items() if first.startswith(packed))


def _next(file: IO[bytes], beginning: bytes, start: int) -> int | None:
    """Where the next record may begin; `None` at the end."""
    file.seek(start)
    at, kept = start, b""
    while block := file.read(BLOCK):
        held = kept + block
        found = held.find(beginning)
        while found >= 0:
            place = at - len(kept) + found + beginning.startswith(b"\n")
            if _begins(file, beginning, place):
                return place
            found = held.find(beginning, found + 1)
        at += len(block)
        file.seek(at)
        kept = held[1 - len(beginning) :]
    return None


def _begins(file: IO[bytes], beginning: bytes, place: int) -> bool:
    """Whether a record begins at a place, and not something that looks like it."""
    if beginning.startswith(b"\n"):
        return True
    file.seek(place)
    packed = file.read(512)
    import zstandard

    try:
        if beginning == BEGINNINGS[b"\x1f\x8b"]:
            return zlib.decompressobj(31).decompress(packed, 8).startswith(b"WARC/")
        return zstandard.ZstdDecompressor().stream_reader(packed).read(8).startswith(b"WARC/")
    except (zlib.error, zstandard.ZstdError):
        return False
