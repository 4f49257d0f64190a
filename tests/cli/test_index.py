"""`zhengwen index` and `zhengwen profile` through their entry point."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("fastwarc")

from zhengwen.cli import main

sys.path[:0] = [str(Path(__file__).parents[1] / "corpus" / "profiles")]
import made_sites  # noqa: E402  # behind what skips without it, or the path

NOTICE = (
    "关于做好防汛准备工作的通知\n截至20225月，全县已完成河道清淤三十公里，加固堤防十二处，储备编织袋十万条。\n"
    "各乡镇要落实责任，加强巡查，发现险情立即报告，确保人民群众生命财产安全。\n青溪县水利局\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_bytes(NOTICE.encode("gb18030"))
    (pages / "b.txt").write_text("青溪县图书馆自六月一日起调整开放时间，周一闭馆。\n")
    return pages


class TestIndex:
    def test_pages_are_added_and_asked_for(
        self, tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        index = str(tmp_path / "seen.index")
        assert main(["index", "add", index, str(folder)]) == 0
        assert "2 pages added; 2 in" in capsys.readouterr().err
        assert main(["index", "add", index, str(folder)]) == 0
        assert "0 pages added; 2 in" in capsys.readouterr().err
        near = tmp_path / "near.txt"
        near.write_text(NOTICE.replace("20225月", "2022年5月").replace("立即", "及时"))
        assert main(["index", "query", index, str(near)]) == 1
        said = capsys.readouterr().out
        assert said.startswith(f"{near}: 0.")
        assert said.endswith(f"like {folder / 'a.txt'}\n")
        assert main(["index", "query", index, str(near), "--threshold", "0.999"]) == 0
        assert main(["index", "query", index, str(near), "--output-format", "json"]) == 1
        (match,) = json.loads(capsys.readouterr().out)["matches"]
        assert match["id"] == str(folder / "a.txt")
        assert main(["index", "compact", index]) == 0
        assert main(["index", "info", index]) == 0
        assert "2 pages, for similarities of 0.8 or more" in capsys.readouterr().out

    def test_records_of_json_lines_are_added_by_their_names(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        pages, index = tmp_path / "pages.jsonl", str(tmp_path / "seen.index")
        pages.write_text(json.dumps({"key": 7, "body": NOTICE}) + "\n{broken\n")
        assert main(["index", "add", index, str(pages), "--text-field", "body", "--id-field", "key"]) == 2
        assert "record 2: not JSON" in capsys.readouterr().err
        assert main(["index", "query", index, str(pages), "--text-field", "body", "--id-field", "key"]) == 2
        assert "7: 1.000 like 7" in capsys.readouterr().out

    @pytest.mark.parametrize("command", ["query", "info"])
    def test_a_missing_index_is_one_line(
        self, tmp_path: Path, folder: Path, command: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arguments = [str(folder)] if command == "query" else []
        assert main(["index", command, str(tmp_path / "none"), *arguments]) == 2
        assert capsys.readouterr().err == f"zhengwen: {tmp_path / 'none'}: no such index\n"

    def test_a_file_that_is_no_index_is_one_line_and_stays(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = (folder / "b.txt").read_bytes()
        assert main(["index", "add", str(folder / "b.txt"), str(folder)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
        assert (folder / "b.txt").read_bytes() == before


class TestProfile:
    def test_sites_are_learned_and_shown(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        made, _ = made_sites.site(1, 60)
        pages, profile = tmp_path / "pages.jsonl", str(tmp_path / "sites.toml")
        pages.write_text("".join(json.dumps({"url": page.url, "text": page.text}) + "\n" for page in made))
        assert main(["profile", "learn", str(pages), "-o", profile]) == 0
        assert "lines of 1 sites" in capsys.readouterr().err
        assert main(["profile", "show", profile]) == 0
        said = capsys.readouterr().out
        assert said.startswith("www.1.example.cn: 60 pages sampled\n")
        assert "tail" in said
        assert main(["profile", "show", profile, "www.other.cn"]) == 2
        assert "no profile of www.other.cn" in capsys.readouterr().err

    def test_pages_without_an_address_are_said(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        pages = tmp_path / "pages.jsonl"
        pages.write_text(json.dumps({"text": NOTICE}) + "\n")
        assert main(["profile", "learn", str(pages), "-o", str(tmp_path / "sites.toml")]) == 0
        assert "1 pages have no URL; set its field with --url-field" in capsys.readouterr().err

    def test_what_is_no_profile_is_one_line(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["profile", "show", str(folder / "b.txt")]) == 2
        assert "not a profile" in capsys.readouterr().err
