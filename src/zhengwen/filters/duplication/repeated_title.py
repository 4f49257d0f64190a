"""Finds a title or a byline that stands twice at the head of a page."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.duplication._header import is_button, is_byline, is_prose, is_title
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Line, Page
from zhengwen.pages.dates import days
from zhengwen.pages.script_folding import squeezed
from zhengwen.text.lazy_regex import pattern

MIN_TITLE_CHARS = 5  # characters of a title; shorter lines are menus and headings
MAX_HEAD_LINES = 60  # lines that may stand above the text
SITE = pattern(r"[-_|—–]+.{2,40}")
LABELLED = pattern(r"[:：]\s*\S|\D\d{1,2}:\d\d")  # with a label, or an hour, as the software of sites writes it
# A label with a short value, as the software of sites writes between two titles; documents have other labels there.
STATED = pattern(r"\s*(?!附件|附表|附图|主送|抄送|注)[\u4e00-\u9fff]{2,4}\s?[:：]\s?\S{1,8}\s*")
FIELD = pattern(r"[|｜\s]+|[^\s|｜:：]{2,6}[:：]")


class RepeatedTitle(Rule):
    """Title or byline that appears twice at the head of the page.

    ## What it does
    Cuts the second of two equal titles between which only bylines and buttons stand, the title of the window (the title
    with the name of the site behind it) above the title, and a byline that adds nothing to the one above.
    Lines between two equal titles in which the site states a fact of the page (`分类：政策`) go with the second one.

    ## Why it is damage
    The titles of the window, the page and the document are three elements of the markup, but one line of the document.

    ## Example
    `关于开展消防检查的通知`, `来源：安和市消防救援支队`, `关于开展消防检查的通知`, the text: the second title goes.

    ## Leaves alone
    Titles repeated after a table of contents or a text, headings of tables and lists, slogans, pages without a byline,
    dates of the rows of a table, pages without a text below the header.

    ## Safety
    Safe: the same header already has the line.

    ## Evidence
    No finding in 100 sound documents.
    """

    code = "D003"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find second titles and bylines."""
    head = _head(page)
    begins_twice = len({_beginning(line.text) for _, line in head}) < len(head)
    if not begins_twice and sum(_dated(line) for _, line in head) < 2:
        return
    bylines = [number for number, line in head if is_byline(line.text)]
    if not bylines:
        return
    near = [(number, line) for number, line in head if bylines[0] - 8 <= number <= bylines[-1] + 8]
    for (number, line), place, between in _second_titles(near) if begins_twice else ():
        yield _cut(
            page,
            number,
            f"The title appears twice in the header, also in line {place + 1}: {line.text.strip()[:40]!r}.",
        )
        for stated, row in between:
            yield _cut(page, stated, f"The site's header says this of the page: {row.text.strip()!r}.")
    for number, line in _second_bylines(near) if len(bylines) > 1 else ():
        yield _cut(page, number, f"This byline adds nothing to the one above: {line.text.strip()[:40]!r}.")


def _beginning(text: str) -> str:
    """The first two characters of a line that are no spaces, in one width where they are marks."""
    return squeezed("".join(text[: 2 * MIN_TITLE_CHARS].split())[:2])


def _head(page: Page) -> list[tuple[int, Line]]:
    """The lines above the text, with their numbers, blank ones left out; none where no text follows, as in tables."""
    head: list[tuple[int, Line]] = []
    start = 0
    for number, text in enumerate(
        page.text.split("\n", MAX_HEAD_LINES)[:MAX_HEAD_LINES]
    ):  # not page.lines: most pages need no others
        if is_prose(text) and not is_byline(text):
            return head
        if text.strip():
            head.append((number, Line(start, start + len(text), text)))
        start += len(text) + 1
    return []


def _second_titles(
    head: list[tuple[int, Line]],
) -> Iterator[tuple[tuple[int, Line], int, list[tuple[int, Line]]]]:
    """The second of two titles, the number of the first one's line, and what the site states between them."""
    titles: dict[str, int] = {}
    between: list[tuple[int, Line]] = []
    for at, (number, line) in enumerate(head):
        words = squeezed(line.text)
        if is_byline(line.text) or is_button(line.text):
            continue
        if words in titles:
            if not _heads_another_row(head, at):
                yield (number, line), titles[words], between
            between = []
            continue
        if titles and STATED.fullmatch(line.text):  # 分类：政策
            between.append((number, line))
            continue
        between = []
        before = at and squeezed(head[at - 1][1].text)
        if (
            before
            and before.startswith(words)
            and len(words) >= MIN_TITLE_CHARS
            and SITE.fullmatch(before[len(words) :])
        ):
            yield head[at - 1], number, []
        titles = {words: number} if len(words) >= MIN_TITLE_CHARS and is_title(line.text) else {}


def _heads_another_row(head: list[tuple[int, Line]], at: int) -> bool:
    """Whether the second title has a date of its own below it, as the rows of a list have."""
    above, below = (head[place][1].text if place < len(head) else "" for place in (at - 1, at + 1))
    return is_byline(above) and is_byline(below) and bool(days(above)) and bool(days(below) - days(above))


def _second_bylines(head: list[tuple[int, Line]]) -> Iterator[tuple[int, Line]]:
    above = ""
    for number, line in head:
        if not is_byline(line.text):
            if not is_button(line.text) and not is_title(line.text):
                above = ""  # cells of a table, or lines of a menu, stand between
            continue
        if not LABELLED.search(line.text):
            continue  # a date alone, which may be a row's
        fields = [field for field in map(squeezed, FIELD.split(line.text)) if field]
        # Where neither has a date they are the blanks of a form.
        if any(map(str.isdigit, above)) and fields and all(field in above for field in fields):
            yield number, line
        else:
            above = squeezed(line.text)


def _dated(line: Line) -> bool:
    return ":" in line.text or "：" in line.text


def _cut(page: Page, number: int, message: str) -> Finding:
    start, end = page.block(number, number)
    return Finding("D003", start, end, message, "")
