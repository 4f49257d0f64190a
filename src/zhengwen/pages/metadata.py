"""What a page says of itself: title, source, date and the other labelled facts of government pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengwen.page import Page
from zhengwen.pages import dates, document_numbers, formalities, masthead
from zhengwen.pages.agencies import ends_like_one
from zhengwen.pages.document.find import Division, MarkedText, find_in_html, find_in_text, shows_a_site
from zhengwen.pages.document.page_kind import ARTICLE
from zhengwen.pages.document.title import without_label
from zhengwen.pages.formalities import Line
from zhengwen.pages.labelled_facts import TABLED, labelled, lines_of
from zhengwen.pages.names import NO_SOURCE
from zhengwen.pages.rows import MAX_MASTHEAD_ROWS, may_have_furniture
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

MAX_ROWS_ABOVE_TITLE, MAX_HEAD_CHARS = 3, 4000
MAX_ROWS_BELOW_TITLE, MAX_DATE_CHARS = 5, 24
MAX_MODELLED_LINES = 8000
SITE_ID = pattern(r"(?:网站标识码|网站标识|标识码)\s*[:]?\s*([A-Za-z]{0,2}\d{8,12})")
ICP = pattern(
    rf"([{UNIFIED}]?\s?ICP\s?(?:备|证|备案)\s?(?:字)?\s?(?:第)?\s?[A-Z]?\d?-?\d{{5,11}}\s?号?(?:\s?-\s?\d{{1,3}})?)"
)
MAX_STAMPED_CHARS = 60
NOTE = pattern(r"\s?\[\d{1,2}\]$|[①②③*]$")  # the sign of a note behind a title
NO_AUTHOR = pattern(r"[\w.+-]+@|^[\d_]+$|^[A-Za-z]+[_\d][\w]*$")  # an address, the name of an account


def extract(page: str, cleaned: str, marked: MarkedText | None = None) -> dict[str, str]:
    """Read the facts that a page states of itself.

    Args:
        page: the text before anything was cut.
        cleaned: the text after, with its title and byline where these were cut because the body alone is wanted.
        marked: the text before anything was cut with its markup, where the page was HTML.
    """
    folded = fold(page)
    lines = lines_of(page, folded)
    left = lines if cleaned == page else lines_of(cleaned, fold(cleaned))
    found = labelled(lines)
    title, below = _heading(lines, cleaned)
    if title and not ("title" in found and found.keys() & TABLED):
        found["title"] = title
    for key, sign, sought in (("site_id", "标识", SITE_ID), ("icp", "ICP", ICP)):
        match = sought.search(folded) if sign in folded else None
        if match:
            found[key] = re.sub(r"\s+", "", page[match.start(1) : match.end(1)])
    published = "" if "published" in found else _stamped(below)
    if published:
        found["published"] = published
    found |= _stated_by_the_page(page, cleaned, marked)
    _add_formalities(found, lines, left)
    for key, unlike in (("source", NO_SOURCE), ("author", NO_AUTHOR)):
        if unlike.search(fold(found.get(key, ""))):
            del found[key]
    if "title" in found:
        found["title"] = NOTE.sub("", without_label(found["title"])) or found["title"]
    return {key: found[key] for key in sorted(found) if found[key]}


def _add_formalities(found: dict[str, str], lines: Sequence[Line], left: Sequence[Line]) -> None:
    """Add what the document itself states: number, signature, addressee, validity, and what an order promulgates."""
    number = _document_number(lines)
    order = formalities.order(left)
    if order.promulgates and found.get("kind", "article") == "article":
        found["title"] = order.promulgates
    for value in (number, order.number):
        if value:
            found.setdefault("document_number", value)
    signed = formalities.signature(left)
    title = _title_row(left, found.get("title", ""))
    facts = {
        "written": signed.written[:10],
        "issuer": signed.issuer,
        "addressee": formalities.addressee(left, title),
        "validity": formalities.validity(left[: title + 2]),
        "published": signed.written or _stamped_above(lines) or _dated_below(left, title) or found.get("written", ""),
    }
    for key, value in facts.items():
        if value:
            found.setdefault(key, value)


def _title_row(lines: Sequence[Line], title: str) -> int:
    """The line on which the title, or its end, stands; the first where none has it."""
    sought = "".join(fold(title).split())
    rows = lines[:MAX_MASTHEAD_ROWS]
    return next((row for row, one in enumerate(rows) if sought and sought.endswith("".join(one.folded.split()))), 0)


def _dated_below(lines: Sequence[Line], title: int) -> str:
    """The date that stands alone, or in brackets, below the title and the agency that signs the document there."""
    for row in range(title + 2, min(len(lines), title + 1 + MAX_ROWS_BELOW_TITLE)):
        folded = lines[row].folded
        if "。" in folded:
            break
        signs = ends_like_one(lines[row - 1].folded)
        if signs and len(folded) <= MAX_DATE_CHARS and dates.SIGNING_DATE.match(folded.strip("() ")):
            return dates.iso(folded)
    return ""


def _stamped_above(lines: Sequence[Line]) -> str:
    """The date that stands alone on one of the first lines, above the title."""
    for _, folded in lines[:MAX_ROWS_ABOVE_TITLE]:
        if dates.BEGINS_WITH_STAMP.fullmatch(folded):
            return dates.iso(folded)
    return ""


def _stated_by_the_page(page: str, cleaned: str, marked: MarkedText | None) -> dict[str, str]:
    """The kind of a page that has a site around its document, and title, date and source as its model reads them."""
    division = _divided(page, marked)
    if division is None:
        return {}
    heading = division.heading
    title = _as_cleaned(heading.title, cleaned)
    if division.kind != ARTICLE:  # what stands there is one of its headlines, and its date
        return {"kind": division.kind, "title": title if heading.is_named else "", "published": "", "source": ""}
    stated = {"title": title, "published": heading.published, "source": heading.source}
    return {"kind": division.kind} | {key: value for key, value in stated.items() if value}


def _divided(page: str, marked: MarkedText | None) -> Division | None:
    if page.count("\n") > MAX_MODELLED_LINES:
        return None
    if marked is not None:
        division = find_in_html(marked)
        return division if division.is_told_apart else None
    if not may_have_furniture(Page(page)):
        return None
    division = find_in_text(page)
    return division if shows_a_site(division.rows) else None


def _as_cleaned(title: str, cleaned: str) -> str:
    """The title as the cleaned text has it, where one of its lines is the same but for script and width."""
    sought = fold(title)
    lines = cleaned[:MAX_HEAD_CHARS].split("\n")
    return next((line.strip() for line in lines if line.strip() and fold(line).strip() == sought), title)


def _stamped(below: str) -> str:
    """The date that stands without a label at the head of the line below the title."""
    folded = fold(below)
    if len(folded) > MAX_STAMPED_CHARS or "。" in folded or not dates.BEGINS_WITH_STAMP.match(folded):
        return ""
    return dates.iso(folded)


def _heading(lines: Sequence[Line], cleaned: str) -> masthead.Heading:
    """What the cleaned page begins with; where that is no title, what the page began with."""
    found = masthead.heading(cleaned)
    return found if found.title else masthead.heading("\n".join(line.text for line in lines[:MAX_MASTHEAD_ROWS]))


def _document_number(lines: Sequence[Line]) -> str:
    """The number of a document that stands on a line of its own below or above the title."""
    for line, folded in lines[:MAX_MASTHEAD_ROWS]:
        match = document_numbers.ALONE.match(folded) if "号" in folded else None
        if match:
            return re.sub(r"\s+", "", line[match.start("number") : match.end("number")])
    return ""
