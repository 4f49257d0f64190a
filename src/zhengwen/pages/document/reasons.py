"""Why a row was given to the site or to the document, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from zhengwen.pages.document.weights import ABOVE, BELOW, DOCUMENT, Scores, markup_weights, weights

HOW_MANY = 3
OF_SITE = (ABOVE, BELOW)
# What each thing that a row shows is called; the longest beginning counts.
WORDS = {
    "kind=": "its words ({})",
    "length=": "its length",
    "commas=": "how many commas it has",
    "stops=": "how many full stops it has",
    "end=": "how it ends",
    "entries=": "the number of its entries",
    "longest_entry=": "its entries are short or long",
    "mean_entry=": "the length of its entries",
    "function_": "its function words",
    "digits=": "its digits",
    "latin=": "its Latin letters",
    "bullet": "its bullet",
    "numbered": "its number",
    "listed": "its number in a list",
    "label": "its label",
    "no_words": "it has no words",
    "address": "an address in it",
    "date": "its date",
    "short_date": "its date",
    "columns": "its columns",
    "starts=": "its first characters",
    "ends=": "its last characters",
    "at": "its neighbours",
    "length_at": "the length of its neighbours",
    "kind_at": "the words of its neighbours",
    "core": "its place beside the prose",
    "own=": "its words and form together",
    "own_around": "the lines around it",
    "own_above": "the lines above it",
    "own_below": "the lines below it",
    "own_core": "its place beside the block of document lines",
    "mass_core": "its place beside the block of long lines",
    "prose_above": "the distance to the prose above",
    "prose_below": "the distance to the prose below",
    "prose_done": "how much of the prose stands above it",
    "around": "prose around it",
    "bullets_around": "bullets around it",
    "prose_around": "prose around it",
    "site_around": "furniture around it",
    "size_around": "the length of the lines around it",
    "place=": "its place on the page",
    "from_": "its place on the page",
    "run=": "the run of like lines it stands in",
    "lull=": "how long no sentence stands around it",
    "dates_around=": "the dates around it",
    "repeats=": "the lines around it stand on the page twice",
    "teaser": "it leads to the whole of its text",
    "breaks_off": "it breaks off",
    "stamp": "its date",
    "site_above": "furniture above it",
    "site_below": "furniture below it",
    "table_around": "a table around it",
    "copies=": "its copies on the page",
    "in_first_line": "the window's title has it",
    "indent": "its indentation",
    "gaps=": "the blank lines around it",
    "landmark=": "the landmark it stands in ({})",
    "name=": "the names of its elements ({})",
    "nearest_name=": "the names of its elements ({})",
    "linked=": "how much of it is a link",
    "heading=": "its level as a heading",
    "list_item": "it is an item of a list",
    "control": "it stands in a form",
    "table_cells": "it stands in a table",
    "paragraph": "it is a paragraph",
    "block=": "its place beside the element of the prose",
}


def reasons(shown: Sequence[str], is_site: bool, has_markup: bool) -> list[str]:
    """The strongest reasons, strongest first, each given once."""
    table = _table(has_markup)
    found: dict[str, float] = {}
    for one in shown:
        if one in table:
            said, site, document = _reason(one, has_markup)
            found[said] = found.get(said, 0.0) + (site - document if is_site else document - site)
    return sorted(found, key=lambda said: -found[said])[:HOW_MANY]


def _table(has_markup: bool) -> dict[str, Scores]:
    return (markup_weights() if has_markup else weights()).shows


@cache  # of nothing but what the table has
def _reason(shows: str, has_markup: bool) -> tuple[str, float, float]:
    """A reason in words, and what it says for the site and for the document."""
    scores = _table(has_markup)[shows]
    return _said(shows), max(scores[state] for state in OF_SITE), scores[DOCUMENT]


def _said(shows: str) -> str:
    best = max((one for one in WORDS if shows.startswith(one)), key=len, default="")
    return WORDS.get(best, "its form").format(shows.partition("=")[2].lower())
