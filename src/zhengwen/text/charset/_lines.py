"""Pages whose lines, or parts of them, are in charsets of their own: UTF-8 and one other."""

from __future__ import annotations

from typing import NamedTuple

from zhengwen.text.charset._weigh import cheapest, cost_in, which_big5
from zhengwen.text.lazy_regex import pattern

UTF8_RUN = pattern(rb"[\xe3-\xe9][\x80-\xbf]{2}(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf]){3}")
UTF8_LONG = pattern(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf]|\xe2\x80[\x80-\xbf]|[\x20-\x7e]){4,}")
UTF8_THREE = pattern(rb"(?:[\xe2-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbd][\x80-\xbf])")
HIGH = pattern(rb"[\x80-\xff]")


class Piece(NamedTuple):
    """Bytes up to `end` that are in one charset, with their text where it was read to the last byte already."""

    end: int
    charset: str
    text: str | None = None


def by_line(raw: bytes, told: dict[str, float]) -> list[Piece]:
    """Bytes that hold UTF-8 and something else: each line in its own charset, and a line in parts where it must be."""
    lines = raw.splitlines(keepends=True)
    others = [line for line in lines if not line.isascii() and not _is_mostly_utf8(line)]
    legacy = _legacy_of(b"".join(others), told) if others else "gb18030"
    pieces: list[Piece] = []
    end = 0
    for line in lines:
        for part, name in _parts(line, legacy):
            end += len(part)
            if pieces and (name is None or pieces[-1].charset == name):
                pieces[-1] = Piece(end, pieces[-1].charset)
            else:
                pieces.append(Piece(end, name or "utf-8"))
    return pieces


def _legacy_of(raw: bytes, told: dict[str, float]) -> str:
    name = cheapest(raw, ["gb18030", "big5"], told)
    return which_big5(raw) if name == "big5" else name


def _is_mostly_utf8(line: bytes) -> bool:
    return 3 * len(UTF8_THREE.findall(line)) > 0.6 * len(HIGH.findall(line))


def _parts(line: bytes, legacy: str) -> list[tuple[bytes, str | None]]:
    """A line's parts and their charsets; `None` for ASCII, which goes with its neighbour."""
    if line.isascii():
        return [(line, None)]
    sound = _is_utf8(line)
    if sound and (UTF8_RUN.search(line) or not _is_likelier(line, legacy)):
        return [(line, "utf-8")]
    if not UTF8_RUN.search(line):
        return [(line, "utf-8" if _is_mostly_utf8(line) and not _is_likelier(line, legacy) else legacy)]
    return _split(line, legacy)


def _split(line: bytes, legacy: str) -> list[tuple[bytes, str | None]]:
    """Part a line at its runs of sound UTF-8; what lies between is the other charset when it reads well in it."""
    parts: list[tuple[bytes, str | None]] = []
    done = 0
    for run in UTF8_LONG.finditer(line):
        if not UTF8_THREE.search(run[0]):
            continue
        if run.start() > done:
            parts.append(_between(line[done : run.start()], legacy))
        parts.append((run[0], "utf-8"))
        done = run.end()
    if done < len(line):
        parts.append(_between(line[done:], legacy))
    return parts


def _between(part: bytes, legacy: str) -> tuple[bytes, str | None]:
    if part.isascii():
        return part, None
    long_enough = len(HIGH.findall(part)) >= 6
    return part, legacy if long_enough and not _is_utf8(part) and _is_likelier(part, legacy) else "utf-8"


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_likelier(raw: bytes, name: str) -> bool:
    return cost_in(raw, name) < cost_in(raw, "utf-8")
