"""Broken, hostile and odd input through the command line: rejects name file and record, and the rest is processed."""

from __future__ import annotations

import ctypes
import gzip
import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
zstandard = pytest.importorskip("zstandard")

import pyarrow  # noqa: E402  # behind what skips without it, or the path
from pyarrow import parquet  # noqa: E402  # behind what skips without it, or the path

from zhengwen.corpus.runs import restored  # noqa: E402  # behind what skips without it, or the path

PAGE = "第一条 为规范管理，制定本办法。"
LONGEST = 64 * 1024 * 1024


class Result:
    """The result of a run: pages by name, rejects, and standard error."""

    def __init__(self, out: Path, code: int, said: str) -> None:
        self.code, self.said = code, said
        self.pages: list[dict[str, Any]] = []
        for path in sorted(out.glob("pages-*.jsonl.zst")):
            with zstandard.open(path, "rb") as file:
                self.pages += map(json.loads, io.TextIOWrapper(file, encoding="utf-8"))
        rejects = out / "rejects.jsonl"
        rows = map(json.loads, rejects.read_text().splitlines()) if rejects.exists() else ()
        self.rejects = {(Path(row["file"]).name, row["record"]): row["reason"] for row in rows}

    @property
    def texts(self) -> dict[str, str | bytes]:
        return {Path(row["id"]).name: restored(row) for row in self.pages}


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., Result]:
    """Run `zhengwen corpus` on paths, without deduplication."""

    def call(*arguments: object, out: Path = tmp_path / "out", **options: Any) -> Result:
        command = [sys.executable, "-m", "zhengwen", "corpus", *map(str, arguments), "-o", str(out)]
        done = subprocess.run(
            [*command, "--dedup", "none", "--no-learn"],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            **options,
        )
        assert "Traceback" not in done.stderr
        return Result(out, done.returncode, done.stderr)

    return call


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


