"""WARC files as crawlers write them, and truncated or damaged ones."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("fastwarc")
pa = pytest.importorskip("pyarrow")
zstandard = pytest.importorskip("zstandard")

from zhengwen.corpus import records  # noqa: E402  # behind what skips without it, or the path
from zhengwen.corpus.records import Options, Record, Reject  # noqa: E402  # behind what skips without it, or the path

TEXT = "第一条 为规范管理，制定本办法。\n" * 3
BODY = TEXT.encode()


def http(body: bytes, *headers: str, kind: str = "text/plain", status: str = "200 OK") -> bytes:
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, f"Content-Length: {len(body)}", "", "")
    return "\r\n".join(lines).encode() + body


def record(
    name: str, block: bytes, kind: str = "response", content: str = "application/http; msgtype=response"
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://www.example.cn/{name}\r\n"
        f"WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def chunked(body: bytes) -> bytes:
    pieces = (body[at : at + 7] for at in range(0, len(body), 7))
    return b"".join(f"{len(piece):x};x=1\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"


def brotli(body: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "brotli") as stream:
        stream.write(body)
    return sink.getvalue().to_pybytes()


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


def read(path: Path) -> tuple[dict[str, Record], list[Reject]]:
    found = [
        one
        for chunk in records.find([str(path)], stripes=1)
        for _, some in records.read(chunk, Options())
        for one in some
    ]
    named = {one.url.rpartition("/")[2]: one for one in found if isinstance(one, Record)}
    return named, [one for one in found if isinstance(one, Reject)]


def written(tmp_path: Path, *pieces: bytes, pack: Callable[[bytes], bytes] | None = None, suffix: str = "") -> Path:
    path = tmp_path / f"crawl.warc{suffix}"
    path.write_bytes(b"".join(map(pack, pieces) if pack else pieces))
    return path


CODINGS = {
    "gzip": http(gzip.compress(BODY), "Content-Encoding: gzip"),
    "gzip-members": http(gzip.compress(BODY[:50]) + gzip.compress(BODY[50:]), "Content-Encoding: x-gzip"),
    "deflate": http(zlib.compress(BODY), "Content-Encoding: deflate"),
    "raw-deflate": http(raw_deflate(BODY), "Content-Encoding: deflate"),
    "br": http(brotli(BODY), "Content-Encoding: br"),
    "zstd": http(zstandard.compress(BODY), "Content-Encoding: zstd"),
    "twice": http(gzip.compress(brotli(BODY)), "Content-Encoding: br, gzip"),
    "chunked": http(chunked(BODY), "Transfer-Encoding: chunked"),
    "chunked-gzip": http(chunked(gzip.compress(BODY)), "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
    "unpacked-by-the-crawler": http(BODY, "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
    "identity": http(BODY, "Content-Encoding: identity"),
}


@pytest.mark.parametrize(
    ("suffix", "pack"), [("", None), (".gz", gzip.compress), (".zst", zstandard.compress)], ids=["plain", "gz", "zst"]
)
def test_bodies_are_unpacked(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes] | None) -> None:
    path = written(tmp_path, *(record(name, block) for name, block in CODINGS.items()), pack=pack, suffix=suffix)
    found, rejects = read(path)
    assert rejects == []
    assert {name: one.raw for name, one in found.items()} == dict.fromkeys(CODINGS, BODY)


def test_what_is_no_page_is_left_out(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        record("info", b"software: x\r\n", "warcinfo", "application/warc-fields"),
        record("asked", b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request"),
        record("page", http(BODY)),
        record("again", http(b""), "revisit"),
        record("about", b"fetchTimeMs: 1\r\n", "metadata", "application/warc-fields"),
        record("picture", http(b"\x89PNG", kind="image/png")),
        record("gone", http(b"<h1>404</h1>", kind="text/html", status="404 Not Found")),
        record("moved", http(b"<a>here</a>", kind="text/html", status="302 Found")),
        record("file", BODY, "resource", "text/plain"),
        record("text-of-a-page", BODY, "conversion", "text/plain"),
    )
    found, rejects = read(path)
    assert rejects == []
    assert list(found) == ["page", "file", "text-of-a-page"]


def test_the_charset_of_the_header_is_tried_first(tmp_path: Path) -> None:
    text = "臺北市政府公告"
    path = written(
        tmp_path,
        record("big5.txt", http(text.encode("big5"), kind="text/plain; charset=big5")),
        record("big5.html", http(f"<p>{text}".encode("big5"), kind="text/html; charset=Big5")),
        record("wrong.html", http(f"<p>{text}".encode(), kind="text/html; charset=no-such")),
    )
    found, _ = read(path)
    assert (found["big5.txt"].raw, found["big5.txt"].encoding) == (text.encode("big5"), "big5")
    assert found["big5.html"].page() == found["wrong.html"].page() == text


BROKEN = {
    "gzip-cut": (http(gzip.compress(BODY)[:-20], "Content-Encoding: gzip"), "body is truncated"),
    "gzip-damaged": (http(gzip.compress(BODY)[:12] + b"\xff" * 40, "Content-Encoding: gzip"), "damaged"),
    "br-damaged": (http(b"\xff" * 40, "Content-Encoding: br"), "damaged"),
    "zstd-cut": (http(zstandard.compress(BODY)[:-9], "Content-Encoding: zstd"), "damaged"),
    "chunk-cut": (http(chunked(BODY)[:-20], "Transfer-Encoding: chunked"), "chunk"),
    "unheard-of": (http(BODY, "Content-Encoding: rot13"), "'rot13' is unknown"),
    "bomb": (http(gzip.compress(bytes(65 << 20)), "Content-Encoding: gzip"), "longer than"),
    "br-bomb": (http(brotli(bytes(65 << 20)), "Content-Encoding: br"), "longer than"),
}


def test_bodies_that_cannot_be_unpacked_are_named(tmp_path: Path) -> None:
    blocks = {"before": http(BODY), **{name: block for name, (block, _) in BROKEN.items()}, "behind": http(BODY)}
    path = written(tmp_path, *(record(name, block) for name, block in blocks.items()), pack=gzip.compress, suffix=".gz")
    found, rejects = read(path)
    assert list(found) == ["before", "behind"]
    assert [reject.record for reject in rejects] == list(range(2, len(BROKEN) + 2))
    for reject, (name, (_, wanted)) in zip(rejects, BROKEN.items(), strict=True):
        assert reject.reason.startswith(f"https://www.example.cn/{name} at byte ")
        assert wanted in reject.reason


PAGES = [record(str(number), http(f"{TEXT}{number}".encode())) for number in range(6)]
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "no header": lambda packed: b"GARBAGE\r\nfoo\r\n\r\n",
    "zeros": lambda packed: packed[:40] + bytes(len(packed) - 60) + packed[-20:],
    "cut": lambda packed: packed[: len(packed) // 2],
    "text put in": lambda packed: packed + b"some text\r\n\r\n",
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_reading_goes_on_behind_a_broken_record(tmp_path: Path, suffix: str, damage: str) -> None:
    pack = {".gz": gzip.compress, ".zst": zstandard.compress}.get(suffix, bytes)
    pieces = [pack(piece) for piece in PAGES]
    pieces[2] = DAMAGES[damage](pieces[2])
    path = written(tmp_path, *pieces, suffix=suffix)
    found, rejects = read(path)
    assert {"0", "1", "4", "5"} <= set(found)
    assert all(found[name].raw == f"{TEXT}{name}".encode() for name in ("0", "1", "4", "5"))
    assert rejects


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_a_file_that_is_broken_off_anywhere_says_so(tmp_path: Path, suffix: str) -> None:
    pack = {".gz": gzip.compress, ".zst": zstandard.compress}.get(suffix, bytes)
    one, other = map(pack, PAGES[:2])
    silent = []
    for cut in range(1, len(other) - 10, 7):
        found, rejects = read(written(tmp_path, one, other[:cut], suffix=suffix))
        assert found["0"].raw == f"{TEXT}0".encode()
        if "1" not in found and not rejects:
            silent.append(cut)
    assert silent == []


def test_rejects_of_a_run_name_file_number_and_address(tmp_path: Path) -> None:
    pieces = [record("good", http(BODY)), record("bad", http(b"x", "Content-Encoding: br")), b"GARBAGE\r\n\r\n"]
    path = written(tmp_path, *pieces, PAGES[0])
    command = [sys.executable, "-m", "zhengwen", "corpus", str(path), "-o", str(tmp_path / "out"), "--dedup", "none"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 2
    assert "3 records could not be read" in done.stderr or "2 records could not be read" in done.stderr
    rows = list(map(json.loads, (tmp_path / "out" / "rejects.jsonl").read_text().splitlines()))
    assert {row["file"] for row in rows} == {str(path)}
    assert rows[0]["record"] == 2
    assert rows[0]["reason"].startswith("https://www.example.cn/bad at byte ")
    assert json.loads((tmp_path / "out" / "report.json").read_text())["pages"] == 2


@pytest.mark.parametrize(
    "name", ["foo", "rot13", "hex", "idna", "punycode", "undefined", "unicode_escape", "\u00e9", '"']
)
def test_a_header_with_a_charset_that_is_none_leaves_the_page_to_detection(tmp_path: Path, name: str) -> None:
    block = http(TEXT.encode("gb18030"), kind="text/plain").replace(
        b"text/plain", f"text/plain; charset={name}".encode()
    )
    path = written(tmp_path, record("page", block))
    for arguments in (
        ("corpus", path, "-o", tmp_path / "out", "--dedup", "none"),
        ("index", "add", tmp_path / "i", path),
    ):
        command = [sys.executable, "-m", "zhengwen", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    with zstandard.open(tmp_path / "out" / "pages-00000.jsonl.zst", "rb") as file:
        assert json.loads(file.read())["text"] == TEXT
