"""HTML pages: their charset, the text that a browser shows, and their title."""

from __future__ import annotations

from typing import NamedTuple

from zhengwen.corpus.records._shown import shown
from zhengwen.text import charset


class MissingExtraError(ImportError):
    """A package that an extra installs is not there; the message says which one."""


class Html(NamedTuple):
    """What a page shows: its text, and its title, which a browser shows above its window."""

    text: str
    title: str


def read_html(raw: bytes, encoding: str | None = None) -> Html:
    """Read an HTML page; what belongs to the document is for the rules to say.

    Args:
        raw: the page.
        encoding: its charset, from an HTTP header; one that does not fit is not believed.

    Raises:
        MissingExtraError: resiliparse is not installed.
    """
    try:
        from resiliparse.parse.html import HTMLTree
    except ImportError as error:
        raise MissingExtraError("HTML needs resiliparse: pip install 'zhengwen[html]'") from error
    try:
        text, _ = charset.decode(raw, encoding)
    except LookupError:
        text, _ = charset.decode(raw, None)
    # What stands for bytes that are no character, no parser takes.
    tree = HTMLTree.parse(text.encode("utf-8", "replace").decode())
    title = " ".join((tree.title or "").split())
    return Html(shown(tree.body) if tree.body is not None else "", title)
