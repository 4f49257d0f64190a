"""Chinese text for the benchmarks of charsets: made sentences and written documents, in both scripts."""

from __future__ import annotations

import random
from functools import cache

import made_corpus  # finds what the tests make
import made_pairs
import made_sites

DOCUMENTS = made_corpus.pages


@cache
def simplified() -> str:
    """Half a million characters in Simplified script."""
    draw = random.Random(3)
    parts = [made_pairs.NOTICE, made_pairs.REPORT]
    for _ in range(600):
        parts.append(draw.choice(made_pairs.TEMPLATES)(draw))
        parts += ["".join(made_sites.sentence(draw) for _ in range(4)) + "\n" for _ in range(4)]
    draw.shuffle(parts)
    return "".join(parts)


@cache
def traditional() -> str:
    """The same in Traditional script, as far as Big5 has it."""
    from opencc import OpenCC

    return OpenCC("s2tw").convert(simplified()).encode("cp950", "ignore").decode("cp950")


def pieces(text: str, length: int, count: int, seed: int = 5) -> list[str]:
    """Pieces of a text that begin and end somewhere."""
    draw = random.Random(seed)
    starts = (draw.randrange(len(text) - length) for _ in range(count))
    return [text[start : start + length] for start in starts]
