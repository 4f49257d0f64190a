"""Letters, marks and pictures whose UTF-8 was read in a charset of one byte a character: what ftfy undoes."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.encoding._budget import MAX_CHARS_FOR_FTFY
from zhengwen.filters.encoding._western_runs import may_be_misread, runs
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.not_prose import is_program
from zhengwen.pages.quoted_faults import is_cited
from zhengwen.text import lazy_import
from zhengwen.text.char_classes import SUPPLEMENTARY
from zhengwen.text.lazy_regex import pattern

IDEOGRAPH = pattern(f"[\u2e80-\u9fff\uf900-\ufaff{SUPPLEMENTARY}]")
NO_TEXT = pattern("[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U0010ffff]")  # UTF-8 by chance
LATIN = pattern("[\u00c0-\u024f]")
GREEK_OR_ON = pattern("[\u0370-\u058f]")  # Greek, Cyrillic, Armenian
NOT_ASCII = pattern(r"([^\0-\x7f]+)")
BAD = 3  # places that ftfy calls bad, from which on a run that it cannot mend is reported
BAD_SHARE = 8  # characters of such a run to each of them, at most


def find(page: Page) -> Iterator[Finding]:
    """Find letters and marks that were read in a wrong charset of one byte a character."""
    if not may_be_misread(page):
        return
    given = list(runs(page))
    if sum(len(run) for _, run in given) > MAX_CHARS_FOR_FTFY:
        start = given[0][0]
        yield Finding("E013", start, start + 1, "There are too many garbled letters to examine; they stay as they are.")
        return
    for start, run in given:
        for finding in _mended(run, start, page.text):
            yield finding._replace(replacement=None) if page.view(is_program) else finding


def _mended(run: str, start: int, text: str) -> Iterator[Finding]:
    """What ftfy makes of a run, in the smallest true spans."""
    with lazy_import.IMPORTING:
        from ftfy.badness import badness

    if not run.isascii() and (bad := badness(run)):
        read = _read_again(run)
        left = bad if read == run else badness(read)
        if read == run or (2 * left > bad and _is_garbled(read, left)):
            if _is_garbled(run, bad):
                first = start + len(run) - len(run.lstrip())
                seen = run.strip()
                yield Finding(
                    "E013",
                    first,
                    first + len(seen),
                    f"{seen[:12]} looks like letters read in a wrong charset, but cannot be restored.",
                )
            return
        for first, seen, meant in _changes(run, read):
            yield _finding(start + first, seen, meant, text)


def _is_garbled(run: str, bad: int) -> bool:
    return bad >= BAD and bad * BAD_SHARE >= len(run)


def _read_again(run: str) -> str:
    with lazy_import.IMPORTING:
        from ftfy import TextFixerConfig, fix_encoding  # slow to import, and hardly a page needs it

    return fix_encoding(run, config=TextFixerConfig(unescape_html=False))


def _changes(run: str, read: str) -> Iterator[tuple[int, str, str]]:
    """Where the two differ: at each row of letters that are no ASCII, if the ASCII between is the same in both."""
    old, new = NOT_ASCII.split(run), NOT_ASCII.split(read)
    if old[::2] != new[::2]:
        old, new = [run], [read]
    place = 0
    for seen, meant in zip(old, new, strict=True):
        if seen != meant:
            first = _alike(seen, meant)
            last = _alike(seen[:first:-1], meant[:first:-1])
            yield place + first, seen[first : len(seen) - last], meant[first : len(meant) - last]
        place += len(seen)


def _finding(start: int, seen: str, meant: str, text: str) -> Finding:
    end = start + len(seen)
    if NO_TEXT.search(meant):
        return Finding(
            "E013", start, end, f"{seen[:12]} looks like letters read in a wrong charset, but cannot be restored."
        )
    if _is_part_of_a_word(text, start, end, meant):
        return Finding("E013", start, end, f"{seen[:12]} is part of letters read in another wrong charset.")
    if is_cited(text, start, end, meant):
        return Finding("E013", start, end, f"{seen[:24]} is {meant[:24]} in a wrong charset, and is quoted here.")
    message = f"{seen[:24]} is {meant[:24]}, read in a wrong charset."
    return Finding("E013", start, end, message, meant, not IDEOGRAPH.search(meant))


def _is_part_of_a_word(text: str, start: int, end: int, meant: str) -> bool:
    """Whether Latin letters go on beside what would be Greek or Cyrillic: `Ð¹` in `ÖÐ¹ú`, which is GBK."""
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    return GREEK_OR_ON.search(meant) is not None and LATIN.search(beside) is not None


def _alike(one: str, other: str) -> int:
    """How many characters two texts have alike from their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


class WesternMojibake(Rule):
    """Letters, marks or pictures whose UTF-8 was read in a Western charset: `Ã©`, `â€œ`, `вЂ“`.

    ## What it does
    Restores the letter or mark, undoing one or several wrong readings, by the evidence of ftfy, in each run of
    characters between ideographs. It knows Latin-1, Windows-1250 to 1254 and 1257, ISO 8859-2, Mac Roman and code page
    437. Only wrong readings are undone: quotation marks, widths and normal forms stay as they are. A character that
    lost a byte becomes U+FFFD.

    ## Why it is damage
    A name or a quotation mark became two or three letters that nobody wrote.

    ## Example
    `CafÃ©` → `Café`

    ## Leaves alone
    Words of French, German, Vietnamese and other languages as they are written; ideographs, which `E010` handles;
    source code. What is quoted, with its meaning beside it or on a page about garbled text, is reported.

    ## Safety
    Safe: ftfy requires a sequence that is UTF-8 and no word of any language. Unsafe where the result has ideographs
    that `E010` does not confirm. Reported where letters look misread and ftfy finds no repair.

    ## Evidence
    In none of 100 sound documents, 18 pages of news and agencies and 1,238 scraped texts.
    """

    code = "E013"
