"""Sees marks and brackets of Chinese sentences that a site or a converter folded to ASCII."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.punctuation._brackets import folded_pairs
from zhengwen.filters.punctuation._habit import Habit, habit
from zhengwen.filters.punctuation._labels import in_spans, label_spans
from zhengwen.filters.punctuation._marks import CLOSING, FULL, IDEOGRAPH, OPENING, compiled
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page

LEFT = rf"{IDEOGRAPH}{CLOSING}、。，；：％…—"
# The marks first, all of them at once: a pattern that begins with one class is searched several times as fast.
FOLDED = rf"""
    [,;:!?] (?: (?<=[{LEFT}].) (?!(?<=:)//)                             # after Chinese, whatever follows: “如下:”
              | (?<=[,;]) (?=[ \t\u3000]*[{IDEOGRAPH}{OPENING}])        # after a figure or a Latin word
              | (?<=:) (?=[{IDEOGRAPH}{OPENING}])                       # “附件1:關於…”, while 10:30 and 1:2 stay
              | (?<=[,;:]) (?<=[)%"'\]].) (?=[ \t]*(?:\n|\Z)) )         # “…（試行）;” at the end of a line
    """
BETWEEN = rf"[,;](?<=[{IDEOGRAPH}].)(?=[{IDEOGRAPH}])"

MESSAGES = {mark: f"The mark {full} stands folded as {mark} beside Chinese." for mark, full in FULL.items()}
OPEN = "The bracket （ stands folded as ( around Chinese."
CLOSE = "The bracket ） stands folded as ) around Chinese."


class FoldedMark(Rule):
    """Mark of a Chinese sentence folded to ASCII.

    ## What it does
    Puts `，；：！？` back where `,;:!?` stand beside Chinese.

    ## Why it is damage
    Some sites and converters fold full-width marks to ASCII. Sentence splitters, search and print all expect the
    marks of the language.

    ## Example
    `在市教育局的指導下,各項工作取得了新的成效。` becomes `在市教育局的指導下，各項工作取得了新的成效。`

    ## Leaves alone
    Numbers (`1,000`), times (`10:30`), ratios (`1:2`), addresses of pages and mail, Latin phrases, code, bylines and
    lines of labels (`來源: 教育局`), pages whose commas are full-width while brackets or colons are not.

    ## Safety
    Safe where the page has no full-width comma, semicolon, colon or bracket of its own, or nearly none. Where it has
    both widths its author may have typed so: a comma or semicolon between two ideographs is then an unsafe fix.

    ## Evidence
    Of 100 sound documents 17 hold one to six ASCII commas among hundreds of full-width ones, one holds 137 and no
    full-width one; none is changed. Folding all of them: 21,368 of 21,369 marks and brackets put right; wrong only
    brackets that had been in ASCII before.
    """

    code = "P001"
    safety = Safety.SAFE


class FoldedBracket(Rule):
    """Pair of brackets folded to ASCII on a page whose marks were folded.

    ## What it does
    Puts `（…）` back for `(…)` that holds Chinese or stands beside it, both halves or none.

    ## Why it is damage
    The page's marks were folded to ASCII by a site or a converter, and its brackets went with them.

    ## Example
    `(一)加強領導,提高質量。` becomes `（一）加強領導，提高質量。`

    ## Leaves alone
    Pages whose commas are full-width: many sound documents have ASCII brackets throughout. Formulas and Latin phrases
    (`f(x)`, `Ca(OH)2`, `Food and Drug Administration (FDA)`), list marks with one half (`1)`), unpaired halves.

    ## Safety
    Safe, and only where the page shows folding by its commas.

    ## Evidence
    29 of 100 sound documents have ASCII brackets throughout beside full-width commas; none is touched.
    """

    code = "P002"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find folded marks where the page shows folding, and offer those of a page with both widths."""
    kind = habit(page)
    if kind is Habit.FOLDED:
        yield from _marks(page)
        yield from _brackets(page.text)
    elif kind is Habit.MIXED:
        yield from _slips(page.text)


def _marks(page: Page) -> Iterator[Finding]:
    text = page.text
    labels = page.view(label_spans)
    make = tuple.__new__  # half the time of Finding(…), and a page has hundreds
    for match in compiled(FOLDED).finditer(text):
        start = match.start()
        mark = text[start]
        if mark == ":" and in_spans(labels, start):
            continue
        yield make(Finding, ("P001", start, start + 1, MESSAGES[mark], FULL[mark], True))


def _brackets(text: str) -> Iterator[Finding]:
    if "(" not in text:
        return
    for first, last in folded_pairs(text):
        yield Finding("P002", first, first + 1, OPEN, "（")
        yield Finding("P002", last, last + 1, CLOSE, "）")


def _slips(text: str) -> Iterator[Finding]:
    for match in compiled(BETWEEN).finditer(text):
        mark = match.group()
        yield Finding("P001", match.start(), match.end(), MESSAGES[mark], FULL[mark], safe=False)
