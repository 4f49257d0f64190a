"""Pairs for the benchmarks of near-duplicates: copies with edits of seven kinds, and documents that must stay two."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import made_corpus  # noqa: F401  # finds what the tests make
import made_forms
import made_sites

IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0x9FA0)]
SHARED = Path(__file__).parents[3] / "shared" / "data" / "copies" / "families.jsonl"
LIGHT_SHARE = 0.25  # of the copies have light edits: one to three, of up to three characters
FEWEST_EDITS, MOST_EDITS = 2, 16
LONGEST_EDIT = 40  # characters
WORDS = [
    pair.split("/")
    for pair in "加强/强化 推进/推动 落实/贯彻 完善/健全 开展/进行 组织/安排 检查/核查 保障/保证 完成/做完".split()
]
Edit = Callable[[random.Random, str, int, int], str]


def _elsewhere(draw: random.Random, text: str, size: int) -> str:
    start = draw.randrange(max(1, len(text) - size))
    return text[start : start + size]


def _reworded(draw: random.Random, text: str, start: int, end: int) -> str:
    """Replace the first word behind a place that has a synonym."""
    found = [(text.find(one, start), one, other) for pair in WORDS for one, other in (pair, pair[::-1])]
    place, one, other = min((row for row in found if row[0] >= 0), default=(-1, "", ""))
    return text if place < 0 else text[:place] + other + text[place + len(one) :]


def _replaced(draw: random.Random, text: str, start: int, end: int) -> str:
    return text[:start] + "".join(draw.choices(IDEOGRAPHS, k=end - start)) + text[end:]


def _inserted(draw: random.Random, text: str, start: int, end: int) -> str:
    return text[:start] + _elsewhere(draw, text, end - start) + text[start:]


def _moved(draw: random.Random, text: str, start: int, end: int) -> str:
    middle = (start + end) // 2
    return text[:start] + text[middle:end] + text[start:middle] + text[end:]


def _illegible(draw: random.Random, text: str, start: int, end: int) -> str:
    return text[:start] + draw.choice("□?\N{REPLACEMENT CHARACTER}") * (end - start) + text[end:]


EDITS: dict[str, Edit] = {
    "replaced": _replaced,
    "lost": lambda draw, text, start, end: text[:start] + text[end:],
    "inserted": _inserted,
    "doubled": lambda draw, text, start, end: text[:end] + text[start:end] + text[end:],
    "moved": _moved,
    "illegible": _illegible,
    "reworded": _reworded,
}


def planted(draw: random.Random) -> tuple[str, str]:
    """Return a text of 100 to 20,000 characters, and a copy with edits of one kind, or of all seven."""
    length = int(10 ** draw.uniform(2, 4.3))
    text = _text(draw, length)
    light = draw.random() < LIGHT_SHARE
    kinds = [*EDITS] if draw.random() < 0.5 else [draw.choice([*EDITS])]
    copy = text
    for _ in range(draw.randint(1, 3) if light else draw.randint(FEWEST_EDITS, MOST_EDITS)):
        size = draw.randint(1, 3) if light else draw.randint(2, LONGEST_EDIT)
        start = draw.randrange(max(1, len(copy) - size))
        copy = EDITS[draw.choice(kinds)](draw, copy, start, start + size)
    return text, copy


def _text(draw: random.Random, length: int) -> str:
    sentences: list[str] = []
    while sum(map(len, sentences)) < length:
        sentences.append(made_sites.sentence(draw))
    return "".join(sentences)[:length]


def distinct(draw: random.Random, forms: int) -> Iterator[tuple[str, str]]:
    """Yield pairs of documents that must stay two: of one form, and the same rules of other offices where they are."""
    for _ in range(forms):
        yield made_forms.of_one_form(draw)[1:]
    families: dict[str, list[str]] = {}
    for line in SHARED.read_text(encoding="utf-8").splitlines() if SHARED.exists() else ():
        row = json.loads(line)
        families.setdefault(row["family"], []).append(f"{row['title']}\n{row['text']}")
    for texts in families.values():
        yield from combinations(texts, 2)
