"""The page that filters look at: immutable text, what is known of its bytes, and views that filters share."""

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
from zhengwen.text import charset
from zhengwen.text.char_search import among
from zhengwen.text.charset import Decoding
from zhengwen.text.legacy_charset_coverage import SIMPLIFIED, TRADITIONAL, Repertoire, outside_count, repertoire

if TYPE_CHECKING:
    from zhengwen.html import HtmlSource, Markup

FORMATS = ("auto", "text", "html")
MAJORITY = 3  # distinct characters of one script for each of the other, before the page is said to be in it
Seen = TypeVar("Seen")
ENOUGH = 20  # distinct characters of one script that tell as much as all
CLEARLY = 5  # times as many as of the other script, which tell as much as all
HEAD, LONG_HEAD = 160, 600  # characters of a page that mostly hold them
UNITS = f"utf-16-{sys.byteorder[0]}e"  # as `array` reads them
CHARSETS = {"simplified": SIMPLIFIED, "traditional": TRADITIONAL}
# Characters of one script only that the other script's charset has all the same.
SHARED = {
    SIMPLIFIED: frozenset("吒後捱摺榘甯菸醣麴"),
    TRADITIONAL: frozenset(
        "与优体儿凄吨听圣坏复宁岭并异忏怀怜恒惊扑扰昵机构栖气沄泞洁洼炖瓮痒离篱网羡肮肴茧蒏蔂虮蚕触赶"
    ),
}
HTML_HEAD = 4096  # characters or bytes within which HTML has its first tag
NO_META: Mapping[str, str] = MappingProxyType({})


class Line(NamedTuple):
    """One line of a page, without its line break; offsets in code points."""

    start: int
    end: int
    text: str


class Script(NamedTuple):
    """How many distinct characters belong to one script only, among the first of each that a page has."""

    simplified: int
    traditional: int

    @property
    def name(self) -> str:
        """`simplified`, `traditional`, or `unknown` where neither clearly has the page."""
        if self.simplified >= MAJORITY * max(self.traditional, 1):
            return "simplified"
        if self.traditional >= MAJORITY * max(self.simplified, 1):
            return "traditional"
        return "unknown"


