"""Runs that are interrupted, lose a worker, or have nothing to do."""

from __future__ import annotations

import os
import pickle
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("zstandard")
sys.path[:0] = [str(Path(__file__).parent)]

from test_runs import _small_chunks, command, corpus, run, same  # noqa: E402  # behind what skips without it, or the path


def processes(parent: int) -> Iterator[int]:
    """Yield the descendants of a process."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            above = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if above == parent:
            yield int(entry.name)
            yield from processes(int(entry.name))


def begun(out: Path, going: subprocess.Popen[str]) -> None:
    """Wait until pages are being cleaned."""
    while not (out / ".zhengwen" / "clean").exists():
        assert going.poll() is None
        time.sleep(0.02)


def disturbed(
    source: Path, out: Path, workers: int, disturb: Callable[[subprocess.Popen[str]], None], patience: int
) -> tuple[int, str]:
    """Start a run, disturb it once pages are being cleaned, and wait; returns the exit code and standard error."""
    arguments = command(source, "-o", out, "--workers", workers)
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, start_new_session=True) as going:
        begun(out, going)
        disturb(going)
        _, said = going.communicate(timeout=patience)
    return going.returncode, said


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_is_one_line_and_the_run_goes_on_later(
    tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _small_chunks(monkeypatch, tmp_path)
    source, out = corpus(tmp_path, 150), tmp_path / "out"
    # To the whole process group, as a terminal does.
    code, said = disturbed(source, out, workers, lambda going: os.killpg(going.pid, signal.SIGINT), 60)
    assert code == 130
    assert said == "zhengwen: interrupted; finished work is kept, run the same command again to resume\n"
    assert not (out / "report.json").exists()
    run(source, "-o", out, "--workers", workers)
    run(source, "-o", tmp_path / "undisturbed")
    same(tmp_path / "undisturbed", out)


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds processes as Linux lists them")
def test_a_worker_that_is_killed_costs_its_unit_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _small_chunks(monkeypatch, tmp_path)
    source, out = corpus(tmp_path, 150), tmp_path / "out"
    # The process started last.
    code, said = disturbed(source, out, 2, lambda going: os.kill(list(processes(going.pid))[-1], signal.SIGKILL), 300)
    assert code == 0, said
    run(source, "-o", tmp_path / "undisturbed")
    same(tmp_path / "undisturbed", out)


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds processes as Linux lists them")
def test_no_worker_outlives_a_run_that_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _small_chunks(monkeypatch, tmp_path)
    source, out = corpus(tmp_path, 150), tmp_path / "out"
    with subprocess.Popen(command(source, "-o", out, "--workers", 2), text=True) as going:
        begun(out, going)
        below = list(processes(going.pid))
        assert len(below) > 2
        going.kill()
    for _ in range(200):
        left = [number for number in below if Path(f"/proc/{number}").exists() and not _is_dead(number)]
        if not left:
            return
        time.sleep(0.05)
    raise AssertionError(f"{len(left)} of {len(below)} processes go on")


def _is_dead(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def test_what_a_killed_run_left_half_written_goes(tmp_path: Path) -> None:
    source, out = corpus(tmp_path), tmp_path / "out"
    out.mkdir()
    (out / ".pages-00000.jsonl.zst.abcdefgh").write_bytes(b"half")
    run(source, "-o", out)
    assert not [path.name for path in out.iterdir() if path.name.startswith(".")]


def test_a_prepared_work_folder_runs_no_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out, trace = corpus(tmp_path), tmp_path / "out", tmp_path / "executed"
    stop = "import os\nimport zhengwen.corpus.runs.stages.learning as a\na.divide_by_site = lambda *_: os._exit(9)\n"
    with monkeypatch.context() as patched:
        (tmp_path / "sitecustomize.py").write_text(stop)
        patched.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", ""))))
        run(source, "-o", out, code=9)
    learned = [path for path in (out / ".zhengwen" / "learn").iterdir() if path.is_file()]
    assert learned
    for path in learned:
        assert not path.read_bytes().startswith(b"\x80"), "a pickle"
        path.write_bytes(pickle.dumps(_Touch(trace)))
    said = run(source, "-o", out, code=2)
    assert not trace.exists()
    assert "learn" in said
    assert said.count("\n") == 1


class _Touch:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_to_read_is_a_run_with_no_pages(tmp_path: Path, workers: int) -> None:
    (tmp_path / "pages.jsonl").write_text("\n\n")
    (tmp_path / "other.jsonl").write_text("")
    said = run(tmp_path / "pages.jsonl", tmp_path / "other.jsonl", "-o", tmp_path / "out", "--workers", workers)
    assert said.startswith("0 pages of 0 characters")


def test_a_terminal_sees_how_far_it_is_and_a_file_does_not(tmp_path: Path) -> None:
    source = corpus(tmp_path)
    watched, terminal = pty.openpty()
    with subprocess.Popen(command(source, "-o", tmp_path / "seen"), stderr=terminal) as going:
        os.close(terminal)
        seen = b""
        while chunk := _read(watched):
            seen += chunk
    assert going.returncode == 0
    assert all(stage in seen for stage in (b"learn", b"clean", b"pairs", b"write"))
    assert b"0%" in seen
    assert b"100%" in seen
    assert "%" not in run(source, "-o", tmp_path / "unseen")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # the other end is closed
        return b""
