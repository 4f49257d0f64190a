"""Variation selectors where nothing varies: invisible characters that split words for every search."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.char_classes import IDEOGRAPHS, SUPPLEMENTARY
from zhengwen.text.lazy_regex import pattern

SELECTORS = pattern("[\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
IDEOGRAPH = pattern(f"[{IDEOGRAPHS}{SUPPLEMENTARY}]")
OF_IDEOGRAPHS = "\U000e0100"  # from here on: forms of ideographs, registered one by one
# Signs, pictures, figures on keys and letters of a few scripts, whose form a selector decides.
VARIES = pattern(
    "[#*0-9\xa9\xae\u1000-\u109f\u200d\u203c\u2049\u20e3\u2122-\u2bff\u3030\u303d\u3297\u3299\u1800-\u18af\ua840-\ua87f\U0001f000-\U0001faff]"
)


def find(page: Page) -> Iterator[Finding]:
    """Find variation selectors that do nothing, or choose a form that no search knows."""
    text = page.text
    if not SELECTORS.search(page.view(unusual).characters):
        return
    for found in SELECTORS.finditer(text):
        start, end = found.span()
        before = text[start - 1 : start]
        if VARIES.match(before) and end - start == 1:
            continue
        what = f"The variation selector U+{ord(found[0][0]):04X}"
        if IDEOGRAPH.match(before) and found[0][0] >= OF_IDEOGRAPHS:
            yield Finding("C012", start, end, f"{what} chooses a form of {before}.", "", safe=False)
        elif VARIES.match(before):
            yield Finding("C012", start + 1, end, f"{what} stands there more than once.", "")
        else:
            yield Finding("C012", start, end, f"{what} stands where nothing varies.", "")


class StrayVariationSelector(Rule):
    """An invisible variation selector after a character whose form it does not decide.

    ## What it does
    Takes out the selectors U+FE00 to U+FE0F after ideographs, letters, marks and blanks, and those beyond the first
    after a picture.

    ## Why it is damage
    They come with text that was copied together with pictures, or as watermarks; nobody sees them, and no search for
    the word finds it.

    ## Example
    `国<U+FE0F>务院` → `国务院`

    ## Leaves alone
    One selector after a picture, a sign or a figure on a key, and in scripts that have them.

    ## Safety
    Safe: nothing visible changes. Unsafe for U+E0100 and above after an ideograph, which choose a registered
    form of it, as some names are written.

    ## Evidence
    In 1,238 scraped texts 17 stand, all of them after pictures or figures, and all stay.
    """

    code = "C012"
