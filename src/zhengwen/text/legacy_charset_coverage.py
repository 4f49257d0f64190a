"""Which characters of a text the common charsets lack: asked once, it answers for most pages that nothing is odd.

A page in Simplified script hardly leaves GB 2312, one in Traditional script hardly leaves Big5. Python's codecs look at
5,000 characters in the time of one pattern's search, so that what stands outside is known exactly, and filters of
rare characters ask this instead of the text.
"""

from __future__ import annotations

from typing import NamedTuple

SIMPLIFIED, TRADITIONAL = "gb2312", "cp950"
MAX_OUTSIDE = 24  # distinct characters outside; a text with more is looked at in full by whoever wants to know
HEAD_CHARS = 500  # characters that tell the script
USUAL = "\N{EM DASH}"  # which GB 2312 has, but Python's codec knows as U+2015


class Repertoire(NamedTuple):
    """The charset that a text nearly keeps to, `gb2312` or `cp950`, and the distinct characters that it lacks.

    `outside` is `None` where there are too many to list.
    """

    charset: str
    outside: frozenset[str] | None


NOTHING = frozenset[str]()


def repertoire(text: str) -> Repertoire:
    """Find the charset of the two that a text keeps to, and what stands outside; linear in the text."""
    charset = SIMPLIFIED
    rest = text.replace(USUAL, "")
    outside: set[str] = set()
    while len(outside) <= MAX_OUTSIDE:
        try:
            rest.encode(charset)
        except UnicodeEncodeError as error:
            one = rest[error.start]
            if charset == SIMPLIFIED and "\u4e00" <= one <= "\u9fff" and _is_traditional(text):
                charset, rest, outside = TRADITIONAL, text, set()
                continue
            outside.add(one)
            rest = rest[error.start + 1 :].replace(one, "")
        else:
            return Repertoire(charset, frozenset(outside) if outside else NOTHING)
    return Repertoire(charset, None)


def outside_count(text: str, charset: str) -> int:
    """How many characters of a text a charset lacks."""
    return len(text) - len(text.encode(charset, "ignore").decode(charset))


def _is_traditional(text: str) -> bool:
    head = text[:HEAD_CHARS]
    return outside_count(head, SIMPLIFIED) > outside_count(head, TRADITIONAL)
