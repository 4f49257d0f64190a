"""The ways Chinese gets garbled: bytes of one charset that were read in another, and how to go back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from zhengwen.likeness import likeness

LOST = "\N{REPLACEMENT CHARACTER}"
FEWEST_KEPT = 8  # characters to each lost one, before a passage with losses is repaired


class Route(NamedTuple):
    """Bytes in the charset `meant` that were decoded as `read_as`; `strict` where most bytes are no text in `meant`."""

    read_as: str
    meant: str
    strict: bool


WESTERN = tuple(
    Route(read_as, meant, meant == "utf-8")
    for meant in ("utf-8", "gb18030", "big5hkscs")
    for read_as in ("latin-1", "sloppy-windows-1252", "sloppy-windows-1250")
)
# The three Big5 differ in kana, box drawing and the extensions: what one read, another may not know how to write.
BIG5 = ("big5", "cp950", "big5hkscs")
STRICT = (Route("gb18030", "utf-8", True), *(Route(name, "utf-8", True) for name in BIG5))
EASTERN = (
    *STRICT,
    *(Route(name, "gb18030", False) for name in BIG5),
    *(Route("gb18030", name, False) for name in BIG5),
)
ABROAD = tuple(
    Route(read_as, meant, meant == "utf-8")
    for read_as in ("cp932", "cp949")
    for meant in ("utf-8", "gb18030", "big5hkscs")
)


class Reading(NamedTuple):
    """What a garbled passage reads as: the text, its likeness to Chinese, and the charsets it went through."""

    text: str
    score: float
    route: Route


def readings(garbled: str, routes: tuple[Route, ...]) -> Iterator[Reading]:
    """The texts that a passage may have been."""
    for route in routes:
        text = undone(garbled, route)
        if text is None or text == garbled:
            continue
        yield Reading(text, likeness(text), route)
        if route.strict and route in WESTERN and _is_western(text):
            yield from (Reading(inner.text, inner.score, route) for inner in readings(text, WESTERN))


def undone(garbled: str, route: Route) -> str | None:
    """The text before it went this way; `None` when it cannot have."""
    _register()
    try:
        raw = garbled.replace(LOST, "").encode(route.read_as) if LOST not in garbled else _with_losses(garbled, route)
    except UnicodeEncodeError:
        return None
    try:
        return raw.decode(route.meant)
    except UnicodeDecodeError:
        if not route.strict:
            return None
    text = raw.decode(route.meant, "replace")
    return text if text.count(LOST) * FEWEST_KEPT <= len(text) - text.count(LOST) else None


def _with_losses(garbled: str, route: Route) -> bytes:
    """The bytes, with one that is no text for each run of characters that were lost."""
    return b"\xff".join(part.encode(route.read_as) for part in garbled.split(LOST))


def _is_western(text: str) -> bool:
    return any("\x80" <= character <= "\xff" for character in text)


@cache
def _register() -> None:
    import ftfy.bad_codecs  # noqa: F401  # registers the sloppy codecs; slow to import
