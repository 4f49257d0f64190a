"""Western letters and marks whose UTF-8 was read as Latin-1 or Windows-1252: what ftfy undoes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from zhengwen.filters.encoding._misread import Misread, misread
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.lazy_regex import pattern

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

_TRAIL = "\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
# The first two bytes of a character in UTF-8, seen as letters.
SIGN = pattern(f"[ÂÃÄÅÐÑâ][{_TRAIL}]|á[º»]")
LEADS = pattern("[ÂÃÄÅÐÑâá]")
# What stands together on a line in letters and marks that a Western charset has.
RUN = pattern(f"[!-~\xa0-\xff{_TRAIL}]+(?: [!-~\xa0-\xff{_TRAIL}]+)*")
IDEOGRAPH = pattern("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LONGEST = 2000  # characters given to ftfy at once, which looks at each many times


def find(page: Page) -> Iterator[Finding]:
    """Find Western letters and marks that were read in the wrong charset."""
    text = page.text
    if not LEADS.search(page.view(unusual).characters) or not SIGN.search(text):
        return
    chinese = page.view(misread)
    for run in RUN.finditer(text):
        if len(run[0]) > LONGEST or not SIGN.search(run[0]):
            continue
        for word, start in _words(run[0], run.start()):
            if _is_among(chinese, start, start + len(word)):
                continue
            repaired = _repaired(word)
            if repaired != word and not IDEOGRAPH.search(repaired):
                yield _finding(word, repaired, start)


def _words(run: str, start: int) -> Iterator[tuple[str, int]]:
    """The words of a run that hold a sign, each with its place."""
    for word in run.split(" "):
        if SIGN.search(word):
            yield word, start
        start += len(word) + 1


def _is_among(chinese: list[Misread], start: int, end: int) -> bool:
    """Whether a word holds some Chinese that was read wrongly, or is part of it."""
    at = bisect_left(chinese, (end,)) - 1
    return at >= 0 and start < chinese[at].end


def _repaired(word: str) -> str:
    from ftfy import fix_encoding  # slow to import, and hardly a page needs it

    return fix_encoding(word, config=_settings())


@cache
def _settings() -> TextFixerConfig:
    """Nothing but wrong readings; what lost a byte is not guessed."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        restore_byte_a0=False,
        replace_lossy_sequences=False,
        decode_inconsistent_utf8=True,
        fix_c1_controls=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )


def _finding(word: str, repaired: str, start: int) -> Finding:
    """The smallest true span of a repair."""
    first = _alike(word, repaired)
    last = _alike(word[:first:-1], repaired[:first:-1])
    seen, meant = word[first : len(word) - last], repaired[first : len(repaired) - last]
    return Finding(
        "E013", start + first, start + first + len(seen), f"UTF-8 read as Latin-1: {seen} for {meant}", meant
    )


def _alike(one: str, other: str) -> int:
    """How many characters two texts have alike from their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


class WesternMojibake(Rule):
    """Western letters or marks whose UTF-8 was read as Latin-1 or Windows-1252: `Ã©`, `â€œ`.

    ## What it does
    Puts the letter or the mark back, once or several times over, word by word, by the evidence of ftfy: the words given
    to it hold letters of a Western charset only, and nothing but wrong readings is undone.

    ## Why it is damage
    A name or a quotation mark became two or three letters that nobody wrote.

    ## Example
    `CafÃ©` → `Café`

    ## Leaves alone
    Words of French, German, Vietnamese and other languages as they are written; ideographs, which `E010` sees to;
    sequences that lost a byte.

    ## Safety
    Safe: ftfy asks for a sequence that is UTF-8 and no word of any language.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E013"
