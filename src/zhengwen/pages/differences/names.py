"""Whether names stand on both sides of a difference: persons, bodies, posts, and what fills the fields of a form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengwen import data
from zhengwen.pages.differences.cues import (
    BEFORE_A_PERSON,
    BEFORE_A_VALUE,
    BEHIND_A_PERSON,
    BEHIND_A_VALUE,
    BODY_END,
    NAME_ENDS,
    POST,
)
from zhengwen.pages.differences.evidence import is_seen_inside, strangeness, surnames
from zhengwen.pages.differences.words import Difference, Words
from zhengwen.text.lazy_regex import pattern

ANY_LATIN = pattern(r"[a-zA-Z]")
CLAUSE = pattern(r"[,;:。!?\n，；：！？]")
MAX_PERSON_CHARS = 4
MIN_ROSTER_NAMES = 3  # names
MIN_BODY_CHARS, MAX_BODY_WORDS = 2, 8  # of a name before the word for what it is of
MIN_FIELD_WORDS = 4  # ordinary words of a field; 监督 between two 、 is none


def are_persons(difference: Difference) -> bool:
    """Whether names of persons stand on both sides, or what differs in them, where persons are named."""
    before, behind = difference.one.before(difference.a, 10), difference.one.behind(difference.b, 4)
    one, other = difference.texts
    for size in range(3):  # of the name before the difference
        start = before[len(before) - size :]
        names = start + one, start + other
        if not all(map(may_be_person, names)) or all(map(is_seen_inside, names)):
            continue
        if size > 1 and are_ordinary(difference):
            continue
        if BEFORE_A_PERSON.search(before[: len(before) - size]):
            return True
        if any(BEHIND_A_PERSON.match(behind, inside) for inside in range(2)):
            return True
    return False


def may_be_person(words: Sequence[str]) -> bool:
    """Whether words may be the name of a person, which is strange to read where it is rare."""
    return 1 < len(words) <= MAX_PERSON_CHARS and words[0] in surnames()


def is_kind_of_body(difference: Difference) -> bool:
    """Whether the names of two bodies or streets of one kind differ: 财政局 and 民政局, 人民路 and 建设路."""
    behind, texts = difference.one.behind(difference.b, 6), difference.texts
    if any(map(CLAUSE.search, texts)) or difference.length > MAX_BODY_WORDS or any(map(is_of_function_words, texts)):
        return False
    before = difference.one.before(difference.a, 1)
    if len(texts[0]) == 1 and all(is_seen_inside(before + text) for text in texts):
        return False  # 推进 and 推动: the word stands before the difference
    end = next(filter(None, (BODY_END.match(behind, inside) for inside in range(1 + (len(texts[0]) == 1)))), None)
    if end is None or len(texts[0]) + end.start() < MIN_BODY_CHARS:
        return False
    names = [text + behind[: end.end()] for text in texts]
    if any(strangeness(name) > len(name) for name in names):
        return False
    return names[0] not in difference.other.text and names[1] not in difference.one.text


def is_post(difference: Difference) -> bool:
    """Whether two posts stand against each other: 副局长 and 科长."""
    behind = difference.one.behind(difference.b, 2)
    return all(POST.match(text + behind) for text in difference.texts)


def is_name(difference: Difference, one: list[str], other: list[str]) -> bool:
    """Whether words stand where forms put a value, or look like names on both sides."""
    before, behind = difference.one.before(difference.a, 10), difference.one.behind(difference.b, 5)
    texts = difference.texts
    if are_ordinary(difference):
        return False
    if BEFORE_A_VALUE.search(before):
        return True
    # Of 育才小学 and 红旗中学 the last character is no difference: what tells the kind may begin within the words.
    if any(all(BEHIND_A_VALUE.match(text[len(text) - inside :] + behind) for text in texts) for inside in range(3)):
        return True
    if all(ANY_LATIN.search("".join(words)) for words in (one, other)):
        return True
    if all(words[-1] in NAME_ENDS for words in (one, other)) or _is_of_one_kind(one, other):
        return True
    return all(map(may_be_person, (one, other)))


def _is_of_one_kind(one: list[str], other: list[str]) -> bool:
    """Whether both sides name a place of one kind, and somebody there: 石井村沈秀 and 清泉村姜秀兰."""
    places = [place for place in range(2, min(len(one), len(other)) - 1) if one[place] == other[place] in NAME_ENDS]
    return any(one[place + 1] in surnames() and other[place + 1] in surnames() for place in places)


def are_fields(difference: Difference) -> bool:
    """Whether both sides fill a line, a cell or a pair of brackets; ordinary words only if they are several."""
    sides = ((difference.one, difference.a, difference.b), (difference.other, difference.c, difference.d))
    if difference.length < MIN_FIELD_WORDS and are_ordinary(difference):
        return False
    return all(_is_field(*side) for side in sides)


def _is_field(words: Words, start: int, end: int) -> bool:
    """Whether words fill a line, a cell or a pair of brackets."""
    return bool(re.search(r"(?:^|[\n\s:、“《(为])$", words.before(start, 1))) and bool(
        re.match(r"(?:$|[\n\s:、,。;”》)])", words.behind(end, 1))
    )


def is_roster(text: str) -> bool:
    """Whether a text is names of persons in a row."""
    names = [name for name in re.split(r"[、,\s]+", text) if name]
    return len(names) >= MIN_ROSTER_NAMES and all(1 < len(name) <= MAX_PERSON_CHARS for name in names)


def are_ordinary(difference: Difference) -> bool:
    """Whether ordinary words stand on both sides, which name nothing: 应当 and 应该, 管理 and 治理, 和 and 以及."""
    before, behind = difference.one.before(difference.a, 1), difference.one.behind(difference.b, 1)
    return all(
        is_seen_inside(text) if len(text) > 1 else is_seen_inside(before + text) or is_seen_inside(text + behind)
        for text in difference.texts
    )


def is_of_function_words(text: str) -> bool:
    """Whether a text is nothing but words that name nothing: 和, 以及."""
    return set(text) <= {*data.listed("function-words")}
