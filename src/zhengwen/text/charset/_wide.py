"""UTF-16 and UTF-32 without their marks."""

from __future__ import annotations

from zhengwen.text import language_model
from zhengwen.text.charset import _codecs
from zhengwen.text.charset._weigh import cost_per_byte, is_natural
from zhengwen.text.lazy_regex import pattern

JUDGED_BYTES = 512  # bytes judged as UTF-16 or UTF-32
HANGUL = pattern("[가-힣]")


def judge_wide(raw: bytes, narrow: str, told: list[str] | None = None) -> str:
    """Whether bytes with NULs, or odd controls, are UTF-16 or UTF-32 without its mark."""
    sample = raw[: 2 * JUDGED_BYTES]
    costs = {narrow: cost_per_byte(sample, narrow)}
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        text = _codecs.decode(sample, name)
        if told and name in told:
            costs[name] = 0.0
        elif 2 * len(HANGUL.findall(text)) <= len(text):  # most pairs of bytes are Hangul; few pages are Korean
            costs[name] = language_model.cost(text) / max(len(sample), 1)
    return min(costs, key=lambda name: costs[name])


def plainly_wide(raw: bytes) -> str | None:
    """The kind of UTF-16, without its mark, that makes natural Chinese of the first bytes."""
    sample = raw[: 2 * JUDGED_BYTES]
    wide = ((name, sample.decode(name, "ignore")) for name in ("utf-16-le", "utf-16-be"))
    return next((name for name, text in wide if is_natural(text)), None)
