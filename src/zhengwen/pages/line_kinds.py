"""What kind of line a line is, judged by itself: a button bar, a footer, a menu entry … or a line of a document."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache

from zhengwen.pages import line_patterns as words
from zhengwen.pages import vocabulary
from zhengwen.pages.dates import DATE, HOLDS_DATE, SIGNING_DATE
from zhengwen.pages.labels import BYLINE_PIECE, BYLINE_SIGN, TABLE_PIECE, TABLE_SIGN
from zhengwen.pages.sentences import NUMBERED, READS_LIKE_ONE
from zhengwen.pages.vocabulary import GAP, begins, head
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern
from zhengwen.text.required_words import Sieve

COPYRIGHT = "©"
MAX_FURNITURE_CHARS = 400  # characters; no line of furniture is longer
MIN_ENTRIES, MAX_ENTRY_CHARS, MIN_KNOWN_SHARE = 5, 8, 0.6  # of a menu on one line, and how many of them are known
MAX_POLICY_CHARS = 24
MAX_CHARS_BEFORE_SIGN, MAX_SENTENCE_CHARS = (
    12,
    120,
)  # of a sentence with a sign of the site


class Kind(Enum):
    """The kinds of lines; the value says what the line is called in messages."""

    __hash__ = object.__hash__  # Enum's own is a function in Python, and kinds are looked up for every line

    BLANK = "blank line"
    CROSS = "close button"
    DIALOG = "leave-this-site dialog"
    CRUMBS = "breadcrumbs"
    TOOLS = "button bar"
    WEAK_TOOLS = "button"
    ACCESS = "accessibility bar"
    NEIGHBOUR = "link to the previous or next page"
    QR = "QR code caption"
    SITE = "site footer"
    HOST = "site host"
    CONTACT = "contact line"
    SITE_PAGES = "links to pages about the site"
    LIST = "heading of a list of links"
    MENU = "menu"
    WEATHER = "weather"
    URL = "address of a link"
    CREDIT = "editor's credit"
    BYLINE = "byline"
    FACT = "row of a disclosure table"
    RECURRING = "line of the site's other pages"
    UNNAMED = "line of the site"
    DOCUMENT = "line of a document"
    OTHER = "short line"


HOSTED = pattern("主办|承办|由")
DATE_LINE = pattern(rf"{GAP}(?:{DATE}){GAP}(?:来源|来源于|作者)?[^。]{{0,40}}$")
ONLY_DATE = pattern(rf"{GAP}{DATE}{GAP}")

# Patterns that are costly to try on every line: one scan tells which of them may match.
SIFTED = (
    words.SITE_SIGN, words.QR, words.DIALOG, words.CRUMBS, words.POLICY, words.TODAY, words.WEATHER, words.SEARCH,
)  # fmt: skip
SITE_SIGN, QR, DIALOG, CRUMBS, POLICY, TODAY, WEATHER, SEARCH = (1 << number for number in range(len(SIFTED)))
YEAR = pattern(r"\d{4}")

# Of no document; three of them, of two kinds, are no accident.
PLAIN = frozenset((Kind.SITE, Kind.CRUMBS, Kind.ACCESS, Kind.DIALOG, Kind.NEIGHBOUR, Kind.LIST, Kind.QR, Kind.TOOLS))
FEWEST_PLAIN = 3


@lru_cache(maxsize=4096)
def kind_of(line: str) -> Kind:
    """The kind of a line, judged by itself."""
    return kind_of_folded(fold(line).strip())


@lru_cache(maxsize=4096)
def kind_of_folded(text: str) -> Kind:
    """The same for a line that is folded, without blanks around it."""
    if not text:
        return Kind.BLANK
    if text == ":::":
        return Kind.ACCESS
    if text in words.CROSSES:
        return Kind.CROSS
    if len(text) > MAX_FURNITURE_CHARS:
        return Kind.DOCUMENT
    return _site_kind(text) or _document_kind(text)


def _site_kind(text: str) -> Kind | None:
    first, may = head(text), _sieve().may_match(text)
    if text in _list_heads():  # asked first: 推荐阅读 reads like two buttons
        return Kind.LIST
    if may & DIALOG and words.DIALOG.fullmatch(text):
        return Kind.DIALOG
    if _may_be_tools(text, first) and words.TOOLBAR.fullmatch(text):
        return Kind.TOOLS if words.PLAIN_TOOL.search(text) else Kind.WEAK_TOOLS
    if text[0] in words.TALLY_STARTS and words.TALLY.fullmatch(text):
        return Kind.WEAK_TOOLS
    if begins(first, "neighbours") and words.NEIGHBOUR.match(text):
        return Kind.NEIGHBOUR
    if begins(first, "accessibility") and words.ACCESS_BAR.fullmatch(text) and words.PLAIN_ACCESS.search(text):
        return Kind.ACCESS
    if NUMBERED.match(text):
        return Kind.DOCUMENT
    if may & CRUMBS and words.CRUMBS.match(text) and "。" not in text:
        return Kind.CRUMBS
    if may & QR and words.QR.fullmatch(text) and not words.ASKED_FOR.search(text):
        return Kind.QR
    if _is_site_line(text, first, may):
        return Kind.SITE
    if begins(first, "site-pages") and words.SITE_PAGE_BAR.fullmatch(text) and not words.LIST_HEAD.match(text):
        return Kind.SITE_PAGES
    if may & POLICY and len(text) <= MAX_POLICY_CHARS and words.POLICY.fullmatch(text):
        return Kind.SITE_PAGES
    if "。" in text:
        return None
    if (begins(first, "hosts") or HOSTED.search(text)) and words.HOST.match(text):
        return Kind.HOST
    if begins(first, "contacts") and words.CONTACT.match(text):
        return Kind.CONTACT
    found = words.LIST_HEAD.match(text) if begins(first, "list-heads") else None
    if found and _heads_a_list(text, found):
        return Kind.LIST
    if words.SELECTOR.fullmatch(text):
        return Kind.LIST
    if words.URL.fullmatch(text):
        return Kind.URL
    if begins(first, "menus") and (words.MENU_BAR.fullmatch(text) or _is_mostly_menu(text)):
        return Kind.MENU
    if (may & TODAY and words.TODAY.match(text)) or (may & SEARCH and words.SEARCH.fullmatch(text)):
        return Kind.MENU
    if may & WEATHER and words.WEATHER.match(text):
        return Kind.WEATHER
    if begins(first, "credits") and words.CREDIT.match(text) and not HOLDS_DATE.search(text):
        return Kind.CREDIT
    if text[:1] in "([【" and words.CREDIT_IN_BRACKETS.match(text):
        return Kind.CREDIT
    return None


@cache
def _sieve() -> Sieve:
    return Sieve(SIFTED)


@cache
def _list_heads() -> frozenset[str]:
    return frozenset(vocabulary.words("list-heads"))


def _heads_a_list(text: str, found: re.Match[str]) -> bool:
    """Whether nothing but a mark and a first link stand behind the name of a list, or anything behind a telling one."""
    if not found["rest"] or text[found.end("head") :].lstrip()[:1] in ":/|>" or text.endswith(">>"):
        return True
    return "".join(found["head"].split()) in vocabulary.words("list-heads", marked="any-rest")


def _is_mostly_menu(text: str) -> bool:
    """Whether a line is a row of short entries, most of which the menus of other sites have, too."""
    entries = words.DIVIDER.split(text)
    known = vocabulary.words("menus")
    if len(entries) < MIN_ENTRIES or not all(1 < len(entry) <= MAX_ENTRY_CHARS for entry in entries):
        return False
    return sum(entry in known for entry in entries) >= MIN_KNOWN_SHARE * len(entries)


def _may_be_tools(text: str, first: str) -> bool:
    return begins(first, "buttons", "weak-buttons") or bool(words.COUNT.match(text))


def _is_site_line(text: str, first: str, may: int) -> bool:
    """Whether only a site's footer says this; a sentence is one only when it begins like a footer."""
    if begins(first, "site-labels") and words.SITE_LABEL.match(text):
        return True
    if not may & SITE_SIGN:
        return False
    said = READS_LIKE_ONE.search(text) is not None
    if said and len(text) >= MAX_SENTENCE_CHARS:  # asked first, for signs are many to look for
        return False
    found = words.SITE_SIGN.search(text)
    if found is not None and found.group() == COPYRIGHT and found.end() == len(text):
        return False  # a table of signs: nobody's name or year stands behind it
    return found is not None and (not said or found.start() < MAX_CHARS_BEFORE_SIGN)


def _may_be_byline(text: str) -> bool:
    """The cheap question: a label has a colon behind it, or a date."""
    return len(text) < 200 and "。" not in text and (":" in text or "：" in text or YEAR.search(text) is not None)


def _document_kind(text: str) -> Kind:
    if TABLE_SIGN.search(text) and TABLE_PIECE.match(text):
        return Kind.FACT
    found = BYLINE_PIECE.search(text) if _may_be_byline(text) else None
    if found and found.start() < 60 and (BYLINE_SIGN.search(text) or DATE_LINE.match(text)):
        return Kind.BYLINE
    if ONLY_DATE.fullmatch(text) and ":" in text:
        return Kind.BYLINE
    if READS_LIKE_ONE.search(text) or SIGNING_DATE.match(text):
        return Kind.DOCUMENT
    return Kind.OTHER
