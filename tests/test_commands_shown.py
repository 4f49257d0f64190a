"""What docs and messages tell a newcomer to do works from a clone, which is all that there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHOWN = [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "src" / "zhengwen").rglob("*.py"))]
INSTALLS = re.compile(r"pip install [^\n]*?zhengwen\[")
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_nothing_is_installed_from_an_index(path: Path) -> None:
    assert not INSTALLS.search(path.read_text(encoding="utf-8"))


def test_examples_with_workers_can_be_imported_by_them() -> None:
    for path in sorted((ROOT / "docs").glob("*.md")):
        for code in CODE.findall(path.read_text(encoding="utf-8")):
            assert not re.search(r"workers=[2-9]", code) or 'if __name__ == "__main__":' in code, path.name


def test_the_filter_of_the_docs_shows_in_check_as_they_say(tmp_path: Path) -> None:
    docs = (ROOT / "docs" / "filters.md").read_text(encoding="utf-8")
    package, information = tmp_path / "my_package", tmp_path / "mine-1.0.dist-info"
    package.mkdir()
    information.mkdir()
    (package / "__init__.py").touch()
    (package / "doubled_particle.py").write_text(CODE.findall(docs)[0], encoding="utf-8")
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")
    points = re.search(r'\[project.entry-points."zhengwen.filters"\]\n(.*?)```', docs, re.DOTALL)
    assert points
    (information / "entry_points.txt").write_text("[zhengwen.filters]\n" + points[1].replace('"', ""))
    (tmp_path / "page.txt").write_text("本市的的规定自公布之日起施行，这的的确确是规定。\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path[1:]])}
    command = [sys.executable, "-m", "zhengwen", "check", "-q", "page.txt"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    said = done.stdout.decode()
    assert said.count("\n") == 1
    assert said in docs
