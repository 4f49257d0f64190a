"""WARC: the pages among the records of a crawl; after a damaged record, reading continues with the next one."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import IO, Any, NamedTuple

from zhengwen.corpus.records import _record
from zhengwen.corpus.records._format import Format
from zhengwen.corpus.records._http import BodyError, body
from zhengwen.corpus.records._record import Options, Read, Record, Reject, reason, too_long
from zhengwen.corpus.records._storage import open_file
from zhengwen.corpus.records._warc_recovery import State, is_truncated, next_record, signature_of, state_at
from zhengwen.text.charset import lookup

# A digest as nearly all crawlers write it, of everything after the record's own header.
BLOCK_DIGEST = re.compile("sha1:[A-Z2-7]{32}", re.IGNORECASE)
WRONG_DIGEST = "it does not match its WARC-Block-Digest"
NO_CHECKSUM = "the file is truncated: its checksum is missing"
PLAIN = b"\n"  # begins the signature of a file that is not compressed


class Page(NamedTuple):
    """A raw record of a WARC file, decoded on demand, or the `problem` with it. Empty `kind`: not a page."""

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
    damage: str = ""
    casts_doubt: bool = False

    def record(self, path: str, number: int, options: Options) -> Read:
        """Decode the page and make its record."""
        where = f"{self.url or 'record'} at byte {self.place}: "
        if self.problem:
            return Reject(path, number, where + self.problem, self.casts_doubt)
        if len(self.raw) >= _record.MAX_RECORD_BYTES:
            return too_long(path, number, where)
        try:
            raw = body(self.raw, self.transfer, self.coding)
        except BodyError as error:
            return Reject(path, number, where + str(error))
        fields: dict[str, Any] = {options.id: self.name, options.url: self.url, "date": self.date}
        kind = "html" if "html" in self.kind else "text"
        return Record(
            self.name, raw, self.url, _known(self.charset), fields, path, number, format=kind, damage=self.damage
        )


def pages(path: str) -> Generator[Page, None, None]:
    """Yield the pages of a file: successful responses, resources and conversions, of HTML or plain text.

    Raises:
        OSError: the file cannot be read.
    """
    with open_file(path) as file:
        start: int | None = 0
        held: Page | None = None
        signature = signature_of(file)
        while start is not None:
            last, problem = start, ""
            try:
                for page in _records_from(file, start):
                    # A record is compressed together with its checksum, which is read after it.
                    if held is not None:
                        yield held
                    last, problem = max(last, page.place), page.problem
                    held = page if page.kind else None
                state = state_at(file, signature, last)
                if held is not None and state is not State.DAMAGED:
                    yield held if state is not State.CUT else held._replace(damage=NO_CHECKSUM)
                if not problem and is_truncated(file, signature, last):
                    yield _broken(last, "the file is truncated after it")
                elif state is State.DAMAGED:
                    yield _broken(last, "it is damaged: its checksum does not match")
                return
            except (OSError, ValueError, EOFError) as error:
                state = state_at(file, signature, last)
                if held is not None and state is not State.DAMAGED:
                    yield held
                held = None
                start = next_record(file, signature, last + 1)
                outlook = "reading continues after it" if start is not None else "nothing after it can be read"
                # Records that are compressed as one have one checksum, which was not reached.
                is_one = state is State.UNKNOWN and not signature.startswith(PLAIN)
                said = f"it or the data after it is damaged: {reason(error)}; {outlook}"
                yield _broken(last, said)._replace(casts_doubt=is_one)


def _known(charset: str | None) -> str | None:
    """Return the charset of a header if there is one of that name."""
    try:
        return charset if charset and lookup(charset) else None
    except LookupError:
        return None


def _broken(place: int, problem: str) -> Page:
    return Page(place, "", "", "", "", None, "", "", b"", problem)


def _records_from(file: IO[bytes], start: int) -> Iterator[Page]:
    """Yield the records from offset `start` on; those that are not pages have an empty `kind`."""
    from fastwarc import ArchiveIterator, WarcRecordType

    file.seek(start)
    pages = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
    for one in ArchiveIterator(file, parse_http=False):
        place = start + one.stream_pos if start else one.stream_pos
        is_complete = all(one.headers.get(name) is not None for name in ("WARC-Type", "Content-Length"))
        yield _page(one, place, is_complete) if one.record_type in pages or not is_complete else _no_page(place)


def _no_page(place: int) -> Page:
    return Page(place, "", "", "", "", None, "", "", b"")


def _page(one: Any, place: int, is_complete: bool) -> Page:  # noqa: ANN401  # fastwarc's record
    damage = WRONG_DIGEST if _has_wrong_digest(one) else ""
    if one.is_http:
        one.parse_http(auto_decode="none")
    http = one.http_headers
    kind = (one.http_content_type or one.headers.get("Content-Type") or "").lower()
    url = one.headers.get("WARC-Target-URI") or ""
    other = bool(kind) and "html" not in kind and not kind.startswith("text/plain")
    if is_complete and (other or (http is not None and not _is_successful(http))):
        return _no_page(place)
    raw = one.reader.read(_record.MAX_RECORD_BYTES)
    is_complete = is_complete and len(raw) >= min(one.content_length, _record.MAX_RECORD_BYTES)
    transfer, coding = (str((http and http.get(name)) or "") for name in ("Transfer-Encoding", "Content-Encoding"))
    date = str(one.headers.get("WARC-Date") or "")
    problem = "" if is_complete else "the record is truncated"
    kind = kind if is_complete else kind or "?"
    return Page(place, one.record_id or url, url, date, kind, one.http_charset, transfer, coding, raw, problem, damage)


def _has_wrong_digest(one: Any) -> bool:  # noqa: ANN401  # fastwarc's record
    """Return whether a record states a digest that its contents do not have."""
    stated = one.headers.get("WARC-Block-Digest") or ""
    is_checked = BLOCK_DIGEST.fullmatch(stated.strip()) and one.content_length < _record.MAX_RECORD_BYTES
    return bool(is_checked) and not one.verify_block_digest(consume=False)


def _is_successful(http: Any) -> bool:  # noqa: ANN401  # fastwarc has no types
    """Return whether the response is successful, not an error page or a redirect."""
    code = http.status_code
    return code is None or 200 <= code < 300


def _record_of(page: Page, path: str, number: int, options: Options) -> Read:
    return page.record(path, number, options)


FORMAT = Format((".warc",), pieces=pages, record=_record_of)
