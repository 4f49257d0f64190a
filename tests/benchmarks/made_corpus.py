"""Synthetic corpus for the benchmarks: notices and forms of fifty sites, with planted faults, furniture, copies."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "corpus" / folder) for folder in ("profiles", "near_duplicates")]
import made_pairs  # noqa: E402  # found beside the tests
import made_sites  # noqa: E402  # behind what skips without it, or the path

SITES = 50
REMEMBERED = 20_000  # pages of which copies are made
COPIED, FORMS, FAULTY, PLAIN = 0.1, 0.1, 0.1, 0.5  # shares of pages


def pages(count: int, seed: int = 1, length: int = 650) -> Iterator[dict[str, Any]]:
    """Yield pages of about `length` characters."""
    draw = random.Random(seed)
    edges = [(draw.sample(made_sites.MENUS, 4), draw.sample(made_sites.TAILS, 2)) for _ in range(SITES)]
    old: list[str] = []
    for number in range(count):
        host = draw.randrange(SITES)
        kind = draw.random()
        if kind < COPIED and old:
            text = _copy(draw, draw.choice(old))
        else:
            text = _document(draw, kind < COPIED + FORMS, length)
            if len(old) < REMEMBERED:
                old.append(text)
            else:
                old[draw.randrange(REMEMBERED)] = text
            if draw.random() < FAULTY:
                text = text.replace("年", "", 1)
            if draw.random() > PLAIN:
                head, tail = edges[host]
                below = (line.format(p="青溪", n=draw.randint(1, 9999)) for line in tail)
                text = "\n".join((*head, text, *below))
        yield {"id": f"page-{number}", "url": f"https://www.{host}.example.cn/{number}.html", "text": text, "n": number}


def write(path: Path, count: int, seed: int = 1) -> None:
    """Write the pages as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(page, ensure_ascii=False) + "\n" for page in pages(count, seed))


def _document(draw: random.Random, form: bool, length: int) -> str:
    if form:
        return draw.choice(made_pairs.TEMPLATES)(draw)
    lines = made_sites.notice(draw, draw.choice(made_sites.PLACES))
    wanted = max(120, int(draw.gauss(length, length / 4)))
    while sum(map(len, lines)) < wanted:
        lines.insert(-2, "".join(made_sites.sentence(draw) for _ in range(3)))
    return "\n".join(lines)


def _copy(draw: random.Random, text: str) -> str:
    kind = draw.randrange(4)
    if kind == 0:
        return text
    if kind == 1:
        return text.translate(str.maketrans("，。；：", ",.;:"))
    if kind == 2:
        return text.replace("，", "，\n", 3)
    return f"{text}\n打印日期：{made_pairs.date(draw)}"
