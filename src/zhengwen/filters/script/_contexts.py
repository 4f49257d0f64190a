"""What counts of sound text say of a form beside its neighbours: that it never stands there, or that it is right."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from zhengwen import data
from zhengwen.filters.script._reading import folding

# Marks of rows: the neighbours beside which the form hardly ever stands; those that a form of few words never has, in a
# word or out of one; those that other forms never have; those beside which it is right, and makes a
# word; and those where it stands though another form is commoner.
HARDLY_EVER, FEW_WORDS, NEVER_BESIDE, RIGHT, RIGHT_WORD, ATTESTED = "~+!=#:"
NO_FAULT = NEVER_BESIDE + RIGHT + RIGHT_WORD + ATTESTED
# How many powers of ten the form meant must be counted ahead of the form seen with its other neighbour: 發言, counted
# 100,000 times, decides 市長|髮言 though 長髮 stands 50 times.
AHEAD = 2
SURE_TIER = 4  # counts of 10,000: a word so common is meant though its neighbour may belong to another one
COMMON = 2  # counts of 100
UNSURE = 9  # no tier
ANYWHERE = frozenset("於係後裡裏隻")  # words by themselves, which stand beside anything
COPULA = "係"  # where another word follows it (係|統一, 係|列入) the caller knows
REACH_CHARS = 2  # characters on either side that are looked at
UNKNOWN = -1  # the tier of a neighbour that no row has
LISTED = 0  # that of one which dictionaries list and nobody counted; 1 is that of counts below 100

Tiers = dict[str, int]


class Context(NamedTuple):
    """What a form's neighbours say.

    `meant` is the form they ask for, nothing where the one seen is right; `word` is what stands with the form meant.
    `is_cut` says that a neighbour belongs to another word, as 安平 before 麵 does: then nothing is proven. `is_common`
    says that the form seen stands there so often that no dictionary can speak against it.
    """

    meant: str
    word: str
    is_cut: bool = False
    is_common: bool = False


class _Row(NamedTuple):
    before: Tiers
    after: Tiers


NO_ROW = _Row({}, {})


def in_context(text: str, at: int) -> Context | None:
    """What the neighbours of the character at `at` say of its form, if they say anything."""
    if at >= REACH_CHARS:
        return _in_window(text[at - REACH_CHARS : at + REACH_CHARS + 1])
    return _in_window("\n" * (REACH_CHARS - at) + text[: at + REACH_CHARS + 1])


@lru_cache(maxsize=8192)
def _in_window(window: str) -> Context | None:
    """The evidence on the third character of five; the page's ends are line breaks."""
    rows = _rows(window[REACH_CHARS])
    if not rows:
        return None
    place = _Place(window[0], window[1], window[3:4], window[4:5])
    right, has_word, is_word = _right(rows, place, window[REACH_CHARS])
    if is_word:
        return Context("", "", is_common=right >= COMMON)
    skipped = NO_FAULT + (FEW_WORDS if right > UNKNOWN else "")
    found = [
        told for mark in rows if mark[0] not in skipped and (told := _told(rows, mark, place, window[REACH_CHARS]))
    ]
    if whole := [told for told in found if not told[1].is_cut]:
        found = whole
    best = max((tier for tier, _ in found), default=UNKNOWN)
    contexts = {context for tier, context in found if tier == best}
    needed = right + (AHEAD if right == LISTED else AHEAD - 1) if right > UNKNOWN else 0
    if best >= needed and len({context.meant for context in contexts}) == 1:
        return contexts.pop()
    if right > UNKNOWN and (window[REACH_CHARS] in ANYWHERE or has_word):
        return Context("", "", is_common=right >= COMMON)
    return _in_run_of_three(window, rows)


@cache
def _interchangeable() -> dict[str, str]:
    alike: dict[str, str] = {}
    for group in data.words("script/interchangeable"):
        alike |= {one: alike.get(one, "") + group for one in group}
    return alike


def _in_run_of_three(window: str, rows: dict[str, _Row]) -> Context | None:
    """What a run of three says where pairs say nothing: 制造 is a seam now and then (限制造成), 制造業 never is."""
    if window[REACH_CHARS] in ANYWHERE:
        return None
    meanings = {mark[-1] for mark in rows if mark[0] not in NO_FAULT}
    for start in range(REACH_CHARS + 1):
        before, after = window[start:REACH_CHARS], window[REACH_CHARS + 1 : start + 3]
        found = {word for meant in meanings if (word := before + meant + after) in _runs_of_three()}
        if len(found) == 1:
            word = found.pop()
            return Context(word[REACH_CHARS - start], word)
    return None


def is_attested(text: str, at: int) -> bool:
    """Whether sound text has the form beside one of its neighbours, though another form is commoner there."""
    row = _rows(text[at]).get(ATTESTED, NO_ROW)
    return text[at - 1 : at] in row.before or text[at + 1 : at + 2] in row.after


def is_common_behind(text: str, at: int) -> bool:
    """Whether sound text has the form often behind the neighbour before it, though another is commoner: 財產制."""
    return _rows(text[at]).get(ATTESTED, NO_ROW).before.get(text[at - 1 : at], UNKNOWN) >= COMMON


def are_interchangeable(one: str, other: str) -> bool:
    """Whether sound texts write one of two forms for the other."""
    return other in _interchangeable().get(one, "")


def is_interchangeable(form: str) -> bool:
    """Whether sound texts write another form for this one, or this for another."""
    return form in _interchangeable()


