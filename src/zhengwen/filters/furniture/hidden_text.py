"""What a page of HTML holds and no reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

LETTER = pattern(r"[^\W_]")
QUOTED_CHARS = 40  # of a hidden text that a message shows
HOW = {
    "attribute": "by its attribute 'hidden'",
    "display": "by 'display: none'",
    "visibility": "by 'visibility: hidden'",
    "opacity": "by an opacity of 0",
    "off-screen": "off the screen",
    "zero-size": "by having no size",
    "same-colour": "in the colour of its background",
    "aria-hidden": "by 'aria-hidden'",
    "template": "in a template",
    "noscript": "in 'noscript'",
    "comment": "in a comment",
    "closed": "until somebody opens it",
}


class HiddenText(Rule):
    """Text in a page of HTML that no reader sees.

    ## What it does
    Reports each block of a page of HTML that is hidden: by an attribute, a style, a rule of the page's own style sheet,
    off the screen, without size, in the colour of its background, by `aria-hidden`, in a template, `noscript` or a long
    comment, or closed until somebody opens it. None of it is in the text.

    ## Why it is damage
    Intruders put advertisements where nobody but a search engine finds them: a page with hidden text on other subjects
    than its own has been hacked. Most hidden text is harmless: menus that open, dialogs, notes for browsers.

    ## Example
    `<div style="position:absolute;left:-9999px"><a href="…">某某娱乐城</a></div>`: reported, with its links counted.

    ## Leaves alone
    Text without letters, scripts, style sheets and short comments. A hidden block that holds the page's prose, where
    hardly any is visible, stays in the text and is reported: such pages show it by a script.

    ## Safety
    Report: it was never in the text of the page.

    ## Evidence
    On 85 real pages of 60 sites, 291 blocks: 247 by `display: none`, menus and dialogs of the sites; 3 off the screen,
    one of them an intruder's. None of the 1,694 lines of their documents was among them.
    """

    code = "F014"
    safety = Safety.REPORT


def find(page: Page) -> Iterator[Finding]:
    """Report the hidden blocks of a page of HTML."""
    if page.markup is None:
        return
    for block in page.markup.hidden:
        if not LETTER.search(block.text):
            continue
        text = re.sub(r"\s+", " ", block.text)
        shown = text if len(text) <= QUOTED_CHARS else f"{text[:QUOTED_CHARS]}…"
        links = f", with {block.links} links" if block.links > 1 else ", with a link" if block.links else ""
        if block.kept:
            message = f"Text is hidden {HOW[block.kind]} but kept, because it is the page's prose: {shown!r}{links}."
        else:
            message = f"Text is hidden {HOW[block.kind]}: {shown!r}{links}."
        yield Finding(HiddenText.code, block.start, block.start, message)
