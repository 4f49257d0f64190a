"""Changes the source in small ways and counts the changes that the tests notice, with mutmut.

    pip install --group mutation
    python tests/trust/mutate.py                       # a sample of every target
    python tests/trust/mutate.py ledger --sample 0     # all mutants of one

Works in a copy of the tree. Prints the score of each target, and the mutants that no test notices, as diffs.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
COPIED = ("src", "tests", "docs", "samples", "README.md", "README.zh.md", "CHANGELOG.md", "pyproject.toml")
NOTICED = (1, 3, 24, 36, 152, 255, -24, -9)  # exit codes: a test failed, or the mutant does not come to an end


class Target(NamedTuple):
    """What is changed, and the tests that should notice."""

    source: str
    tests: tuple[str, ...]


TARGETS = {
    "ledger": Target("src/zhengwen/ledger.py", ("tests/test_ledger.py",)),
    "pipeline": Target(
        "src/zhengwen/pipeline.py", ("tests/test_pipeline_parts.py", "tests/test_pipeline.py", "tests/test_plugins.py")
    ),
    "numerals": Target(
        "src/zhengwen/filters/numerals/*.py", ("tests/filters/numerals", "tests/trust/test_vectors_of.py")
    ),
    "spam": Target(
        "src/zhengwen/filters/spam/*.py",
        ("tests/trust/test_vectors_of.py", "tests/filters/spam/test_prechecks.py", "tests/filters/spam/test_bounds.py"),
    ),
}


def main() -> int:
    """Run from the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(TARGETS)} (default: all)")
    asked.add_argument("--sample", type=int, default=200, help="mutants of each target; 0 for all (default: 200)")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument(
        "--at-least", type=float, default=85.0, help="the score below which the exit code is 1 (default: 85)"
    )
    given = asked.parse_args()
    scores = {name: _score(name, given.sample, given.seed) for name in given.targets or TARGETS}
    print("\ntarget\tmutants\tnoticed\tscore")
    for name, (noticed, tried) in scores.items():
        print(f"{name}\t{tried}\t{noticed}\t{100 * noticed / tried:.1f} %")
    return int(any(100 * noticed < given.at_least * tried for noticed, tried in scores.values()))


def _score(name: str, sample: int, seed: int) -> tuple[int, int]:
    """Return how many mutants of a target were noticed, and how many were tried."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as made:
        folder = Path(made)
        _copy(folder, name)
        _mutmut(folder, "there-is-no-such-mutant")  # only makes them, and learns which test runs which function
        known = sorted(key for meta in _metas(folder) for key in json.loads(meta.read_text())["exit_code_by_key"])
        if not known:
            raise SystemExit(f"{name}: mutmut made no mutants: {_mutmut(folder)}")
        chosen = random.Random(seed).sample(known, min(sample or len(known), len(known)))
        said = _mutmut(folder, *chosen)
        codes = {key: code for meta in _metas(folder) for key, code in _codes(meta).items() if key in set(chosen)}
        tried = {key: code for key, code in codes.items() if code is not None}
        if not tried:
            raise SystemExit(f"{name}: mutmut tried no mutants: {said}")
        left = {key for key, code in tried.items() if code not in NOTICED}
        for meta in _metas(folder):
            for line in _diffs(meta, left):
                print(f"{name}: not noticed: {line}", flush=True)
        return len(tried) - len(left), len(tried)


def _copy(folder: Path, name: str) -> None:
    for one in COPIED:
        source = ROOT / one
        if source.is_dir():
            shutil.copytree(source, folder / one, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, folder / one)
    target = TARGETS[name]
    settings = {
        "source_paths": ["src"],
        "only_mutate": [target.source],
        "pytest_add_cli_args_test_selection": list(target.tests),
        "pytest_add_cli_args": ["-x", "-p", "no:cacheprovider", "-p", "no:randomly"],
        "also_copy": ["tests", "docs", "samples", "README.md", "README.zh.md", "CHANGELOG.md"],
    }
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items()))
    families = {"numerals": "N", "spam": "S"}
    (folder / "tests" / "trust" / "family.txt").write_text(families.get(name, ""), encoding="utf-8")


def _mutmut(folder: Path, *names: str) -> str:
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr)[-2000:]


def _metas(folder: Path) -> list[Path]:
    return sorted((folder / "mutants" / "src").rglob("*.py.meta"))


def _codes(meta: Path) -> dict[str, int | None]:
    codes: dict[str, int | None] = json.loads(meta.read_text())["exit_code_by_key"]
    return codes


def _diffs(meta: Path, keys: set[str]) -> Iterator[str]:
    """Yield what some mutants change, in one line each."""
    mutated = meta.with_suffix("")
    source = mutated.read_text(encoding="utf-8")
    lines = source.split("\n")
    functions = {
        node.name: lines[node.lineno : node.end_lineno]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    }
    for key in sorted(keys & set(_codes(meta))):
        name = key.rpartition(".")[2]
        before, after = functions.get(f"{name.partition('__mutmut_')[0]}__mutmut_orig", []), functions.get(name, [])
        changed = difflib.unified_diff(before, after, lineterm="", n=0)
        shown = [line.strip() for line in changed if line[:1] in "+-" and line[:3] not in ("+++", "---")]
        yield f"{key}: {' | '.join(shown)}"


if __name__ == "__main__":
    sys.exit(main())