class Page:
    """A page as one filter pass sees it. Treat it as immutable: views are computed once and kept.

    Args:
        text: the page's text.
        meta: what the caller knows of the page (a URL, a title): evidence for filters, never changed.
        decoding: how the text came from bytes; `None` when the caller gave a `str`.
        site: what is known of the site from its other pages.
        markup: what the markup knows of each line, where the page was HTML; `text` is then what a reader sees of it.
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
        """Make a page of what a scraper got; bytes are decoded, in `encoding` when one is given.

        Args:
            raw: text or HTML.
            encoding: the charset of bytes, when it is known from elsewhere.
            meta: what the caller knows of the page.
            site: what is known of its site.
            format: `text`; `html`, of which the page is what a reader sees; `auto`: what begins like a page of HTML is
                one, as in browsers.

        Raises:
            LookupError: `encoding` is not the name of a charset.
            TypeError: `raw` is neither `str` nor `bytes`.
            ValueError: there is no such format.
        """
        if format not in FORMATS:
            raise ValueError(f"no format {format!r}; there are {', '.join(FORMATS)}")
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
            return cls(text, meta, decoding, site)
        raise TypeError(f"a page is str or bytes, not {type(raw).__name__}")

    @classmethod
    def _of_html(
        cls, raw: str | bytes, encoding: str | None, meta: Mapping[str, str], site: Site | None, *, is_told: bool
    ) -> Page | None:
        """The page that a reader sees of HTML; `None` where the input is none.

        A page that shows markup would be taken for HTML again when it is cleaned again: only who says that it is HTML
        gets what it shows.
        """
        if not is_told and not _has_tag(raw[:HTML_HEAD]):
            return None
        from zhengwen import html  # slow to import, and text does not need it

        if not is_told and not html.is_html(raw):
            return None
        document = html.read(raw, encoding=encoding)
        if not is_told and html.is_html(document.text):
            return None
        source = html.HtmlSource.of(raw, document.text)
        return cls(document.text, meta, document.decoding, site, html.Markup(document), source)

    def view(self, make: Callable[[Page], Seen]) -> Seen:
        """What `make` reads in this page: read once, shared by the filters that ask for it."""
        if make not in self._read:
            self._read[make] = make(self)
        seen: Seen = self._read[make]
        return seen

    def replaced(self, text: str, edits: Sequence[tuple[str, int, str, str]] | None = None) -> Page:
        """The same page with another text.

        Args:
            text: the new text.
            edits: what was done to the old one, as a step of a ledger has it; without it the new text has no markup.
        """
        markup = self.markup.after(text, edits) if self.markup is not None and edits is not None else None
        return Page(text, self.meta, self.decoding, self.site, markup, self.source)

    @cached_property
    def _read(self) -> dict[Callable[[Page], Any], Any]:
        return {}

    @cached_property
    def distinct(self) -> str:
        """The page's lines, each once, on end: of a body that stands twice, what it says is asked once."""
        return "".join(dict.fromkeys(self.line_texts))

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters that occur, for filters that have many of their own to look for.

        Making this costs more than a dozen patterns: ask for a few characters with `in page.text` first.
        """
        units = array("H", self.distinct.encode(UNITS, "surrogatepass"))
        if len(units) != len(self.distinct):  # characters beyond the basic plane are two units
            return frozenset(self.text)
        found = set(map(chr, set(units)))  # as numbers first: no string is made for every character
        return frozenset(found | {"\n"} if "\n" in self.text else found)

    def only_in(self, script: str) -> frozenset[str]:
        """The characters that occur and belong to one script only, `simplified` or `traditional`.

        Cheap for the script that the page is not in.
        """
        own = tables.characters(f"script/{script}-only")
        if "characters" in self.__dict__:
            return self.characters & own
        charset, outside = self.repertoire
        if outside is None or charset == CHARSETS[script]:
            return self.characters & own
        return own & (outside | among(self._said, SHARED[charset]))

    @cached_property
    def script(self) -> Script:
        """How many distinct characters of one script only occur: nearly always all of one script.

        0 means none on the whole page. Of the script that has more, those at the head are counted, as many as tell.
        """
        if "characters" in self.__dict__ or self.repertoire.outside is None:
            return Script(*(len(self.only_in(script)) for script in CHARSETS))
        charset = self.repertoire.charset
        own, other = CHARSETS if charset == SIMPLIFIED else reversed(CHARSETS)
        others = len(self.only_in(other))
        enough = max(ENOUGH, CLEARLY * others)
        owns = 0 if others else outside_count(self.text[:HEAD], CHARSETS[other])
        if others and len(self.text) > LONG_HEAD:
            owns = len(frozenset(self.text[:LONG_HEAD]) & tables.characters(f"script/{own}-only"))
        if owns < enough:
            owns = len(self.only_in(own))
        return Script(owns, others) if charset == SIMPLIFIED else Script(others, owns)

    @cached_property
    def is_mixed(self) -> bool:
        """Whether characters stand there that the script of the page does not have; cheaper than `script`."""
        charset, outside = self.repertoire
        if outside is None:
            return min(self.script) > 0
        return bool(self.only_in("simplified" if charset == TRADITIONAL else "traditional"))

    @cached_property
    def repertoire(self) -> Repertoire:
        """The charset that the page nearly keeps to, and the characters outside it."""
        return repertoire(self._said)

    @property
    def _said(self) -> str:
        """The text, or its distinct lines where these are known."""
        known: str = self.__dict__.get("distinct", self.text)
        return known

    @cached_property
    def ascii(self) -> str:
        """The ASCII characters of the page, as they follow each other: few on most pages, and looked at in no time."""
        return self.text.encode("ascii", "ignore").decode("ascii")

    @cached_property
    def line_texts(self) -> list[str]:
        r"""The texts of the page's lines, split at ``\n`` only; cheaper than `lines` where positions do not matter."""
        return self.text.split("\n")

    @cached_property
    def lines(self) -> list[Line]:
        r"""The page's lines, split at ``\n`` only."""
        lines, start = [], 0
        make = tuple.__new__  # half the time of Line(…), and a page has hundreds
        for text in self.line_texts:
            end = start + len(text)
            lines.append(make(Line, (start, end, text)))
            start = end + 1
        return lines

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, position: int) -> int:
        """The index in `lines` of the line that holds `position`."""
        return bisect_right(self._line_starts, position) - 1

    def block(self, first: int, last: int) -> tuple[int, int]:
        """The span to delete so that lines `first` to `last` (indexes, both included) go and their neighbours join.

        The line break after the block goes with it; so do the blank lines after it when a blank line, or nothing,
        stands before it. Spans of blocks that follow each other touch and never overlap.
        """
        lines = self.lines
        after = last + 1
        if first == 0 or not lines[first - 1].text.strip():
            while after < len(lines) and not lines[after].text.strip():
                after += 1
        end = lines[after].start if after < len(lines) else len(self.text)
        return lines[first].start, end


def _has_tag(head: str | bytes) -> bool:
    """The cheap question: may this be HTML?"""
    return "<" in head if isinstance(head, str) else b"<" in head
