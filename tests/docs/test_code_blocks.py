"""Every block of code in the docs is run, or says above it why not; what is shown as its output is its output.

The blocks of a page are run in order, in one folder with the samples, as a reader would run them. A block of the
language `text` directly below another is its output, in which a line `…` stands for any lines.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from zhengwen import config

ROOT = Path(__file__).parents[2]
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.parent.name not in ("reference", "rules"))
BLOCK = re.compile(
    r"(?P<reason><!-- not run: [^>]+ -->\n)?"
    r"^(?P<indent> *)```(?P<language>[\w-]*)[^\n]*\n(?P<code>.*?)^(?P=indent)```$",
    re.DOTALL | re.MULTILINE,
)
RUN = ("python", "sh")
SHOWN_ONLY = ("lua", "zsh", "fish", "mermaid", "json", "toml", "yaml", "text", "")  # other programs' settings, output
END = "\x1e"  # between the outputs of two blocks
PREAMBLE = """
import subprocess, sys
raw = "关于防汛工作的通知\\n来源：青溪县水利局 发布日期：2022-05-31\\n截至20225月，，全部完成。"
raw += "各乡镇要落实责任，加强巡查。" * 12
pages, text = [raw, raw], raw
page = result = __import__("zhengwen").inspect(raw)
stored = page.stored()
record = {"text": stored.text, "zhengwen": {"ledger": stored.ledger}}
def shell(code):
    if __name__ == "__main__":
        sys.stdout.flush()
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", code], check=False)
        assert done.returncode == 0, f"exit code {done.returncode} of: {code}"
def end():
    if __name__ == "__main__":
        print("\\x1e", end="", flush=True)
