"""Pages a second through the whole pipeline, ledger included, beside `ftfy.fix_text` in the same run.

    python tests/benchmarks/bench_pipeline.py [--pages FOLDER] [--faulty FILE]

Without arguments the sound pages are the cleaned samples and the faulty page is the sample with every fault. Sizes are
UTF-8 bytes of the input; each figure is the best of the rounds of one second, of seven at least, which is disturbed
least by what else the machine does.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import ftfy

import zhengwen

SAMPLES = Path(__file__).parent.parent.parent / "samples"
ROUNDS, SECONDS = 7, 1.0


def rate(function: Callable[[str], object], pages: list[str]) -> float:
    """Megabytes a second, at best."""
    rounds: list[float] = []
    while len(rounds) < ROUNDS or sum(rounds) < SECONDS:
        start = time.perf_counter()
        for page in pages:
            function(page)
        rounds.append(time.perf_counter() - start)
    best = min(rounds)
    return sum(len(page.encode("utf-8", "replace")) for page in pages) / best / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=SAMPLES / "cleaned", help="a folder of sound pages")
    parser.add_argument("--faulty", type=Path, default=SAMPLES / "pages" / "everything.txt", help="a faulty page")
    options = parser.parse_args()
    sound = [path.read_text(encoding="utf-8") for path in sorted(options.pages.glob("*.txt"))]
    faulty = [options.faulty.read_text(encoding="utf-8")]
    pipeline = zhengwen.Pipeline.default()

    print(f"{'':<34}{'sound pages':>14}{'faulty page':>14}   MB/s")
    for name, function in (("zhengwen, ledger included", pipeline.run), ("ftfy.fix_text", ftfy.fix_text)):
        print(f"{name:<34}{rate(function, sound):>14.1f}{rate(function, faulty):>14.1f}")


if __name__ == "__main__":
    main()
