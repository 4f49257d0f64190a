"""Characters that come of reading bytes in the wrong charset, once or several times over."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.encoding._examination import misread
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.not_prose import is_program
from zhengwen.pages.quoted_faults import is_cited


def find(page: Page) -> Iterator[Finding]:
    """Find wrong readings of Chinese bytes."""
    cited: bool | None = None
    examined = page.view(misread)
    if examined.given_up is not None:
        place = examined.given_up
        yield Finding(
            "E010", place, place + 1, "There is too much garbled text to examine it all; the rest stays as it is."
        )
    for start, end, text, reading, sure in examined.passages:
        if not sure:
            yield Finding("E010", start, end, f"This looks like {reading}, but most of the line cannot be restored.")
            continue
        if cited is None:
            cited = page.view(is_program)
        if cited or is_cited(page.text, start, end, text):
            yield Finding("E010", start, end, f"{text[:12]} in {reading} is quoted here.")
        else:
            yield Finding("E010", start, end, f"This is {reading}.", text)


class Mojibake(Rule):
    """Chinese whose bytes were read in the wrong charset, once or several times over.

    ## What it does
    Takes a page, a line or a phrase back to its bytes and reads them in the charset they are in: UTF-8, GBK or Big5
    that was read as Latin-1, Windows-1252, 1250 or 1251, ISO 8859-2 or 8859-5, Mac Roman, Mac Cyrillic, KOI8-R, code
    page 437, 850 or 866, as one another, as Shift-JIS, EUC-JP or EUC-KR. Lines that were misread from end to end, up to
    four times, come back as a whole, also where zero-width characters stand between. Of others both readings are
    aligned by their bytes, and a stretch is turned back when it costs much less as Chinese, by the frequency of
    characters and pairs. A character that lost some of its bytes comes back where these and its neighbours leave one
    only; else it is U+FFFD. GBK that lost a byte, and reads its pairs out of step from there, is put in step again.

    ## Why it is damage
    Nobody can read it, and no search finds it.

    ## Example
    `ÖÐ¹úÈËÃñ` → `中国人民`

    ## Leaves alone
    Other languages, rare characters and names, classical texts, tables of codes, rows of one sign, and everything that
    reads no better in another charset. Reported are passages on lines of which most stays garbled, mojibake that is
    quoted, mojibake in source code, and that there is too much of it on a page to look into.

    ## Safety
    Safe: asked for are 8 to 17 nats of evidence, according to how much of a charset is no text in the other.

    ## Evidence
    Five of 1,238 scraped texts are UTF-8 read as Mac Cyrillic, and one is GBK out of step: all rightly. In none of 100
    sound documents and 18 pages of news and agencies. In none of 10 million generated characters, also
    cut into pieces of 20, and in none of 135,000 short texts of frequent words in over 35 languages, of rare names and
    of ideographs at random. Texts of 30 characters and more that lost no byte came back exactly, 1.00 of them for each
    of 14 pairs of charsets; phrases of 12 in sound sentences less often where both charsets are East Asian.
    """

    code = "E010"
    safety = Safety.SAFE
