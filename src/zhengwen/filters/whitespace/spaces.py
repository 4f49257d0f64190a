"""Sees spaces that nobody wrote: at the ends of lines, doubled, no-break, and blank lines at either end of a page."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.whitespace._sentence import is_inside
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.pages.markdown import is_markdown
from zhengwen.pages.not_prose import is_prose
from zhengwen.pages.prose_findings import Search
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

MARKDOWN_BREAK = "  "
BLANK = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"
BETWEEN = pattern(f"(?<=[{UNIFIED}])(?<![条條章节節编編款項项])\N{NO-BREAK SPACE}(?=[{UNIFIED}])")
DOUBLED_AT_BAR = pattern(r"(?<=\S)(?: {2,}(?=[|｜])|(?<=[|｜]) {2,}(?=\S))")


class TrailingSpace(Rule):
    """Spaces at the end of a line.

    ## What it does
    Takes out spaces, no-break spaces and ideographic spaces before a line break and at the end of the page.

    ## Why it is damage
    Markup is padded with them; nobody sees them, and comparing texts trips over them.

    ## Example
    `完成整改。  ` becomes `完成整改。`

    ## Leaves alone
    Indents, spaces between words, and two spaces at the end of a line of Markdown, which break it.

    ## Safety
    Safe: nothing follows that they could part.

    ## Evidence
    Twice in 100 sound documents, in one of them.
    """

    code = "W001"
    safety = Safety.SAFE


class OuterBlankLines(Rule):
    """Blank lines before the first line of a page, or after its last.

    ## What it does
    Takes out blank lines at the head, and all line breaks but one at the end.

    ## Why it is damage
    They are what menus and footers leave when they are cut.

    ## Example
    Two empty lines before the title go.

    ## Leaves alone
    Blank lines between paragraphs, a page that ends without a line break.

    ## Safety
    Safe.

    ## Evidence
    Not once in 100 sound documents.
    """

    code = "W002"
    safety = Safety.SAFE


class NoBreakSpace(Rule):
    """No-break spaces that came from markup.

    ## What it does
    Puts a space for no-break spaces between words, none for a single one between the ideographs of a Simplified
    sentence, and one space for a run of them around the bar of a byline.

    ## Why it is damage
    `&nbsp;` is how pages are padded; in text it looks like a space and is none.

    ## Example
    `來源: 教育局  |   日期` becomes `來源: 教育局 | 日期`

    ## Leaves alone
    Ideographic spaces in headings, columns of tables.

    ## Safety
    Safe.

    ## Evidence
    Not once inside a line in 100 sound documents.
    """

    code = "W003"
    safety = Safety.SAFE


def find(page: Page) -> Iterator[Finding]:
    """Find spaces at the ends of lines, blank lines at either end of the page, and no-break spaces."""
    for may_find, judge in SEARCHES:
        if may_find(page):
            yield from judge(page)


def _may_have_outer(page: Page) -> bool:
    return page.text[:1] in ("\n", *BLANK) or page.text[-1:] in ("\n", *BLANK)


def _outer(page: Page) -> Iterator[Finding]:
    """Blank lines before the first line of the page, and what stands after its last."""
    text = page.text
    body = text.rstrip("\n" + BLANK)
    if text[:1] in ("\n", *BLANK) and (head := len(text) - len(text.lstrip("\n" + BLANK))):
        first = text.rfind("\n", 0, head) + 1
        if first and body:
            yield Finding("W002", 0, first, "Blank lines stand before the first line.", "")
    if not body:
        return
    rest = text[len(body) :]
    if rest.count("\n") > 1:
        yield Finding("W002", len(body), len(text), "Blank lines stand after the last line.", "\n")
    elif rest and rest != "\n":
        yield Finding("W001", len(body), len(text), "Spaces stand at the end of the page.", rest.strip(BLANK))


def _may_have_trailing(page: Page) -> bool:
    # Looking for one character is far quicker than looking for two.
    return any(blank in page.text and f"{blank}\n" in page.text for blank in BLANK)


def _trailing(page: Page) -> Iterator[Finding]:
    """Spaces at the ends of lines; Markdown breaks a line with two of them."""
    body_end = len(page.text.rstrip("\n" + BLANK))
    first_word = len(page.text) - len(page.text.lstrip())
    markdown = is_markdown(page)
    for line in page.lines:
        start = line.start + len(line.text.rstrip(BLANK))
        if not first_word < start < line.end < body_end:
            continue
        if not (markdown and start > line.start and page.text[start : line.end] == MARKDOWN_BREAK):
            yield Finding("W001", start, line.end, "Spaces stand at the end of a line.", "")


def _may_have_no_break_space(page: Page) -> bool:
    return "\N{NO-BREAK SPACE}" in page.text


def _no_break_spaces(page: Page) -> Iterator[Finding]:
    text = page.text
    for start, end in _odd(text):
        inside = end == start + 1 and BETWEEN.match(text, start) and is_inside(text, start)
        # Traditional letters leave a space of respect before an office.
        inside = inside and page.script.name == "simplified"
        if is_prose(page, start):
            yield Finding("W003", start, end, "No-break spaces stand between words.", "" if inside else " ")


def _may_have_bar(page: Page) -> bool:
    return ("|" in page.ascii and ("  |" in page.text or "|  " in page.text)) or "｜" in page.text


def _at_bars(page: Page) -> Iterator[Finding]:
    for match in DOUBLED_AT_BAR.finditer(page.text):
        if is_prose(page, match.start()):
            yield Finding("W003", match.start(), match.end(), "Several spaces stand beside a bar.", " ")


def _odd(text: str) -> Iterator[tuple[int, int]]:
    """The runs of spaces between words that have a no-break space among them."""
    end, at = 0, text.find("\N{NO-BREAK SPACE}")
    while at >= 0:
        start = at
        while start > end and text[start - 1] == " ":
            start -= 1
        end = at + 1
        while text[end : end + 1] in (" ", "\N{NO-BREAK SPACE}"):
            end += 1
        beside = text[start - 1 : start], text[end : end + 1]
        if not any(one.isspace() or not one for one in beside):
            yield start, end
        at = text.find("\N{NO-BREAK SPACE}", end)


SEARCHES = (
    Search(_may_have_outer, _outer),
    Search(_may_have_trailing, _trailing),
    Search(_may_have_no_break_space, _no_break_spaces),
    Search(_may_have_bar, _at_bars),
)
