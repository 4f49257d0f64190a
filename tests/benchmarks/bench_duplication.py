"""Seconds a page of the duplication filters against size, from 10 KB to 10 MB, for the pages that cost them most.

    python tests/benchmarks/bench_duplication.py [--largest MB]

A row is a kind of page, a column a size (UTF-8 bytes); near-linear means that a column costs ten times the one before.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator

from zhengwen.filters.duplication import repeated_body, repeated_paragraph, repeated_title
from zhengwen.page import Page

SYLLABLES = "国家机关应当依法公开政府信息保障公民知情权利建立健全工作制度加强监督检查提高服务水平促进经济社会发展"
FILTERS = (repeated_body, repeated_title, repeated_paragraph)


def paragraphs(size: int, seed: int = 1) -> list[str]:
    """Paragraphs of `size` characters in all, none like another."""
    choose = random.Random(seed)
    made, length = [], 0
    while length < size:
        clauses = ("".join(choose.choices(SYLLABLES, k=choose.randint(6, 16))) for _ in range(choose.randint(2, 6)))
        made.append("，".join(clauses) + "。")
        length += len(made[-1]) + 1
    return made


def careless(text: str, seed: int = 2) -> str:
    """The text with one character in fifty lost or doubled."""
    choose = random.Random(seed)
    return "".join(character * choose.choices((1, 0, 2), (98, 1, 1))[0] for character in text)


def reworded(text: str) -> str:
    """The text with every hundredth clause ending in another word."""
    clauses = text.split("，")
    return "，".join(f"{one[:-2]}工作" if number % 100 == 0 else one for number, one in enumerate(clauses, 1))


def twice(size: int, second: Callable[[list[str]], str]) -> str:
    body = paragraphs(size // 2)
    return "\n".join(["关于公开政府信息的通知", *body, "×", "关于公开政府信息的通知", second(body)])


PAGES: dict[str, Callable[[int], str]] = {
    "sound": lambda size: "\n".join(paragraphs(size)),
    "two copies": lambda size: twice(size, "\n".join),
    "two copies, one in one line": lambda size: twice(size, "".join),
    "two copies, one careless": lambda size: twice(size, lambda body: careless("\n".join(body))),
    "two copies, one word in a hundred clauses": lambda size: twice(size, lambda body: reworded("\n".join(body))),
    "a thousand copies": lambda size: "\n×\n".join(["\n".join(paragraphs(max(size // 1000, 80)))] * 1000),
    "paragraphs in another order": lambda size: twice(size, lambda b: "\n".join(random.Random(3).sample(b, len(b)))),
    "every line twice": lambda size: "\n".join(line for line in paragraphs(size // 2) for _ in range(2)),
    "equal lines": lambda size: "应当依法办理有关手续。\n" * (size // 12),
    "one character": lambda size: "一" * size,
}


def seconds(page: str) -> float:
    """The time of all filters for a page, in a process that has loaded their tables."""
    start = time.perf_counter()
    for module in FILTERS:
        for _ in module.find(Page(page)):
            pass
    return time.perf_counter() - start


def rows(sizes: list[int]) -> Iterator[str]:
    seconds(PAGES["two copies, one careless"](2000))
    for name, make in PAGES.items():
        yield f"{name:30}" + "".join(f"{seconds(make(size // 3)):12.4f}" for size in sizes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=float, default=10, help="the largest page, in MB")
    largest = int(parser.parse_args().largest * 1e6)
    sizes = [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= largest]
    print(f"{'page (seconds)':30}" + "".join(f"{size / 1e6:9.2f} MB" for size in sizes))
    for row in rows(sizes):
        print(row, flush=True)


if __name__ == "__main__":
    main()
