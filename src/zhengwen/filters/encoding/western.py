"""Letters, marks and pictures whose UTF-8 was read in a charset of one byte a character: what ftfy undoes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from zhengwen.filters.encoding._budget import MAX_CHARS_FOR_FTFY
from zhengwen.filters.encoding._misread_passages import Misread, misread
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.rare_characters import unusual
from zhengwen.text.char_search import as_ranges
from zhengwen.text.citation import is_cited
from zhengwen.text.lazy_regex import pattern
from zhengwen.text.program_text import is_program_text

# The charsets that ftfy knows, in its order (`ftfy.chardata.CHARMAP_ENCODINGS`), by the names they have in Python.
CHARSETS = ("latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso8859-2", "mac_roman", "cp437")
# What a run is made of: everything that those charsets may have made, and no East Asian character.
RUN = pattern(r"[^\n\u2e80-\u312f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]+")
IDEOGRAPH = pattern("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
NO_TEXT = pattern("[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U0010ffff]")  # UTF-8 by chance
NOT_ASCII = re.compile(r"([^\0-\x7f]+)")
LONGEST = 2000  # characters given to ftfy at once, which looks at each many times
BAD = 3  # places that ftfy calls bad, from which on a run that it cannot mend is reported
BAD_SHARE = 8  # characters of such a run to each of them, at most


def find(page: Page) -> Iterator[Finding]:
    """Find letters and marks that were read in a wrong charset of one byte a character."""
    if not _may_be_misread(page):
        return
    runs = list(_runs(page))
    if sum(len(run) for _, run in runs) > MAX_CHARS_FOR_FTFY:
        start, run = runs[0]
        yield Finding("E013", start, start + 1, "Garbled letters are not examined: there are too many of them")
        return
    is_program: bool | None = None
    for start, run in runs:
        for finding in _mended(run, start, page.text):
            if is_program is None:
                is_program = is_program_text(page.text)
            yield finding._replace(replacement=None) if is_program else finding


def _may_be_misread(page: Page) -> bool:
    """Whether the page has an odd character that one of the charsets makes of the first bytes of UTF-8, or their rest.

    Nothing is looked at but runs that have one, so that this is never wrong.
    """
    return _odd().search(page.view(unusual).characters) is not None


def _runs(page: Page) -> Iterator[tuple[int, str]]:
    """The runs in which an odd character stands, and a first byte of UTF-8 before another, each with its place."""
    text, seen, pair, is_odd = page.text, page.view(unusual), _pair(), _odd().match
    chinese = page.view(misread).passages
    done = 0
    for place in seen.places:
        if place < done or not is_odd(text, place):
            continue
        begin = max(done, _start_of_run(text, place))
        found = RUN.match(text, begin)
        done = found.end() if found else place + 1
        if found and pair.search(text, begin, done):
            for start, end in _without(chinese, begin, done):
                yield from _pieces(text, start, end)


def _start_of_run(text: str, place: int) -> int:
    start = place
    while start > 0 and place - start < LONGEST and RUN.match(text[start - 1]):
        start -= 1
    return start


def _without(chinese: list[Misread], start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run less what another rule reads as Chinese."""
    for one in chinese[max(0, bisect_left(chinese, (start,)) - 1) :]:
        if one.start >= end:
            break
        if one.end <= start:
            continue
        if one.start > start:
            yield start, one.start
        start = one.end
    if start < end:
        yield start, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """A run in pieces that are short enough, parted at spaces where it has any."""
    while end - start > LONGEST:
        stop = text.rfind(" ", start + 1, start + LONGEST) + 1 or start + LONGEST
        yield start, text[start:stop]
        start = stop
    yield start, text[start:end]


def _mended(run: str, start: int, text: str) -> Iterator[Finding]:
    """What ftfy makes of a run, in the smallest true spans."""
    from ftfy.badness import badness

    if not run.isascii() and (bad := badness(run)):
        read = _read_again(run)
        left = bad if read == run else badness(read)
        if read == run or (2 * left > bad and _is_garbled(read, left)):
            if _is_garbled(run, bad):
                first = start + len(run) - len(run.lstrip())
                seen = run.strip()
                yield Finding("E013", first, first + len(seen), f"{seen[:12]}: letters read in a wrong charset")
            return
        for first, seen, meant in _changes(run, read):
            yield _finding(start + first, seen, meant, text)


def _is_garbled(run: str, bad: int) -> bool:
    return bad >= BAD and bad * BAD_SHARE >= len(run)


def _read_again(run: str) -> str:
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
        return Finding("E013", start, end, f"{seen[:12]}: letters read in a wrong charset")
    if is_cited(text, start, end, meant):
        return Finding("E013", start, end, f"UTF-8 read in a wrong charset, and quoted: {seen} for {meant}")
    message = f"UTF-8 read in a wrong charset: {seen} for {meant}"
    return Finding("E013", start, end, message, meant, not IDEOGRAPH.search(meant))


@cache
def _leads() -> str:
    """What the charsets make of the first bytes of characters in UTF-8."""
    return _made_of(range(0xC2, 0xF5))


@cache
def _odd() -> re.Pattern[str]:
    return re.compile(f"[{as_ranges(_leads() + _made_of(range(0x80, 0xC0)))}]")


@cache
def _pair() -> re.Pattern[str]:
    trails = _made_of(range(0x80, 0xC0)) + " ?\N{REPLACEMENT CHARACTER}\x1a"
    return re.compile(f"[{as_ranges(_leads())}][{as_ranges(trails)}]")


def _made_of(numbers: range) -> str:
    raw = bytes(numbers)
    made = "".join(raw.decode(charset, "ignore") + raw.decode("latin-1") for charset in CHARSETS)
    return "".join(sorted(set(made)))


def _alike(one: str, other: str) -> int:
    """How many characters two texts have alike from their beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


class WesternMojibake(Rule):
    """Letters, marks or pictures whose UTF-8 was read in a Western charset: `Ã©`, `â€œ`, `вЂ“`.

    ## What it does
    Puts the letter or the mark back, once or several times over, by the evidence of ftfy, on each run of characters
    between ideographs. It knows Latin-1, Windows-1250 to 1254 and 1257, ISO 8859-2, Mac Roman and code page 437.
    Nothing but wrong readings is undone: no quotation mark, width or normal form is changed. A character that lost a
    byte becomes U+FFFD.

    ## Why it is damage
    A name or a quotation mark became two or three letters that nobody wrote.

    ## Example
    `CafÃ©` → `Café`

    ## Leaves alone
    Words of French, German, Vietnamese and other languages as they are written; ideographs, which `E010` sees to;
    source code. What is quoted, with its meaning beside it or on a page about garbled text, is reported.

    ## Safety
    Safe: ftfy asks for a sequence that is UTF-8 and no word of any language. Unsafe where ideographs come of it that
    `E010` does not vouch for. Reported where letters look read wrongly and ftfy finds no way back.

    ## Evidence
    In none of 100 sound documents, 18 pages of news and agencies and 1,238 scraped texts.
    """

    code = "E013"
