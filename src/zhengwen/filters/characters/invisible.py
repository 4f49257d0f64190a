"""Characters that nobody sees: byte order marks, zero-width and bidirectional controls, soft hyphens."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.lazy_regex import pattern

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
BIDI = (
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"
    "\N{LEFT-TO-RIGHT EMBEDDING}-\N{RIGHT-TO-LEFT OVERRIDE}\N{LEFT-TO-RIGHT ISOLATE}-\N{POP DIRECTIONAL ISOLATE}"
)
ZERO_WIDTH = (
    f"{BOM}\N{ZERO WIDTH SPACE}\N{WORD JOINER}-\N{INVISIBLE PLUS}\N{MONGOLIAN VOWEL SEPARATOR}"
    "\N{INTERLINEAR ANNOTATION ANCHOR}-\N{INTERLINEAR ANNOTATION TERMINATOR}\N{COMBINING GRAPHEME JOINER}"
)
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
# What a wrong charset makes of bytes: a soft hyphen between two of these is one of the bytes.
MISREAD = pattern("[\u0080-\u024f\u2013-\u203a\u20ac\u2122]")
INVISIBLE = pattern(f"[{ZERO_WIDTH}{SOFT_HYPHEN}{JOINERS}{BIDI}]+")
# Scripts whose letters change their shape, or their order, by characters that are themselves invisible.
SHAPED = pattern(
    "[\N{ARMENIAN CAPITAL LETTER AYB}-\N{MYANMAR SYMBOL SHAN EXCLAMATION}"
    "\N{KHMER LETTER QA}-\N{MONGOLIAN LETTER MANCHU ALI GALI LHA}"
    "\N{HEBREW LIGATURE YIDDISH YOD YOD PATAH}-\N{ARABIC LIGATURE JALLAJALALOUHOU}"
    "\N{ARABIC FATHATAN ISOLATED FORM}-\N{ARABIC LIGATURE LAM WITH ALEF FINAL FORM}"
    "\U00010800-\U00010fff\U00011000-\U00011fff]"
)
# Pictures that are joined into one, or flags that are spelt.
PICTURES = pattern(
    "[\N{BLACK SUN WITH RAYS}-\N{BLACK RIGHTWARDS ARROWHEAD}\N{VARIATION SELECTOR-16}"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
NAMES = {
    BOM: "There is a byte order mark (U+FEFF) here.",
    "\N{ZERO WIDTH SPACE}": "There is a zero-width space (U+200B) here.",
    SOFT_HYPHEN: "There is a soft hyphen (U+00AD) here.",
}


def find(page: Page) -> Iterator[Finding]:
    """Find characters that nobody sees."""
    text = page.text
    if not INVISIBLE.search(page.view(unusual).characters):
        return
    for found in INVISIBLE.finditer(text):
        start, end = found.span()
        if not _is_needed(text, start, end):
            what = NAMES.get(found[0]) or f"U+{ord(found[0][0]):04X} is invisible."
            yield Finding("C001", start, end, what, "")


def _is_needed(text: str, start: int, end: int) -> bool:
    """Whether invisible characters do something to the letters beside them."""
    characters = text[start:end]
    if characters.strip(BOM) == "":
        return False
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if characters == SOFT_HYPHEN and MISREAD.match(before) and MISREAD.match(after):
        return True
    if PICTURES.match(before) and PICTURES.match(after):
        return True
    line = text[max(0, start - 200) : start].rpartition("\n")[2] + text[end : end + 200].partition("\n")[0]
    return SHAPED.search(line) is not None


class InvisibleCharacter(Rule):
    """A character that nobody sees: a byte order mark, a zero-width space, a direction mark.

    ## What it does
    Removes byte order marks anywhere in the text, zero-width spaces and joiners, marks of writing direction, soft
    hyphens and interlinear annotation marks.

    ## Why it is damage
    They come with the bytes, from word processors or as watermarks, split words for searches and tokenizers, and are
    missed by no reader.

    ## Example
    `国<U+200B>务院` → `国务院`

    ## Leaves alone
    Lines that hold Hebrew, Arabic, Indic, Thai or Mongolian letters, whose shape and order these characters govern;
    joiners between pictures; variation selectors; soft hyphens among letters that a wrong charset made
    (`ä¸<U+00AD>å›½`).

    ## Safety
    Safe: nothing visible changes.

    ## Evidence
    In none of 100 sound documents; once on 18 pages of news and agencies, rightly.
    """

    code = "C001"
