"""Finds a body that stands again further down the page, as a print view or a mobile view that was scraped with it."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.duplication._prechecks import may_hold_copies, may_hold_teaser
from zhengwen.filters.duplication._repeated_runs import Run, repeated_runs, said_twice, told
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.text import lazy_import

MIN_COPIED_SHARE = 0.2  # of a page that stands twice word for word, where a copy with slips may be


class RepeatedBody(Rule):
    """Body of the page that appears a second time.

    ## What it does
    Cuts second and later copies of the body with the header that belongs to them: title, byline, buttons, crosses. A
    copy may be cut short, wrapped, spaced or folded differently, half converted to the other script, or have slips or
    other wording in a place or two; there may be two copies or ten thousand. Where the first copy breaks off, it is
    continued from the second; where the first is damaged and the second whole, the second is kept. Lines found only in
    the removed copy are inserted where they belong.

    ## Why it is damage
    A print view, a mobile view or a teaser was scraped with the page: every count and every model sees the text twice.

    ## Example
    Title, byline, ten paragraphs, `×`, and the same title, byline and ten paragraphs: the second set goes.

    ## Leaves alone
    Formulas of laws, rows and headings of tables, lists, refrains, forms in two parts, articles before and after an
    amendment, two notices with the same wording and different names, days or figures, editions of one text in
    Simplified and in Traditional. Passages of 60 characters or more that appear twice and stay are reported, with what
    differs.

    ## Safety
    Safe: every removed sentence remains in the text that is kept; other wording is reported with both readings (D005).
    A figure or a name that differs keeps both texts, and is reported.

    ## Evidence
    On 200 pages made of 100 laws, the second copy with one character replaced by a common or a rare one, or a mark by
    another: one copy left on all, word for word the first one. With one word replaced: all; with three: 93 in 100, the
    others reported. With a figure changed: both stay on all, and all are reported. In 100 laws, 1,238 scraped texts and
    103 pages as scraped nothing of a document is cut; 32 of the texts have a report. Of 1,000 excerpts of laws with
    copies in 21 ways, 948 were restored exactly; none lost a sentence.
    """

    code = "D001"
    safety = Safety.SAFE


class BrokenOffTeaser(Rule):
    """Teaser or abstract that breaks off above the text it begins.

    ## What it does
    Cuts a line near the head of the page that ends in `……` or `查看全文`, or begins with `摘要`, and repeats the
    beginning of the text below it word for word.

    ## Why it is damage
    The teaser of the list view was scraped with the page: the text begins twice and breaks off once.

    ## Example
    `近日，我市召开全市防汛工作会议……查看全文` above `近日，我市召开全市防汛工作会议，传达……`: the first line goes.

    ## Leaves alone
    Abstracts in words of their own, quotations that break off, lists of teasers without their texts.

    ## Safety
    Safe: the same words follow in the text, right below the header.

    ## Evidence
    No finding in 100 sound documents and 18 pages of news and agencies.
    """

    code = "D002"
    safety = Safety.SAFE


class WorseReading(Rule):
    """Slip in a text whose other copy on the page is right.

    ## What it does
    Where the body appears twice, restores characters that were lost, doubled, ruined or left in the other script from
    the copy that has them right.

    ## Why it is damage
    Both copies come from one text; what only one of them has wrong was damaged on the way.

    ## Example
    `20225月` in the copy that stays and `2022年5月` in the other: `年` is put back.

    ## Leaves alone
    Readings that are sound on both sides, above all figures and negations: they are reported, and the copy that stays
    keeps its own reading.

    ## Safety
    Safe where one reading is impossible or joins characters that are never seen together, here and elsewhere on the
    page, and where the copy that stays has shown such slips elsewhere; else reported.

    ## Evidence
    Of 765 readings taken from a copy in excerpts of laws with slips put into one or both copies, 751 were right; 14,
    beside another slip, came out half right.
    """

    code = "D005"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find later copies of the body, teasers, and slips that copies put right."""
    runs = repeated_runs(page)
    copied = may_hold_copies(page) or sum(run.length for run in runs) >= MIN_COPIED_SHARE * len(page.text) > 0
    teased = may_hold_teaser(page)
    if copied or teased:
        # Imported here: most pages need none of it.
        with lazy_import.IMPORTING:
            from zhengwen.filters.duplication._findings import findings

        yield from findings(page, copied=copied, teased=teased)
    if not copied:
        for run in runs:
            yield from _told(page, run)


def _told(page: Page, run: Run) -> Iterator[Finding]:
    span = told(page, run)
    if span is not None:
        yield Finding(RepeatedBody.code, *span, said_twice(span[1] - span[0]))
