"""The page as filters see it: immutable text, how its bytes were decoded, and cached views that filters share."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from zhengwen import data as tables
from zhengwen.site_profile import Site
from zhengwen.text import charset, lazy_import
from zhengwen.text.char_search import among
from zhengwen.text.charset import Decoding
from zhengwen.text.legacy_charset_coverage import SIMPLIFIED, TRADITIONAL, Repertoire, outside_count, repertoire

if TYPE_CHECKING:
    from zhengwen.html import HtmlSource, Markup

SHOWN_CHARS = 20  # characters of a text in its repr
FORMATS = ("auto", "text", "html")
MAJORITY = 3  # a page is in a script that has at least this many times as many distinct characters as the other
Seen = TypeVar("Seen")
ENOUGH_OF_SCRIPT = 20  # distinct characters of one script: counting more of them would not change the answer
CLEAR_MAJORITY = 5  # times as many characters as of the other script: counting more would not change the answer
HEAD_CHARS, LONG_HEAD_CHARS = 160, 600  # characters at the head of a page, usually enough to reach those counts
UNITS = f"utf-16-{sys.byteorder[0]}e"  # the byte order of `array`
CHARSETS = {"simplified": SIMPLIFIED, "traditional": TRADITIONAL}
# Lists of characters that belong to one script only, although the charset of the other script has them.
IN_BOTH_CHARSETS = {SIMPLIFIED: "traditional-in-gb2312", TRADITIONAL: "simplified-in-big5"}
HTML_HEAD_CHARS = 4096  # characters or bytes within which HTML has its first tag
NO_META: Mapping[str, str] = MappingProxyType({})


class Line(NamedTuple):
    """One line of a page, without its line break. Offsets are in code points."""

    start: int
    end: int
    text: str


class Script(NamedTuple):
    """Counts of distinct characters that belong to one script only, up to as many as decide the page's script."""

    simplified: int
    traditional: int

    @property
    def name(self) -> str:
        """`simplified`, `traditional`, or `unknown` if neither has a clear majority."""
        if self.simplified >= MAJORITY * max(self.traditional, 1):
            return "simplified"
        if self.traditional >= MAJORITY * max(self.simplified, 1):
            return "traditional"
        return "unknown"


