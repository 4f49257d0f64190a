"""The hooks for pre-commit, run as it runs them: in a repository, with the names of files."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

FAULTY = "截至20225月，已办理12件。\n"
SOUND = "截至2022年5月，已办理12件。\n"
HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def entry(hook: str) -> list[str]:
    """Return the arguments that a hook gives the program."""
    found = re.search(rf"- id: {hook}\n(?:  .*\n)*?  entry: zhengwen (.*)\n", HOOKS.read_text(encoding="utf-8"))
    assert found
    return found[1].split()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


def test_a_file_that_was_never_committed_can_be_restored(run, repository) -> None:
    page = repository / "crawl" / "x.txt"
    page.parent.mkdir()
    page.write_bytes(FAULTY.encode("gbk"))
    assert run(*entry("zhengwen-clean"), "crawl/x.txt").returncode == 1
    assert page.read_text(encoding="utf-8") == SOUND
    assert run("restore", "crawl/x.txt", "--ledger-in-git").stdout == FAULTY.encode("gbk")
    assert run("restore", "x.txt", "--ledger-in-git", cwd=page.parent).stdout == FAULTY.encode("gbk")
    listed = subprocess.run(["git", "status", "--short", "-uall"], cwd=repository, capture_output=True, check=True)
    assert listed.stdout.decode().splitlines() == ["?? crawl/x.txt"]


def test_a_page_that_is_crawled_again_and_again_is_fixed_each_time(run, repository) -> None:
    for raw in (FAULTY, "截至20226月，已办理34件。\n", FAULTY.replace("12", "13")):
        (repository / "x.txt").write_text(raw, encoding="utf-8")
        assert run(*entry("zhengwen-clean"), "x.txt").returncode == 1
        assert run("restore", "x.txt", "--ledger-in-git").stdout.decode() == raw


def test_a_worktree_has_ledgers_of_its_own(run, repository, tmp_path_factory) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "-m", "x"], cwd=repository, check=True)
    other = tmp_path_factory.mktemp("worktrees") / "other"
    subprocess.run(["git", "worktree", "add", "--quiet", other], cwd=repository, check=True)
    (other / "x.txt").write_text(FAULTY, encoding="utf-8")
    run(*entry("zhengwen-clean"), "x.txt", cwd=other)
    assert run("restore", "x.txt", "--ledger-in-git", cwd=other).stdout.decode() == FAULTY


def test_outside_of_a_repository_the_option_is_refused(run, tmp_path) -> None:
    (tmp_path / "x.txt").write_text(FAULTY, encoding="utf-8")
    done = run("check", "--fix", "--ledger-in-git", "x.txt")
    assert done.returncode == 2
    assert "in no git repository" in done.stderr.decode()
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == FAULTY
