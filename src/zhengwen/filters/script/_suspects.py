"""The characters that may stand for another form."""

from __future__ import annotations

from functools import cache

from zhengwen import data
from zhengwen.filters.script._contexts import are_interchangeable, counted_suspects
from zhengwen.filters.script._reading import ambiguous, folding, forms, neighbours

# Characters that some Traditional texts use for their other form: leftovers only on a page that has others.
HABITS = frozenset("托占注游")
# A form that dictionaries know beside fewer characters is not looked for unless counts speak: 出 for 齣 and 席 for 蓆
# would be half of all places.
FEWEST_NEIGHBOURS = 25
ARCHAIC = frozenset("箇侷孃纔韆繮")  # forms that no word of today needs, whatever dictionaries list


@cache
def leftovers() -> frozenset[str]:
    """The characters that may be Simplified ones on a Traditional page."""
    return _listed_leftovers() | HABITS | ambiguous() | {one for one in _confused() if _is_simplified(one)}


@cache
def overconverted() -> frozenset[str]:
    """The forms that a converter may have put for another one."""
    return _listed_overconverted() | {one for one in _confused() if not _is_simplified(one)}


@cache
def listed_suspects() -> frozenset[str]:
    """Those of all these for which a word of the dictionaries may speak; for the others only counts may."""
    return _listed_leftovers() | HABITS | ambiguous() | _listed_overconverted()


def _listed_leftovers() -> frozenset[str]:
    """Traditional characters that no Traditional text uses for their other form: in such a word one is a leftover."""
    return frozenset(data.listed("listed-leftovers"))


def _listed_overconverted() -> frozenset[str]:
    """Forms whose Simplified character is a Traditional character of another meaning, which the word may mean."""
    return frozenset(data.listed("listed-overconverted"))


@cache
def _confused() -> frozenset[str]:
    """All forms beside which counts or dictionaries know another one that is not rare itself."""
    plain = neighbours().keys() - data.characters("script/simplified-only")
    groups = ({simplified, *group} for simplified, group in forms().items())
    listed = {
        one for group in groups for one in group & plain if _has_other(one, group - ARCHAIC) and _is_worth_it(one)
    }
    return counted_suspects() | listed


def _is_worth_it(one: str) -> bool:
    return sum(map(len, neighbours()[one])) >= FEWEST_NEIGHBOURS


def _has_other(one: str, group: set[str]) -> bool:
    return any(form != one and not are_interchangeable(one, form) for form in group)


def _is_simplified(one: str) -> bool:
    return folding().get(ord(one), one) == one


@cache
def suspects() -> frozenset[str]:
    """All these characters."""
    return leftovers() | overconverted()
