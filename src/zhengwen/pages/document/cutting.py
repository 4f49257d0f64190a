"""Which rows are surely the site's: what the model says, with what it may not cut and what it is too shy to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, groupby
from math import exp, log

from zhengwen.pages.dates import DATE, WRITTEN_OUT
from zhengwen.pages.document.division import Likelihoods
from zhengwen.pages.document.line_evidence import FIGURE, LineEvidence
from zhengwen.pages.document.page_evidence import ENDS, SITE_KINDS, body_of, newest_first
from zhengwen.pages.line_kinds import Kind
from zhengwen.text.lazy_regex import pattern

# Numbers chosen on the sites held back, see docs/pages.md.
OWN_SHARE, MOST_OWN = 0.3, 3.0  # what a row says by itself counts once more
THRESHOLD = -0.5  # logarithm of odds below which a row is cut
DOUBTFUL_THRESHOLD = -3.0  # where the page has no prose to hold on to
# How far below the surest row of the page a row must be: where none surely is the document's, many may be. What rows
# say adds up along the page, so that no row of a short one is as sure.
FAR_FROM_SURE, FAR_ON_A_SHORT_PAGE, LONG_PAGE = 6.0, 5.0, 30
FEWEST_ROWS = 16  # of a page without a body of text in which anything may be told apart
FEWEST_PROSE = 60  # characters of prose in the core of a page that has a body of text
PROSE_BODY = 100  # characters of prose that make what follows its end the site's
SURE_PROSE, SURE_OWN = (
    40,
    1.5,
)  # characters, and what it says by itself, of a sentence that is never cut inside a document
TAIL_REACH, TAIL_OWN = 8, -0.3  # rows around a row below the end, and what these say on average
HEAD_OWN = 0.0  # of rows around a row above the title, on average
# Rows between a title and its text; rows without a sentence above it, and those right above it that may be its own.
HEAD_REACH, FEWEST_ABOVE, NEAR_TITLE = 20, 15, 3
LIKELY_ABOVE = 3.0  # logarithm of odds of a row above the title that may be the document's
TOLD_ABOVE = frozenset((Kind.FACT, Kind.BYLINE))
ENGLISH_SENTENCE = pattern(r"\W{0,3}+[A-Z][a-z]*+(?:\W{1,3}+[A-Za-z0-9]++){8,60}+")
ENGLISH_ENDS = (".", '."', ".”")
ANNOUNCING = (":", "如下")
OF_FORMS = frozenset((Kind.DOCUMENT, Kind.OTHER, Kind.FACT))
FEWEST_LABELS, FORM_REACH = 4, 3  # rows with a label, on end; rows between them and what stays above
BUTTONS = frozenset((Kind.TOOLS, Kind.WEAK_TOOLS))
MAX_PIECE_CHARS = 12
FEWEST_ANNOUNCING, MOST_ANNOUNCED = 20, 100  # characters of a line that announces, rows that it may
MAX_SIGNED_CHARS, SIGNATURE_ROWS = 16, 3  # characters of a date that signs; rows above it that name who does
SIGNED_ON = pattern(rf"(?=.*年)(?:{DATE}|{WRITTEN_OUT})$")
# What no document goes on below.
STOPS = ENDS - {Kind.SITE_PAGES, Kind.TOOLS}


def odds(likely: Likelihoods, own: Sequence[float]) -> list[float]:
    """The logarithm of odds that each row is the document's."""
    found = []
    for within, inside, alone in zip(likely.within, likely.inside, own, strict=True):
        share = min(max(within * (1 - inside), 1e-6), 1 - 1e-6)
        found.append(log(share / (1 - share)) + OWN_SHARE * max(-MOST_OWN, min(MOST_OWN, alone)))
    return found


def likelihood(odd: float) -> float:
    """The same as a number between 0 and 1."""
    return 1 / (1 + exp(-odd))


