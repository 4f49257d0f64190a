"""A corpus run from end to end: throughput, memory of all processes, kills, and whether every page can be restored.

python tests/benchmarks/bench_corpus.py --pages 200000 --workers 2 --kills 3
"""

from __future__ import annotations

import argparse
import filecmp
import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import made_corpus
import zstandard

from zhengwen.corpus.runs import restored


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder if not given")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / "pages.jsonl"
        made_corpus.write(source, given.pages)
        print(f"{given.pages:,} pages, {source.stat().st_size / 1e6:,.1f} MB")
        begun = time.monotonic()
        peak = _run(source, folder / "undisturbed", given.workers)
        took = time.monotonic() - begun
        report = json.loads((folder / "undisturbed" / "report.json").read_text())
        print(
            f"{given.pages / took:,.0f} pages a second, peak of all processes {peak / 1e6:,.0f} MB; {report['seconds']}"
        )
        print(f"{report['duplicates']:,} duplicates in {report['clusters']:,} clusters")
        print(f"restored: {_restored(source, folder / 'undisturbed'):,} pages, every one as it was")
        if given.kills:
            _killed(source, folder / "killed", given.workers, given.kills, took)
            print(f"killed {given.kills} times: the same output is {_same(folder / 'undisturbed', folder / 'killed')}")


def _command(source: Path, out: Path, workers: int) -> list[str]:
    return [sys.executable, "-m", "zhengwen", "corpus", str(source), "-o", str(out), "--workers", str(workers)]


def _run(source: Path, out: Path, workers: int) -> int:
    """Execute a run; returns the peak memory of all its processes together, with each shared page counted once."""
    peak = 0
    with subprocess.Popen(_command(source, out, workers), stderr=subprocess.DEVNULL, start_new_session=True) as going:
        while going.poll() is None:
            peak = max(peak, _memory(going.pid))
            time.sleep(0.25)
    assert going.returncode == 0, going.returncode
    return peak


def _memory(session: int) -> int:
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == session:
                rollup = (process / "smaps_rollup").read_text()
                total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
        except (OSError, StopIteration):
            continue
    return total


def _killed(source: Path, out: Path, workers: int, kills: int, took: float) -> None:
    draw = random.Random(kills)
    for kill in range(kills):
        with subprocess.Popen(
            _command(source, out, workers), stderr=subprocess.DEVNULL, start_new_session=True
        ) as going:
            try:
                going.wait(draw.uniform(0.1, 0.9) * took / kills)
            except subprocess.TimeoutExpired:
                os.killpg(going.pid, signal.SIGKILL)
                print(f"killed for the {kill + 1}. time", flush=True)
    _run(source, out, workers)


def _restored(source: Path, out: Path) -> int:
    given = {}
    with source.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            given[row["id"]] = hash(row["text"])
    count = 0
    for path in sorted((*out.glob("pages-*"), *out.glob("duplicates-*"))):
        with zstandard.open(path, "rb") as packed:
            for line in io.TextIOWrapper(packed, encoding="utf-8"):
                row = json.loads(line)
                assert hash(restored(row)) == given.pop(row["id"]), row["id"]
                count += 1
    assert not given, f"{len(given)} pages are missing"
    return count


def _same(one: Path, other: Path) -> bool:
    names = sorted(path.name for path in one.iterdir() if path.name != "report.json")
    assert names == sorted(path.name for path in other.iterdir() if path.name != "report.json")
    return not any(filecmp.cmpfiles(one, other, names, shallow=False)[1:])


if __name__ == "__main__":
    main()
