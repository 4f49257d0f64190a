"""WARC: the pages among the records of a crawl; where one is broken, reading goes on with the next."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import IO, Any, NamedTuple

from zhengwen.corpus.records import _record
from zhengwen.corpus.records._format import Format
from zhengwen.corpus.records._http import BodyError, body
from zhengwen.corpus.records._record import Options, Read, Record, Reject, reason, too_long
from zhengwen.corpus.records._storage import open_file
from zhengwen.corpus.records._warc_recovery import beginning_of, next_record, rest_is_broken


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
        from zhengwen.corpus.records._html import read_html

        page = read_html(raw, self.charset)
        fields |= {"title": page.title} if page.title else {}
        return Record(self.name, page.text, self.url, None, fields, path, number)


def pages(path: str) -> Generator[Page, None, None]:
    """The pages of a file: responses that went well, resources and conversions, of HTML or plain text.

    Raises:
        OSError: the file cannot be read.
    """
    with open_file(path) as file:
        start: int | None = 0
        beginning = beginning_of(file)
        while start is not None:
            reached, problem = start, ""
            try:
                for page in _from(file, start):
                    reached, problem = max(reached, page.place), page.problem
                    if page.kind:
                        yield page
                if not problem and rest_is_broken(file, beginning, reached):
                    yield _broken(reached, "what follows is broken off")
                return
            except (OSError, ValueError, EOFError) as error:
                start = next_record(file, beginning, reached + 1)
                going = "reading goes on behind it" if start is not None else "nothing can be read behind it"
                yield _broken(reached, f"broken, or what follows is: {reason(error)}; {going}")


def _broken(place: int, problem: str) -> Page:
    return Page(place, "", "", "", "", None, "", "", b"", problem)


def _from(file: IO[bytes], start: int) -> Iterator[Page]:
    """The records from some place on; those that are no pages are of no kind."""
    from fastwarc import ArchiveIterator, WarcRecordType

    file.seek(start)
    pages = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
    for one in ArchiveIterator(file, parse_http=True, auto_decode="none"):
        place = start + one.stream_pos if start else one.stream_pos
        whole = all(one.headers.get(name) is not None for name in ("WARC-Type", "Content-Length"))
        yield _page(one, place, whole) if one.record_type in pages or not whole else _no_page(place)


def _no_page(place: int) -> Page:
    return Page(place, "", "", "", "", None, "", "", b"")


def _page(one: Any, place: int, whole: bool) -> Page:  # noqa: ANN401  # fastwarc's record
    http = one.http_headers
    kind = (one.http_content_type or one.headers.get("Content-Type") or "").lower()
    url = one.headers.get("WARC-Target-URI") or ""
    other = bool(kind) and "html" not in kind and not kind.startswith("text/plain")
    if whole and (other or (http is not None and not _went_well(http))):
        return _no_page(place)
    raw = one.reader.read(_record.LONGEST)
    whole = whole and len(raw) >= min(one.content_length, _record.LONGEST)
    transfer, coding = (str((http and http.get(name)) or "") for name in ("Transfer-Encoding", "Content-Encoding"))
    date = str(one.headers.get("WARC-Date") or "")
    problem = "" if whole else "it is broken off"
    kind = kind if whole else kind or "?"
    return Page(place, one.record_id or url, url, date, kind, one.http_charset, transfer, coding, raw, problem)


def _went_well(http: Any) -> bool:  # noqa: ANN401  # fastwarc has no types
    """Whether a server sent the page that was asked for, and not a page that says why not."""
    code = http.status_code
    return code is None or 200 <= code < 300


def _record_of(page: Page, path: str, number: int, options: Options) -> Read:
    return page.record(path, number, options)


FORMAT = Format((".warc",), pieces=pages, record=_record_of)
