"""Characters that lost some of their bytes on the way, and which of them what is left makes certain."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from zhengwen.filters.encoding._mojibake_pairs import LOST, TRUE
from zhengwen.text import language_model
from zhengwen.text.charset import ESCAPE
from zhengwen.text.lazy_regex import pattern

UNKNOWN = ESCAPE + LOST[0]
ESCAPED = pattern(f"[{chr(ESCAPE)}-{chr(ESCAPE + 0xFF)}]+")
SIGN = "\N{REPLACEMENT CHARACTER}"
KNOWN = 13.0  # what a character may cost, to be thought of
OPEN = pattern("[（《〈「『【〔“](?=[^）》〉」』】〕”]*$)")


def filled(text: str, true: str) -> str:
    """A text with its broken characters: the character where one only is likely, else U+FFFD."""
    if not ESCAPED.search(text):
        return text
    parts: list[str] = []
    done = 0
    for broken in TRUE[true].broken.finditer(text):
        parts.append(ESCAPED.sub(SIGN, text[done : broken.start()]))
        before = parts[-1][-1:] or (parts[-2][-1:] if len(parts) > 1 else "")
        after = text[broken.end() : broken.end() + 1]
        parts.append(_likely(broken[0], true, before, after, text[: broken.start()]) or SIGN)
        done = broken.end()
    parts.append(ESCAPED.sub(SIGN, text[done:]))
    return "".join(parts)


def _likely(broken: str, true: str, before: str, after: str, line: str) -> str:
    """The character that some of the bytes are left of, if its neighbours leave no other."""
    candidates = _candidates(tuple(ord(one) - ESCAPE for one in broken), true)
    if "。" in candidates and after in ("", "\n"):
        return "" if OPEN.search(line[-200:]) else "。"
    if not candidates:
        return ""
    costs, pairs = language_model.costs(), language_model.bonuses()
    ranked = sorted(
        (costs[one] - pairs.get(before + one, 0.0) - pairs.get(one + after, 0.0), one) for one in candidates
    )
    cost, best = ranked[0]
    runner_up = ranked[1][0] if len(ranked) > 1 else KNOWN
    joined = before + best in pairs or best + after in pairs
    return best if joined and runner_up - cost >= TRUE[true].certain else ""


def _candidates(known: tuple[int, ...], true: str) -> list[str]:
    """The characters that have these bytes in these places; a place of which nothing is known fits all."""
    table = _table(true)
    if true == "utf-8" and len(known) == 2:  # one byte went without a sign, the last or, of two trail bytes, the first
        first = known[0] >= 0xE0
        return table[(0, known[0], known[1]) if first else (1, known[0], known[1])] if LOST[0] not in known else []
    places = [n for n, byte in enumerate(known) if byte != LOST[0]]
    if true == "utf-8":
        if len(places) != 2:
            return []
        key = {(0, 1): 0, (1, 2): 1, (0, 2): 2}[(places[0], places[1])]
        return table[(key, known[places[0]], known[places[1]])]
    return table[(places[0], known[places[0]], 0)] if places else []


@cache
def _table(true: str) -> dict[tuple[int, int, int], list[str]]:
    table: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for one, cost in language_model.known_costs().items():
        raw = one.encode(TRUE[true].encoder, "ignore") if cost <= KNOWN and one > "\u2000" else b""
        if true == "utf-8" and len(raw) == 3:
            for key, (n, m) in enumerate(((0, 1), (1, 2), (0, 2))):
                table[(key, raw[n], raw[m])].append(one)
        elif true != "utf-8" and len(raw) == 2:
            table[(0, raw[0], 0)].append(one)
            table[(1, raw[1], 0)].append(one)
    return table
