"""How much a text looks like Chinese, told by how common its characters are: what decides between charsets."""

from __future__ import annotations

from functools import cache

from zhengwen import data

SAMPLE = 4000  # characters of a text that are looked at
MARKS = "，。、；：？！（）《》〈〉“”‘’「」『』【】〔〕％—…·～￥℃㎡①②③④⑤⑥⑦⑧⑨⑩\N{IDEOGRAPHIC SPACE}"
LEVELS = ((1000, 1.0), (2500, 0.9), (4500, 0.6), (7000, 0.2))  # rank up to, and what a character then counts
RARE, STRANGE = -0.2, -1.0  # a character of the tables beyond those ranks; one that Chinese text does not have
MARK = 0.8


def likeness(text: str) -> float:
    """How much the characters beyond ASCII look like Chinese text: 1 at best, -1 at worst, 0 where there are none.

    Ranks are those of `character-ranks.txt`, both scripts together.
    """
    beyond = [character for character in text[:SAMPLE] if character > "\x7f"]
    if not beyond:
        return 0.0
    table = _table()
    return sum(table.get(character, STRANGE) for character in beyond) / len(beyond)


@cache
def _table() -> dict[str, float]:
    ranked = data.read("character-ranks.txt").replace("\n", "")
    table = dict.fromkeys(ranked, RARE)
    done = 0
    for rank, value in LEVELS:
        table.update(dict.fromkeys(ranked[done:rank], value))
        done = rank
    return table | dict.fromkeys(MARKS, MARK)