def cut(
    rows: Sequence[LineEvidence], odd: Sequence[float], own: Sequence[float], title: int | None = None
) -> list[bool]:
    """Whether each row goes.

    Args:
        rows: what they show.
        odd: the logarithm of odds that each is the document's.
        own: what each says by itself.
        title: the row of a title that surely is one; `None` where there is none.
    """
    listed = newest_first(rows)
    first, after = body_of(rows, listed)
    prose = sum([line.size for line in rows[first:after] if line.is_prose])
    if prose < FEWEST_PROSE and len(rows) < FEWEST_ROWS:
        return [False] * len(rows)
    threshold = THRESHOLD if prose >= FEWEST_PROSE else DOUBTFUL_THRESHOLD
    threshold = min(threshold, max(odd) - (FAR_FROM_SURE if len(rows) >= LONG_PAGE else FAR_ON_A_SHORT_PAGE))
    goes = [one < threshold for one in odd]
    if prose >= FEWEST_PROSE:
        goes = _spare_sentences(rows, goes, own, listed)
    if prose >= PROSE_BODY:
        _cut_the_tail(rows, goes, own, after, listed)
        if title is not None and 0 <= first - title <= HEAD_REACH and not any(row <= title + 1 for row in listed):
            _cut_the_head(rows, goes, odd, own, title)
    _spare_neighbours(rows, goes)
    _spare_pieces(rows, goes, range(first, after))
    _spare_announced(rows, goes)
    _spare_signature(rows, goes)
    _spare_forms(rows, goes)
    for row in range(1, len(rows)):  # the value of a label that stands on a line of its own
        label = rows[row - 1]
        if goes[row] and not goes[row - 1] and label.kind is Kind.BYLINE and label.text.endswith(":"):
            goes[row] = rows[row].kind in SITE_KINDS
    return goes


def _spare_neighbours(rows: Sequence[LineEvidence], goes: list[bool]) -> None:
    """Sentences and numbered lines right beside what stays are the document's, too."""
    for order in (range(1, len(rows)), range(len(rows) - 2, -1, -1)):
        step = order.step
        for row in order:
            if goes[row] and not goes[row - step] and _reads_like_a_document(rows[row]):
                goes[row] = _reads_like_a_document(rows[row - step]) is False


def _spare_pieces(rows: Sequence[LineEvidence], goes: list[bool], body: range) -> None:
    """A short row amid the text stays where the sentence above has no end: a piece that was a link (微博)."""
    for row in body[1:-1]:
        above, below = rows[row - 1], rows[row + 1]
        if goes[row] and rows[row].size <= MAX_PIECE_CHARS and not (goes[row - 1] or goes[row + 1]):
            goes[row] = above.ends_sentence or above.text.endswith(":") or not below.is_prose


def _reads_like_a_document(line: LineEvidence) -> bool:
    return line.kind is Kind.DOCUMENT and (line.is_prose or line.ends_sentence or "numbered" in line.shows)


def _spare_announced(rows: Sequence[LineEvidence], goes: list[bool]) -> None:
    """What a line of the document announces (名单公布如下：) stays, up to the next line of a kind that sites have."""
    for row, line in enumerate(rows):
        if goes[row] or line.linked or line.size < FEWEST_ANNOUNCING or not line.text.endswith(ANNOUNCING):
            continue
        for below in range(row + 1, min(len(rows), row + 1 + MOST_ANNOUNCED)):
            if rows[below].kind in BUTTONS:
                continue
            if rows[below].linked and below > row + 1 and not rows[below - 1].linked:
                break  # links of another block
            if rows[below].kind in SITE_KINDS or is_sentence(rows[below]):
                break
            goes[below] = False


def _spare_signature(rows: Sequence[LineEvidence], goes: list[bool]) -> None:
    """A date that signs stays with what stands above it, up to the text of the document."""
    for row, line in enumerate(rows):
        if not goes[row] or line.size > MAX_SIGNED_CHARS or not SIGNED_ON.match(line.text):
            continue
        above = next((one for one in range(row - 1, max(-1, row - 1 - SIGNATURE_ROWS), -1) if not goes[one]), None)
        if above is not None and all(rows[one].kind not in SITE_KINDS for one in range(above + 1, row)):
            goes[above + 1 : row + 1] = [False] * (row - above)


