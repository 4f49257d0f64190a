"""The hooks under the real pre-commit, in a real git repository."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FAULTY = "截至20225月，已办理12件。\n"
SOUND = "截至2022年5月，已办理12件。\n"
CONFIG = """\
repos:
  - repo: {hooks}
    rev: {rev}
    hooks:
      - id: {hook}
        language: system
"""


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.hooksPath=/dev/null")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def corpus(tmp_path: Path):
    """A git repository with a faulty page, and a way to run one hook on it.

    The hooks come from a repository made of this project's own manifest; `language: system` lets them call the
    program that is installed here in place of one that pre-commit would install from the network.
    """
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / ".pre-commit-hooks.yaml").write_bytes((ROOT / ".pre-commit-hooks.yaml").read_bytes())
    git(hooks, "init", "-q")
    git(hooks, "add", "-A")
    git(hooks, "commit", "-qm", "hooks")

    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "faulty.txt").write_text(FAULTY, encoding="utf-8")
    (folder / "note.md").write_text(FAULTY, encoding="utf-8")
    git(folder, "init", "-q")

    def run(hook: str) -> subprocess.CompletedProcess:
        settings = CONFIG.format(hooks=hooks, rev=git(hooks, "rev-parse", "HEAD"), hook=hook)
        (folder / ".pre-commit-config.yaml").write_text(settings, encoding="utf-8")
        git(folder, "add", "-A")
        program = Path(sys.executable).parent
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": f"{program}:/usr/bin:/bin", "HOME": str(tmp_path), "PRE_COMMIT_HOME": str(tmp_path / "cache")},
        )

    return folder, run


def test_check_reports_and_changes_nothing(corpus) -> None:
    folder, run = corpus
    done = run("zhengwen-check")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "faulty.txt:1:" in done.stdout
    assert "note.md" not in done.stdout
    assert (folder / "faulty.txt").read_text(encoding="utf-8") == FAULTY


def test_clean_fixes_in_place_fails_once_and_then_passes(corpus) -> None:
    folder, run = corpus
    done = run("zhengwen-clean")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "files were modified by this hook" in done.stdout
    assert (folder / "faulty.txt").read_text(encoding="utf-8") == SOUND
    assert not list(folder.glob("*.ledger.json"))
    assert run("zhengwen-clean").returncode == 0
