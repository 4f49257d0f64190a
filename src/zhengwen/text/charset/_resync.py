"""A byte lost from a two-byte charset: what follows up to the next ASCII is read in wrong pairs, unless we find it."""

from __future__ import annotations

from zhengwen.text import language_model
from zhengwen.text.charset import _codecs
from zhengwen.text.lazy_regex import pattern

CHARSETS = ("gb18030",)  # Big5 has ASCII in every other character, and finds its pairs again by itself
HIGH_RUN = pattern(rb"[\x80-\xff]{5,}")
MAX_GAP_BYTES = 4000  # bytes between two ASCII characters that are looked into
BETTER_NATS = 10.0  # nats by which the other pairing must read better


def resynced(raw: bytes, name: str) -> str:
    """Read bytes, and pair those of lines with undecodable ones so that they read best."""
    return "".join(_line(line, name) for line in raw.splitlines(keepends=True))


def _line(raw: bytes, name: str) -> str:
    text = _codecs.decode(raw, name)
    if not _codecs.ESCAPED.search(text):
        return text
    parts: list[str] = []
    done = 0
    for run in HIGH_RUN.finditer(raw):
        if len(run[0]) % 2 and len(run[0]) <= MAX_GAP_BYTES:
            parts += _codecs.decode(raw[done : run.start()], name), _paired(run[0], name)
            done = run.end()
    return "".join((*parts, _codecs.decode(raw[done:], name)))


def _paired(raw: bytes, name: str) -> str:
    """An odd number of bytes, less the one whose absence makes the others read best."""
    plain = _codecs.decode(raw, name)
    before, after = _pairs(raw[:-1], name), _pairs(raw[1:], name)
    left = language_model.prefix_costs("".join(before))
    right = language_model.prefix_costs("".join(after))
    total = right[-1]
    best = min(range(len(before) + 1), key=lambda n: left[n] + total - right[n])
    lost = language_model.costs()[chr(_codecs.ESCAPE + raw[2 * best])]
    if left[best] + lost + total - right[best] > language_model.cost(plain) - BETTER_NATS:
        return plain
    return (
        _codecs.decode(raw[: 2 * best], name)
        + chr(_codecs.ESCAPE + raw[2 * best])
        + _codecs.decode(raw[2 * best + 1 :], name)
    )


def _pairs(raw: bytes, name: str) -> list[str]:
    """One character for each pair of bytes, U+FFFD where they are none."""
    pairs = (raw[n : n + 2] for n in range(0, len(raw), 2))
    read = (_codecs.decode(pair, name) for pair in pairs)
    return [one if len(one) == 1 else _codecs.LOST for one in read]
