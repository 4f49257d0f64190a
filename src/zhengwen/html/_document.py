"""A page of HTML, read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from zhengwen.html import _facts, _hidden
from zhengwen.html._attachments import Attachment, base_of, joined
from zhengwen.html._hidden import HiddenBlock, Veil
from zhengwen.html._lines import BuiltLine, Place
from zhengwen.html._style_sheets import StyleSheet
from zhengwen.html._taming import tamed
from zhengwen.html._walk import Walk
from zhengwen.text import charset as charsets
from zhengwen.text import lazy_import
from zhengwen.text.charset import Decoding

# Hidden prose is shown all the same when it is the page's: so many characters of sentences at least, and twice as many
# as all that is seen. Real pages hide their text until a script runs; spam that is hidden stands beside a document.
MIN_PROSE_CHARS = 150
PROSE_SHARE = 2
NEVER_SHOWN = ("comment", "template", "noscript")
# Undecodable bytes stand in a text as lone surrogates, which no parser takes: it is given private characters for them.
ESCAPES = {charsets.ESCAPE + byte: 0x10FE00 + byte for byte in range(256)}
UNESCAPES = {private: escape for escape, private in ESCAPES.items()}


class HtmlLine(NamedTuple):
    """A line of the visible text, and what the markup knows of it.

    Attributes:
        text: the line.
        tag: the element of its block: `p`, `h1`, `td`, `div`, ...; empty for a blank line.
        heading: 1 to 6 for a heading, 0 for everything else.
        landmarks: `nav`, `header`, `footer`, `aside`, `main`, `article` around it, by elements and roles, the outermost
            first.
        path: ids and classes of the block and of the nearest elements around it that have any, the outermost first:
            `#page > .content.TRS_Editor`.
        depth: how many blocks it stands in.
        in_list: whether it stands in an item of a list.
        control: `form`, `button`, `label`, `fieldset` where it stands in one, else empty.
        links: how many links begin in it.
        linked: how many of its characters stand in links.
        cells: how many cells of a row it shows; 0 outside of tables.
        row: the number of that row in its table, from 0.
    """

    text: str
    tag: str = ""
    heading: int = 0
    landmarks: tuple[str, ...] = ()
    path: str = ""
    depth: int = 0
    in_list: bool = False
    control: str = ""
    links: int = 0
    linked: int = 0
    cells: int = 0
    row: int = 0

    @property
    def link_density(self) -> float:
        """The share of the characters that stand in links."""
        return min(self.linked / len(self.text), 1.0) if self.text else 0.0


class HtmlDocument(NamedTuple):
    r"""A page of HTML, read.

    Attributes:
        text: the lines that a reader sees, joined with `\n`.
        lines: the same lines with what the markup knows of each.
        hidden: the blocks that no reader sees.
        meta: what the head of the page states: title, published, source, author, column, site_id, site_name, ...
        attachments: the files that the page links to, with addresses as the page spells them.
        decoding: how the page came from bytes; `None` when it was given as a `str`.
        base: what `<base href>` says; empty where the page has none.
    """

    text: str
    lines: tuple[HtmlLine, ...]
    hidden: tuple[HiddenBlock, ...]
    meta: Mapping[str, str]
    attachments: tuple[Attachment, ...]
    decoding: Decoding | None = None
    base: str = ""

    def __repr__(self) -> str:
        return (
            f"<HtmlDocument of {len(self.text)} characters in {len(self.lines)} lines,"
            f" {len(self.hidden)} hidden blocks, {len(self.attachments)} attachments;"
            f" states {', '.join(self.meta) or 'nothing'}>"
        )

    def located(self, page: str = "") -> list[Attachment]:
        """The attachments with whole addresses, where that of the page or its `<base href>` is known.

        Args:
            page: the page's address; else the one that its head states is taken.
        """
        base = base_of(page or self.meta.get("url", ""), self.base)
        return [one._replace(address=joined(base, one.address)) for one in self.attachments]

    @property
    def charset(self) -> str:
        """The charset that the page's bytes are in; empty when it was given as a `str`."""
        return self.decoding.charset if self.decoding else ""


def visible_text(raw: str | bytes, *, encoding: str | None = None) -> str:
    """The lines that a reader sees of an HTML page.

    Never raises for any `str` or `bytes`.

    Args:
        raw: the page.
        encoding: the charset of `raw`, when it is known from elsewhere (an HTTP header, say); one that does not fit is
            not believed.

    Raises:
        LookupError: `encoding` is not the name of a charset.
        TypeError: `raw` is neither `str` nor `bytes`.
    """
    return read(raw, encoding=encoding).text


