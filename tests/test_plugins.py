"""Filters of other packages run if installed, and are named if broken."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

MODULE = '''
from zhengwen import Finding, Rule


class DoubleComma(Rule):
    """Two commas in a row."""

    code = "X001"


def find(page):
    at = page.text.find("，，")
    if at >= 0:
        yield Finding("X001", at, at + 1, "two commas in a row", "")
'''
NAMED = "[zhengwen.filters]\ncommas = commas\n"


def _run(*arguments: str, path: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "zhengwen", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def _install(folder: Path, entry_points: str) -> None:
    information = folder / "commas-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: commas\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(entry_points)
    (folder / "commas.py").write_text(MODULE, encoding="utf-8")


@pytest.mark.parametrize("packed", [False, True], ids=["in a folder", "in an archive"])
def test_the_filters_of_an_installed_package_run(tmp_path: Path, packed: bool) -> None:
    _install(tmp_path / "site", NAMED)
    path = tmp_path / "site"
    if packed:
        path = tmp_path / "site.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for file in (tmp_path / "site").rglob("*"):
                archive.write(file, file.relative_to(tmp_path / "site"))
    assert "X001" in _run("rule", path=path).stdout


def test_a_package_with_other_entry_points_changes_nothing(tmp_path: Path) -> None:
    _install(tmp_path, "[console_scripts]\ncommas = commas:find\n")
    assert "X001" not in _run("rule", path=tmp_path).stdout


def test_a_filter_that_cannot_be_loaded_is_named_in_one_line(tmp_path: Path) -> None:
    _install(tmp_path, "[zhengwen.filters]\ncommas = comas\n")
    done = _run("rule", path=tmp_path)
    assert done.returncode == 2
    assert "comas" in done.stderr and "Traceback" not in done.stderr
