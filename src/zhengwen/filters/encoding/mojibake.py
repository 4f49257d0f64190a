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
    Turns a page, a line or a phrase back into its bytes and reads them in the right charset: UTF-8, GBK or Big5 that
    was read as Latin-1, Windows-1252, 1250 or 1251, ISO 8859-2 or 8859-5, Mac Roman, Mac Cyrillic, KOI8-R, code page
    437, 850 or 866, as one another, as Shift-JIS, EUC-JP or EUC-KR. Lines misread from end to end, up to four times,
    are restored as a whole, even with zero-width characters in between. In other lines both readings are aligned by
    their bytes, and a stretch is restored where it is much likelier as Chinese, by the frequency of characters and
    pairs. A character that lost some of its bytes is restored where the rest and its neighbours leave one possibility;
    otherwise it becomes U+FFFD. GBK that lost a byte, and is out of step from there on, is realigned.

    ## Why it is damage
    Nobody can read it, and searches miss it.

    ## Example
    `ÖÐ¹úÈËÃñ` → `中国人民`

    ## Leaves alone
    Other languages, rare characters and names, classical texts, tables of codes, rows of one sign, and everything that
    reads no better in another charset. Passages on lines that stay garbled for the most part, quoted mojibake, mojibake
    in source code, and pages with too much of it to examine are reported.

    ## Safety
    Safe: a fix needs 8 to 17 nats of evidence, depending on how much of one charset is not text in the other.

    ## Evidence
    Five of 1,238 scraped texts are UTF-8 read as Mac Cyrillic, and one is GBK out of step: all rightly. In none of 100
    sound documents and 18 pages of news and agencies. In none of 10 million generated characters, also cut into pieces
    of 20, and in none of 135,000 short texts of frequent words in over 35 languages, of rare names and of random
    ideographs. All texts of 30 characters or more that lost no byte were restored exactly for each of 14 pairs of
    charsets; phrases of 12 characters in sound sentences less often where both charsets are East Asian.
    """

    code = "E010"
    safety = Safety.SAFE