def _spare_forms(rows: Sequence[LineEvidence], goes: list[bool]) -> None:
    """Labels on end, each with its value, stay below what stays: the rows of a form."""
    for labelled, run in groupby(range(len(rows)), key=lambda row: _is_of_a_form(rows[row])):
        held = list(run)
        if labelled and len(held) >= FEWEST_LABELS and _follows_what_stays(rows, goes, held[0]):
            goes[held[0] : held[-1] + 1] = [False] * len(held)


def _follows_what_stays(rows: Sequence[LineEvidence], goes: Sequence[bool], row: int) -> bool:
    above = range(row - 1, max(-1, row - 1 - FORM_REACH), -1)
    held = next((one for one in above if not goes[one]), None)
    return held is not None and all(rows[one].kind not in SITE_KINDS for one in range(held, row))


def _is_of_a_form(line: LineEvidence) -> bool:
    return "label" in line.shows and not line.linked and line.kind in OF_FORMS


def _spare_sentences(
    rows: Sequence[LineEvidence], goes: list[bool], own: Sequence[float], listed: Mapping[int, int]
) -> list[bool]:
    """Stretch what stays over the sentences above and below it, up to what ends a document."""
    kept = [row for row, gone in enumerate(goes) if not gone]
    held = [row for row in kept if is_sentence(rows[row])] or kept
    if not held:
        return goes
    found = list(goes)
    known = {rows[row].text for row in held}  # a teaser above says again what the document says
    for start, stop, step in ((held[0] - 1, -1, -1), (held[-1] + 1, len(rows), 1)):
        reach = start
        for row in range(start, stop, step):
            if rows[row].kind in STOPS or row in listed:
                break
            goes_on = row == reach and is_sentence(rows[row])  # 第六十九条 right below 第六十八条
            if goes[row] and (goes_on or _is_sure(rows[row], own[row])) and rows[row].text not in known:
                reach = row + step
        for row in range(start, reach, step):
            found[row] = False
    return found


def is_sentence(line: LineEvidence) -> bool:
    """Whether a row is a sentence, and not one of the site's."""
    return line.is_prose and line.size >= 30 and "。" in line.text and line.kind not in SITE_KINDS


def _is_sure(line: LineEvidence, own: float) -> bool:
    if line.size >= SURE_PROSE and own > SURE_OWN and is_sentence(line):
        return True
    if line.kind not in (Kind.OTHER, Kind.DOCUMENT) or not line.text.endswith(ENGLISH_ENDS):
        return False
    return ENGLISH_SENTENCE.match(line.text) is not None


def _cut_the_tail(
    rows: Sequence[LineEvidence], goes: list[bool], own: Sequence[float], after: int, listed: Mapping[int, int]
) -> None:
    """Below a body of prose and what ends it (related links, a footer …) rows that are no sentences go."""
    end = next((row for row in range(after, len(rows)) if rows[row].kind in ENDS or row in listed), len(rows))
    around = _own_around(own)
    entries = {row for first, stop in listed.items() if first >= after for row in range(first, stop)}
    for row in range(end, len(rows)):
        if (row in entries or around(row) < TAIL_OWN) and not is_sentence(rows[row]):
            goes[row] = True


def _cut_the_head(
    rows: Sequence[LineEvidence], goes: list[bool], odd: Sequence[float], own: Sequence[float], title: int
) -> None:
    """Above a title and a body of prose right below it a long run of rows without a sentence goes: menus."""
    top = title - 1
    while top >= 0 and not (is_sentence(rows[top]) or rows[top].kind in TOLD_ABOVE):
        top -= 1
    if title - 1 - top < FEWEST_ABOVE:
        return
    around = _own_around(own)
    first = next((row for row in range(top + 1, title) if odd[row] > LIKELY_ABOVE), title)
    for row in range(top + 1, first - NEAR_TITLE):
        if around(row) < HEAD_OWN and not FIGURE.search(rows[row].text):
            goes[row] = True


def _own_around(own: Sequence[float]) -> Callable[[int], float]:
    """What the rows around each say by themselves, on average."""
    sums = [0.0, *accumulate(max(-MOST_OWN, min(MOST_OWN, one)) for one in own)]

    def around(row: int) -> float:
        low, high = max(0, row - TAIL_REACH), min(len(own), row + TAIL_REACH + 1)
        return (sums[high] - sums[low]) / (high - low)

    return around
