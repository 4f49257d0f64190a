"""Shared fixtures: the command line as a user runs it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# The first page of a kind reads tables, which takes its time; no test asserts a time. CI repeats the same examples, so
# that what it says of a commit stays true; new ones are tried wherever else the tests run.
settings.register_profile("zhengwen", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("zhengwen")

Run = Callable[..., subprocess.CompletedProcess]

ROOT = Path(__file__).parent.parent
FAULTY = "截至20225月，已办理12件。\n"
SOUND = "截至2022年5月，已办理12件。\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `zhengwen` in an empty folder, like the installed program."""

    def call(*arguments: object, stdin: bytes = b"", cwd: Path = tmp_path) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "zhengwen", *map(str, arguments)]
        return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, check=False, timeout=120)

    return call


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with a sound page, a faulty one, one in a subfolder, and files that are not pages."""
    folder = tmp_path / "pages"
    (folder / "below").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "sound.txt").write_text(SOUND, encoding="utf-8")
    (folder / "faulty.txt").write_text(FAULTY, encoding="utf-8")
    (folder / "below" / "gbk.txt").write_bytes(FAULTY.encode("gbk"))
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (folder / ".hidden" / "not.txt").write_text(FAULTY, encoding="utf-8")
    return folder
