"""The text that a browser would show of an HTML page; what belongs to the document is for the rules to say."""

from __future__ import annotations

from zhengwen import charset

HIDDEN = ["[hidden]", "[style*='display:none']", "[style*='display: none']", "[style*='visibility:hidden']"]


class MissingExtraError(ImportError):
    """A package that an extra installs is not there; the message says which one."""


def visible_text(raw: bytes, encoding: str | None = None) -> str:
    """The visible text of an HTML page, a line for each block.

    Args:
        raw: the page.
        encoding: its charset, from an HTTP header; one that does not fit is not believed.

    Raises:
        MissingExtraError: resiliparse is not installed.
    """
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree
    except ImportError as error:
        raise MissingExtraError("HTML needs resiliparse: pip install 'zhengwen[html]'") from error
    try:
        text, _ = charset.decode(raw, encoding)
    except LookupError:
        text, _ = charset.decode(raw, None)
    # What stands for bytes that are no character, no parser takes.
    tree = HTMLTree.parse(text.encode("utf-8", "replace").decode())
    found: str = extract_plain_text(
        tree,
        main_content=False,
        preserve_formatting=True,
        list_bullets=False,
        alt_texts=False,
        links=False,
        form_fields=False,
        skip_elements=HIDDEN,
    )
    return found.replace("\t\t", "\t")  # one between two cells, as browsers copy tables