class Page:
    """A page as one filter pass sees it. Treat it as immutable: views are computed once and cached.

    Args:
        text: the page's text.
        meta: facts the caller knows about the page (a URL, a title): evidence for filters, never changed.
        decoding: how the text was decoded from bytes; `None` if the caller passed a `str`.
        site: what was learned from the other pages of the site.
        markup: what the markup says of each line if the page was HTML; `text` is then its visible text.
        source: that HTML.
    """

    def __init__(
        self,
        text: str,
        meta: Mapping[str, str] = NO_META,
        decoding: Decoding | None = None,
        site: Site | None = None,
        markup: Markup | None = None,
        source: HtmlSource | None = None,
    ) -> None:
        self.text = text
        self.meta = meta
        self.decoding = decoding
        self.site = site
        self.markup = markup
        self.source = source

    def __repr__(self) -> str:
        start = " ".join(self.text[: 2 * SHOWN_CHARS].split())
        shown = f"{start[:SHOWN_CHARS]}…" if len(start) > SHOWN_CHARS else start
        kind = "HTML" if self.markup is not None else "text" if self.is_text else "not text"
        came = f", decoded as {self.decoding.charset}" if self.decoding is not None else ""
        return f"<Page {shown!r}: {len(self.text)} characters, {kind}{came}>"

    @classmethod
    def read(
        cls,
        raw: str | bytes,
        *,
        encoding: str | None = None,
        meta: Mapping[str, str] = NO_META,
        site: Site | None = None,
        format: str = "auto",
    ) -> Page:
        """Make a page from a scraper's output; bytes are decoded, as `encoding` if one is given.

        Args:
            raw: text or HTML.
            encoding: the charset of bytes if known from elsewhere.
            meta: facts the caller knows about the page.
            site: what was learned from the other pages of the site.
            format: `text`; `html`, of which the page is the visible text; `auto`: an input that begins like an HTML
                page is one, as in browsers.

        Raises:
            LookupError: `encoding` is not the name of a charset.
            TypeError: `raw` is neither `str` nor `bytes`.
            ValueError: the format does not exist.
        """
        page = None
        if format not in FORMATS:
            raise ValueError(f"no format is called {format!r}; the formats are {', '.join(FORMATS)}")
        if isinstance(raw, (bytearray, memoryview)):
            raw = bytes(raw)
        if format != "text" and isinstance(raw, (str, bytes)):
            page = cls._of_html(raw, encoding, meta, site, is_told=format == "html")
            if page is not None:
                return page
        if isinstance(raw, str):
            return cls(raw, meta, site=site)
        if isinstance(raw, bytes):
            text, decoding = charset.decode(raw, encoding)
            if format == "auto" and is_read_as_html(text):  # in a charset whose bytes show no markup, as UTF-32
                page = cls._of_html(raw, encoding, meta, site, is_told=True)
            return page or cls(text, meta, decoding, site)
        raise TypeError(f"a page is str or bytes, not {type(raw).__name__}")

    @classmethod
    def _of_html(
        cls, raw: str | bytes, encoding: str | None, meta: Mapping[str, str], site: Site | None, *, is_told: bool
    ) -> Page | None:
        """Make a page of the visible text of HTML; `None` if the input is not HTML.

        The visible text of a page that shows markup would be taken for HTML when it is cleaned again. Such a page is
        read as HTML only if the caller says that it is.
        """
        if not is_told and not _has_tag(raw[:HTML_HEAD_CHARS]):
            return None
        with lazy_import.IMPORTING:
            from zhengwen import html  # slow to import, and not needed for text

        if not is_told and not html.is_html(raw):
            return None
        document = html.read(raw, encoding=encoding)
        if not is_told and html.is_html(document.text):
            return None
        source = html.HtmlSource.of(raw, document.text)
        return cls(document.text, meta, document.decoding, site, html.Markup(document), source)

    @property
    def is_text(self) -> bool:
        """Whether the page is text at all, and not an image, an archive or bytes at random."""
        return self.decoding is None or self.decoding.opaque is None

    def view(self, make: Callable[[Page], Seen]) -> Seen:
        """Return `make(self)`, computed once per page and shared by the filters that need it."""
        if make not in self._read:
            self._read[make] = make(self)
        seen: Seen = self._read[make]
        return seen

    def replaced(self, text: str, edits: Sequence[tuple[str, int, str, str]] | None = None) -> Page:
        """Return this page with another text.

        Args:
            text: the new text.
            edits: the edits that made it, as in a step of a ledger; without them the new page has no markup.
        """
        markup = self.markup.after(text, edits) if self.markup is not None and edits is not None else None
        return Page(text, self.meta, self.decoding, self.site, markup, self.source)

    def without_markup(self) -> Page:
        """Return this page as it would be read if its text were cleaned once more."""
        return Page(self.text, self.meta, site=self.site)

    @cached_property
    def _read(self) -> dict[Callable[[Page], Any], Any]:
        return {}

    @cached_property
    def distinct(self) -> str:
        """The page's distinct lines, concatenated: a body that occurs twice is searched only once."""
        return "".join(dict.fromkeys(self.line_texts))

    @cached_property
    def characters(self) -> frozenset[str]:
        """The set of characters on the page, for filters that look for many different ones.

        Costs more than a dozen regex searches: for a few characters, use `in page.text` instead.
        """
        units = array("H", self.distinct.encode(UNITS, "surrogatepass"))
        if len(units) != len(self.distinct):  # characters outside the Basic Multilingual Plane take two units
            return frozenset(self.text)
        found = set(map(chr, set(units)))  # deduplicated as numbers, which avoids one string per character
        return frozenset(found | {"\n"} if "\n" in self.text else found)

    def only_in(self, script: str) -> frozenset[str]:
        """Return the characters on the page that belong to one script only, `simplified` or `traditional`.

        Cheap for the script that the page is not written in.
        """
        own = tables.characters(f"script/{script}-only")
        if "characters" in self.__dict__:
            return self.characters & own
        charset, outside = self.repertoire
        if outside is None or charset == CHARSETS[script]:
            return self.characters & own
        return own & (outside | among(self._said, frozenset(tables.listed(IN_BOTH_CHARSETS[charset]))))

    @cached_property
    def script(self) -> Script:
        """Counts of distinct single-script characters; on nearly every page one of the two counts is 0.

        0 means that the whole page has none. The majority script is counted at the head of the page, and only as far
        as needed to decide.
        """
        if "characters" in self.__dict__ or self.repertoire.outside is None:
            return Script(*(len(self.only_in(script)) for script in CHARSETS))
        charset = self.repertoire.charset
        own, other = CHARSETS if charset == SIMPLIFIED else reversed(CHARSETS)
        others = len(self.only_in(other))
        enough = max(ENOUGH_OF_SCRIPT, CLEAR_MAJORITY * others)
        owns = 0 if others else outside_count(self.text[:HEAD_CHARS], CHARSETS[other])
        if others and len(self.text) > LONG_HEAD_CHARS:
            owns = len(frozenset(self.text[:LONG_HEAD_CHARS]) & tables.characters(f"script/{own}-only"))
        if owns < enough:
            owns = len(self.only_in(own))
        return Script(owns, others) if charset == SIMPLIFIED else Script(others, owns)

    @cached_property
    def is_mixed(self) -> bool:
        """Whether the page has characters that do not belong to its script; cheaper than `script`."""
        charset, outside = self.repertoire
        if outside is None:
            return min(self.script) > 0
        return bool(self.only_in("simplified" if charset == TRADITIONAL else "traditional"))

    @cached_property
    def repertoire(self) -> Repertoire:
        """The legacy charset that covers nearly all of the page, and the characters outside it."""
        return repertoire(self._said)

    @property
    def _said(self) -> str:
        """The text, or its distinct lines if they have been computed already."""
        known: str = self.__dict__.get("distinct", self.text)
        return known

    @cached_property
    def ascii(self) -> str:
        """The page's ASCII characters, in order: few on most pages, so searching them is almost free."""
        return self.text.encode("ascii", "ignore").decode("ascii")

    @cached_property
    def line_texts(self) -> list[str]:
        r"""The texts of the page's lines, split at ``\n`` only; cheaper than `lines` if positions do not matter."""
        return self.text.split("\n")

    @cached_property
    def lines(self) -> list[Line]:
        r"""The page's lines, split at ``\n`` only."""
        lines, start = [], 0
        make = tuple.__new__  # twice as fast as Line(…), and a page has hundreds
        for text in self.line_texts:
            end = start + len(text)
            lines.append(make(Line, (start, end, text)))
            start = end + 1
        return lines

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, position: int) -> int:
        """Return the index in `lines` of the line that contains `position`."""
        return bisect_right(self._line_starts, position) - 1

    def block(self, first: int, last: int) -> tuple[int, int]:
        """Return the span to delete to remove lines `first` to `last` (indexes, inclusive) and join their neighbours.

        The span includes the line break after the block. It also includes the blank lines after the block if the
        block starts the page or follows a blank line. Spans of consecutive blocks touch but never overlap.
        """
        lines = self.lines
        after = last + 1
        if first == 0 or not lines[first - 1].text.strip():
            while after < len(lines) and not lines[after].text.strip():
                after += 1
        end = lines[after].start if after < len(lines) else len(self.text)
        return lines[first].start, end


def is_read_as_html(text: str) -> bool:
    """Return whether a text is read as HTML where the caller says nothing of its format."""
    return Page._of_html(text, None, NO_META, None, is_told=False) is not None


def _has_tag(head: str | bytes) -> bool:
    """Return whether an input may be HTML: the cheap question."""
    return "<" in head if isinstance(head, str) else b"<" in head
