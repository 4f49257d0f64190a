"""What speaks for a change of form: counts of sound text, the page's other faults, or the page's own usage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum

from zhengwen.filters.script._contexts import is_common_behind
from zhengwen.filters.script._conversion import Slip
from zhengwen.filters.script._passage import classical, is_inside
from zhengwen.filters.script._reading import Strength
from zhengwen.page import Page

# Different words with a wrong form, before a page is said to have gone through a converter: of 512 sound Traditional
# texts of Taiwan and Hong Kong 32 have one that may be, none has two.
MIN_CONVERTED_WORDS = 2


class Evidence(Enum):
    """Why a form is taken for a fault; the values end the finding's message."""

    SCRIPT = "no Traditional text has it"
    COUNTS = "sound text writes {word} and never has {seen} there"
    CONVERTER = "other words of this page show that it was converted"
    PAGE = "this page writes {word} elsewhere"
    NONE = "{word} is likelier, but it may be a name, or be meant so"


def weighed(
    page: Page, slips: Sequence[Slip], is_likely: Callable[[Slip], bool], impossible: frozenset[str] = frozenset()
) -> Iterator[tuple[Slip, Evidence]]:
    """The slips that are faults or may be, each with what speaks for it.

    `is_likely` tells what may be mended on a page that was converted; `impossible` are the characters there that the
    script does not have.
    """
    passages = page.view(_classical) if slips else []
    slips = [slip._replace(doubtful=slip.doubtful or is_inside(passages, slip.at)) for slip in slips]
    words = {(slip.seen, slip.proof or slip.word) for slip in slips if _is_strong(slip)}
    is_converted = len(words) + len(impossible) >= MIN_CONVERTED_WORDS
    written = {word: word in page.text for word in {slip.word for slip in slips if _is_strong(slip)}}
    for slip in slips:
        evidence = _evidence(slip, slip.seen in impossible, written)
        may_be_mended = is_converted and not slip.doubtful and not is_common_behind(page.text, slip.at)
        if evidence is Evidence.NONE and may_be_mended and is_likely(slip):
            evidence = Evidence.CONVERTER
        if evidence is not Evidence.NONE or slip.proof or slip.word or is_likely(slip):
            yield slip, evidence


def _classical(page: Page) -> list[tuple[int, int]]:
    return classical(page.text)


def _is_strong(slip: Slip) -> bool:
    return bool(slip.word) and slip.strength is Strength.WORD and not slip.doubtful


def _evidence(slip: Slip, is_impossible: bool, written: Mapping[str, bool]) -> Evidence:
    """What speaks for one slip by itself; `written` says which words the page writes with the form meant."""
    if slip.doubtful:
        return Evidence.NONE
    if slip.proof:
        return Evidence.COUNTS
    if is_impossible and slip.strength > Strength.NONE:
        return Evidence.SCRIPT
    return Evidence.PAGE if _is_strong(slip) and written[slip.word] else Evidence.NONE


def message(slip: Slip, meant: str, evidence: Evidence) -> str:
    """The finding's sentence."""
    word = slip.word.replace(slip.meant, meant) or meant
    verb = "may stand" if evidence is Evidence.NONE else "stands"
    return f"The form {slip.seen} {verb} for {meant}: {evidence.value.format(word=word, seen=slip.seen)}."
