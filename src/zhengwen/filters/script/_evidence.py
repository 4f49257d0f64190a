"""What speaks for a change of form: counts of sound text, the page's other faults, or the page's own usage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from zhengwen.filters.script._conversion import Slip
from zhengwen.filters.script._reading import Strength
from zhengwen.page import Page

# Different words that are proven wrong, before a page is said to have gone through a converter. One is a slip of the
# pen; of 360 sound Traditional texts 4 have one such word, and none has two that are no quotation of an old text.
ENOUGH = 2


class Evidence(Enum):
    """Why a form is taken for a fault; the values end the finding's message."""

    COUNTS = "sound text writes {word} and never has {seen} there"
    CONVERTER = "other words of this page show that it was converted"
    PAGE = "this page writes {word} elsewhere"
    NONE = "it may be a name or another word, or {word} may be meant"


def weighed(
    page: Page, slips: Sequence[Slip], is_likely: Callable[[Slip], bool], impossible: int = 0
) -> Iterator[tuple[Slip, Evidence]]:
    """The slips that are faults or may be, each with what speaks for it.

    `is_likely` tells what may be mended on a page that was converted; `impossible` is the number of characters there
    that the script does not have.
    """
    proven = {(slip.seen, slip.proof) for slip in slips if slip.proof and not slip.doubtful}
    is_converted = len(proven) + impossible >= ENOUGH
    for slip in slips:
        if slip.doubtful:
            if slip.proof:
                yield slip, Evidence.NONE
        elif slip.proof:
            yield slip, Evidence.COUNTS
        elif is_converted and is_likely(slip):
            yield slip, Evidence.CONVERTER
        elif slip.strength is Strength.WORD and slip.word:
            yield slip, Evidence.PAGE if slip.word in page.text else Evidence.NONE


def message(slip: Slip, meant: str, evidence: Evidence) -> str:
    """The finding's sentence."""
    word = slip.word.replace(slip.meant, meant) or meant
    return f"The form {slip.seen} stands for {meant}: {evidence.value.format(word=word, seen=slip.seen)}."