"""
# The commands that a reader has: the program, and those that install it, which is done already.
COMMANDS = {
    "zhengwen": f'exec "{sys.executable}" -m zhengwen "$@"',
    "pip": 'case "$1" in install) ;; *) exit 1 ;; esac',
    "python3": 'case "$*" in "-m venv .venv") mkdir -p .venv/bin; cp "$(dirname "$0")/pip" .venv/bin/;'
    f' touch .venv/bin/activate ;; *) exec "{sys.executable}" "$@" ;; esac',
}
HTML = """<!DOCTYPE html><html><body><h1>关于防汛的通知</h1><p>截至20225月，全部完成。</p>
<p><a href="/files/1.docx">申报表</a></p></body></html>"""


class Block(NamedTuple):
    """A block of code: its language, its lines, and why it is not run."""

    language: str
    code: str
    reason: str
    line: int
    directly_below: bool


def blocks(path: Path) -> list[Block]:
    text = path.read_text(encoding="utf-8")
    found, last = [], 0
    for match in BLOCK.finditer(text):
        code = re.sub(f"^{match['indent']}", "", match["code"], flags=re.MULTILINE)
        below = bool(found) and not text[last : match.start()].strip()
        found.append(
            Block(match["language"], code, match["reason"] or "", text.count("\n", 0, match.start()) + 1, below)
        )
        last = match.end()
    return found


@pytest.fixture
def reader(tmp_path: Path) -> Path:
    """A folder as a reader of the docs has it."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shutil.copytree(ROOT / "samples" / "pages", tmp_path / "crawl")
    shutil.copy(ROOT / "samples" / "pages" / "numerals.txt", tmp_path / "page.txt")
    (tmp_path / "page.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.jsonl").write_text('{"text": "截至20225月，全部完成。"}\n', encoding="utf-8")
    (tmp_path / "bin").mkdir()
    for name, command in COMMANDS.items():
        program = tmp_path / "bin" / name
        program.write_text(f"#!/bin/sh\n{command}\n")
        program.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_code_runs_and_shows_what_it_prints(path: Path, reader: Path) -> None:
    run = [one for one in blocks(path) if one.language in RUN and not one.reason]
    if not run:
        pytest.skip("the page has no code that is run")
    missing = [name for one in run for name in needed(one) if find_spec(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(sorted(set(missing)))}")
    parts = [PREAMBLE]
    for one in run:
        parts.append(one.code if one.language == "python" else f"shell({one.code!r})")
        parts.append("end()")
    (reader / "page.py").write_text("\n".join(parts), encoding="utf-8")
    environment = {**os.environ, "PATH": f"{reader / 'bin'}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
    environment |= {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(None, sys.path)])}
    done = subprocess.run(
        [sys.executable, "page.py"],
        cwd=reader,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    outputs = iter(done.stdout.split(END))
    following: dict[int, Block] = {}
    every = blocks(path)
    for one, below in pairwise(every):
        if below.language == "text" and below.directly_below:
            following[one.line] = below
    for one in run:
        printed = next(outputs)
        if one.line in following:
            shown = following[one.line].code
            assert matches(shown, printed + (done.stderr if "zhengwen corpus" in one.code else "")), (
                f"line {one.line}: {printed}"
            )


def matches(shown: str, printed: str) -> bool:
    """Return whether a text is what a block shows of it; a line `…`, or one that ends so, stands for anything."""
    parts = re.split(r"^…\n|…$", shown.rstrip("\n") + "\n", flags=re.MULTILINE)
    expression = ".*".join(re.escape(part) for part in parts)
    return re.fullmatch(expression.removesuffix(re.escape("\n")) + r"\s*", printed, re.DOTALL) is not None


def needed(block: Block) -> list[str]:
    """Return the modules of others that a block imports, or that its commands need."""
    found = re.findall(r"^(?:from|import) (\w+)", block.code, re.MULTILINE) if block.language == "python" else []
    if re.search(r"zhengwen (corpus|index|profile)|zhengwen\.corpus", block.code):
        found += ["pyarrow", "numpy", "fastwarc", "zstandard"]
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_every_block_has_a_language_that_somebody_checks(path: Path) -> None:
    for one in blocks(path):
        assert one.language in (*RUN, *SHOWN_ONLY), f"line {one.line}: {one.language}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "docs")))
def test_settings_are_valid(path: Path, tmp_path: Path) -> None:
    for one in blocks(path):
        if one.language == "json":
            json.loads(one.code)
        if one.language == "toml":
            table = tomllib.loads(one.code)
            if "zhengwen" in table.get("tool", {}):
                (tmp_path / "pyproject.toml").write_text(one.code, encoding="utf-8")
                assert config.read(tmp_path / "pyproject.toml") != config.Config()
        if one.language == "yaml":
            yaml = pytest.importorskip("yaml")
            yaml.safe_load(
                re.sub(r"^ {6}(?=- |  )", "", one.code, flags=re.MULTILINE) if one.code[0] == " " else one.code
            )


def test_the_workflow_of_the_docs_runs_where_there_is_a_crawl(reader: Path) -> None:
    """The commands of the GitHub workflow, but for the one that installs."""
    yaml = pytest.importorskip("yaml")
    found = [one for one in blocks(ROOT / "docs" / "guides" / "ci.md") if one.code.startswith("name: pages")]
    (workflow,) = [yaml.safe_load(one.code) for one in found]
    steps = [step["run"] for step in workflow["jobs"]["zhengwen"]["steps"] if "run" in step]
    (check,) = [step for step in steps if step.startswith("zhengwen ")]
    environment = {**os.environ, "PATH": f"{reader / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *filter(None, sys.path)])}
    done = subprocess.run(check, shell=True, cwd=reader, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("::error title=zhengwen (")


def test_pages_in_both_languages_show_the_same_commands() -> None:
    for page in ("tutorial.md",):
        english, chinese = (blocks(ROOT / "docs" / folder / page) for folder in (".", "zh"))
        commands = [
            [one.code for one in found if one.language == "sh" and "cat >" not in one.code]
            for found in (english, chinese)
        ]
        assert commands[0] == commands[1]
