"""What became of the page's bytes: a charset other than the declared one, or than UTF-8, or no text at all."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.finding import Finding, Rule, Safety
from zhengwen.page import Page
from zhengwen.text.charset import Decoding, kind_of_file, lookup
from zhengwen.text.charset.names import name_of


def find(page: Page) -> Iterator[Finding]:
    """Tell what became of the bytes."""
    decoding = page.decoding
    if decoding is not None:
        yield from _about(decoding, page.text)


def _about(decoding: Decoding, text: str) -> Iterator[Finding]:
    """What to tell of the whole page; it stands at its first character."""
    end = min(1, len(text))
    if decoding.opaque is not None:
        kind = kind_of_file(decoding.opaque) or "binary data"
        yield Finding("E002", 0, end, f"The input is {kind}, not text.")
        return
    found = name_of(decoding.charset)
    for label, said in ((decoding.given, "was given"), (decoding.declared, "is declared")):
        if label is not None and _is_other(label, decoding.charset, text):
            yield Finding("E001", 0, end, f"The page is in {found}, though {label} {said}.")
            return
    others = sorted({name_of(run.charset) for run in decoding.runs} - {found})
    if others:
        yield Finding("E001", 0, end, f"The page is in {found}, and partly in {', '.join(others)}.")
    elif decoding.charset != "utf-8" and decoding.given is None and end:
        yield Finding("E005", 0, end, f"The page is in {found}; it is written as UTF-8.")


def _is_other(label: str, charset: str, text: str) -> bool:
    """Whether a named charset is not the one the page is in; ASCII is in all of them."""
    try:
        named = lookup(label)
    except LookupError:
        return False
    if name_of(named) == name_of(charset) or text.isascii():
        return False
    return not (named.startswith("utf-16") and charset.startswith("utf-16"))


class WrongCharset(Rule):
    """Bytes in another charset than the page declares or the caller gave.

    ## What it does
    Reports the charset of a page that is not in the charset named by its `<meta charset>`, its XML declaration or the
    caller (an HTTP header), and pages whose parts are in different charsets. The text needs no change: it was read in
    the charset found.

    ## Why it is damage
    Programs that trust the declaration show mojibake; a charset that changes within a page shows that parts of it come
    from elsewhere.

    ## Example
    A page with `<meta charset="utf-8">` whose bytes are GBK: "The page is in GB18030, though utf-8 is declared.".

    ## Leaves alone
    Pages that declare nothing, pages of ASCII only (all charsets agree on them), and names that mean the same: GB2312,
    GBK and GB18030; Big5, its Hong Kong form and code page 950.

    ## Safety
    Report: nothing is left to change.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E001"
    safety = Safety.REPORT


class LegacyCharset(Rule):
    """A page in another charset than UTF-8.

    ## What it does
    Reports the charset of a page that is not in UTF-8, unless it was declared wrongly (`E001`) or given by the caller.
    The text needs no change: it was read in that charset.

    ## Why it is damage
    What `zhengwen` writes is UTF-8, so the bytes of the file change although its characters do not. The finding says
    why; the charset that the page declares is wrong from then on.

    ## Example
    A sound page in GBK: "The page is in GB18030; it is written as UTF-8.".

    ## Leaves alone
    UTF-8 with or without its mark, ASCII, and pages whose charset the caller gave.

    ## Safety
    Report: there is nothing to change in the text.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E005"
    safety = Safety.REPORT


class NotText(Rule):
    """Bytes that are an image, an archive or a document file, not text.

    ## What it does
    Reports what the bytes are, by the signature at the beginning of such files, or that they look random. `clean` still
    returns a `str` with what can be read of them.

    ## Why it is damage
    Scrapers that follow a link to an attachment store it like a page.

    ## Example
    A file that begins with `%PDF-1.7`: "The input is a PDF document, not text.".

    ## Leaves alone
    Pages with single control characters or NULs, and pages that mention such signatures further down.

    ## Safety
    Report: there is nothing to repair.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E002"
    safety = Safety.REPORT