class TestLines:
    BROKEN = (
        (b"{not json\n", "not JSON: Expecting property name"),
        (b'["a list"]\n', "a JSON list, not an object"),
        (b"null\n", "a JSON null, not an object"),
        (b'{"body": "x"}\n', "no field 'text'; name it with --text-field"),
        (b'{"text": null}\n', "field 'text' is null"),
        (b'{"text": 7}\n', "field 'text' is int, not text"),
        (b'{"text": ["x"]}\n', "field 'text' is list, not text"),
        (b'{"text": {"x": 1}}\n', "field 'text' is dict, not text"),
        (b'{"text": "one", "text": "other"}\n', "field 'text' occurs twice"),
        (b'{"text": "x", "about": {"n": 1, "n": 2}}\n', "field 'n' occurs twice"),
        (b'{"text": "\xff\xfe"}\n', "not UTF-8: invalid start byte at byte 11"),
        (b'{"text": "\xb5\xda"}\n', "not UTF-8: invalid start byte at byte 11"),
        (b'{"text": "x", "n": ' + b"[" * 100_000 + b"\n", "nested too deeply"),
        (b'{"text": "x", "zhengwen": {}}\n', "already has a field 'zhengwen': it is the output of a run"),
        (b'{"text": "broken off', "not JSON: Unterminated string"),
    )

    @pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "jsonl.zst"])
    def test_each_broken_line_is_named_and_the_others_are_read(
        self, tmp_path: Path, corpus: Callable[..., Result], suffix: str
    ) -> None:
        packed = {"gz": gzip.compress, "zst": zstandard.compress}.get(suffix.rpartition(".")[2], bytes)
        good = line(id="good", text=PAGE)
        path = tmp_path / f"pages.{suffix}"
        path.write_bytes(packed(good + b"".join(broken for broken, _ in self.BROKEN)))
        result = corpus(path)
        assert result.code == 2
        assert [row["id"] for row in result.pages] == ["good"]
        assert list(result.rejects) == [(path.name, number) for number in range(2, len(self.BROKEN) + 2)]
        for (_, wanted), said in zip(self.BROKEN, result.rejects.values(), strict=True):
            assert wanted in said
        assert f"{len(self.BROKEN)} records could not be read: {tmp_path / 'out' / 'rejects.jsonl'}" in result.said

    def test_marks_at_the_beginning_and_line_ends_of_other_systems(
        self, tmp_path: Path, corpus: Callable[..., Result]
    ) -> None:
        path = tmp_path / "pages.jsonl"
        rows = (
            b"\xef\xbb\xbf" + line(id=1, text=PAGE) + b"\n" + line(id=2, text=PAGE) + b"   \n" + line(id=3, text=PAGE)
        )
        path.write_bytes(rows.replace(b"\n", b"\r\n"))
        result = corpus(path)
        assert (result.code, [row["id"] for row in result.pages]) == (0, [1, 2, 3])

    def test_a_nested_text_field_is_refused_with_the_reason(
        self, tmp_path: Path, corpus: Callable[..., Result]
    ) -> None:
        path = tmp_path / "pages.jsonl"
        path.write_bytes(line(page={"text": PAGE}))
        (said,) = corpus(path, "--text-field", "page.text").rejects.values()
        assert said == "no field 'page.text'; nested fields are not supported"

    def test_a_line_without_end_is_rejected_in_bounded_memory(
        self, tmp_path: Path, corpus: Callable[..., Result]
    ) -> None:
        path = tmp_path / "pages.jsonl"
        with path.open("wb") as file:
            file.write(line(id="before", text=PAGE))
            file.seek(3 << 30, os.SEEK_CUR)  # a sparse file
            file.write(b"\n" + line(id="behind", text=PAGE))
        result = corpus(path, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (3 << 29, 3 << 29)))
        assert [row["id"] for row in result.pages] == ["before", "behind"]
        assert result.rejects == {("pages.jsonl", 2): f"longer than {LONGEST} bytes, too long for a page"}

    @pytest.mark.parametrize("suffix", ["gz", "zst"])
    def test_a_bomb_is_rejected_in_bounded_memory(
        self, tmp_path: Path, corpus: Callable[..., Result], suffix: str
    ) -> None:
        path = tmp_path / f"pages.jsonl.{suffix}"
        with gzip.open(path, "wb", 1) if suffix == "gz" else zstandard.open(path, "wb") as file:
            file.write(line(id="before", text=PAGE))
            for _ in range(256):
                file.write(bytes(4 << 20))
            file.write(b"\n" + line(id="behind", text=PAGE))
        assert path.stat().st_size < 20 << 20
        result = corpus(path, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (3 << 29, 3 << 29)))
        assert [row["id"] for row in result.pages] == ["before", "behind"]
        assert result.rejects == {(path.name, 2): f"longer than {LONGEST} bytes, too long for a page"}

    @pytest.mark.parametrize("suffix", ["gz", "zst"])
    def test_a_file_that_is_broken_off_says_so_wherever_it_breaks(
        self, tmp_path: Path, corpus: Callable[..., Result], suffix: str
    ) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        text = b"".join(line(id=number, text=PAGE + str(number) * 50) for number in range(2000))
        whole = gzip.compress(text) if suffix == "gz" else zstandard.compress(text)
        cuts = (5, len(whole) // 2, len(whole) - 3)
        for cut in cuts:
            (folder / f"{cut}.jsonl.{suffix}").write_bytes(whole[:cut])
        (folder / f"whole.jsonl.{suffix}").write_bytes(whole + whole)  # two members are one file
        result = corpus(folder)
        assert {name for name, _ in result.rejects} == {f"{cut}.jsonl.{suffix}" for cut in cuts}
        assert all("cannot be read" in said or "not JSON" in said for said in result.rejects.values())
        assert len(result.pages) >= 4000

    def test_numbers_are_kept_and_what_is_none_becomes_null(
        self, tmp_path: Path, corpus: Callable[..., Result]
    ) -> None:
        path = tmp_path / "pages.jsonl"
        huge = 2**80 + 1
        path.write_text(
            f'{{"id": "a", "text": "{PAGE}", "n": {huge}, "x": [NaN, 1.5, -Infinity], "y": {{"z": NaN}}}}\n'
        )
        (row,) = corpus(path).pages
        assert (row["n"], row["x"], row["y"]) == (huge, [None, 1.5, None], {"z": None})

    def test_lone_surrogates_anywhere_come_back(self, tmp_path: Path, corpus: Callable[..., Result]) -> None:
        path = tmp_path / "pages.jsonl"
        path.write_bytes(line(id="\ud800", text="坏\udc80字。", url="https://a.cn/\udfff", other={"\ud801": "\udc00"}))
        (row,) = corpus(path).pages
        assert restored(row) == "坏\udc80字。"
        assert (row["id"], row["other"]) == ("\ud800", {"\ud801": "\udc00"})

    def test_pages_of_all_kinds_of_names(self, tmp_path: Path, corpus: Callable[..., Result]) -> None:
        path = tmp_path / "pages.jsonl"
        names: list[object] = [None, "", 7, 7.5, True, ["a", 1], "same", "same"]
        path.write_bytes(line(text=PAGE) + b"".join(line(id=name, text=PAGE) for name in names))
        out = tmp_path / "near"
        command = [sys.executable, "-m", "zhengwen", "corpus", str(path), "-o", str(out), "--dedup", "exact"]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
        listed = parquet.read_table(out / "clusters.parquet")["id"].to_pylist()
        file = str(path)
        assert listed == [f"{file}#1", f"{file}#2", f"{file}#3", "7", "7.5", "true", '["a", 1]', "same", "same"]
        result = corpus(path)
        assert [row.get("id") for row in result.pages] == [None, *names]


class TestFiles:
    def test_what_is_no_file_is_named(self, tmp_path: Path, corpus: Callable[..., Result]) -> None:
        folder = tmp_path / "in"
        (folder / "below").mkdir(parents=True)
        (folder / "good.txt").write_text(PAGE)
        (folder / "below" / "round").symlink_to(folder)
        (folder / "below" / "linked.txt").symlink_to(folder / "good.txt")
        (folder / "dangling.jsonl").symlink_to(folder / "nothing")
        (folder / "circle.txt").symlink_to(folder / "circle.txt")
        (folder / "folder.jsonl").mkdir()
        os.mkfifo(folder / "pipe.txt")
        result = corpus(folder)
        assert sorted(result.texts) == ["good.txt", "linked.txt"]
        assert result.rejects == {
            ("dangling.jsonl", 0): "No such file or directory",
            ("circle.txt", 0): "Too many levels of symbolic links",
            ("pipe.txt", 0): "not a regular file",
        }

    def test_what_nobody_may_read_is_named(self, tmp_path: Path, corpus: Callable[..., Result]) -> None:
        folder = tmp_path / "in"
        (folder / "below").mkdir(parents=True)
        for name in ("a.jsonl", "a.jsonl.gz", "a.parquet", "a.txt", "a.warc"):
            (folder / name).touch(mode=0)
        (folder / "below").chmod(0)
        result = corpus(folder, preexec_fn=_without_the_rights_of_root)
        (folder / "below").chmod(0o700)
        assert len(result.rejects) == 6
        assert all("Permission denied" in said for said in result.rejects.values())

    def test_empty_files_have_no_records(self, tmp_path: Path, corpus: Callable[..., Result]) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        for name in ("a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.warc", "a.warc.gz", "a.parquet"):
            (folder / name).touch()
        (folder / "rows.parquet").write_bytes(_parquet(pyarrow.table({"text": pyarrow.array([], pyarrow.string())})))
        result = corpus(folder)
        assert result.pages == []
        assert [name for name, _ in result.rejects] == ["a.parquet"]
        assert "not Parquet" in result.rejects["a.parquet", 0]

    def test_the_output_folder_is_never_read(self, tmp_path: Path, corpus: Callable[..., Result]) -> None:
        folder = tmp_path / "crawl"
        folder.mkdir()
        (folder / "a.txt").write_text(PAGE)
        for _ in range(2):
            result = corpus(folder, "--overwrite", out=folder / "out")
            assert (result.code, list(result.texts)) == (0, ["a.txt"])
        link = tmp_path / "link"
        link.symlink_to(folder / "out")
        for inside in (folder / "out" / "pages-00000.jsonl.zst", folder / "out", link):
            result = corpus(inside, "--overwrite", out=folder / "out")
            assert result.code == 2
            assert result.said == f"zhengwen: {inside}: lies in the output folder, which is never read\n"
        assert list(result.texts) == ["a.txt"]

    def test_many_small_files(self, tmp_path: Path, corpus: Callable[..., Result]) -> None:
        folder = tmp_path / "in"
        for number in range(5000):
            path = folder / str(number % 50) / f"{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{PAGE}{number}")
        result = corpus(folder)
        assert (result.code, len(result.texts)) == (0, 5000)

    def test_names_that_are_no_text(self, tmp_path: Path, corpus: Callable[..., Result]) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        (folder / os.fsdecode("公告".encode("gbk") + b".txt")).write_text(PAGE)
        assert list(corpus(folder).texts.values()) == [PAGE.encode()]


