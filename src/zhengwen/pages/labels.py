"""Labels: what stands before a colon in bylines, tables and footers, and which fact of the page it states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from zhengwen.pages import vocabulary
from zhengwen.pages.vocabulary import SIGN, Group, spaced
from zhengwen.text.folding import either_script, fold
from zhengwen.text.lazy_regex import pattern

# The roles whose labels state facts of the page, and those that are labels of the site all the same.
FACT_ROLES = ("byline-labels", "table-labels", "other-labels")
SITE_ROLES = (*FACT_ROLES, "buttons", "hosts", "contacts", "own-contacts", "site-labels", "credits")
SHARED = frozenset(("时间", "日期"))  # of an event as well as of a page: 时间：… 地点：…
# What stands beside the time of an event, or of a letter, and not beside that of a page.
OF_AN_EVENT = pattern(
    r"""
    星期[一二三四五六日天] | 周[一二三四五六日][)\s] | [上下中]午 | 晚上                       # of the hour of the day
    | ^(?:会议|活动)?(?:地\s?点|主持人?|(?:参会|参加|出席|列席)(?:人员|对象)?)\s?:           # of a meeting
    | ^(?:发件人|收件人|寄件者|收件者|抄送)\s?:                                             # of a letter
    """,
    re.VERBOSE,
)
MAX_LABEL_CHARS = 24  # with blanks between them; the longest label has 15 without

# 浏览次数, 本文已被阅读, 总访问量 …
COUNT_LABELS = (
    r"(?:本[文页篇]|文章|页面|总|累计|已被?|共|被)*"
    r"(?:浏览|阅读|点击|访问|查看|点阅|点选|阅览|点阅人气|人气|访客|围观|浏览本页)"
    r"(?:次数|人次|人数|总数|数量|量|数|率|度)?"
)
BYLINE_PIECE = pattern(
    lambda: (
        rf"""
    (?: ^ | (?<=[\s|\[【(;,，\]】)]) )                         # at the head of a line, or behind what divides labels
    (?P<label> {spaced("byline-labels")} | {COUNT_LABELS} )
    \s*(?: [:：] | 于(?=[:：]) | (?=\s*\d{{4}}\s?[-年/.]) )    # a colon, or a date
    """
    ),
    re.VERBOSE,
)
BYLINE_SIGN = pattern(lambda: spaced("byline-labels", marked=SIGN))
# The same glued to other text and not folded: only labels that no sentence has before a colon.
GLUED_LABEL = pattern(lambda: rf"(?:{'|'.join(map(either_script, _telling()))})[^:：\n]{{0,6}}[:：]")
TABLE_PIECE = pattern(
    lambda: rf"(?:^|(?<=[\s|\]】\t]))[\[【]?\s*(?P<label>{spaced('table-labels')})\s*[\]】]?\s*(?:[:]|(?=\s)|$)"
)
TABLE_SIGN = pattern(lambda: spaced("table-labels", marked=SIGN))


def is_of_an_event(lines: Iterable[str]) -> bool:
    """Whether folded lines around a 时间 or 日期 tell of an event or a letter: it is no date of the page then."""
    return any(OF_AN_EVENT.search(line.strip()) for line in lines)


def is_label(text: str) -> bool:
    """Whether a text, in either script and width, is a label of the site's: of a byline, a table or a footer."""
    return len(text) <= MAX_LABEL_CHARS and "".join(fold(text).split()) in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset("".join(label.split()) for label in vocabulary.words(*SITE_ROLES))


def _telling() -> tuple[str, ...]:
    signs = vocabulary.words("byline-labels", marked=SIGN)
    return tuple(dict.fromkeys((*signs, *facts()["author"], *facts()["editor"], *facts()["views"])))


@cache
def of_the_page() -> frozenset[str]:
    """The labels that tell of the page, and never of what its document is about: copies of it differ in them."""
    known = facts()
    told = (label for fact in ("source", "published", "author", "editor") for label in known[fact])
    return frozenset((*told, *vocabulary.words("credits"))) - SHARED


@cache
def facts() -> dict[str, tuple[str, ...]]:
    """The labels that state each fact, the likeliest first."""
    labels: dict[str, dict[str, None]] = {}
    for group in _groups():
        for fact in group.states:
            labels.setdefault(fact, {}).update(dict.fromkeys(group.words))
    return {fact: tuple(found) for fact, found in labels.items()}


@cache
def stated() -> dict[str, tuple[str, ...]]:
    """The facts that each label may state."""
    stated: dict[str, tuple[str, ...]] = {}
    for fact, labels in facts().items():
        for label in labels:
            stated[label] = (*stated.get(label, ()), fact)
    return stated


@cache
def ambiguous() -> frozenset[str]:
    """The labels that documents use for facts of their own: believed above the body and at the end only."""
    return frozenset(word for group in _groups() if "ambiguous" in group.marks for word in group.words)


def _groups() -> list[Group]:
    return [group for role in FACT_ROLES for group in vocabulary.groups(role)]
