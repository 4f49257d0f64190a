"""Whatever goes wrong, the program says it in one line and exits with 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zhengwen.cli import check, main

FAULTY = "截至20225月，已办理12件。\n"
SOUND = "截至2022年5月，已办理12件。\n"
GBK_NAME = os.fsdecode("公告".encode("gbk") + b".txt")


def one_line(done: subprocess.CompletedProcess) -> str:
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("zhengwen: ")
    return line


@pytest.mark.parametrize("output_format", ["text", "json", "github", "sarif"])
def test_a_file_name_in_gbk_is_reported_in_every_format(run, tmp_path, output_format) -> None:
    (tmp_path / GBK_NAME).write_text(FAULTY, encoding="utf-8")
    done = run("check", ".", "--output-format", output_format)
    assert (done.returncode, done.stderr) == (1, b"")
    if output_format == "sarif":
        (result,) = json.loads(done.stdout)["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%B9%AB%B8%E6.txt"
    for command in (("check", "--diff", "."), ("clean", ".", "-o", "out"), ("check", "--fix", ".")):
        assert b"Traceback" not in run(*command).stderr
    assert (tmp_path / GBK_NAME).read_text(encoding="utf-8") == SOUND


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [("check",), ("check", "--diff"), ("check", "--output-format", "json"), ("clean",), ("rule",), ("--help",)],
)
def test_a_full_disk_is_one_line(tmp_path, arguments) -> None:
    (tmp_path / "x.txt").write_text(FAULTY, encoding="utf-8")
    pages = () if arguments[0] in ("rule", "--help") else ("x.txt",)
    command = [sys.executable, "-m", "zhengwen", *arguments, *pages]
    with FULL.open("wb") as full:
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert "No space left on device" in one_line(done)


@pytest.mark.parametrize("arguments", [("check",), ("check", "--diff"), ("clean",), ("rule",), ("rule", "N001")])
def test_a_broken_pipe_is_silence(tmp_path, arguments) -> None:
    (tmp_path / "x.txt").write_text(FAULTY * 20_000, encoding="utf-8")
    pages = () if arguments[0] == "rule" else ("x.txt",)
    command = [sys.executable, "-m", "zhengwen", *arguments, *pages]
    reader, writer = os.pipe()
    os.close(reader)  # as if `head` had ended
    done = subprocess.run(command, cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("rules", ["ALL", "N"])
def test_utf_16_with_lone_surrogates_is_read(run, rules) -> None:
    page = "\ufeff截至20225月，\ud800已办理12件。\udc00\n".encode("utf-16-le", "surrogatepass")
    for command in (("check", "--exit-zero"), ("check", "--diff", "--exit-zero"), ("clean",)):
        done = run(*command, "-", "--select", rules, stdin=page)
        assert b"Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) <= 1
        assert done.returncode == (2 if command[0] == "clean" and rules == "N" else 0), command


def test_what_utf_8_cannot_hold_is_in_the_ledger(run, tmp_path) -> None:
    page = "\ufeff截至20225月，\ud800已办理12件。\n".encode("utf-16-le", "surrogatepass")
    (tmp_path / "x.txt").write_bytes(page)
    assert run("clean", "--in-place", "--select", "N", "x.txt").returncode == 0
    (tmp_path / "x.txt").read_bytes().decode("utf-8")
    assert run("restore", "x.txt").stdout == page


@pytest.mark.parametrize(
    "name", ["x" * 240 + ".txt", "公" * 80 + ".txt", "x" * 251 + ".txt"], ids=["long", "Chinese", "longest"]
)
def test_names_as_long_as_a_file_system_takes_them(run, tmp_path, name) -> None:
    (tmp_path / name).write_text(FAULTY, encoding="utf-8")
    assert run("clean", "--in-place", name).returncode == 0
    assert run("restore", name).stdout.decode() == FAULTY
    assert run("restore", "--in-place", name).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert run("clean", "--in-place", name, "--ledger-dir", "ledgers").returncode == 0
    assert run("restore", name, "--ledger-dir", "ledgers").stdout.decode() == FAULTY


def test_what_no_command_expects_is_one_line_and_a_traceback_with_debug(monkeypatch, capsys) -> None:
    def fail(*_, **__):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(check.options, "settings", fail)
    assert main(["check"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("zhengwen: unexpected ZeroDivisionError: oops; please report it")
    with pytest.raises(ZeroDivisionError):
        main(["--debug", "check"])
