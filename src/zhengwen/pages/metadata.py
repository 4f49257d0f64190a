"""What a page says of itself: title, source, date and the other labelled facts of government pages."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from zhengwen.page import Page
from zhengwen.pages import dates, document_numbers, labels, masthead
from zhengwen.pages.document.find import find_in_text, shows_a_site
from zhengwen.pages.document.heading import NO_SOURCE
from zhengwen.pages.rows import MAX_MASTHEAD_ROWS, may_have_furniture
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

MAX_SIGNED_ROWS, MAX_SIGNED_CHARS = 8, 24  # at the end, where a document's date stands; its length
MAX_ROWS_ABOVE_TITLE, MAX_HEAD_CHARS = 3, 4000
MAX_MODELLED_LINES = 8000
TAIL_ROWS = 400  # at the end, where footers and counters stand
MAX_LINE_CHARS = 400
MAX_VALUE_CHARS = 120

TABLED = frozenset(("index_number", "category", "document_number", "issuer"))
AMBIGUOUS_ROWS = 25  # at the end, where a label that documents use is believed again
MAX_HEADING_CHARS = 40
DATES = frozenset(("published", "written"))
SITE_ID = pattern(r"(?:网站标识码|网站标识|标识码)\s*[:]?\s*([A-Za-z]{0,2}\d{8,12})")
ICP = pattern(
    rf"([{UNIFIED}]?\s?ICP\s?(?:备|证|备案)\s?(?:字)?\s?(?:第)?\s?[A-Z]?\d?-?\d{{5,11}}\s?号?(?:\s?-\s?\d{{1,3}})?)"
)
MAX_STAMPED_CHARS = 60
NEXT_LABEL = pattern(rf"[\s|](?=[{UNIFIED}]{{2,8}}\s?[:：])")  # of a table whose rows stand on one line
VIEWS = pattern(r"\d[\d,]*")
STATED = pattern(r"[:\d]")  # behind a label, unless that ends the line


class Line(NamedTuple):
    """A line without the blanks around it, as it stands and folded; the places in both are the same."""

    text: str
    folded: str


def extract(page: str, cleaned: str) -> dict[str, str]:
    """Read the labelled facts of a page.

    Args:
        page: the text before anything was cut.
        cleaned: the text after, with its title and byline where these were cut because the body alone is wanted.
    """
    folded = fold(page)
    lines = _lines(page, folded)
    found = _labelled(lines)
    title, below = _heading(lines, cleaned)
    if title and not ("title" in found and found.keys() & TABLED):
        found["title"] = title
    for key, sign, sought in (("site_id", "标识", SITE_ID), ("icp", "ICP", ICP)):
        match = sought.search(folded) if sign in folded else None
        if match:
            found[key] = re.sub(r"\s+", "", page[match.start(1) : match.end(1)])
    if "document_number" not in found:
        number = _document_number(lines)
        if number:
            found["document_number"] = number
    published = "" if "published" in found else _stamped(below)
    if published:
        found["published"] = published
    signed = _signed(lines)
    if signed:
        found.setdefault("written", signed)
    found |= _stated_by_the_page(page, cleaned)
    if signed:
        found.setdefault("published", signed)
    if "published" not in found and (stamp := _stamped_above(lines)):
        found["published"] = stamp
    if NO_SOURCE.search(fold(found.get("source", ""))):
        del found["source"]
    return {key: found[key] for key in sorted(found)}


def _stamped_above(lines: list[Line]) -> str:
    """The date that stands alone on one of the first lines, above the title."""
    for _, folded in lines[:MAX_ROWS_ABOVE_TITLE]:
        if dates.BEGINS_WITH_STAMP.fullmatch(folded):
            return dates.iso(folded)
    return ""


def _stated_by_the_page(page: str, cleaned: str) -> dict[str, str]:
    """The kind of a page that has a site around its document, and title, date and source as its model reads them."""
    if page.count("\n") > MAX_MODELLED_LINES or not may_have_furniture(Page(page)):
        return {}
    division = find_in_text(page)
    if not shows_a_site(division.rows):
        return {}
    heading = division.heading
    stated = {"title": _as_cleaned(heading.title, cleaned), "published": heading.published, "source": heading.source}
    return {"kind": division.kind} | {key: value for key, value in stated.items() if value}


def _as_cleaned(title: str, cleaned: str) -> str:
    """The title as the cleaned text has it, where one of its lines is the same but for script and width."""
    sought = fold(title)
    lines = cleaned[:MAX_HEAD_CHARS].split("\n")
    return next((line.strip() for line in lines if line.strip() and fold(line).strip() == sought), title)


def _signed(lines: list[Line]) -> str:
    """The date on a line of its own among the last ones, below the document's last sentence."""
    for _, folded in reversed(lines[-MAX_SIGNED_ROWS:]):
        if "。" in folded:
            break
        if len(folded) <= MAX_SIGNED_CHARS and dates.SIGNING_DATE.match(folded):
            return dates.iso(folded)
    return ""


