"""Whether two like texts are one document in two copies, or two documents of one template.

Two licences that one office granted read alike but for a name, a date and a number; so do a page and its second copy
but for a counter and a few slips. How much differs does not tell the two apart, but where it does:

- documents of one template differ in *values* and in nothing else: a figure, a date or a name where the other has
  another figure, date or name;
- copies differ anywhere: characters lost, doubled, garbled or corrected, a paragraph more or less. Such slips hit
  figures, too, but no oftener than the words around them.

So the slips say how careless the copying was, and that says how many values it may have hit. Where more values differ,
there are two documents, unless all are figures that lack a digit in the copy that lacks characters elsewhere, too. What
the site says of a page (its counter, its byline) is of neither. Where both readings remain, as with a single figure,
there are two documents: a page too many harms less than a page lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from math import sqrt

from zhengwen import data
from zhengwen.pages.differences.evidence import is_of_one_choice, is_seen_inside, surnames
from zhengwen.pages.differences.lost_digits import explained, is_cut_off, is_replaced
from zhengwen.pages.differences.site_labels import without_site
from zhengwen.pages.differences.words import (
    Difference,
    Parsed,
    TooManyWordsError,
    Words,
    differences,
    joined,
    parsed,
    words_of,
)
from zhengwen.text.lazy_regex import pattern

NUMERALS = data.listed("numerals")
COUNTED = f"{NUMERALS}年月日号时分秒第期届次条章款项个名户件元"
FIGURE = pattern(r"-?\d[\d,.]*")
LATIN = pattern(r"[a-zA-Z]+")
ANY_LATIN = pattern(r"[a-zA-Z]")
# A character lost, and what stands for one: no value, whatever it replaces.
LOST = pattern("[?□\N{REPLACEMENT CHARACTER}\ue000-\uf8ff\u0080-\u00ff]")
CLAUSE = pattern(r"[,;:。!?\n，；：！？]")
CLAUSE_MARK = pattern(r"[,;。!?]")
NO_MARK = pattern(r"[^,;。!?\n]")
BEFORE_A_VALUE = pattern(
    r"""
    (?: 关于|同意|准予|授予|给予|任命|聘任|免去|提名|推荐|表彰|追授|追认            # decisions
      | 注销|吊销|撤销|批准|命名|认定|核准
      | 收到|当事人|兹有|坐落于?|位于|访问|前往|来自                                   # persons, places
      | (?: 姓名|名称|(?:人|者|方)(?=\s?[:为是])|单位|企业|供应商|原告|被告|业主|户主|产品  # labels
          | 地址|住址|地点|住所|项目|品种|型号|编号|标的|职务|类型|类别|品牌|车牌号?|证号|等级|级别 )
        \s?[:为是]?
    )\s?$
    """,
    re.VERBOSE,
)
BEHIND_A_VALUE = pattern(
    r"""
    \s?(?: 同志|先生|女士 | 有限|股份|集团|公司|合作社                          # persons, firms
         | [省市县区镇乡村厂矿店局站路街] | 大道|街道|社区                      # places
         | 经营部|超市|饭店|药店|小学|中学|大学|学院|医院|银行                  # houses
         | 任 | 的(?:申请|请示|报告|批复|函|决定|公示|公告|通知|行为)           # what is decided on them
         | 预警|项目|工程|等地 )
    """,
    re.VERBOSE,
)
NAME_ENDS = data.listed("ends-of-names")  # of places and bodies
MAX_NAME_WORDS = 30  # words
MAX_PERSON_CHARS = 4
MAX_TITLE_CHARS = 60  # characters
MIN_ROSTER_NAMES = 3  # names
MAX_SLIP_WORDS = 2  # words on either side
REACH_WORDS = 16  # words: a difference nearer than that belongs to the one before
MIN_REWRITTEN_WORDS = 10  # words that differ
MAX_KEPT_CHARS = 4000  # characters of a text whose words are kept for the next comparison
MAX_STANDARD_DEVIATIONS = 2.5  # standard deviations that chance is allowed


class Kind(Enum):
    """What a difference is."""

    VALUE = "value"
    WORDS = "words for words, which may be a name"
    SLIP = "slip"
    OTHER = "other wording"


def are_of_one_template(one: str, other: str) -> bool:
    """Whether two like texts are two documents that differ in names, dates or figures."""
    try:
        mine, theirs = words_of(_read(one), _read(other))
    except TooManyWordsError:
        return True
    told = [
        (Kind.OTHER if rewritten else kind(difference), difference)
        for region in _regions(joined(list(differences(mine, theirs))))
        for rewritten in [_is_rewritten(region)]
        for difference in region
    ]
    again = _repeated([difference for what, difference in told if what is not Kind.VALUE])
    found = {which: [one for what, one in told if what is which and one not in again] for which in Kind}
    values = len(found[Kind.VALUE]) + (len(again) > 0)
    if len(found[Kind.WORDS]) > 1:  # one may be a sentence put better
        values += len(found[Kind.WORDS])
    if not again and not found[Kind.WORDS] and explained(found[Kind.VALUE], found[Kind.SLIP]):
        return False
    return values > _by_chance(len(found[Kind.SLIP]), mine)


def _read(text: str) -> Parsed:
    return _read_short(text) if len(text) <= MAX_KEPT_CHARS else parsed(without_site(text))


@lru_cache(maxsize=1024)  # a document of a template is compared with many others
def _read_short(text: str) -> Parsed:
    return parsed(without_site(text))


def _regions(found: Iterable[Difference]) -> Iterator[list[Difference]]:
    """The differences that stand close to each other, together."""
    region: list[Difference] = []
    for one in found:
        if region and min(one.a - region[-1].b, one.c - region[-1].d) > REACH_WORDS:
            yield region
            region = []
        region.append(one)
    if region:
        yield region


def _is_rewritten(region: list[Difference]) -> bool:
    """Whether other sentences stand here, however many of their words are the same by chance: their marks differ."""
    first, last = region[0], region[-1]
    sides = first.one.between(first.a, last.b), first.other.between(first.c, last.d)
    if sum(one.length for one in region) < MIN_REWRITTEN_WORDS or not any(map(CLAUSE_MARK.search, sides)):
        return False
    return NO_MARK.sub("", sides[0]) != NO_MARK.sub("", sides[1])


def kind(difference: Difference) -> Kind:
    """What a difference is, by what stands on either side and around it."""
    one, other = difference.words
    if not one or not other:
        return Kind.SLIP if difference.length <= MAX_SLIP_WORDS else Kind.OTHER
    texts = difference.texts
    if any(map(LOST.search, texts)):
        return Kind.SLIP if difference.length <= MAX_NAME_WORDS else Kind.OTHER
    figures = _figures(one), _figures(other)
    if all(figures):
        if difference.length > MAX_NAME_WORDS and not all(map(_mostly_figures, (one, other))):
            return Kind.OTHER
        if is_cut_off(difference):
            return Kind.OTHER
        return Kind.SLIP if _same_figures(*figures) or _is_garbled(one, other) or is_replaced(*texts) else Kind.VALUE
    if any(figures):
        return Kind.SLIP if difference.length <= MAX_SLIP_WORDS else Kind.OTHER
    if any(map(_is_roster, texts)):
        return Kind.VALUE
    if difference.length > MAX_NAME_WORDS or any(map(CLAUSE.search, texts)):
        return Kind.OTHER
    if len(one) == len(other) == 1:
        return Kind.VALUE if _is_choice(one[0], other[0]) or _is_given_name(difference) else Kind.SLIP
    if _is_in_title(difference) or _is_name(difference, one, other):
        return Kind.VALUE
    return Kind.OTHER if _are_ordinary(difference) else Kind.WORDS


def _are_ordinary(difference: Difference) -> bool:
    """Whether ordinary words stand on both sides, which name nothing: 应当 and 应该, 管理 and 治理."""
    return all(map(is_seen_inside, difference.texts))


def _figures(words: list[str]) -> list[str]:
    """The figures among words; numerals only where they stand alone or with what they count, for 五金 is none."""
    written = all(word in COUNTED or FIGURE.fullmatch(word) for word in words)
    return [word for word in words if FIGURE.fullmatch(word) or (written and word in NUMERALS)]


def _mostly_figures(words: list[str]) -> bool:
    return 2 * len(_figures(words)) >= len(words)


def _same_figures(one: list[str], other: list[str]) -> bool:
    """Whether figures are the same but for what parts them (20225 for 2022年5) or how they are written (03 for 3)."""
    if "".join(one) == "".join(other):
        return True
    plain = [[figure.replace(",", "").lstrip("0") for figure in figures] for figures in (one, other)]
    return plain[0] == plain[1] or all(figure in NUMERALS for figure in one) != all(
        figure in NUMERALS for figure in other
    )


def _is_garbled(one: list[str], other: list[str]) -> bool:
    """Whether digits of a figure were lost and something else stands there: 2020 and 斤020."""
    fewer, more = sorted((one, other), key=lambda words: len("".join(_figures(words))))
    if all(map(FIGURE.fullmatch, fewer)) or not all(map(FIGURE.fullmatch, more)):
        return False
    rest = iter("".join(more))
    return all(digit in rest for digit in "".join(_figures(fewer)))


def _is_choice(one: str, other: str) -> bool:
    if LATIN.fullmatch(one) and LATIN.fullmatch(other):
        return True
    return is_of_one_choice(one, other)


def _is_given_name(difference: Difference) -> bool:
    """Whether one character behind a surname differs, where persons are named."""
    before, behind = difference.one.before(difference.a, 8), difference.one.behind(difference.b, 4)
    for length in (1, 2):
        if len(before) > length and before[-length] in surnames() and BEFORE_A_VALUE.search(before[:-length]):
            return True
    return before[-1:] in surnames() and behind.startswith(("同志", "先生", "女士"))


def _is_in_title(difference: Difference) -> bool:
    """Whether words stand in the first line: the title says what the document is of."""
    text = difference.one.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return 0 < end - start <= MAX_TITLE_CHARS and int(difference.one.starts[difference.a]) < end


def _is_name(difference: Difference, one: list[str], other: list[str]) -> bool:
    """Whether words stand where forms put a value, or look like names on both sides."""
    before, behind = difference.one.before(difference.a, 10), difference.one.behind(difference.b, 5)
    if BEFORE_A_VALUE.search(before):
        return True
    texts = difference.texts
    # Of 育才小学 and 红旗中学 the last character is no difference: what tells the kind may begin within the words.
    if any(all(BEHIND_A_VALUE.match(text[len(text) - inside :] + behind) for text in texts) for inside in range(3)):
        return True
    if all(ANY_LATIN.search("".join(words)) for words in (one, other)):
        return True
    if all(words[-1] in NAME_ENDS for words in (one, other)) or _is_of_one_kind(one, other):
        return True
    if _are_ordinary(difference):
        return False
    if all(1 < len(words) <= MAX_PERSON_CHARS and words[0] in surnames() for words in (one, other)):
        return True
    return all(
        _is_field(*side)
        for side in ((difference.one, difference.a, difference.b), (difference.other, difference.c, difference.d))
    )


def _is_of_one_kind(one: list[str], other: list[str]) -> bool:
    """Whether both sides name a place of one kind, and somebody there: 石井村沈秀 and 清泉村姜秀兰."""
    places = [place for place in range(2, min(len(one), len(other)) - 1) if one[place] == other[place] in NAME_ENDS]
    return any(one[place + 1] in surnames() and other[place + 1] in surnames() for place in places)


def _is_field(words: Words, start: int, end: int) -> bool:
    """Whether words fill a line, a cell or a pair of brackets."""
    return bool(re.search(r"(?:^|[\n\s:、“《(])$", words.before(start, 1))) and bool(
        re.match(r"(?:$|[\n\s、,。;”》)])", words.behind(end, 1))
    )


def _is_roster(text: str) -> bool:
    """Whether a text is names of persons in a row."""
    names = [name for name in re.split(r"[、,\s]+", text) if name]
    return len(names) >= MIN_ROSTER_NAMES and all(1 < len(name) <= MAX_PERSON_CHARS for name in names)


def _repeated(others: list[Difference]) -> set[Difference]:
    """Differences that stand twice in the same words: a name is replaced wherever it stands, a slip happens once.

    A word that stands as often where it was as it was replaced, was not replaced throughout, and is no name.
    """
    seen: dict[tuple[str, str, str], list[Difference]] = {}
    for one in others:
        texts = one.texts
        if any(map(LOST.search, texts)) or not 1 < len("".join(texts)) <= 2 * MAX_NAME_WORDS:
            continue
        before, behind = one.one.before(one.a, 1), one.one.behind(one.b, 1)
        for whole, place in ((before + texts[0], "before"), (texts[0] + behind, "behind")):
            seen.setdefault((whole, texts[1], place), []).append(one)
    return {
        one
        for (whole, _, _), alike in seen.items()
        if len(alike) > 1 and (not alike[0].texts[0] or alike[0].other.text.count(whole) < len(alike))
        for one in alike
    }


def _by_chance(slips: int, words: Words) -> float:
    """How many values copying as careless as this may have hit."""
    count = max(1, len(words))
    rate = slips / count
    digits = sum(map(len, re.findall(r"\d+", words.text)))
    expected = rate * digits + 3 * rate * rate * count  # figures hit; and slips side by side, which look like words
    return max(0.0, expected + MAX_STANDARD_DEVIATIONS * sqrt(expected) - 1)
