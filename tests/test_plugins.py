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


BROKEN = {
    "no such module": (NAMED.replace("= commas", "= comas"), MODULE),
    "raises when imported": (NAMED, "raise ZeroDivisionError('at import')"),
    "no filter": (NAMED, "x = 1"),
}


@pytest.mark.parametrize(("entry_points", "module"), BROKEN.values(), ids=BROKEN)
def test_a_filter_that_cannot_be_loaded_is_named_and_left_out(tmp_path: Path, entry_points: str, module: str) -> None:
    _install(tmp_path, entry_points)
    (tmp_path / "commas.py").write_text(module, encoding="utf-8")
    (tmp_path / "page.txt").write_text("截至20225月，已办理12件。\n", encoding="utf-8")
    done = _run("clean", str(tmp_path / "page.txt"), path=tmp_path)
    assert (done.returncode, done.stdout) == (0, "截至2022年5月，已办理12件。\n")
    (line,) = done.stderr.splitlines()
    assert line.startswith("zhengwen: entry point commas = com")
    for arguments in (("--no-plugins", "rule"), ("check", "--no-plugins", "-")):
        assert _run(*arguments, path=tmp_path).stderr == ""


def test_a_filter_that_raises_is_named_with_the_file_and_the_others_go_on(tmp_path: Path) -> None:
    _install(tmp_path / "site", NAMED)
    raises = "def find(page):\n    if '丙丁' in page.text:\n        raise KeyError('oops')\n    return []\n"
    (tmp_path / "site" / "commas.py").write_text(raises, encoding="utf-8")
    (tmp_path / "a.txt").write_text("甲乙丙丁。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("截至20225月，已办理12件。\n", encoding="utf-8")
    for command in (("check",), ("clean", "--in-place")):
        done = _run(*command, str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), path=tmp_path / "site")
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert "a.txt: KeyError: 'oops'" in line
        assert "in the filter 'commas'" in line
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "截至2022年5月，已办理12件。\n"


def test_in_a_corpus_the_page_on_which_a_filter_raises_is_a_reject(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    _install(tmp_path / "site", NAMED)
    raises = "def find(page):\n    if '丙丁' in page.text:\n        raise KeyError('oops')\n    return []\n"
    (tmp_path / "site" / "commas.py").write_text(raises, encoding="utf-8")
    rows = "".join(f'{{"text": "{text}"}}\n' for text in ("甲乙丙丁。", "第一条。"))
    (tmp_path / "pages.jsonl").write_text(rows, encoding="utf-8")
    done = _run("corpus", str(tmp_path / "pages.jsonl"), "-o", str(tmp_path / "out"), path=tmp_path / "site")
    assert done.returncode == 2
    assert done.stderr.startswith("1 pages of ")
    assert "KeyError: 'oops'" in (tmp_path / "out" / "rejects.jsonl").read_text()