def _stamped(below: str) -> str:
    """The date that stands without a label at the head of the line below the title."""
    folded = fold(below)
    if len(folded) > MAX_STAMPED_CHARS or "。" in folded or not dates.BEGINS_WITH_STAMP.match(folded):
        return ""
    return dates.iso(folded)


def _lines(page: str, folded: str) -> list[Line]:
    """The lines in which facts may stand: the first and the last ones that are not blank, without giants."""
    both = zip(page.split("\n"), folded.split("\n"), strict=True)
    lines = [(line, view) for line, view in both if line and not line.isspace()]
    if len(lines) > MAX_MASTHEAD_ROWS + TAIL_ROWS:
        lines = lines[:MAX_MASTHEAD_ROWS] + lines[-TAIL_ROWS:]
    make = tuple.__new__  # half the time of Line(…)
    return [make(Line, (line.strip()[:MAX_LINE_CHARS], view.strip()[:MAX_LINE_CHARS])) for line, view in lines]


@cache
def _label() -> re.Pattern[str]:
    ordered = sorted(labels.stated(), key=lambda label: (-len(label), label))
    words = "|".join(r"\s{0,4}".join(map(re.escape, label)) for label in ordered)
    return re.compile(
        rf"(?:^|(?<=[\s|\[\](){{}}【】;,，、]))(?P<label>{words})\s*[\]】]?\s*(?::|(?=\s*\d{{4}}\s?[-年/.])|(?=\s\d)|$)"
    )


@cache
def _ends() -> frozenset[str]:
    return frozenset(label[-1] for label in labels.stated())


def _may_hold_label(folded: str) -> bool:
    """The cheap question: does anything stand behind a label, or does the line end like one?"""
    return bool(STATED.search(folded)) or folded.rstrip().rstrip("]】").rstrip()[-1:] in _ends()


def _labelled(lines: list[Line]) -> dict[str, str]:
    """The facts that stand behind a label, on its line or, when that holds nothing, on the next."""
    found: dict[str, str] = {}
    rank: dict[str, int] = {}
    body = next((n for n, (line, _) in enumerate(lines) if "。" in line and len(line) > MAX_HEADING_CHARS), len(lines))
    for number, (line, folded) in enumerate(lines):
        if "。" in folded or not _may_hold_label(folded):
            continue
        pieces = list(_label().finditer(folded))
        ends = [*(one.start() for one in pieces[1:]), len(line)]
        for piece, after in zip(pieces, ends, strict=False):
            raw = line[piece.end() : after]
            if not raw.strip(" \t|") and after == len(line) and number + 1 < len(lines):
                raw = lines[number + 1].text
            label = re.sub(r"\s", "", piece["label"])
            if label in labels.ambiguous() and body < number < len(lines) - AMBIGUOUS_ROWS:
                continue
            for key in labels.stated().get(label, ()):
                value = _value(key, raw)
                order = labels.facts()[key].index(label)
                if value and order < rank.get(key, 1 << 30):
                    found[key], rank[key] = value, order
    return found


def _value(key: str, raw: str) -> str:
    folded = fold(raw)
    if key in DATES:
        return dates.iso(folded)
    if key == "views":
        match = VIEWS.match(folded.lstrip(" :(|[【"))
        return match.group().replace(",", "") if match else ""
    value = raw.strip(" \t\r\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}|:：[]【】;；,，")
    if key in TABLED:
        value = NEXT_LABEL.split(value, maxsplit=1)[0].rstrip()
    if key in ("source", "author"):
        value = re.split(r"\s{2,}|[|【\[]|\s(?=字体|打印|分享|\d{4}-)", value)[0].strip()
    if not value or len(value) > MAX_VALUE_CHARS or _label().match(folded.strip(" |:[【")):
        return ""
    return value


def _heading(lines: list[Line], cleaned: str) -> masthead.Heading:
    """What the cleaned page begins with; where that is no title, what the page began with."""
    found = masthead.heading(cleaned)
    return found if found.title else masthead.heading("\n".join(line.text for line in lines[:MAX_MASTHEAD_ROWS]))


def _document_number(lines: list[Line]) -> str:
    """The number of a document that stands on a line of its own below or above the title."""
    for line, folded in lines[:MAX_MASTHEAD_ROWS]:
        match = document_numbers.ALONE.match(folded) if "号" in folded else None
        if match:
            return re.sub(r"\s+", "", line[match.start("number") : match.end("number")])
    return ""
