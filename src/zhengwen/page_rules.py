"""What is said of a page as a whole, and by the pipeline itself: no filter sees how a run ends."""

from __future__ import annotations

from typing import ClassVar

from zhengwen.finding import Finding, Rule, Safety


class UnsettledPage(Rule):
    """Page whose fixes come to no end, or would make markup of a text.

    ## What it does
    Reports a page that is left as it is because its fixes have no result that stays: each round of them calls for
    another, or the text that they make begins like an HTML page and would be read as one the next time.

    ## Why it is damage
    A page that is cleaned halfway comes out differently each time it is cleaned.

    ## Example
    `&lt;html&gt;&lt;body&gt;公告` without its entities is a page of HTML.

    ## Leaves alone
    Every page of which a round of all rules changes nothing any more; real pages need two or three rounds.

    ## Safety
    Reported only: nothing of the page is changed, whatever else its findings say.

    ## Evidence
    One of about 200 pages that are built and damaged at random, and none of 1,958 texts that are not.
    """

    code = "U001"
    safety: ClassVar[Safety] = Safety.REPORT


class UnexaminedPage(Rule):
    """Page, or a kind of fault on it, that is not examined further because it would cost too much work.

    ## What it does
    Reports where a filter was given up because it had more findings than any real page has faults, or a page because it
    has more lines, each next to nothing.

    ## Why it is damage
    What was not examined may be as damaged as before. Without a bound, one crafted page takes minutes and gigabytes.

    ## Example
    Ten megabytes of `(`: the three million brackets are one finding.

    ## Leaves alone
    Filters with fewer than 40,000 findings, and one more for every 100 characters; pages with fewer than 50,000 lines,
    and one more for every 8 characters.

    ## Safety
    Reported only: what is given up stays as it is.

    ## Evidence
    None of 1,238 real texts and 85 real pages. Of 70 kinds of hostile pages a few, from some hundred kilobytes on.
    """

    code = "U002"
    safety: ClassVar[Safety] = Safety.REPORT


ENDLESS = "Each fix of this page calls for another without end, so it is left as it is."
BECOMES_MARKUP = "The fixes of this page would make HTML of a text, so it is left as it is."
RULES: tuple[type[Rule], ...] = (UnsettledPage, UnexaminedPage)


TOO_MANY_LINES = "The page has too many lines next to nothing on them; it is not examined further."


def unexamined(start: int, end: int, message: str) -> Finding:
    """Return the finding about what is given up, at a place of the page."""
    return Finding(UnexaminedPage.code, start, end, message)


def too_many(filter_name: str, first: Finding) -> Finding:
    """Return the finding about a filter that is given up on a page, where its first finding is."""
    message = f"The filter {filter_name} has too many findings on this page; it is not examined further for them."
    return unexamined(first.start, first.end, message)


def unsettled(text: str, message: str) -> Finding:
    """Return the finding about a page that is left as it is."""
    return Finding(UnsettledPage.code, 0, min(1, len(text)), message)
