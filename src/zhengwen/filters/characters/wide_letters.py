"""Full-width Latin letters on a page that writes plain ones."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.lazy_regex import pattern

WIDE = pattern("[Ａ-Ｚａ-ｚ]+")
TOKEN = pattern("[Ａ-Ｚａ-ｚA-Za-z0-9０-９]+")
PLAIN = pattern("[A-Za-z]+")
PLAIN_WORD = pattern("[A-Za-z0-9]+")
DIGIT = pattern("[０-９]")
TO_PLAIN = {full: full - 0xFEE0 for full in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
MIN_PLAIN_TO_WIDE = 5  # plain words to each full-width one, before the full-width ones are strangers on the page


def find(page: Page) -> Iterator[Finding]:
    """Find full-width letters where the page has the habit of plain ones."""
    text = page.text
    if not WIDE.search(page.view(unusual).characters):
        return
    wide = WIDE.findall(text)
    if len(wide) * MIN_PLAIN_TO_WIDE > len(PLAIN.findall(text)):
        return
    words = set(PLAIN_WORD.findall(text))
    for token in TOKEN.finditer(text):
        for found in WIDE.finditer(text, *token.span()):
            plain = found[0].translate(TO_PLAIN)
            safe = token[0].translate(TO_PLAIN) in words or _is_mixed(token[0])
            message = f"{found[0]} is full-width; the page writes plain letters."
            yield Finding("C008", found.start(), found.end(), message, plain, safe and not DIGIT.search(token[0]))


def _is_mixed(token: str) -> bool:
    """Whether one word has letters of both widths."""
    return PLAIN.search(token) is not None


class FullWidthLetter(Rule):
    """Full-width Latin letters on a page that writes plain ones.

    ## What it does
    Puts plain letters for full-width ones where the page has five times as many plain words.

    ## Why it is damage
    They come from another source, or another input method, and no search for the word finds them.

    ## Example
    `ＡPP` becomes `APP` on a page that writes `APP` everywhere else.

    ## Leaves alone
    Pages that write full-width letters throughout, or about as often; figures, which `N004` sees to.

    ## Safety
    Safe where one word has letters of both widths, or stands on the page in plain letters, too; else unsafe: `Ａ股` and
    names of variables may be meant.

    ## Evidence
    One of 100 sound documents has such letters, twice, and no plain ones.
    """

    code = "C008"
    safety = Safety.SAFE
