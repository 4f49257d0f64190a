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
    Of 100,000 pages built and damaged at random a few; none of some thousand real texts and real pages.
    """

    code = "U001"
    safety: ClassVar[Safety] = Safety.REPORT


ENDLESS = "Each fix of this page calls for another without end, so it is left as it is."
BECOMES_MARKUP = "The fixes of this page would make HTML of a text, so it is left as it is."
RULES: tuple[type[Rule], ...] = (UnsettledPage,)


def unsettled(text: str, message: str) -> Finding:
    """Return the finding about a page that is left as it is."""
    return Finding(UnsettledPage.code, 0, min(1, len(text)), message)