def neighbours(seen: str) -> tuple[str, str]:
    """The characters before and after a form beside which another one may be meant."""
    rows = [row for mark, row in _rows(seen).items() if mark[0] not in NO_FAULT]
    return "".join(one for row in rows for one in row.before), "".join(one for row in rows for one in row.after)


@cache
def counted_suspects() -> frozenset[str]:
    """The forms that the table knows to be wrong somewhere."""
    return frozenset(line[0] for line in _table().split("\n") if line[1:2] == "\t" and line[2] not in NO_FAULT)


class _Place(NamedTuple):
    """The two characters on either side."""

    first: str
    before: str
    after: str
    last: str


def _right(rows: dict[str, _Row], place: _Place, seen: str) -> tuple[int, bool, bool]:
    """How often sound text has the form seen beside the neighbours, whether as a word, and as one that ends there."""
    words, others = rows.get(RIGHT_WORD, NO_ROW), rows.get(RIGHT, NO_ROW)
    left, right = words.before.get(place.before, UNKNOWN), words.after.get(place.after, UNKNOWN)
    counted = max(left, right, others.before.get(place.before, UNKNOWN), others.after.get(place.after, UNKNOWN))
    if seen in ANYWHERE:
        return counted, False, False
    whole_left = left > UNKNOWN and not _ends_word(place.first, place.before, seen)
    whole_right = right > UNKNOWN and not _begins_word(seen, place.after, place.last)
    if counted == SURE_TIER and not (whole_left or whole_right):
        counted = COMMON  # 直接|髮給
    return counted, max(left, right) > UNKNOWN, whole_left or whole_right


def _told(rows: dict[str, _Row], mark: str, place: _Place, seen: str) -> tuple[int, Context] | None:
    """How often sound text has the form of a row beside the neighbours, where it never has the form seen."""
    row, meant = rows[mark], mark[-1]
    left, right = row.before.get(place.before, UNKNOWN), row.after.get(place.after, UNKNOWN)
    if mark[0] == HARDLY_EVER:
        free = not ANYWHERE.isdisjoint((seen, meant))
        left = left if _is_closed(rows, meant, place.after, free, after=True) else UNKNOWN
        is_closed = seen == COPULA or _is_closed(rows, meant, place.before, free, after=False)
        right = right if is_closed else UNKNOWN
    if left == right == UNKNOWN:
        return None
    if mark[0] == FEW_WORDS:
        return LISTED, Context(meant, place.before + meant if left >= right else meant + place.after)
    on_left, on_right = place.before + meant, meant + place.after
    sure = SURE_TIER if meant not in ANYWHERE else UNSURE
    whole_left = left if left >= sure or not _ends_word(place.first, place.before, meant) else UNKNOWN
    whole_right = right if right >= sure or not _begins_word(meant, place.after, place.last) else UNKNOWN
    if whole_left == whole_right == UNKNOWN:
        return max(left, right), Context(meant, on_left if left >= right else on_right, is_cut=True)
    tier = max(whole_left, whole_right)
    if mark[0] == HARDLY_EVER:
        tier -= 1
    return tier, Context(meant, on_left if tier <= whole_left else on_right)


def _is_closed(rows: dict[str, _Row], meant: str, neighbour: str, free: bool, *, after: bool) -> bool:
    """Whether no word of the form seen can begin, or end, with the neighbour: then there is no seam."""
    if not neighbour.isalnum():
        return True
    never, word = rows.get(NEVER_BESIDE + meant, NO_ROW), rows.get(RIGHT_WORD, NO_ROW)
    if neighbour in (never.after if after else never.before):
        return True
    return not free and neighbour not in (word.after if after else word.before)


def ends_word(text: str, at: int) -> bool:
    """Whether the character makes a common word with the one before it."""
    fold = folding()
    return at > 0 and text[at - 1].translate(fold) in _borders(text[at].translate(fold))[0]


def _ends_word(first: str, last: str, meant: str) -> bool:
    """Whether the neighbour before ends another word (安平|麵), and the three together (各方面) are not known."""
    fold = folding()
    ends = bool(first) and first.translate(fold) in _borders(last.translate(fold))[0]
    return ends and first + last + meant not in _whole_runs()


def _begins_word(meant: str, first: str, last: str) -> bool:
    fold = folding()
    begins = bool(last) and last.translate(fold) in _borders(first.translate(fold))[1]
    return begins and meant + first + last not in _whole_runs()


@cache
def _rows(seen: str) -> dict[str, _Row]:
    table = _table()
    rows = {}
    at = table.find(f"\n{seen}\t")
    while at >= 0:
        end = table.index("\n", at + 1)
        _, mark, before, after = table[at + 1 : end].split("\t")
        rows[mark] = _Row(_tiers(before), _tiers(after))
        at = table.find(f"\n{seen}\t", end)
    return rows


def _tiers(column: str) -> Tiers:
    return {one: tier for tier, group in enumerate(column.split("|")) for one in group}


@cache
def _table() -> str:
    return "\n" + data.read("script/contexts.txt")


@cache
def _runs_of_three() -> frozenset[str]:
    return frozenset(_table().partition("\nthree\t")[2].partition("\n")[0].split(" "))


@cache
def _borders(one: str) -> tuple[str, str]:
    """What stands before a character in common words of two, and after it."""
    table = _border_table()
    at = table.find(f"\n{one}\t")
    if at < 0:
        return "", ""
    _, before, after = table[at + 1 : table.index("\n", at + 1)].split("\t")
    return before, after


@cache
def _border_table() -> str:
    return "\n" + data.read("script/borders.txt")


@cache
def _whole_runs() -> frozenset[str]:
    return frozenset(_border_table().partition("\n\t")[2].rstrip("\n").split(" "))
