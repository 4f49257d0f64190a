"""What one line shows by itself: its length, its words, its form."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from zhengwen import data
from zhengwen.pages.dates import DATE
from zhengwen.pages.line_kinds import Kind, kind_of_folded
from zhengwen.pages.sentences import NUMBERED
from zhengwen.text.lazy_regex import pattern

BULLETS = "*+·•●○■□▪◆◇►▶▸›»-–—√※☆★"
BULLET = pattern(rf"\s*(?:[{BULLETS}]\s*(?!\d)|[{BULLETS}]\s+)+")
ENTRY_BREAK = pattern(r"\s{1,}|[|>┊丨/»›·]")
FUNCTION_WORD = pattern(lambda: f"[{data.listed('function-words-and-pronouns')}]")
FIGURE = pattern("[0-9]")
DIGIT = pattern(r"\d")
SENTENCE_END = frozenset("。!?…")
CLOSERS = '”"’」』)]】 '
MAX_KEPT = 200  # characters of a line that is remembered
MEASURED = 400  # characters of a line that are looked at one by one
HAS_DATE = pattern(DATE)
DATE_AT_START = pattern(rf"\W{{0,4}}{DATE}")
DATE_AT_END = pattern(rf"{DATE}[\])]?$")
DAY_AT_END = pattern(r"\b\d{1,2}[-/]\d{1,2}[\])]?$")
DAY_CHARS = 7  # of the longest day at the end of a line, with the character before it
MAY_HAVE_DATE = pattern(r"\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d")  # what every date holds
LABELLED = pattern(r"[^\s:]{1,10}(?:\s[^\s:]{1,3}){0,3}\s?:")
NUMBER_ONLY = pattern(r"[\W\d_]+$")
ADDRESS = pattern(r"https?://|www\.|@[\w-]+\.|\d{3,4}-\d{7,8}")
LISTED = pattern(r"\W{0,3}\d{1,2}[\s、.．)]")
COLUMN_GAP = pattern(r"\S\s{2,}(?=\S)|\t")
# What leads from the first words of a page to the whole of it: …【详细】, …[全文]
TEASER = pattern(
    r"""
    [\[【(<] \s* (?:详细|全文|详情|更多|阅读全文|查看全文|查看详情|点击详细) \s* [\]】)>] \W{0,3} $  # in brackets
    | (?:\.{3}|…) \s* (?:阅读全文|查看全文|查看更多|详细|更多) \W{0,4} $                          # behind dots
    """,
    re.VERBOSE,
)
MAX_TEASER_CHARS = 16
DATED = ("date_last", "short_date_last")
MAX_DATE_CHARS = 20  # of a date with its time
LENGTHS = (2, 4, 6, 8, 11, 15, 20, 27, 36, 50, 75, 120, 200)
ENTRIES = (1, 2, 3, 5, 8, 14)
LONGEST = (2, 4, 6, 9, 13, 18, 28, 60)
COMMAS = (0, 1, 2, 4, 8)
TENTHS = 5  # fifths of a share


def steps(name: str, last: int) -> tuple[str, ...]:
    """What is shown at each step of a scale, from 0 on: made once, for a page shows thousands."""
    return tuple(f"{name}={step}" for step in range(last + 1))


KINDS = {kind: f"kind={kind.name}" for kind in Kind}
LENGTH_STEPS, BULLET_STEPS = steps("length", len(LENGTHS)), steps("bullet_length", len(LENGTHS))
COMMA_STEPS, STOP_STEPS = steps("commas", len(COMMAS)), steps("stops", 3)
ENTRY_STEPS = steps("entries", len(ENTRIES))
LONGEST_STEPS, MEAN_STEPS = steps("longest_entry", len(LONGEST)), steps("mean_entry", len(LONGEST))
WORD_STEPS, WORD_SHARES = steps("function_words", 6), steps("function_share", 8)
COLUMN_STEPS = steps("columns", 4)


class LineEvidence(NamedTuple):
    """A line and what it shows; `text` is folded and stripped."""

    text: str
    size: int  # characters that are no blanks
    indent: int
    bullet: bool
    kind: Kind
    is_prose: bool
    ends_sentence: bool
    shows: tuple[str, ...]
    dated: bool = False  # whether it is a date, or ends with one
    linked: bool = False  # whether markup says that it is a link, or stands in a menu or a footer


def read_line(line: str) -> LineEvidence:
    """What a folded line that is not blank shows; lines of a site come back in its other pages, and the next round."""
    return _read_short(line) if len(line) <= MAX_KEPT else _read(line)


def _read(folded: str) -> LineEvidence:
    text = folded.strip()
    indent = len(folded) - len(folded.lstrip())
    marked = BULLET.match(text)
    bullet = marked is not None
    bare = text[marked.end() :] if marked else text
    size = len("".join(bare.split()))
    kind = kind_of_folded(bare.strip()) if len(bare) <= 500 else Kind.DOCUMENT
    head = bare[:MEASURED]
    tail = bare.rstrip(CLOSERS)[-1:]
    ends = tail in SENTENCE_END
    commas = head.count(",") + head.count("、")
    stops = head.count("。") + head.count(";") + head.count("!") + head.count("?")
    said = "。" in head or ";" in head or (ends and commas + stops > 1)  # a headline has a question mark, too
    prose = (size >= 24 and (said or (commas > 1 and size >= 40))) or (size >= 12 and tail == "。")
    shows = [
        KINDS[kind],
        LENGTH_STEPS[bisect_left(LENGTHS, size)],
        COMMA_STEPS[bisect_left(COMMAS, commas)],
        STOP_STEPS[min(stops, 3)],
        f"end={_end(tail)}",
    ]
    entries = [entry for entry in ENTRY_BREAK.split(head) if entry]
    longest = max(map(len, entries), default=0)
    shows += (ENTRY_STEPS[bisect_left(ENTRIES, len(entries))], LONGEST_STEPS[bisect_left(LONGEST, longest)])
    if entries:
        shows.append(MEAN_STEPS[bisect_left(LONGEST, size / len(entries))])
    words = len(FUNCTION_WORD.findall(head))
    shows.append(WORD_STEPS[min(words, 6)])
    measured = max(min(size, MEASURED), 1)
    shows.append(WORD_SHARES[min(int(50 * words / measured), 8)])
    ascii_signs = len(head.encode("ascii", "ignore")) - head.count(" ")
    digits = len(FIGURE.findall(head))
    shows.append(f"digits={int(TENTHS * digits / measured)}")
    shows.append(f"latin={int(TENTHS * max(ascii_signs - digits, 0) / measured)}")
    if bullet:
        shows.append("bullet")
        shows.append(BULLET_STEPS[bisect_left(LENGTHS, size)])
    if NUMBERED.match(bare):
        shows.append("numbered")
    if LISTED.match(bare):
        shows.append("listed")
    if LABELLED.match(bare):
        shows.append("label")
    if NUMBER_ONLY.match(bare):
        shows.append("no_words")
    if _may_have_address(head) and ADDRESS.search(head):
        shows.append("address")
    dates = _dates(head) if DIGIT.search(head) else ()
    shows += dates
    dated = bool(dates) and (dates[-1] in DATED or ("date_first" in dates and size <= MAX_DATE_CHARS))
    if dated and size <= MAX_DATE_CHARS and "年" not in head:
        shows.append("stamp")
    if len(text) - size > 1:  # fewer blanks are no gap
        columns = len(COLUMN_GAP.findall(text[:MEASURED]))
        if columns:
            shows.append(COLUMN_STEPS[min(columns, 4)])
    if TEASER.search(bare[-MAX_TEASER_CHARS:]):
        shows.append("teaser")
        prose = ends = False
    elif bare.rstrip().endswith(("...", "…")):
        shows.append("breaks_off")
    shows += (f"starts={bare[:2]}", f"ends={bare[-2:]}")
    shows += [name for sign, name in SIGNS if sign in head]
    return LineEvidence(text, size, indent, bullet, kind, prose, ends, tuple(shows), dated)


_read_short = lru_cache(maxsize=4096)(_read)

SIGNS = (
    ("|", "bar"),
    (">", "angle"),
    ("《", "book"),
    ("“", "quote"),
    ("…", "cut"),
    ("...", "cut3"),
    ("©", "c"),
    ("【", "lenticular"),
    ("更多", "more"),
    ("网", "net"),
    ("登录", "login"),
    ("点击", "click"),
    ("本站", "thissite"),
)


def _may_have_address(head: str) -> bool:
    """The cheap question: one of these stands in every address."""
    return "-" in head or "@" in head or "://" in head or "www." in head


def _dates(head: str) -> tuple[str, ...]:
    """What a line with digits shows of dates."""
    if MAY_HAVE_DATE.search(head) and HAS_DATE.search(head):
        if DATE_AT_START.match(head):
            return ("date", "date_first")
        return ("date", "date_last") if DATE_AT_END.search(head) or DAY_AT_END.search(head) else ("date",)
    return ("short_date_last",) if DAY_AT_END.search(head[-DAY_CHARS:]) else ()


def _end(tail: str) -> str:
    if tail in "。!?…;,:":
        return tail or "none"
    return "digit" if tail.isdigit() else "latin" if tail.isascii() else "word"
