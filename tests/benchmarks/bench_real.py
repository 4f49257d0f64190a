"""CPU time of what people have: real scraped texts, real pages, a faulty page, sound laws, short texts; beside peers.

    python tests/benchmarks/bench_real.py [--only real-texts,html] [--rounds 3] [--shares]

Every tool takes every collection in turn, several times, in one process; a figure is the best round, in CPU seconds,
so that what else the machine does disturbs it little. Sizes are bytes of UTF-8 (of the files as saved for HTML).
`--shares` tells instead what part of the time each filter takes in the first round of a page, and each further round.
A collection that is not there, or a peer that is not installed, is named and skipped.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any, NamedTuple

from zhengwen.finding import Finding
from zhengwen.page import Page
from zhengwen.pipeline import Pipeline
from zhengwen.registry import Filter, FilterFunction

SHARED = Path(__file__).resolve().parents[3] / "shared"
SHORT_CHARS = 100
SHORT_TEXTS = 2000
LISTED = 24  # filters whose share is told
Take = Callable[[Any], object]


class Collection(NamedTuple):
    """Inputs of one kind."""

    name: str
    items: list[Any]
    peers: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(len(item if isinstance(item, bytes) else item.encode("utf-8", "replace")) for item in self.items)


def collections(only: set[str]) -> Iterator[Collection]:
    """The collections that are wanted and there."""
    for name, (read, peers) in COLLECTIONS.items():
        if only and name not in only:
            continue
        try:
            yield Collection(name, read(), peers)
        except FileNotFoundError as missing:
            print(f"skipped: {name}: {missing}")


def real_texts() -> list[str]:
    return [page["text"] for page in _records("real-texts/texts.jsonl")]


def pages_as_lines() -> list[str]:
    return ["\n".join(page["lines"]) for page in _records("real-pages/gold.jsonl")]


def pages_as_html() -> list[bytes]:
    folder = SHARED / "data" / "real-pages" / "html"
    return [(folder / f"{page['id']}.html").read_bytes() for page in _records("real-pages/gold.jsonl")]


def seed_page() -> list[str]:
    return [(SHARED / "data" / "seed-page.txt").read_text(encoding="utf-8")]


def sound_laws() -> list[str]:
    paths = sorted((SHARED / "data" / "clean").glob("*.txt"))
    if not paths:
        raise FileNotFoundError("no sound laws")
    return [path.read_text(encoding="utf-8") for path in paths]


def short_texts() -> list[str]:
    """Texts of 100 characters, cut from the sound laws at the ends of lines."""
    texts: list[str] = []
    for law in sound_laws():
        joined = ""
        for line in law.split("\n"):
            joined += line + "\n"
            if len(joined) >= SHORT_CHARS:
                texts.append(joined.strip()[:SHORT_CHARS].strip())
                joined = ""
    return texts[:: max(len(texts) // SHORT_TEXTS, 1)][:SHORT_TEXTS]


def _records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / "data" / name).open(encoding="utf-8")]


COLLECTIONS: dict[str, tuple[Callable[[], list[Any]], tuple[str, ...]]] = {
    "real-texts": (real_texts, ("ftfy", "autocorrect")),
    "lines": (pages_as_lines, ("ftfy", "autocorrect")),
    "html": (pages_as_html, ("trafilatura", "resiliparse")),
    "seed": (seed_page, ("ftfy", "autocorrect")),
    "sound": (sound_laws, ("ftfy", "autocorrect")),
    "short": (short_texts, ("ftfy", "autocorrect")),
}


def zhengwen() -> Take:
    return Pipeline.default().run


def ftfy() -> Take:
    from ftfy import fix_text

    return fix_text


def autocorrect() -> Take:
    from autocorrect_py import format

    return format  # type: ignore[no-any-return]


def trafilatura() -> Take:
    from trafilatura import bare_extraction

    return lambda raw: bare_extraction(raw, with_metadata=True)


def resiliparse() -> Take:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    return lambda raw: extract_plain_text(HTMLTree.parse_from_bytes(raw), main_content=True)


TOOLS = {tool.__name__: tool for tool in (zhengwen, ftfy, autocorrect, trafilatura, resiliparse)}


def tools_for(collection: Collection, missing: set[str]) -> dict[str, Take]:
    found = {}
    for name in ("zhengwen", *collection.peers):
        try:
            found[name] = TOOLS[name]()
        except ImportError as error:
            if name not in missing:
                print(f"skipped: {name}: {error}")
            missing.add(name)
    return found


def spent(take: Take, items: list[Any]) -> float:
    """CPU seconds for all of a collection."""
    start = time.process_time()
    for item in items:
        take(item)
    return time.process_time() - start


def forget() -> None:
    """Empty what is kept of single inputs: nobody cleans the same page again and again."""
    for kept in gc.get_objects():
        if isinstance(kept, _lru_cache_wrapper) and kept.cache_parameters()["maxsize"] is not None:
            kept.cache_clear()


def compare(only: set[str], rounds: int) -> None:
    """Print the table."""
    print(f"{'collection':<12}{'tool':<14}{'inputs':>8}{'MB':>7}{'CPU s':>9}{'MB/s':>8}{'inputs/s':>10}{'ratio':>8}")
    missing: set[str] = set()
    for collection in collections(only):
        tools = tools_for(collection, missing)
        for take in tools.values():
            spent(take, collection.items[:20])  # what is loaded once is not counted
        best = dict.fromkeys(tools, float("inf"))
        for _ in range(rounds):
            for name, take in tools.items():
                forget()
                best[name] = min(best[name], spent(take, collection.items))
        for name, took in best.items():
            megabytes = collection.size / 1e6
            print(
                f"{collection.name:<12}{name:<14}{len(collection.items):>8}{megabytes:>7.2f}{took:>9.3f}"
                f"{megabytes / took:>8.2f}{len(collection.items) / took:>10.0f}{took / best['zhengwen']:>8.2f}",
                flush=True,
            )


class Clock:
    """CPU time by filter and round, of pages that are run one after another."""

    def __init__(self) -> None:
        self.filters: defaultdict[str, float] = defaultdict(float)
        self.further: defaultdict[str, float] = defaultdict(float)
        self.total = 0.0

    def run(self, items: list[Any]) -> None:
        pipeline = Pipeline.default()
        timed = Pipeline([one._replace(find=self._timed(one)) for one in pipeline.filters])
        timed._off = pipeline._off
        for item in items:
            self.seen: defaultdict[str, int] = defaultdict(int)
            start = time.process_time()
            timed.run(item)
            self.total += time.process_time() - start

    def _timed(self, one: Filter) -> FilterFunction:
        def timed(page: Page) -> list[Finding]:
            start = time.process_time()
            found = list(one.find(page))
            took = time.process_time() - start
            self.seen[one.name] += 1
            if self.seen[one.name] == 1:
                self.filters[f"{one.family}/{one.name}"] += took
            else:
                self.further[f"{one.family}/{one.name}"] += took
            return found

        return timed


def tell_shares(only: set[str]) -> None:
    """Print what takes how much of the time."""
    for collection in collections(only):
        Clock().run(collection.items[:20])
        forget()
        clock = Clock()
        clock.run(collection.items)
        print(f"\n{collection.name}: {clock.total:.2f} s, of which")
        further = sum(clock.further.values())
        first = sum(clock.filters.values())
        print(f"  {first / clock.total:6.1%}  filters in the first round")
        print(f"  {further / clock.total:6.1%}  filters in further rounds")
        print(f"  {1 - (first + further) / clock.total:6.1%}  reading, applying, the rest")
        print("     first  further")
        named = sorted(clock.filters, key=lambda name: -clock.filters[name] - clock.further[name])
        for name in named[:LISTED]:
            print(f"    {clock.filters[name] / clock.total:6.1%}  {clock.further[name] / clock.total:6.1%}  {name}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help=f"of {', '.join(COLLECTIONS)}, divided by commas")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shares", action="store_true", help="tell the share of each filter and round")
    given = parser.parse_args()
    only = set(filter(None, given.only.split(",")))
    if given.shares:
        tell_shares(only)
    else:
        compare(only, given.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
