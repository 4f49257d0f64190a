"""The page on which people review, served to this machine alone.

Who knows the token in the address may decide; other sites do not learn it. A request for another host (a name that was
made to point here), one that another site caused, and one without the token are refused, and no other origin is ever
allowed to read an answer.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from hmac import compare_digest
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

from zhengwen.decisions import DecisionsError
from zhengwen.reports.html import document, encoded, policy, rules_of
from zhengwen.review._session import ReviewError, Session

LOOPBACK = "127.0.0.1"
MAX_BODY_BYTES = 4 << 20
SECONDS_TO_SEND = 30  # within which a client must have sent its request
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Server(ThreadingHTTPServer):
    """A server of a review.

    Args:
        session: the review.
        lang: the language in which it is shown at first.
        port: the port; 0: any that is free.

    Raises:
        OSError: the port is taken.
    """

    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, session: Session, lang: str = "en", port: int = 0) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.session = session
        self.lang = lang
        self.lock = Lock()
        self.token = secrets.token_urlsafe(24)
        self.hosts = tuple(f"{name}:{self.server_port}" for name in (LOOPBACK, "localhost"))

    @property
    def address(self) -> str:
        """The address to open, token included."""
        return f"http://{self.hosts[0]}/{self.token}/"

    def page(self) -> bytes:
        """Return the document."""
        data = {
            "lang": self.lang,
            "rules": rules_of(),
            "pages": [{"name": page.name, "count": page.left} for page in self.session.pages],
            "overview": None,
            "review": self.session.progress(),
        }
        return document(data, title="zhengwen review", connects=True).encode()


class _Refused(Exception):  # noqa: N818  # the answer to a request, not an error of this program
    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version, sys_version = "zhengwen", ""
    timeout = SECONDS_TO_SEND

    def do_GET(self) -> None:
        self._handle(self._get)

    def do_POST(self) -> None:
        self._handle(self._post)

    def _handle(self, answer: Callable[[str], None]) -> None:
        try:
            answer(self._path())
        except _Refused as refused:
            self._send(refused.status, encoded({"error": str(refused)}).encode(), "application/json")

    def _get(self, path: str) -> None:
        kind, _, number = path.partition("/")
        if not path:
            with self.server.lock:
                content = self.server.page()
            self._send(HTTPStatus.OK, content, "text/html; charset=utf-8")
        elif kind == "page" and number.isascii() and number.isdigit():
            self._answer(lambda session: {"page": session.payload(int(number)), "progress": session.progress()})
        else:
            raise _Refused(HTTPStatus.NOT_FOUND, "no such page")

    def _post(self, path: str) -> None:
        body = self._body()
        if path == "undo":
            self._answer(lambda session: session.undo())
        elif path == "decide":
            self._answer(lambda session: _decide(session, body))
        else:
            raise _Refused(HTTPStatus.NOT_FOUND, "no such page")

    def _path(self) -> str:
        """Return the path behind the token."""
        hosts, origin = self.headers.get_all("Host") or [], self.headers.get("Origin")
        if len(hosts) != 1 or hosts[0] not in self.server.hosts:
            raise _Refused(HTTPStatus.FORBIDDEN, "this host is not served")
        is_foreign = origin is not None and origin != f"http://{hosts[0]}"
        if is_foreign or self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise _Refused(HTTPStatus.FORBIDDEN, "other sites are not served")
        token, _, path = self.path.removeprefix("/").partition("/")
        if not compare_digest(token.encode("utf-8", "replace"), self.server.token.encode()):
            raise _Refused(HTTPStatus.FORBIDDEN, "the token in the address is missing or wrong")
        return path

    def _body(self) -> dict[str, Any]:
        """Return the JSON of a request."""
        length = self.headers.get("Content-Length", "")
        if self.headers.get("Content-Type") != "application/json":  # which other sites cannot send without asking
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "JSON is expected")
        if not (length.isascii() and length.isdigit() and len(length) < 10) or int(length) > MAX_BODY_BYTES:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the request has no length, or is too long")
        try:
            body = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise _Refused(HTTPStatus.BAD_REQUEST, "a JSON object is expected")
        return body

    def _answer(self, act: Callable[[Session], dict[str, Any]]) -> None:
        try:
            with self.server.lock:
                told = act(self.server.session)
        except (ReviewError, DecisionsError, OSError) as error:
            reason = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else error
            raise _Refused(HTTPStatus.CONFLICT, str(reason)) from error
        self._send(HTTPStatus.OK, encoded(told).encode(), "application/json")

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", f"{policy(connects=True)}; frame-ancestors 'none'")
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: addresses have the token in them."""


def _decide(session: Session, body: dict[str, Any]) -> dict[str, Any]:
    number, decision, replacement = body.get("page"), body.get("decision"), body.get("replacement")
    places = body.get("places")
    are_places = isinstance(places, list) and all(map(_is_place, places))
    if type(number) is not int or not isinstance(decision, str) or not are_places:
        raise ReviewError("the request is not understood")
    if replacement is not None and not isinstance(replacement, str):
        raise ReviewError("the request is not understood")
    return session.decide(number, [(str(rule), start, end) for rule, start, end in places or ()], decision, replacement)


def _is_place(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 3:
        return False
    return isinstance(value[0], str) and type(value[1]) is int and type(value[2]) is int
