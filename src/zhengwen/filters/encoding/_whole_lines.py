"""Lines and pages that are one wrong reading from their beginning to their end."""

from __future__ import annotations

from zhengwen.filters.encoding._best_path import Stretch
from zhengwen.filters.encoding._mojibake_pairs import WESTERN, Reading
from zhengwen.filters.encoding._plausibility import is_believable
from zhengwen.filters.encoding._reverse_reading import strictly
from zhengwen.pages.rare_characters import Unusual
from zhengwen.text import language_model
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

IDEOGRAPH = pattern(f"[{UNIFIED}]")
MIN_FAMILIAR_EVIDENCE = 40.0  # evidence that makes a reading familiar
MIN_ODD_CHARS = 2  # odd characters of a page that is tried as a whole
SLACK = 4.0  # nats by which the rest of a line may read worse, where most of it reads much better


def completed(line: str, stretches: list[Stretch], reading: Reading) -> list[Stretch]:
    """The whole line in place of its misread stretches, where what is between them reads about as well, too.

    So `月` comes back in `11月1日`, where it stands alone between figures, and the last word of a sentence that looks
    like a word in either reading.
    """
    read = strictly(line, reading) if stretches else None
    if read is None:
        return stretches
    gain = sum(stretch.gain for stretch in stretches)
    if gain - _gain(line, read) > SLACK:
        return stretches
    return [_whole(line, read, gain)]


def known_on_all_lines(
    text: str, seen: Unusual, readings: tuple[Reading, ...], totals: dict[Reading, float]
) -> Reading | None:
    """The reading that a page shows to be garbled by throughout; what is no ASCII reads in it to the last byte.

    It is known from passages that show it by themselves, or the page as a whole reads so much better.
    """
    strongest = max(totals, key=lambda one: totals[one], default=None)
    if strongest and totals[strongest] >= MIN_FAMILIAR_EVIDENCE:
        return strongest
    if len(seen.places) < MIN_ODD_CHARS:
        return None
    pages = {reading: _page(text, reading) for reading in totals or readings}
    best = max(pages, key=lambda one: pages[one].gain)
    if pages[best].gain >= best.least and is_believable(pages[best], text, best, familiar=False):
        return best
    return None


def whole_lines(text: str, known: Reading) -> dict[int, Stretch]:
    """The lines of a page that is garbled throughout, each read whole in the charset that most of it is in.

    So a line comes back that is too short to show by itself what it is: `51Ôª` is `51元` where nothing on the page is
    Chinese, and what is no ASCII reads as Chinese to the last byte; where ideographs were read as others, every line of
    the page must read so, and cost less.
    """
    western = known in WESTERN
    if western and IDEOGRAPH.search(text):
        return {}
    found: dict[int, Stretch] = {}
    start = 0
    for line in text.split("\n"):
        if not line.isascii():
            read = strictly(line, known)
            if read is not None and (western or _gain(line, read) > -SLACK):
                if read != line:
                    found[start] = _whole(line, read, MIN_FAMILIAR_EVIDENCE)
            elif not western:  # ideographs may be what they seem: all lines are garbled, or each shows it by itself
                return {}
        start += len(line) + 1
    return found


def _page(text: str, reading: Reading) -> Stretch:
    """A page as one stretch; it gains nothing where a line of it does not read at all."""
    nothing = Stretch(0, len(text), "", 0.0)
    if reading in WESTERN and IDEOGRAPH.search(text):
        return nothing
    gain, lines = 0.0, []
    for line in text.split("\n"):
        read = line if line.isascii() else strictly(line, reading)
        if read is None:
            return nothing
        gain += _gain(line, read)
        lines.append(read)
    return Stretch(0, len(text), "\n".join(lines), gain)


def _gain(line: str, read: str) -> float:
    return language_model.prefix_costs(line, language_model.RARE)[-1] - language_model.cost(read)


def _whole(line: str, read: str, gain: float) -> Stretch:
    """A line, less what is the same in both readings at its ends."""
    first = _alike(line, read)
    last = _alike(line[:first:-1], read[:first:-1])
    return Stretch(first, len(line) - last, read[first : len(read) - last], gain)


def _alike(one: str, other: str) -> int:
    """How many characters two texts have alike from their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
