"""Single flipped bits: no altered page passes where the format has checksums, and what was read before is marked."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastwarc")
pyarrow = pytest.importorskip("pyarrow")
zstandard = pytest.importorskip("zstandard")

from pyarrow import parquet  # noqa: E402  # behind what skips without it, or the path

from zhengwen.corpus import records  # noqa: E402  # behind what skips without it, or the path
from zhengwen.corpus.records import Options, Record  # noqa: E402  # behind what skips without it, or the path

FLIPS = int(os.environ.get("ZHENGWEN_BIT_FLIPS", "150"))  # for each format; thousands for a long run
TEXTS = [f"第{number}条 为规范管理，制定本办法。编号{number * 7919}。" * (1 + number % 7) for number in range(40)]


def json_lines(times: int = 1) -> bytes:
    rows = (json.dumps({"id": str(n), "text": text}, ensure_ascii=False) for n, text in enumerate(TEXTS * times))
    return "".join(f"{row}\n" for row in rows).encode()


def parquet_file() -> bytes:
    sink = io.BytesIO()
    table = pyarrow.table({"id": list(map(str, range(len(TEXTS)))), "text": TEXTS})
    parquet.write_table(table, sink, compression="none", write_page_checksum=True, row_group_size=10)
    return sink.getvalue()


def warc(number: int, text: str) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + text.encode()
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.cn/{number}\r\n"
        f"WARC-Record-ID: <urn:{number}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Block-Digest: sha1:{digest}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def checked_zstd(raw: bytes) -> bytes:
    return bytes(zstandard.ZstdCompressor(write_checksum=True).compress(raw))


WARCS = [warc(*one) for one in enumerate(TEXTS)]
FILES: dict[str, Callable[[], bytes]] = {
    "pages.jsonl.gz": lambda: gzip.compress(json_lines()),
    "pages.jsonl.zst": lambda: checked_zstd(json_lines()),
    "pages.parquet": parquet_file,
    "pages.warc.gz": lambda: b"".join(map(gzip.compress, WARCS)),
    "one-member.warc.gz": lambda: gzip.compress(b"".join(WARCS)),
    "pages.warc.zst": lambda: b"".join(map(checked_zstd, WARCS)),
    "pages.warc": lambda: b"".join(WARCS),
    "page.txt.gz": lambda: gzip.compress(TEXTS[6].encode()),
    "page.txt.zst": lambda: checked_zstd(TEXTS[6].encode()),
}


def altered(path: Path) -> list[str]:
    """Return the texts that are not among those written, and that nothing marks."""
    found = [one for chunk in records.find([str(path)]) for _, some in records.read(chunk, Options()) for one in some]
    if any(not isinstance(one, Record) and one.casts_doubt for one in found):
        return []
    texts = [
        one.raw.decode("utf-8", "replace") if isinstance(one.raw, bytes) else one.raw
        for one in found
        if isinstance(one, Record) and not one.damage
    ]
    return [text for text in texts if text not in TEXTS]


@pytest.mark.parametrize("name", FILES)
def test_no_altered_page_passes(tmp_path: Path, name: str) -> None:
    whole, path = FILES[name](), tmp_path / name
    path.write_bytes(whole)
    assert altered(path) == []
    draw = random.Random(8)
    silent = []
    for _ in range(FLIPS):
        damaged = bytearray(whole)
        place, bit = draw.randrange(len(whole)), draw.randrange(8)
        damaged[place] ^= 1 << bit
        path.write_bytes(damaged)
        if altered(path):
            silent.append((place, bit))
    assert silent == []


@pytest.mark.parametrize("output", ["jsonl", "parquet"])
def test_pages_read_before_the_damage_was_known_are_marked(tmp_path: Path, output: str) -> None:
    whole = bytearray(gzip.compress(json_lines(20), 0))  # stored: a flipped bit shows in the checksum only
    whole[whole.index("编号7919".encode()) + len("编号7919".encode()) - 1] ^= 1
    (tmp_path / "damaged.jsonl.gz").write_bytes(whole)
    (tmp_path / "sound.jsonl").write_text(json.dumps({"id": "sound", "text": "另一页。"}) + "\n")
    arguments = ("damaged.jsonl.gz", "sound.jsonl", "-o", "out", "--output-format", output, "--dedup", "none")
    command = [sys.executable, "-m", "zhengwen", "corpus", *arguments, "--index", "seen.index"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    rows = list(written(tmp_path / "out"))
    assert len(rows) > len(TEXTS)
    marks = {row["id"]: row["zhengwen"].get("damaged") for row in rows}
    assert marks.pop("sound") is None
    assert all(said and "read from a file that is damaged" in said and "CRC" in said for said in marks.values())
    asked = [sys.executable, "-m", "zhengwen", "index", "info", "seen.index"]
    info = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ": 1 pages" in info.stdout


def written(out: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for path in sorted(out.glob("pages-*")):
        if path.suffix == ".parquet":
            rows += parquet.read_table(path, page_checksum_verification=True).to_pylist()
        else:
            with zstandard.open(path, "rb") as file:
                rows += map(json.loads, file.read().decode().splitlines())
    return rows
