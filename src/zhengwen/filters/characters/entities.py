"""HTML entities that were never decoded, or encoded twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.not_prose import is_program, kind_at
from zhengwen.pages.not_prose_lines import Kind
from zhengwen.pages.quoted_faults import is_about_faults, is_cited
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

ENTITY = pattern(
    r"""&(?:
        \#(?P<decimal>[0-9]{2,7});?
      | \#[xX](?P<hexadecimal>[0-9a-fA-F]{2,6});
      | (?P<name>[A-Za-z][A-Za-z0-9]{1,30});
      | (?P<blank>nbsp)(?![a-z=]|\n;)                                    # no name, and no word, begins with it
      | (?P<bare>[lr][sd]?quo|hellip|[mn]dash|middot|times|bull|copy|reg|deg)(?![A-Za-z0-9=]|\n;)
    )""",
    re.VERBOSE,
)
# An entity that a wrapped line parted: `&nb` at the end of a line, `sp;` at the head of the next.
PARTED = pattern(r"&(?P<head>[A-Za-z]{0,8})\n(?P<tail>[A-Za-z]{0,8});")
MARKUP = frozenset(("lt", "gt", "amp", "LT", "GT", "AMP"))  # a page on HTML may mean them
MIN_KINDS, MAX_TIMES_A_KIND = 4, 3  # kinds of entities of a page about them; times that each stands there at most
MIN_PARTED_LETTERS = 3  # letters; a shorter name may be a word and the end of another
SPACES = frozenset("\N{NO-BREAK SPACE}\N{EN SPACE}\N{EM SPACE}\N{THIN SPACE}")
TAGS = pattern(
    r"</(?:html|head|body|div|p|span|a|ul|ol|li|table|tr|td|th|script|style|title|h[1-6])\s*>", re.IGNORECASE
)
MIN_TAGS = 2  # a page that explains HTML may name one
TAG = pattern(r"[A-Za-z/!]")
ADDRESS = pattern(rf"(?:https?://|www\.)[^\s<>{UNIFIED}，。；）]{{0,2000}}")


def find(page: Page) -> Iterator[Finding]:
    """Find entities that were never decoded."""
    text = page.text
    if "&" not in text or _is_markup(text):
        return
    found = [*_whole(text), *_parted(text)]
    if not found or page.view(is_program):
        return
    cited = _is_reference(text, found)
    yield from (one._replace(replacement=None) if cited or _is_in_shown_tags(page, one) else one for one in found)


def _is_in_shown_tags(page: Page, found: Finding) -> bool:
    """Whether the line is markup that the text shows: its entities belong to it."""
    return kind_at(page, found.start) is Kind.MARKUP


def _is_reference(text: str, found: list[Finding]) -> bool:
    """Whether a page explains entities: it has many kinds of them, most no more than once or twice, and says so."""
    kinds = len({text[one.start : one.end] for one in found})
    return kinds >= MIN_KINDS and MAX_TIMES_A_KIND * kinds >= len(found) and is_about_faults(text)


def _whole(text: str) -> Iterator[Finding]:
    addresses = _Addresses(text)
    for found in ENTITY.finditer(text):
        character = _character(found)
        if not character or addresses.hold(found.start()):
            continue
        start, end = found.span()
        if is_cited(text, start, end, character):
            yield Finding("C004", start, end, f"The entity {found[0]} is quoted here.")
        else:
            yield Finding(
                "C004", start, end, f"The entity {found[0]} was not decoded.", character, _is_safe(found, text)
            )


def _parted(text: str) -> Iterator[Finding]:
    """The entities that a line break parts; the break stays, for the rule on wrapped lines to judge."""
    for found in PARTED.finditer(text):
        name = found["head"] + found["tail"]
        character = html5.get(f"{name};", "")
        if character and name not in MARKUP and len(name) > MIN_PARTED_LETTERS:
            character = "" if character in SPACES else character
            yield Finding("C004", *found.span(), f"A line break splits the entity &{name};.", f"{character}\n")


def _is_markup(text: str) -> bool:
    """Whether the text is HTML itself, whose entities are no leftovers."""
    return "</" in text and len(TAGS.findall(text)) >= MIN_TAGS


class _Addresses:
    """The web addresses of a text: `&copy=1` in one of them is a parameter."""

    def __init__(self, text: str) -> None:
        self.spans = ADDRESS.finditer(text)
        self.start = self.end = -1

    def hold(self, position: int) -> bool:
        """Whether a position lies in an address; positions must be given in ascending order."""
        while self.end <= position:
            span = next(self.spans, None)
            if span is None:
                return False
            self.start, self.end = span.span()
        return self.start <= position


def _character(found: re.Match[str]) -> str:
    """What an entity stands for; nothing when it stands for nothing a text can hold."""
    if name := found["name"] or found["blank"] or found["bare"]:
        character = html5.get(f"{name};", "")
        return " " if character in SPACES else character
    number = int(found["decimal"]) if found["decimal"] else int(found["hexadecimal"], 16)
    if number in range(0x80, 0xA0):
        return bytes([number]).decode("cp1252", "ignore")
    if (number < 0x20 and number not in (9, 10, 13)) or number in range(0xD800, 0xE000) or number > 0x10FFFF:
        return ""
    character = chr(number)
    return " " if character in SPACES else character


def _is_safe(found: re.Match[str], text: str) -> bool:
    """Whether the entity cannot be meant as it stands, and what it becomes cannot be taken for markup."""
    name = found["name"]
    if name not in MARKUP:
        return True
    after = text[found.end() : found.end() + 12]
    if name in ("amp", "AMP"):
        return not re.match(r"(?:lt|gt|amp|quot);", after)
    return name in ("gt", "GT") or not TAG.match(after)


class LeftoverEntity(Rule):
    """An HTML entity in the text: `&nbsp;`, `&ldquo;`, `&#20013;`.

    ## What it does
    Replaces named and numbered entities with the characters they stand for, and entities of spaces with plain spaces. A
    named entity split by a wrapped line (`&nb` and `sp;`) is rejoined. Common ones are recognized without their
    semicolon, too.

    ## Why it is damage
    Text taken from markup with patterns, or encoded twice, keeps its entities; nobody publishes `&nbsp;` for readers.

    ## Example
    `联系人：张三&nbsp;&nbsp;电话` → `联系人：张三  电话`

    ## Leaves alone
    Web addresses, where `&` separates parameters; `AT&T;` and other names that are no entities; HTML itself, and source
    code. An entity that is quoted, with its meaning beside it or on a page about HTML, or that stands on a
    line of markup which the text shows, is reported.

    ## Safety
    Safe, except for `&lt;` before a letter and `&amp;` before another entity: a page that explains HTML may mean them.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "C004"
