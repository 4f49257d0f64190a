"""Paths from a list, and files that are watched."""

import os
import signal
import subprocess
import sys
import time

import pytest

FAULTY = "截至20225月，已办理12件。\n"
SOUND = "截至2022年5月，已办理12件。\n"


def test_files_from_a_list(run, tmp_path) -> None:
    for name in ("a.txt", "b b.txt", "c.md", "d.txt"):
        (tmp_path / name).write_text(FAULTY, encoding="utf-8")
    for separator in (b"\n", b"\r\n", b"\0"):
        listed = separator.join((b"a.txt", b"b b.txt", b"c.md", b""))
        (tmp_path / "list").write_bytes(listed)
        shown = [line.split(":")[0] for line in run("check", "--files-from", "list").stdout.decode().splitlines()]
        assert shown[:-1] == ["a.txt", "b b.txt", "c.md"]
        assert run("check", "--files-from", "-", stdin=listed).stdout.decode().count(": N001 ") == 3
    assert run("check", "d.txt", "--files-from", "list").stdout.decode().count(": N001 ") == 4
    assert run("clean", "--files-from", "list", "-o", "out").returncode == 0
    assert (tmp_path / "out" / "b b.txt").read_text(encoding="utf-8") == SOUND


def test_an_empty_list_is_no_pages_and_not_the_current_folder(run, tmp_path) -> None:
    (tmp_path / "a.txt").write_text(FAULTY, encoding="utf-8")
    done = run("check", "--files-from", "-", stdin=b"")
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "--files-from", "none"), "--files-from: none: No such file or directory"),
        (("check", "-", "--files-from", "-"), "standard input cannot be both a page and the list of --files-from"),
        (("check", "--watch", "-"), "standard input cannot be watched"),
    ],
)
def test_errors_are_one_line(run, arguments, message) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stderr.decode()) == (2, f"zhengwen: {message}\n")


def test_watch_checks_again_when_a_page_changes(tmp_path) -> None:
    pytest.importorskip("watchfiles")
    page = tmp_path / "page.txt"
    page.write_text(FAULTY, encoding="utf-8")
    command = [sys.executable, "-m", "zhengwen", "check", "--watch", "."]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        try:
            assert ": N001 " in program.stdout.readline()
            assert "Found 1 finding" in program.stdout.readline()
            assert "Waiting for changes" in program.stderr.readline()
            time.sleep(1)  # until the folder is watched
            (tmp_path / "page.md").write_text(FAULTY, encoding="utf-8")  # is no page
            page.write_text(SOUND, encoding="utf-8")
            assert program.stdout.readline() == "No faults found.\n"
            program.send_signal(signal.SIGINT)
            assert program.wait(30) == 130
        finally:
            program.kill()


def test_a_line_break_in_a_file_name_makes_no_line_of_its_own(run, tmp_path) -> None:
    (tmp_path / "a\nb.txt").write_text("截至20225月，已办理12件。\n", encoding="utf-8")
    for name in ("concise", "full"):
        assert b"\nb.txt" not in run("check", "--output-format", name, ".").stdout
