"""Several processes do what one does, in the same order, and end with it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from zhengwen.parallel import ordered_map


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(24):
        text = "正文。\n" * (number % 5) + f"截至20225月，已办理{number}件。\n"
        (folder / f"{number:02}.txt").write_bytes(text.encode("gbk" if number % 2 else "utf-8"))
    (folder / "05.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    return folder


def test_check_reports_the_same_in_the_same_order(run, many: Path) -> None:
    (many / "zz.txt").symlink_to(many / "gone.txt")
    one, two = (run("check", many, "--workers", count) for count in (1, 2))
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)
    assert one.returncode == 2
    assert one.stdout.count(b"N001") == 23


def test_clean_writes_the_same_files_and_ledgers(run, many: Path, tmp_path: Path) -> None:
    written = []
    for count in (1, 3):
        done = run("clean", many, "-o", tmp_path / f"out{count}", "--ledger", "--workers", count)
        assert done.returncode == 2
        assert b"05.txt" in done.stderr
        folder = tmp_path / f"out{count}"
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert written[0] == written[1]
    assert len(written[0]) == 24 + 23


def test_standard_input_keeps_its_place(run, many: Path) -> None:
    done = run("check", many / "00.txt", "-", many / "01.txt", "--workers", 2, stdin="截至20225月。".encode())
    assert [line.split(b":")[0][-6:] for line in done.stdout.splitlines()[:3]] == [b"00.txt", b"-", b"01.txt"]


def test_a_filter_that_raises_is_named_and_the_others_go_on(run, many: Path, tmp_path: Path) -> None:
    info = tmp_path / "broken-1.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[zhengwen.filters]\nbroken = broken_filter:find\n")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    (tmp_path / "broken_filter.py").write_text(
        "def find(page):\n    if '已办理4件' in page.text:\n        raise RuntimeError('boom')\n    return ()\n"
    )
    command = [sys.executable, "-m", "zhengwen", "check", str(many), "--workers", "2"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path[1:]])}
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 2
    assert done.stderr.count(b"boom") == 1
    assert b"Traceback" not in done.stderr
    assert done.stdout.count(b"N001") == 22


def test_no_workers_are_refused(run, many: Path) -> None:
    done = run("check", many, "--workers", 0)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_only_so_many_bytes_are_ahead_of_what_is_taken() -> None:
    begun = []

    def watched():
        for number in range(40):
            begun.append(number)
            yield number

    results = ordered_map(str, watched(), 2, size=lambda _: 20 << 20)
    assert next(results) == "0"
    assert len(begun) == 2
    assert list(results) == [str(number) for number in range(1, 40)]


STARTER = """
import multiprocessing, os, sys, time
from zhengwen.parallel import ordered_map

def slow(number):
    print(os.getpid(), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    list(ordered_map(slow, range(8), 2, context=context))
"""


@pytest.mark.parametrize("way", ["fork", "forkserver", "spawn"])
def test_workers_end_when_the_process_that_started_them_is_killed(way: str, tmp_path: Path) -> None:
    program = tmp_path / "starter.py"
    program.write_text(STARTER)
    started = subprocess.Popen([sys.executable, str(program), way], stdout=subprocess.PIPE, text=True)
    assert started.stdout is not None
    workers = [int(started.stdout.readline()) for _ in range(2)]
    started.send_signal(signal.SIGKILL)
    started.wait()
    until = time.monotonic() + 60
    while time.monotonic() < until and any(map(_is_running, workers)):
        time.sleep(0.2)
    assert not any(map(_is_running, workers))


def _is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_statistics_have_the_format_that_is_asked_for(run, many: Path) -> None:
    lines = run("check", many, "--statistics")
    rows = json.loads(run("check", many, "--statistics", "--output-format", "json").stdout)
    assert rows[0]["code"] == "N001"
    assert rows[0] == {"code": "N001", "name": rows[0]["name"], "count": 23, "fixable": True}
    assert f"23\tN001\t[*] {rows[0]['name']}".encode() in lines.stdout
    refused = run("check", many, "--statistics", "--output-format", "sarif")
    assert refused.returncode == 2
    assert refused.stderr.count(b"\n") == 1
    assert not refused.stdout
