"""How likely bytes are in a charset: as natural Chinese at first sight, else by what their language costs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from zhengwen import data
from zhengwen.text import language_model
from zhengwen.text.charset import _codecs
from zhengwen.text.lazy_regex import pattern

FIRST_PIECES, SAMPLE_PIECES = 4, 24  # pieces of a page that are judged at first, and at its beginning and its middle
HOPELESS_NATS = 80.0  # nats behind the best on the first pieces
PIECE = pattern(rb"[\x80-\xff][^\n<>]{0,79}")

# One character in five of a natural text, one in a hundred of a wrong reading.
FREQUENT = pattern(lambda: f"[{data.listed('frequent')}]")
IDEOGRAPH = pattern("[一-龥]")
SAMPLED_CHARS = 400  # characters of a page that are enough to know its language
CLEAR_IDEOGRAPHS = 60  # ideographs that settle it without tables
# Ideographs that settle it with them: 12 characters of sound Chinese cost 2.6 to 6.8 nats each, 99 times in 100.
MIN_IDEOGRAPHS = 8
# Of sound Chinese 150 characters cost 2.8 to 5.4 each, in the wrong charset 7.0 and more.
WEIGHED_CHARS, MAX_NATS_PER_CHAR = 150, 6.0
# Circled numbers, kana and Cyrillic stand elsewhere in Python's cp950 than in the Big5 that pages are in.
ELSEWHERE = pattern("[々ぁ-ヾА-ёⅰ-ⅹ①-⑽]")

# How far behind the others a charset is before a byte is read.
WESTERN, FOREIGN = 5.0, 25.0


def plain(raw: bytes, told: dict[str, float]) -> tuple[str, str] | None:
    """The text and the charset of a page that is plainly, and wholly, in one of the two that most pages are in."""
    for name, codec in (("gb18030", "gbk"), ("big5", "cp950"), ("gb18030", "gb18030")):
        if any(other not in (name, "cp1252") for other in told):
            continue
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if is_natural(text) and not (codec == "cp950" and ELSEWHERE.search(text)):
            return text, codec
    return None


def is_natural(text: str) -> bool:
    """Whether enough of the first ideographs are among the commonest, or the first characters cost little."""
    first = IDEOGRAPH.search(text)
    if first is None:
        return False
    sample = text[first.start() : first.start() + SAMPLED_CHARS]
    ideographs = IDEOGRAPH.findall(sample)
    count = len(ideographs)
    if count < CLEAR_IDEOGRAPHS:
        return count >= MIN_IDEOGRAPHS and language_model.cost("".join(ideographs)) < MAX_NATS_PER_CHAR * count
    return (
        len(FREQUENT.findall(sample)) > 0.12 * count
        or language_model.cost(sample[:WEIGHED_CHARS]) < MAX_NATS_PER_CHAR * WEIGHED_CHARS
    )


def _samples(raw: bytes) -> Iterator[bytes]:
    """Parts of a page that are not ASCII: a few from its beginning, and more from there and its middle."""
    first = [found[0] for found in islice(PIECE.finditer(raw), SAMPLE_PIECES)]
    yield b"\n".join(first[:FIRST_PIECES])
    yield b"\n".join(first + [found[0] for found in islice(PIECE.finditer(raw, len(raw) // 2), SAMPLE_PIECES)])


def cheapest(raw: bytes, names: list[str], told: dict[str, float]) -> str:
    """The charset in which the page costs least; those far behind on a few pieces are not asked for the others."""
    costs: dict[str, float] = dict.fromkeys(names, 0.0)
    for sample in _samples(raw):
        least = min(costs.values())
        costs = {
            name: cost_in(sample, name) + _lead(name, told)
            for name, cost in costs.items()
            if cost < least + HOPELESS_NATS
        }
        if len(costs) == 1:
            break
    return min(costs, key=lambda name: costs[name])


def _lead(name: str, told: dict[str, float]) -> float:
    """How far ahead (below 0) or behind a charset is before a byte is read."""
    if name in told:
        return told[name]
    if name in ("utf-8", "gb18030", "big5"):
        return 0.0
    return WESTERN if name == "cp1252" else FOREIGN


def cost_in(raw: bytes, name: str) -> float:
    """What bytes cost as a text in a charset."""
    return language_model.cost(_codecs.decode(raw, which_big5(raw) if name == "big5" else name))


def cost_per_byte(raw: bytes, name: str) -> float:
    """The same for each byte."""
    return cost_in(raw, name) / max(len(raw), 1)


def which_big5(raw: bytes) -> str:
    """Microsoft's Big5 where it reads everything and sees none of what it puts elsewhere, else the Hong Kong one."""
    try:
        text = raw.decode("cp950")
    except UnicodeDecodeError:
        return "big5hkscs"
    return "big5hkscs" if ELSEWHERE.search(text) else "cp950"
