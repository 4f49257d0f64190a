"""Sees marks and brackets of Chinese sentences that a site or a converter folded to ASCII."""

from __future__ import annotations

from collections.abc import Container, Iterator

from zhengwen.filters.punctuation._brackets import folded_pairs
from zhengwen.filters.punctuation._habit import Habit, habit
from zhengwen.filters.punctuation._labels import in_spans, label_spans
from zhengwen.filters.punctuation._marks import CLOSING, FULL, OPENING, compiled
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.markdown import is_markdown
from zhengwen.pages.prose_findings import Search, find_in_prose
from zhengwen.text.char_classes import ALL_IDEOGRAPHS

LEFT = rf"{ALL_IDEOGRAPHS}{CLOSING}、。，；：％…—"
# The marks first, all of them at once: a pattern that begins with one class is searched several times as fast.
FOLDED = rf"""
    [,;:!?] (?: (?<=[{LEFT}].) (?!(?<=:)//)                             # after Chinese, whatever follows: “如下:”
              | (?<=[,;]) (?=[ \t\u3000]*[{ALL_IDEOGRAPHS}{OPENING}])        # after a figure or a Latin word
              | (?<=:) (?=[{ALL_IDEOGRAPHS}{OPENING}])                       # “附件1:關於…”, while 10:30 and 1:2 stay
              | (?<=[,;:]) (?<=[)%"'\]].) (?=[ \t]*(?:\n|\Z)) )         # “…（試行）;” at the end of a line
    """
BETWEEN = rf"[,;](?<=[{ALL_IDEOGRAPHS}].)(?=[{ALL_IDEOGRAPHS}])"
COLON = rf":(?<=[{ALL_IDEOGRAPHS}].)(?=[{ALL_IDEOGRAPHS}])"
MIN_PASTED = 3  # folded commas of a paragraph that has no full-width one, on a page whose other paragraphs have them

MESSAGES = {mark: f"The mark {full} stands folded as {mark} beside Chinese." for mark, full in FULL.items()}
OPEN = "The bracket （ stands folded as ( around Chinese."
CLOSE = "The bracket ） stands folded as ) around Chinese."


class FoldedMark(Rule):
    """Mark of a Chinese sentence folded to ASCII.

    ## What it does
    Puts `，；：！？` back where `,;:!?` stand beside Chinese.

    ## Why it is damage
    Some sites and converters fold full-width marks to ASCII. Sentence splitters, search and print all expect the marks
    of the language.

    ## Example
    `在市教育局的指導下,各項工作取得了新的成效。` becomes `在市教育局的指導下，各項工作取得了新的成效。`

    ## Leaves alone
    Numbers (`1,000`), times (`10:30`), ratios (`1:2`), addresses of pages and mail, Latin phrases, code, bylines and
    lines of labels (`來源: 教育局`), pages whose commas are full-width while brackets or colons are not.

    ## Safety
    Safe where the page has no full-width comma, semicolon, colon or bracket of its own, or nearly none. Where only its
    commas are folded, these are safe, and another mark only if the page has no full-width one of its kind. A paragraph
    that has three folded commas and no full-width one was pasted into a page that has them: safe. Elsewhere an author
    may have typed both widths: a mark between two ideographs is then an unsafe fix.

    ## Evidence
    In 1,238 real texts 2,730 safe fixes, 884 of them of commas beside other full-width marks or in pasted paragraphs:
    of 105 read at random none was wrong. Of 100 sound laws 17 hold one to eight ASCII commas among hundreds of
    full-width ones, one holds 139 and no full-width one; none is changed. Folding all of them: 21,368 of 21,369 marks
    and brackets put right; wrong only brackets that had been in ASCII before.
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
    yield from find_in_prose(page, SEARCHES)


def _may_be_folded(page: Page) -> bool:
    return "," in page.text or ";" in page.text


def _folded(page: Page) -> Iterator[Finding]:
    """The marks of a page as its habit tells."""
    kind = habit(page)
    if kind in (Habit.FOLDED, Habit.COMMAS):
        yield from _marks(page, _folded_kinds(page.text) if kind is Habit.COMMAS else FULL)
    if kind is Habit.FOLDED:
        yield from _brackets(page.text)
    if kind in (Habit.MIXED, Habit.COMMAS):
        yield from _slips(page, kind)


def _folded_kinds(text: str) -> frozenset[str]:
    """The marks of which the page has no full-width one; the comma, of which it has nearly none, is one of them."""
    return frozenset(mark for mark in ",;:!?" if mark == "," or FULL[mark] not in text)


def _marks(page: Page, kinds: Container[str]) -> Iterator[Finding]:
    text = page.text
    labels = page.view(label_spans)
    make = tuple.__new__  # half the time of Finding(…), and a page has hundreds
    for match in compiled(FOLDED).finditer(text):
        start = match.start()
        mark = text[start]
        if mark not in kinds or (mark == ":" and in_spans(labels, start)):
            continue
        yield make(Finding, ("P001", start, start + 1, MESSAGES[mark], FULL[mark], True))


def _brackets(text: str) -> Iterator[Finding]:
    if "(" not in text:
        return
    for first, last in folded_pairs(text):
        yield Finding("P002", first, first + 1, OPEN, "（")
        yield Finding("P002", last, last + 1, CLOSE, "）")


def _slips(page: Page, kind: Habit) -> Iterator[Finding]:
    """Folded commas and semicolons of a page that has full-width ones, too."""
    text = page.text
    pasted = _pasted_paragraphs(page) if kind is Habit.MIXED and "，" in text and not is_markdown(page) else []
    for start, end in pasted:
        for match in compiled(FOLDED).finditer(text, start, end):
            mark = match.group()
            if mark in ",;":
                yield Finding("P001", match.start(), match.end(), MESSAGES[mark], FULL[mark])
    kinds = _folded_kinds(text) if kind is Habit.COMMAS else ()
    for match in compiled(BETWEEN).finditer(text):
        mark = match.group()
        if mark not in kinds and not any(start <= match.start() < end for start, end in pasted):
            yield Finding("P001", match.start(), match.end(), MESSAGES[mark], FULL[mark], safe=False)


def _pasted_paragraphs(page: Page) -> list[tuple[int, int]]:
    """Where paragraphs stand all of whose commas are folded."""
    if not any(_may_be_pasted(text) for text in page.line_texts):
        return []
    return [(line.start, line.end) for line in page.lines if _is_pasted(line.text)]


def _may_be_pasted(paragraph: str) -> bool:
    return "," in paragraph and paragraph.count(",") >= MIN_PASTED and "，" not in paragraph and "。" in paragraph


def _is_pasted(paragraph: str) -> bool:
    return _may_be_pasted(paragraph) and len(compiled(BETWEEN).findall(paragraph)) >= MIN_PASTED


def _may_have_colon(page: Page) -> bool:
    return ":" in page.text


def _colons(page: Page) -> Iterator[Finding]:
    """Folded colons between two ideographs of a page that has full-width ones, too."""
    if "：" not in page.text or habit(page) not in (Habit.MIXED, Habit.SOUND):
        return
    for match in compiled(COLON).finditer(page.text):
        if not in_spans(page.view(label_spans), match.start()):
            yield Finding("P001", match.start(), match.end(), MESSAGES[":"], "：", safe=False)


SEARCHES = (Search(_may_be_folded, _folded), Search(_may_have_colon, _colons))
