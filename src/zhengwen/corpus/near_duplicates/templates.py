"""Whether two like texts are one document in two copies, or two documents of one template.

Two licences granted by one office read alike but for a name, a date and a number; so do a page and its second copy but
for a counter and a slip. The difference lies in what differs. A *value* is a figure or a name that another figure or
name stands for in the other text: it makes two documents. A *slip* is a character or two that were lost, doubled or
garbled; a line may be there or not, a counter or byline of the site may say something else: those make two copies. Two
texts are of one template when values are what they mostly differ in. Where that cannot be told they are taken for two
documents: a page too many harms less than a page lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from zhengwen.folding import fold

SENTENCE = re.compile(r"[^\n。；！？!?;]+")
BLANKS_AND_MARKS = re.compile(r"[\W_]+")
FIGURE = "0-9〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾"
# A figure or a date is one piece, so that 2018年3月 and 2013年8月 differ as wholes.
PIECE = re.compile(f"(?:[{FIGURE}]+[年月日号时分]*)+|.", re.DOTALL)
DIGITS = re.compile(f"[^{FIGURE}]+")
NUMBER = re.compile(f"[{FIGURE}]")
# What the site says of a page, not the document of itself: it differs between two copies.
OF_THE_SITE = re.compile(
    r"浏览|阅读(?:次|量|数|:)|点击|访问|次数|人次|发布(?:时间|日期|人|机构)|来源[:：]|信息来源|稿源|编辑|字[体号][:：]|打印|更新"
    r"|当前位置|首页|今天是|标识码|备案|ICP|版权|下载次数|生成日期|公开日期|上一篇|下一篇|分享"
)
# Where a name stands: right behind or right before one of these.
BEFORE_A_NAME = re.compile(
    r"(?:关于|同意|准予|授予|任命|聘任|免去|提名|表彰|追授|注销|吊销"
    r"|(?:姓名|名称|申请人|经营者|代表人|负责人|当事人|处罚人|单位|企业|中标人|供应商|原告|被告|业主|户主|产品|地址|住址|项目)为?)$"
)
AFTER_A_NAME = re.compile(r"同志|先生|女士|有限|公司|合作社|[省市县区镇乡村]|街道|经营部|超市|饭店|药店|小学|中学|医院")
SHORTEST_NAME, LONGEST_NAME = 2, 30
SHORT_LINE = 40  # characters of a line that may be a value alone
A_VALUE = 0.3  # share of a short line that differs when the line is a value, with the name of its kind
ALIKE = 40  # of 100: sentences that are the same but for what differs
LONGEST = 600  # characters of two sentences that are compared to the character
MOST_SENTENCES = 3000
MOST_LEFT = 200  # sentences that one text alone has; where there are more, no template joins the two
SLIP = 2  # characters
FEW_OTHERS = 2  # values for each other wording: documents of one template have little else that differs


class Kind(Enum):
    """What a difference is."""

    VALUE = "value"
    SLIP = "slip"
    OTHER = "other wording"


class Sentence(NamedTuple):
    """A sentence, folded, and without its marks as it is compared."""

    text: str
    bare: str


def are_of_one_template(one: str, other: str) -> bool:
    """Whether two like texts are two documents that differ in names, dates or figures."""
    ours, theirs = _sentences(one), _sentences(other)
    told: Counter[Kind] = Counter()
    replaced: Counter[tuple[str, str]] = Counter()
    for kind, pair in _differences(ours, theirs):
        told[kind] += 1
        if kind is Kind.OTHER and pair is not None:
            replaced[pair] += 1
    for times in replaced.values():
        if times > 1:  # the same words for the same words, each time: a name
            told[Kind.VALUE] += times
            told[Kind.OTHER] -= times
    values = told[Kind.VALUE]
    return values > 0 and told[Kind.OTHER] * FEW_OTHERS <= values and told[Kind.SLIP] <= values


def _sentences(text: str) -> list[Sentence]:
    found = []
    for match in SENTENCE.finditer(fold(text)):
        bare = BLANKS_AND_MARKS.sub("", match.group()).lower()
        if bare and not OF_THE_SITE.search(match.group()):
            found.append(Sentence(match.group(), bare))
    return found[:MOST_SENTENCES]


def _differences(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Iterator[tuple[Kind, tuple[str, str] | None]]:
    """What differs, in order; with each rewording the two wordings."""
    left = 0
    for a, b, c, d in _blocks([one.bare for one in ours], [one.bare for one in theirs]):
        left += max(b - a, d - c)
        if left > MOST_LEFT:
            yield from ((Kind.OTHER, None) for _ in range(left))
            return
        mine, others = list(ours[a:b]), list(theirs[c:d])
        for one, other in _pairs(mine, others):
            yield from _within(one, other)


def _blocks(ours: list[str], theirs: list[str], *, least: int = 1) -> Iterator[tuple[int, int, int, int]]:
    """The runs that differ, a deletion and the insertion beside it as one: their spans in either sequence.

    Runs with fewer than `least` equal items between them are one: two names may share a character by chance.
    """
    a = c = 0
    for block in Indel.editops(ours, theirs).as_matching_blocks():
        if 0 < block.size < least and block.a > 0 and block.a + block.size < len(ours):
            continue
        if block.a > a or block.b > c:
            yield a, block.a, c, block.b
        a, c = block.a + block.size, block.b + block.size


def _pairs(mine: list[Sentence], others: list[Sentence]) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """Sentences of a run that stand for each other: in their order where they are as many, else by likeness."""
    if len(mine) == len(others):
        yield from zip(mine, others, strict=True)
        return
    few, many = (mine, others) if len(mine) < len(others) else (others, mine)
    begin = 0
    for number, one in enumerate(few):
        window = many[begin : len(many) - (len(few) - number) + 1]
        scores = [fuzz.ratio(one.bare, other.bare) for other in window]
        best = max(range(len(scores)), key=lambda place: (scores[place], -place))
        yield from ((None, other) for other in window[:best])
        yield (one, window[best]) if few is mine else (window[best], one)
        begin += best + 1
    yield from ((None, other) for other in many[begin:])


def _within(one: Sentence | None, other: Sentence | None) -> Iterator[tuple[Kind, tuple[str, str] | None]]:
    """What differs between two sentences that stand for each other."""
    if one is None or other is None:
        yield Kind.OTHER, None
        return
    a, b = one.bare, other.bare
    if a.startswith(b) or b.startswith(a):  # cut short
        yield Kind.OTHER, None
        return
    short = max(len(a), len(b)) <= SHORT_LINE
    if fuzz.ratio(a, b) < ALIKE or max(len(a), len(b)) > LONGEST:
        yield (Kind.VALUE, None) if short and (_are_figures(a, b) or _are_names(a, b)) else (Kind.OTHER, None)
        return
    mine, theirs = PIECE.findall(a), PIECE.findall(b)
    blocks = [
        (mine[first:last], theirs[start:end], first, last) for first, last, start, end in _blocks(mine, theirs, least=2)
    ]
    differing = sum(max(len("".join(was)), len("".join(now))) for was, now, _, _ in blocks)
    if short and differing > max(SLIP, A_VALUE * max(len(a), len(b))):
        yield Kind.VALUE, (a, b)
        return
    for was, now, first, last in blocks:
        whole = "".join(was), "".join(now)
        if len(was) == len(now) and any(map(_is_figure, was)) and all(map(_are_of_a_sort, was, now)):
            yield (Kind.VALUE if _figures(was) != _figures(now) else Kind.SLIP), whole
        else:
            yield _kind(whole, "".join(mine[max(0, first - 8) : first]), "".join(mine[last : last + 8])), whole


def _kind(whole: tuple[str, str], before: str, after: str) -> Kind:
    if _are_names(*whole) and (BEFORE_A_NAME.search(before) or AFTER_A_NAME.match(after)):
        return Kind.VALUE
    return Kind.SLIP if max(map(len, whole)) <= SLIP else Kind.OTHER


def _is_figure(piece: str) -> bool:
    return bool(NUMBER.match(piece))


def _are_of_a_sort(one: str, other: str) -> bool:
    return _is_figure(one) == _is_figure(other)


def _figures(pieces: list[str]) -> list[str]:
    return [DIGITS.sub("", piece) for piece in pieces if _is_figure(piece)]


def _are_figures(a: str, b: str) -> bool:
    return bool(NUMBER.search(a) and NUMBER.search(b)) and DIGITS.sub("", a) != DIGITS.sub("", b)


def _are_names(a: str, b: str) -> bool:
    """Whether two short lines may be names: the value of a field, a heading's subject."""
    return min(len(a), len(b)) >= SHORTEST_NAME and max(len(a), len(b)) <= LONGEST_NAME