class TestWhatIsNotText:
    PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4
    SAID = "a PNG image, not text"

    def test_is_a_reject_and_the_others_are_cleaned(self, tmp_path: Path, corpus: Callable[..., Result]) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        for name in ("picture.txt", "picture.html"):
            (folder / name).write_bytes(self.PICTURE)
        (folder / "page.txt").write_text(PAGE)
        (folder / "rows.parquet").write_bytes(_parquet(pyarrow.table({"id": ["p"], "text": [self.PICTURE]})))
        result = corpus(folder)
        assert (result.code, list(result.texts)) == (2, ["page.txt"])
        rejects = {name: said for (name, _), said in result.rejects.items()}
        assert rejects == dict.fromkeys(("picture.txt", "picture.html", "rows.parquet"), self.SAID)

    @pytest.mark.parametrize("arguments", [("index", "add", "seen.index"), ("profile", "learn", "-o", "sites.toml")])
    def test_is_neither_indexed_nor_learned(self, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        (tmp_path / "picture.txt").write_bytes(self.PICTURE)
        command = [sys.executable, "-m", "zhengwen", *arguments, "picture.txt"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 2
        assert f"zhengwen: picture.txt: record 1: {self.SAID}\n" in done.stderr


class TestParquetOutput:
    def test_what_html_states_is_in_structs_and_lists(self, tmp_path: Path) -> None:
        links = "<p><a href='/f/1.docx'>附件：申报表.docx</a></p>"
        (tmp_path / "a.html").write_text(
            f"<title>通知</title><h1>关于做好防汛工作的通知</h1><p>20225月，{PAGE}</p>{links}"
        )
        (tmp_path / "b.txt").write_text(PAGE)
        arguments = ("a.html", "b.txt", "-o", "out", "--output-format", "parquet")
        command = [sys.executable, "-m", "zhengwen", "corpus", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 0, done.stderr
        table = parquet.read_table(tmp_path / "out" / "pages-00000.parquet")
        assert "map<" not in str(table.schema)
        rows = {row["id"]: row for row in table.to_pylist()}
        assert rows["a.html"]["zhengwen"]["meta"]["attachments"] == [
            {"name": "附件：申报表.docx", "address": "/f/1.docx"}
        ]
        assert {"rule": "N001", "count": 1} in rows["a.html"]["zhengwen"]["fixed"]
        assert restored(rows["a.html"]) == (tmp_path / "a.html").read_bytes()

    @pytest.mark.parametrize("kind", ["parquet", "jsonl"])
    def test_a_title_with_undecodable_bytes_can_be_written(self, tmp_path: Path, kind: str) -> None:
        raw = "关于做好".encode() + b"\xff\xfe\x80" + f"防汛工作的通知\n2024-01-01 来源：县水利局\n\n{PAGE}\n".encode()
        (tmp_path / "a.txt").write_bytes(raw)
        arguments = ("a.txt", "-o", "out", "--output-format", kind, "--ignore", "E")
        command = [sys.executable, "-m", "zhengwen", "corpus", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.returncode == 0, done.stderr
        if kind == "parquet":
            (row,) = parquet.read_table(tmp_path / "out" / "pages-00000.parquet").to_pylist()
        else:
            (row,) = Result(tmp_path / "out", 0, "").pages
        assert row["zhengwen"]["meta"]["title"].startswith("关于做好\N{REPLACEMENT CHARACTER}")
        assert restored(row) == raw


class TestHalvesOfCharacters:
    def test_in_cesu_8_come_back(self, tmp_path: Path, corpus: Callable[..., Result]) -> None:
        raw = PAGE.encode() + "\ud83d\ude00".encode("utf-8", "surrogatepass") + PAGE.encode()
        (tmp_path / "page.txt").write_bytes(raw)
        assert corpus(tmp_path / "page.txt").texts == {"page.txt": raw}


PACK = {"gz": gzip.compress, "zst": zstandard.compress}


@pytest.mark.parametrize("suffix", ["gz", "zst"])
class TestPackedPages:
    def test_pages_are_read_as_those_that_are_not_packed(
        self, tmp_path: Path, corpus: Callable[..., Result], suffix: str
    ) -> None:
        pack, folder = PACK[suffix], tmp_path / "in"
        (folder / "deep").mkdir(parents=True)
        html = f"<title>标题</title><p>{PAGE}</p><p style='display:none'>藏着</p>".encode()
        given = {"gbk.txt": PAGE.encode("gb18030"), "odd.txt": PAGE.encode() + b"\xff\xfe\x81", "none.TEXT": b""}
        for name, raw in given.items():
            (folder / "deep" / f"{name}.{suffix.upper()}").write_bytes(pack(raw[:9]) + pack(raw[9:]))
        (folder / f"page.html.{suffix}").write_bytes(pack(html))
        (folder / "plain.html").write_bytes(html)
        result = corpus(folder)
        assert (result.code, result.rejects) == (0, {})
        packed, plain = (
            next(row for row in result.pages if row["id"] == f"{folder}/{name}")
            for name in (f"page.html.{suffix}", "plain.html")
        )
        assert packed | {"id": ""} == plain | {"id": ""}
        assert {name: result.texts[f"{name}.{suffix.upper()}"] for name in given} == given
        assert len(result.pages) == 5

    def test_the_suffix_says_that_a_page_is_packed_whatever_the_format(
        self, tmp_path: Path, corpus: Callable[..., Result], suffix: str
    ) -> None:
        path = tmp_path / f"page.{suffix}"
        path.write_bytes(PACK[suffix](PAGE.encode()))
        assert "unknown format" in corpus(path).said
        assert corpus(path, "--format", "text").texts == {path.name: PAGE.encode()}

    def test_what_is_broken_off_or_no_packed_file_is_named_and_the_others_are_read(
        self, tmp_path: Path, corpus: Callable[..., Result], suffix: str
    ) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        whole = PACK[suffix](PAGE.encode())
        for name, raw in {"a.txt": whole[:-3], "b.html": whole[:9], "c.txt": PAGE.encode(), "d.txt": whole}.items():
            (folder / f"{name}.{suffix}").write_bytes(raw)
        result = corpus(folder)
        assert result.code == 2
        assert result.texts == {f"d.txt.{suffix}": PAGE.encode()}
        assert [name for name, _ in result.rejects] == [f"{name}.{suffix}" for name in ("a.txt", "c.txt", "b.html")]

    def test_a_bomb_is_rejected_in_bounded_memory(
        self, tmp_path: Path, corpus: Callable[..., Result], suffix: str
    ) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        for name in ("bomb.txt", "bomb.html"):
            path = folder / f"{name}.{suffix}"
            with gzip.open(path, "wb", 1) if suffix == "gz" else zstandard.open(path, "wb") as file:
                for _ in range(256):
                    file.write(bytes(4 << 20))
        (folder / f"page.txt.{suffix}").write_bytes(PACK[suffix](PAGE.encode()))
        result = corpus(folder, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (3 << 29, 3 << 29)))
        assert result.texts == {f"page.txt.{suffix}": PAGE.encode()}
        assert set(result.rejects.values()) == {f"longer than {LONGEST} bytes, too long for a page"}
        assert len(result.rejects) == 2


def _without_the_rights_of_root() -> None:
    """Drop root's right to read any file, if the process has it."""
    if sys.platform == "linux":
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def _parquet(table: Any, **options: Any) -> bytes:
    buffer = io.BytesIO()
    parquet.write_table(table, buffer, **options)
    return buffer.getvalue()