def read(raw: str | bytes, *, encoding: str | None = None) -> HtmlDocument:
    """Read an HTML page: its lines, what is hidden, and what the markup says; arguments as for `visible_text`."""
    decoding = None
    if isinstance(raw, (bytes, bytearray, memoryview)):
        raw, decoding = charsets.decode(bytes(raw), encoding)
    elif not isinstance(raw, str):
        raise TypeError(f"a page is str or bytes, not {type(raw).__name__}")
    return _read(raw, decoding)


def _read(page: str, decoding: Decoding | None) -> HtmlDocument:
    with lazy_import.IMPORTING:
        from selectolax.lexbor import LexborHTMLParser

    escaped = not _is_encodable(page)
    if escaped:
        page = page.translate(ESCAPES).encode("utf-8", "replace").decode()
    tree = LexborHTMLParser(tamed(page))
    walk = _walked(tree)
    built = walk.lines.done()
    lines = _lines(built, escaped)
    texts = [line.text for line in lines]
    hidden = tuple(_blocks(walk.veils, built))
    meta = _facts.facts(tree, ((line.text, line.heading > 0) for line in lines))
    attachments = tuple(dict.fromkeys(walk.attachments))
    return HtmlDocument("\n".join(texts), lines, hidden, meta, attachments, decoding, _base(tree))


def _base(tree: Any) -> str:  # noqa: ANN401  # selectolax's tree
    """The first `<base href>`, by which browsers read the addresses of a page."""
    return next((href.strip() for node in tree.tags("base") if (href := node.attributes.get("href"))), "")


def _walked(tree: Any) -> Walk:  # noqa: ANN401  # selectolax's tree
    """Read the tree; once more, with what it hides, when that is the page's prose."""
    sheet, has_foreign_sheets = _style_sheets(tree)
    body = tree.body
    walk = Walk(sheet, has_foreign_sheets)
    if body is None:
        return walk
    walk.read(body)
    kept = _hidden_prose(walk)
    if kept:
        walk = Walk(sheet, has_foreign_sheets, kept)
        walk.read(body)
    return walk


def _hidden_prose(walk: Walk) -> frozenset[int]:
    """The hidden elements that hold the page's prose, where hardly any is visible."""
    candidates = [
        (amount, veil)
        for veil in walk.veils
        if veil.kind not in NEVER_SHOWN and (amount := _hidden.prose(veil.text)) >= MIN_PROSE_CHARS
    ]
    if not candidates:
        return frozenset()
    seen = sum(_hidden.prose(line.text) for line in walk.lines.lines)
    most = max(amount for amount, _ in candidates)
    if most < PROSE_SHARE * seen:
        return frozenset()
    return frozenset(veil.node_id for amount, veil in candidates if 2 * amount >= most)


def _style_sheets(tree: Any) -> tuple[StyleSheet, bool]:  # noqa: ANN401  # selectolax's tree
    """The page's own style sheets, and whether it has others."""
    texts = []
    for node in tree.tags("style"):
        media = (node.attributes.get("media") or "").lower()
        if "print" not in media and node.parent.tag != "noscript":
            texts.append(node.text(deep=True) or "")
    links = (node.attributes for node in tree.tags("link"))
    foreign = any("stylesheet" in (attributes.get("rel") or "").lower() for attributes in links)
    return StyleSheet(texts), foreign


def _lines(built: Sequence[BuiltLine], escaped: bool) -> tuple[HtmlLine, ...]:
    lines = []
    for text, place, linked, links, row, cells, _ in built:
        if escaped:
            text = text.translate(UNESCAPES)
        lines.append(_line(text, place, linked, links, row, cells) if place is not None else HtmlLine(text))
    return tuple(lines)


def _line(text: str, place: Place, linked: int, links: int, row: int, cells: int) -> HtmlLine:
    where = (place.tag, place.heading, place.landmarks, place.path, place.depth, place.in_list, place.control)
    return HtmlLine(text, *where, links, linked, cells, row)


def _blocks(veils: Sequence[Veil], built: Iterable[BuiltLine]) -> Iterable[HiddenBlock]:
    starts: dict[int, int] = {}
    start = 0
    for line in built:
        for number, column in line.marks:
            starts[number] = start + column
        start += len(line.text) + 1
    for veil in veils:
        text = veil.text.translate(UNESCAPES)
        if text or veil.kept:
            where = starts.get(veil.number, max(start - 1, 0))
            yield HiddenBlock(veil.kind, text, where, veil.by_sheet, veil.links, veil.path, veil.kept)


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
