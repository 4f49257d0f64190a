"""The index on disk: pages added per second, queries, size, and kills.

python tests/benchmarks/bench_index.py --pages 1000000 --kills 50
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from zhengwen.corpus.index import Index, IndexedPage

# Random ideographs, in words of two, so that any number of pages is generated quickly and shares little.
WORDS = [chr(0x4E00 + n % 5000) + chr(0x4E00 + n * 7 % 5000) for n in range(20_000)]
AT_ONCE = 10_000  # pages generated before they are added
WRITER = """
import sys
sys.path.insert(0, {folder!r})
import bench_index
from zhengwen.corpus.index import Index, IndexedPage
with Index.open(sys.argv[1]) as index:
    number = len(index)
    while True:
        index.add_many(bench_index.pages(number, 50))
        number += 50
        print(number, flush=True)
"""


def text(number: int, words: int = 350) -> str:
    """Return a page of about 2 KB."""
    return "".join(random.Random(number).choices(WORDS, k=words))


def pages(first: int, count: int) -> Iterator[IndexedPage]:
    """Yield pages by number."""
    return (IndexedPage(str(number), text(number)) for number in range(first, first + count))


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--queries", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seen.index"
        _add(path, 0, given.pages, "first crawl")
        print(f"{path.stat().st_size / given.pages:,.0f} bytes a page")
        _add(path, given.pages, given.pages // 2, "next crawl")
        _query(path, given.pages, given.queries)
        _kill(path, given.kills)


def _add(path: Path, first: int, count: int, name: str) -> None:
    """Add pages, and return how many per second, not counting the time to generate them."""
    used = took = 0.0
    with Index.open(path) as index:
        for start in range(first, first + count, AT_ONCE):
            made = list(pages(start, min(AT_ONCE, first + count - start)))
            begun = time.process_time(), time.perf_counter()
            index.add_many(made)
            used += time.process_time() - begun[0]
            took += time.perf_counter() - begun[1]
    rate = f"{count / used:,.0f} for each second of CPU, {count / took:,.0f} a second by the clock"
    print(f"{name}: {count:,} pages added to {first:,}: {rate}")


def _query(path: Path, count: int, queries: int) -> None:
    draw = random.Random(1)
    times, missed = [], 0
    with Index.open(path, readonly=True) as index:
        for query in range(queries):
            number = draw.randrange(count)
            known = query % 2 == 0
            asked = text(number)[4:] + "附件" if known else text(count + 10**7 + query)
            begun = time.perf_counter()
            found = [match.id for match in index.query(asked)]
            times.append(time.perf_counter() - begun)
            missed += (str(number) in found) != known
    ordered = sorted(times)
    median, most = statistics.median(times) * 1e3, ordered[len(times) * 99 // 100] * 1e3
    print(f"query: median {median:.2f} ms, 99 of 100 under {most:.2f} ms; {missed} of {queries} wrong")


def _kill(path: Path, kills: int) -> None:
    draw, committed, lost = random.Random(2), 0, 0
    code = WRITER.format(folder=str(Path(__file__).parent))
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True, start_new_session=True
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(draw.uniform(0, 0.3))
            os.killpg(writer.pid, signal.SIGKILL)
            committed = max([committed, *map(int, writer.stdout.read().split())])
        with Index.open(path) as index:
            lost += len(index) < committed
            lost += any(index.query(text(n))[:1] == [] for n in (committed - 1, committed // 2, 0) if n >= 0)
    print(f"killed {kills} times while writing: {lost} times something committed was lost")


if __name__ == "__main__":
    main()
