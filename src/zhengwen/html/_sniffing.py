"""Whether an input is an HTML page, as browsers sniff it (https://mimesniff.spec.whatwg.org/#rules-for-identifying-an-unknown-mime-type).

What begins like a page is one; a text that holds a tag further down is a text.
"""

from __future__ import annotations

from zhengwen.text.lazy_regex import pattern

BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
GB18030_MARK = b"\x84\x31\x95\x33"
SNIFFED_CHARS = 1445  # what browsers look at; see the standard
# Byte order marks, also those that were read in another charset, and characters that nobody sees: programs that put
# pages together leave them in front of the first tag.
UNSEEN_HEAD = pattern(
    r"""(?x) (?: [\t\n\f\r\ ]*+ (?:
        [\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\x00]
      | \xEF\xBB\xBF  # the bytes of a mark in UTF-8, in Latin-1 or in Windows-1252
    ) ){1,99}+"""
)
# Comments and white space before the first tag are skipped only in front of a whole page: browsers and crawlers that
# save a page write its address there.
WHOLE_PAGE = pattern(
    r"""(?isx) [\t\n\f\r\ ]* (?> <!--.{0,900}?-->[\t\n\f\r\ ]*+ ){0,9}+  # comments
    <(?: !doctype\ html | html | head | body | title | script | style | iframe )[\t\n\f\r\ />]"""
)
XML_PAGE = pattern(
    r"""(?isx) [\t\n\f\r\ ]* <\?xml\s[^<>]{0,300}\?> \s{0,99}
    (?> <!--.{0,900}?-->\s{0,99}+ | <\?[^<>]{0,300}\?>\s{0,99}+ ){0,9}+  # comments and instructions
    < (?: !doctype\s+html | html )\b"""
)
# Elements that a text written by hand may begin with, too: a bold heading, a link, a line break.
FRAGMENT = pattern(r"(?i)[\t\n\f\r ]*<(?:(?:h1|div|font|table|a|b|br|p)[\t\n\f\r />]|!--[\t\n\f\r >])")
TAG = pattern(r"</?[A-Za-z][^<>]{0,2000}>|<!--")
LINES_A_TAG = 2  # a fragment has a tag on every second of its lines at least, a text with a tag in it has fewer


def is_html(raw: str | bytes) -> bool:
    """Whether an input begins like an HTML page.

    As in browsers, a whole page is known by its first tag. A fragment of one (`<p>`, `<a `, `<b>`, `<br>`, `<div`, ...)
    is HTML as long as it goes on like one: it has a tag on every second of its lines, or more. Otherwise a tag
    stands at the head of a text, which stays a text.
    """
    text = raw if isinstance(raw, str) else _head(raw)
    unseen = UNSEEN_HEAD.match(text)
    if unseen is not None:
        text = text[unseen.end() :]
    start = text[: SNIFFED_CHARS + 1]
    if not start.lstrip("\t\n\f\r ").startswith("<"):
        return False
    if WHOLE_PAGE.match(start) or XML_PAGE.match(start):
        return True
    return bool(FRAGMENT.match(start)) and _goes_on_like_a_page(text)


def _head(raw: bytes) -> str:
    """The bytes as far as their markup goes, which is the same in all charsets of pages but UTF-16."""
    for mark, charset in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(charset, "replace")
    if raw[1:2] == b"\0" and raw[:1] in b"< \t\r\n":
        return raw.decode("utf-16-le", "replace")
    if raw[:1] == b"\0" and raw[1:2] in (b"<", b" ", b"\t", b"\r", b"\n"):
        return raw.decode("utf-16-be", "replace")
    return raw.removeprefix(GB18030_MARK).decode("latin-1")


def _goes_on_like_a_page(text: str) -> bool:
    lines = sum(1 for line in text.splitlines() if line.strip())
    needed = max(1, lines // LINES_A_TAG)
    return any(count >= needed for count, _ in enumerate(TAG.finditer(text), 1))
