"""The examples of the README, run as a reader would run them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
PYTHON = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
ROWS = dict(re.findall(r"^\| (\w+) \| (.*) \|$", README.read_text(encoding="utf-8"), re.MULTILINE))
RAW = "截至20225月，，全部完成。"
CLEAN = "截至2022年5月，全部完成。"
PAGE = f"关于防汛工作的通知\n来源：青溪县水利局 发布日期：2022-05-31\n{RAW}{'各乡镇要落实责任，加强巡查。' * 12}\n"
# The reader's input: a page, several pages.
GIVEN = f"raw = {PAGE!r}\npages = [raw, raw]\nif __name__ == '__main__':\n"


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_python_blocks_run(number: int, tmp_path: Path) -> None:
    script = tmp_path / "example.py"
    functions = "".join(re.findall(r"^(?:import|from) .*\n|^def (?:.|\n)*?\n\n\n", PYTHON[number], re.MULTILINE))
    body = "".join(f"    {line}\n" for line in PYTHON[number].replace(functions, "").splitlines())
    script.write_text(functions + GIVEN + body)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def _example(tool: str) -> str:
    found = re.search(r"`([^`]*)`", ROWS[tool])
    assert found is not None
    return found[1]


@pytest.mark.parametrize("tool", ["datasets", "pandas", "Polars", "Daft"])
def test_tables_are_cleaned_as_the_table_says(tool: str) -> None:
    library = pytest.importorskip(tool.lower())
    import importlib

    import zhengwen

    importlib.import_module(f"zhengwen.integrations.{tool.lower()}")
    page = {"text": [RAW]}
    made = {
        "datasets": lambda: library.Dataset.from_dict(page),
        "pandas": lambda: library.DataFrame(page),
        "Polars": lambda: library.DataFrame(page),
        "Daft": lambda: library.from_pydict(page),
    }[tool]()
    names = {"zhengwen": zhengwen, "dataset": made, "frame": made, "daft": library}
    cleaned = eval(_example(tool), names)
    if tool == "Daft":
        cleaned = cleaned.to_pydict()
    column = cleaned if tool == "pandas" else cleaned["text"]
    assert column[0] == CLEAN
