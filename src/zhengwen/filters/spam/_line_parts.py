"""Which part of a line is keywords, when a sentence stands before or after them."""

from __future__ import annotations

import itertools

from zhengwen.filters.spam._hosts import MARKUP
from zhengwen.filters.spam._lexicon import plain
from zhengwen.filters.spam._ownership import is_headline, may_be_keyword
from zhengwen.filters.spam._page_words import PageWords
from zhengwen.filters.spam._repetition import repetition_in
from zhengwen.filters.spam._score import CONTACT, MAX_CHARS_READ, judge
from zhengwen.filters.spam._weights import MANY_STRONG
from zhengwen.pages.sentences import CLOSING, ENDS
from zhengwen.text.lazy_regex import pattern

# A colon, too, ends what keywords may follow, but not that of a link or a time of day.
PART_END = pattern(rf"[{ENDS}]+[{CLOSING}]*|[：:](?=[^/\d\s])")


# What stands between the characters of disguised words, and characters that pass for others.
DISGUISE = pattern(
    "[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}-\N{RIGHT-TO-LEFT MARK}\N{WORD JOINER}-\N{INVISIBLE PLUS}"
    "\u0370-\u04ff\u2460-\u24ff\U0001d400-\U0001f1ff]|. . .|.[.*]..?[.*]."
)
ADDRESSED = pattern(r"(?:链接|地址|网址|入口|直播|回放|系统|邮箱|官网|报名|查询)\s?[:]\s?(?:https?:|www\.)")
CLOSING_WORDS = pattern(r"特此|此致|敬礼|谢谢|以上|完毕|如下")
MAX_UNKNOWN_CHARS = 12  # characters of a part that may be a keyword of no known trade
MIN_SEPARATORS = 3  # times a mark stands between keywords before it is a separator


def keyword_part(words: PageWords, text: str) -> tuple[int, int] | None:
    """The span of a line from its first part with keywords to its last; `None` when there is none.

    A line without the end of a sentence inside it has one part.
    """
    bounds = [0, *_ends(text), len(text)]
    repetitive = repetition_in(text)
    if repetitive is not None:
        bounds = [*(end for end in bounds if end < repetitive), repetitive, len(text)]
    parts = [(start, end) for start, end in itertools.pairwise(bounds) if text[start:end].strip()]
    suspected = [number for number, (start, end) in enumerate(parts) if _may_be_spam(words, text[start:end])]
    if not suspected:
        return None
    first, last = suspected[0], suspected[-1]
    if len(suspected) < 0.5 * (last - first + 1):
        return None
    separators = {
        mark for mark in "。；！!?;：:" if text[parts[first][0] : parts[last][1]].count(mark) >= MIN_SEPARATORS
    }
    while first and _may_be_keyword(text, parts[first - 1], separators):
        first -= 1
    if all(_is_tail(text[start:end]) for start, end in parts[last + 1 :]):
        last = len(parts) - 1
    if (first, last) == (0, len(parts) - 1):
        return 0, len(text)
    return parts[first][0], parts[last][1]


def _ends(text: str) -> list[int]:
    """Where sentences end inside a line; a colon ends one only when it is long enough for more than a label.

    Markup is one part, whatever marks its own language has.
    """
    ends: list[int] = []
    markup = MARKUP.search(text)
    last = markup.start() if markup else len(text)
    for mark in PART_END.finditer(text, 0, last):
        label = mark.group()[0] in ":：" and mark.start() - (ends[-1] if ends else 0) < MAX_UNKNOWN_CHARS
        if mark.end() < len(text) and not label:
            ends.append(mark.end())
    if 0 < last < len(text) and last not in ends:
        ends.append(last)
    return ends


def _may_be_spam(words: PageWords, said: str) -> bool:
    judged = judge(said)
    if not judged.may_be_spam(1.0):
        return False
    flat = plain(said[:MAX_CHARS_READ])
    if is_headline(flat) and judged.strong < MANY_STRONG:
        return False
    if judged.strong:
        return True
    if ADDRESSED.search(flat):
        return False  # 直播链接: …, which a notice has, too
    if flat.rstrip()[-1:] == "。":
        return False  # a sentence with a word of some trade
    return may_be_keyword(flat) and judged.may_be_spam(words.novelty(said))


def _may_be_keyword(text: str, part: tuple[int, int], separators: set[str]) -> bool:
    """Whether a part before the first known keyword is divided from it by the same separator, and no sentence."""
    said = text[part[0] : part[1]]
    if said.rstrip()[-1:] not in separators or len(said) > MAX_UNKNOWN_CHARS or CLOSING_WORDS.search(said):
        return False
    return judge(said).prose == 0 and (part[0] == 0 or text[part[0] - 1] in separators)


def _is_tail(said: str) -> bool:
    """Whether a part after the last known keyword is a number, an address, or one more keyword."""
    rest = CONTACT.sub("", plain(said))
    return len(rest) <= 2 * MAX_UNKNOWN_CHARS and judge(said).prose == 0 and not said.rstrip().endswith("。")
