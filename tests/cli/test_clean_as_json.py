"""`clean --output-format json`: what a program needs of each page, line by line."""

import json

import zhengwen
from zhengwen import Ledger

PAGE = "关于防汛工作的通知\n来源:某县水利局 时间:2022-05-01\n截至20225月，已巡查12次。\n版权所有 某县水利局\n"


def test_a_page_has_text_facts_findings_and_the_way_back(run, tmp_path) -> None:
    (tmp_path / "page.txt").write_bytes(PAGE.encode("gbk"))
    done = run("clean", "page.txt", "--output-format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    page = json.loads(done.stdout)
    expected = zhengwen.inspect(PAGE.encode("gbk"))
    assert (page["filename"], page["is_text"], page["text"]) == ("page.txt", True, expected.text)
    assert page["meta"]["published"] == "2022-05-01"
    assert [(one["code"], one["fixed"]) for one in page["findings"]] == [
        (one.rule, one in expected.fixed) for one in expected.findings
    ]
    assert "N001" in {one["code"] for one in page["findings"] if one["fixed"]}
    assert Ledger.loads(page["ledger"], page["text"]).restore(page["text"]) == PAGE.encode("gbk")


def test_each_page_is_a_line_also_what_is_not_text_or_not_unicode(run, tmp_path) -> None:
    raw = "正文。".encode() + b"\xff\xfe\n"
    (tmp_path / "a.txt").write_bytes(raw)
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = run("clean", ".", "--output-format", "json")
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    first, second = map(json.loads, done.stdout.splitlines())
    assert Ledger.loads(first["ledger"], first["text"]).restore(first["text"]) == raw
    assert (second["is_text"], second["text"], second["ledger"]) == (False, None, None)
    assert [one["code"] for one in second["findings"]] == ["E002"]


def test_json_takes_no_other_output(run, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("正文。", encoding="utf-8")
    for other in (("-o", "out"), ("--in-place",), ("--ledger",)):
        done = run("clean", "a.txt", "--output-format", "json", *other)
        assert done.returncode == 2
        assert done.stderr.count(b"\n") == 1
