"""Reading records: each format as found in practice, and broken."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("zstandard")

import pyarrow
import zstandard
from pyarrow import parquet

from zhengwen.corpus import records
from zhengwen.corpus.records import Input, InputError, Options, Record, Reject

ROWS = [
    {"id": "a", "url": "https://www.example.cn/a", "text": "第一条 为规范管理，制定本办法。", "n": 1},
    {"id": "b", "url": None, "text": "第二条 本办法自公布之日起施行。", "n": None},
]
PAGE = (
    "<html><head><title>标题</title><style>p{}</style></head><body><h1>公告</h1><p>第一段<br>换行</p>"
    "<div style='display:none'>藏着</div><table><tr><td>甲</td><td>乙</td></tr></table>"
    "<script>x()</script></body></html>"
)


def read(*paths: Path, format: str | None = None, options: Options | None = None) -> tuple[list[Any], list[Any]]:
    found = [
        (chunk.number, number, one)
        for chunk in records.find(tuple(map(str, paths)), format)
        for number, of_chunk in records.read(chunk, options or Options())
        for one in of_chunk
    ]
    found.sort(key=lambda row: row[:2])
    return (
        [one for _, _, one in found if isinstance(one, Record)],
        [one for _, _, one in found if isinstance(one, Reject)],
    )


def lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst"])
def test_json_lines(tmp_path: Path, suffix: str) -> None:
    packed = {"gz": gzip.compress, "zst": zstandard.compress}.get(suffix.rpartition(".")[2], bytes)
    path = tmp_path / f"pages{suffix}"
    path.write_bytes(packed(lines(ROWS)))
    found, rejects = read(path)
    assert [(one.id, one.raw, one.url) for one in found] == [
        ("a", ROWS[0]["text"], "https://www.example.cn/a"),
        ("b", ROWS[1]["text"], ""),
    ]
    assert found[0].fields == ROWS[0]
    assert rejects == []


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_what_is_broken_is_named_and_the_rest_is_read(tmp_path: Path, suffix: str) -> None:
    packed = {".gz": gzip.compress, ".zst": zstandard.compress}.get(suffix, bytes)
    broken = [b"{not json", b'["a list"]', b'{"body": "no text"}', b'{"text": 7}', b"", b"\xff\xfe", b'{"text": "ok"}']
    path = tmp_path / f"pages.jsonl{suffix}"
    path.write_bytes(packed(lines(ROWS) + b"\n".join(broken)))
    found, rejects = read(path)
    assert [one.raw for one in found] == [ROWS[0]["text"], ROWS[1]["text"], "ok"]
    assert found[2].id == f"{path}#9"
    assert [reject.record for reject in rejects] == [3, 4, 5, 6, 8]  # blank lines are not records
    assert "not JSON" in rejects[0].reason
    assert "no field 'text'; name it with --text-field" in rejects[2].reason
    assert rejects[3].reason == "field 'text' is int, not text"


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst", ".warc.gz"])
def test_a_stream_that_breaks_off_keeps_what_was_read(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("fastwarc")
    rows = [{"id": str(n), "text": f"第{n}条 {'规定' * (n % 90)}。"} for n in range(5000)]
    path = tmp_path / f"pages{suffix}"
    whole = zstandard.compress(lines(rows)) if "zst" in suffix else gzip.compress(lines(rows))
    path.write_bytes(whole[: len(whole) // 2])
    found, rejects = read(path)
    if suffix != ".warc.gz":
        assert len(found) > 1000
        assert [one.raw for one in found] == [row["text"] for row in rows[: len(found)]]
        assert len(rejects) == 1


def test_a_line_longer_than_any_page_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengwen.corpus.records._record.MAX_RECORD_BYTES", 1000)
    path = tmp_path / "pages.jsonl"
    path.write_bytes(lines([ROWS[0], {"text": "长" * 5000}, ROWS[1]]))
    found, rejects = read(path)
    assert [one.id for one in found] == ["a", "b"]
    assert [reject.record for reject in rejects] == [2]


def test_large_files_come_in_chunks_that_miss_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengwen.corpus.records._chunks.CHUNK", 7)
    rows = [{"id": str(n), "text": f"第{n}条"} for n in range(100)]
    (tmp_path / "a.jsonl").write_bytes(lines(rows))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines(rows)))
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "c.parquet", row_group_size=11)
    chunks = records.find([str(tmp_path)])
    assert len({(chunk.number, chunk.chunk) for chunk in chunks}) == len(chunks)
    found, rejects = read(tmp_path)
    assert [one.id for one in found] == [str(n) for n in range(100)] * 3
    assert rejects == []


@pytest.mark.parametrize("skip", [frozenset(), frozenset({0}), frozenset({1, 3}), frozenset(range(15))])
def test_chunks_of_a_stream_that_are_done_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, skip: frozenset[int]
) -> None:
    monkeypatch.setattr("zhengwen.corpus.records._chunks.CHUNK", 7)
    path = tmp_path / "b.jsonl.gz"
    path.write_bytes(gzip.compress(lines([{"id": str(n), "text": "文"} for n in range(100)])))
    numbers = [number for chunk in records.find([str(path)]) for number, _ in records.read(chunk, Options(), skip=skip)]
    assert sorted(numbers) == sorted(set(range(15)) - skip)


def test_fields_by_other_names(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_bytes(lines([{"key": 7, "body": "文", "link": "https://www.example.cn/"}]))
    (one,), _ = read(path, options=Options("body", "key", "link"))
    assert (one.id, one.raw, one.url) == ("7", "文", "https://www.example.cn/")


def test_folders_of_text_and_html(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "no.txt").write_text("藏")
    (tmp_path / "b.txt").write_bytes("第一条".encode("gb18030"))
    (tmp_path / "sub" / "a.html").write_bytes(PAGE.encode("gb18030"))
    (tmp_path / "image.png").write_bytes(b"\x89PNG")
    found, rejects = read(tmp_path)
    assert rejects == []
    assert found[0].raw == "第一条".encode("gb18030")
    assert found[1].raw == PAGE.encode("gb18030")
    lines = found[1].page().split("\n")
    assert [line.strip() for line in lines if line.strip()] == ["公告", "第一段", "换行", "甲\t乙"]


def test_parquet_with_bytes_and_with_what_is_none(tmp_path: Path) -> None:
    path = tmp_path / "pages.parquet"
    parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": ["第一条".encode("gbk"), None], "n": [1, 2]}), path)
    (found,), (reject,) = read(path)
    assert found.raw == "第一条".encode("gbk")
    assert reject.record == 2
    path.write_bytes(b"PAR1 but no more")
    assert "not Parquet" in read(path)[1][0].reason


def test_warc(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, _warc_records())))
    found, rejects = read(path)
    assert rejects == []
    assert [one.url for one in found] == ["https://www.example.cn/a.html", "https://www.example.cn/b.txt"]
    assert found[0].raw == PAGE.encode("gbk") and "第一段" in found[0].page()
    assert (found[1].raw, found[1].encoding) == ("第二条".encode("gb18030"), "gb18030")


def _warc_records() -> list[bytes]:
    made = []
    for url, kind, body in (
        ("https://www.example.cn/a.html", "text/html; charset=gbk", PAGE.encode("gbk")),
        ("https://www.example.cn/i.png", "image/png", b"\x89PNG"),
        ("https://www.example.cn/b.txt", "text/plain; charset=gb18030", "第二条".encode("gb18030")),
    ):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        made.append(head.encode() + http + b"\r\n\r\n")
    return made


@pytest.mark.parametrize("name", ["missing.jsonl", "page.doc"])
def test_an_input_that_cannot_be_used_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "page.doc").write_text("x")
    with pytest.raises(InputError, match=name):
        records.find([str(tmp_path / name)])


def test_an_empty_folder_says_which_formats_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no files with a suffix of the formats html, jsonl"):
        records.find([str(tmp_path)])


def test_an_empty_file_has_no_records(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl.zst"):
        (tmp_path / name).write_bytes(b"" if name == "a.jsonl" else zstandard.compress(b""))
    assert read(tmp_path) == ([], [])


def test_a_stream_of_lines() -> None:
    found = list(records.of_lines(io.BytesIO(lines(ROWS) + b"{"), "standard input", Options()))
    assert [type(one) for one in found] == [Record, Record, Reject]


def test_inputs_are_plain_values() -> None:
    assert Input(1, "jsonl", ("a",)) == Input(1, "jsonl", ("a",))
