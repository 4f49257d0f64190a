"""Watch what cleaning costs by counting calls, which are the same on every machine and at every load.

    python tests/benchmarks/watch_speed.py check
    python tests/benchmarks/watch_speed.py accept

The samples are cleaned once to load what is loaded once, then again while the calls of functions, in Python and in C,
are counted: methods of patterns and strings are among them. `check` compares with the counts kept in `calls.tsv` for
this version of Python and exits 1 when a tenth is lost anywhere; without counts for the version it says so. A call that
became dearer is not seen: as a safeguard, sound pages must take less CPU time than ftfy in the same run.
`accept` keeps the counts of this run.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "samples"
KEPT = HERE / "calls.tsv"
TOLERATED = 1.1  # times the kept count
MOST_OF_FTFY = 0.9  # of its CPU time, for the small sound samples; half is usual, and a fifth for pages of 10 KB
ROUNDS = 5
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
COUNTED = ("call", "c_call")


def inputs() -> dict[str, list[str]]:
    """The texts to clean, by collection."""
    pages = {path.stem: path.read_bytes().decode("utf-8", "replace") for path in sorted((SAMPLES / "pages").iterdir())}
    sound = [path.read_text(encoding="utf-8") for path in sorted((SAMPLES / "cleaned").iterdir())]
    rows = "".join(f"<p class=row>{line}</p>" for line in pages["furniture"].split("\n"))
    return {
        **{f"sample {name}": [text] for name, text in pages.items()},
        "sound": sound,
        "html": [f"<html><head><style>.row{{color:red}}</style></head><body><div>{rows}</div></body></html>"],
        "short": [line[:100] for text in sound for line in text.split("\n") if len(line) > 20],
    }


def calls(act: Callable[[], object]) -> int:
    """How many functions are called."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in COUNTED

    sys.setprofile(counted)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def forget() -> None:
    """Empty what is kept of single inputs."""
    for kept in gc.get_objects():
        if isinstance(kept, _lru_cache_wrapper) and kept.cache_parameters()["maxsize"] is not None:
            kept.cache_clear()


def counts() -> dict[str, int]:
    """The calls that each collection takes."""
    from zhengwen.pipeline import Pipeline

    run = Pipeline.default().run
    found = {}
    for name, texts in inputs().items():
        for text in texts:
            run(text)
        forget()
        found[name] = sum(calls(lambda text=text: run(text)) for text in texts)  # type: ignore[misc]
    return found


def kept() -> dict[str, int]:
    """The counts that are kept for this version of Python."""
    rows = (line.split("\t") for line in KEPT.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {name: int(count) for version, name, count in rows if version == VERSION}


def accept(found: dict[str, int]) -> None:
    """Keep these counts for this version of Python."""
    lines = KEPT.read_text(encoding="utf-8").splitlines() if KEPT.exists() else ["# Python\tcollection\tcalls"]
    others = [line for line in lines if not line.startswith(f"{VERSION}\t")]
    KEPT.write_text("\n".join((*others, *(f"{VERSION}\t{name}\t{count}" for name, count in found.items()), "")))


def check(found: dict[str, int]) -> bool:
    """Whether no collection takes a tenth more calls than before."""
    before = kept()
    if not before:
        print(f"no counts are kept for Python {VERSION}; 'accept' keeps those of this run")
        return True
    sound = True
    for name, count in found.items():
        times = count / before.get(name, count)
        lost = times > TOLERATED
        sound = sound and not lost
        print(f"{name:<24}{before.get(name, 0):>10}{count:>10}{times:>8.2f}{'  a tenth is lost' if lost else ''}")
    return sound


def is_faster_than_ftfy() -> bool:
    """Whether sound pages take less time than with ftfy, by the best of several rounds in turns."""
    from ftfy import fix_text

    from zhengwen.pipeline import Pipeline

    run = Pipeline.default().run
    best = {"zhengwen": float("inf"), "ftfy": float("inf")}
    sound = inputs()["sound"]
    for _ in range(ROUNDS):
        for name, take in (("zhengwen", run), ("ftfy", fix_text)):
            start = time.process_time()
            for text in sound * 3:
                take(text)
            best[name] = min(best[name], time.process_time() - start)
    share = best["zhengwen"] / best["ftfy"]
    print(f"sound pages take {share:.2f} of ftfy's time")
    return share < MOST_OF_FTFY


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("check", "accept"))
    what = parser.parse_args().what
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order of sets decides how soon some loops end
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    found = counts()
    if what == "accept":
        accept(found)
        return 0
    is_cheap = check(found)
    return 0 if is_faster_than_ftfy() and is_cheap else 1


if __name__ == "__main__":
    sys.exit(main())
