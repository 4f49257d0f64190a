"""From a parsed page to its lines: one walk down the tree, without recursion, for pages may be nested deeply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhengwen.html import _styles
from zhengwen.html._attachments import Attachment, attachment
from zhengwen.html._colours import TRANSPARENT, Colour, alike, background, colour
from zhengwen.html._elements import (
    CONTROLS,
    DEFAULT_DISPLAY,
    DISPLAYS,
    HEADINGS,
    HIDING_ELEMENTS,
    LANDMARK_ROLES,
    LANDMARKS,
    PREFORMATTED,
    TABLE_PARTS,
)
from zhengwen.html._hidden import Veil, comment_text
from zhengwen.html._lines import Lines, Place
from zhengwen.html._lists import NumberedList
from zhengwen.html._raised import MAX_RAISED_CHARS, raised
from zhengwen.html._style_sheets import StyleSheet, keys_of
from zhengwen.html._tables import Table

Node = Any  # selectolax has no types for what is used here
Attributes = Mapping[str, str | None]
NO_ATTRIBUTES: Attributes = {}
TINY_MARQUEE = 5  # pixels; nothing is read in a strip of that height
VISIBILITIES = {"visible": False, "hidden": True, "collapse": True}


class Inside:
    """What holds inside an element."""

    __slots__ = ("back", "closed", "display", "inline", "letters", "linked", "list", "place", "spaces", "table", "veil")

    def __init__(self, place: Place) -> None:
        self.display = "block"
        self.spaces = "normal"  # the style `white-space`
        self.place = place
        self.linked = False
        self.veil: Veil | None = None
        self.closed = False  # details of which the summary alone is shown
        self.letters: Colour | None = None  # as the page states them
        self.back: Colour | None = None
        self.list: NumberedList | None = None
        self.table: Table | None = None
        self.inline: Inside | None = None  # what holds inside plain elements in this one

    def below(self) -> Inside:
        """The same, for an element in this one."""
        made = Inside.__new__(Inside)
        made.display = "inline"
        made.spaces = self.spaces
        made.place = self.place
        made.linked = self.linked
        made.veil = self.veil
        made.closed = self.closed
        made.letters = self.letters
        made.back = self.back
        made.list = None
        made.table = self.table
        made.inline = None
        return made


class Walk:
    """One reading of a page.

    Args:
        sheet: the page's own style sheets.
        has_foreign_sheets: whether it has others, which are not at hand: then a class may mean anything.
        kept: elements, by their ids in memory, that are read though they are hidden.
    """

    def __init__(self, sheet: StyleSheet, has_foreign_sheets: bool, kept: frozenset[int] = frozenset()) -> None:
        self.lines = Lines()
        self.veils: list[Veil] = []
        self.attachments: list[Attachment] = []
        self._sheet = sheet if sheet else None
        self._has_foreign_sheets = has_foreign_sheets
        self._kept = kept
        self._outer: list[Lines] = []  # of the cells that are open
        self._open: dict[str, int] = {}  # how many open elements have each key that style rules may ask for
        self._keys: list[list[str]] = []  # of the open elements

    def read(self, body: Node) -> None:
        """Read an element and all it holds."""
        root = Inside(Place("", None, NO_ATTRIBUTES))
        first = self._enter(body, body.tag, root)
        if first is None:
            return
        path: list[Inside] = [first]
        entered: list[tuple[Node, str]] = []
        enter, words = self._enter, self._words
        inside = first
        tracks = self._sheet is not None
        if tracks:
            self._remember(body, "body")
            self._remember(body.parent, "html")
        node = body.child
        while True:
            if node is None:
                if not entered:
                    break
                node, tag = entered.pop()
                left = path.pop()
                if tracks:
                    self._forget()
                inside = path[-1]
                if left.display != "inline" or tag in LEFT_INLINE:
                    self._leave(node, tag, left)
                node = node.next
                continue
            tag = node.tag
            if tag == "-text":
                words(node, inside)
            elif tag is None:
                pass  # an instruction, which shows nothing: `<?php … ?>`, Word's `<?xml:namespace … />`
            elif tag[0] not in "-!":
                child = node.child
                below = enter(node, tag, inside)
                if below is not None and (child is not None or below.display != "inline"):
                    path.append(below)
                    entered.append((node, tag))
                    if tracks:
                        self._remember(node, tag)
                    inside = below
                    node = child
                    continue
            elif tag == "-comment":
                self._comment(node, inside)
            node = node.next
        self._leave(body, "body", first)

    def _remember(self, node: Node, tag: str) -> None:
        keys = keys_of(tag, node.attributes)
        self._keys.append(keys)
        for key in keys:
            self._open[key] = self._open.get(key, 0) + 1

    def _forget(self) -> None:
        for key in self._keys.pop():
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]

    def _words(self, node: Node, inside: Inside) -> None:
        if inside.closed or inside.display in ("table", "table-row"):
            return  # between cells there are but blanks
        text = node.text_content or ""
        veil = inside.veil
        if veil is not None:
            veil.pieces.append(text)
        elif text:
            self.lines.words(text, inside.spaces, inside.place, inside.linked)

    def _enter(self, node: Node, tag: str, above: Inside) -> Inside | None:
        """What holds inside an element; `None` when nothing of it is shown."""
        own = DEFAULT_DISPLAY.get(tag, "inline")
        if own == "none":
            return None
        attributes: Attributes = node.attributes
        if (
            not attributes
            and own == "inline"
            and above.display != "flex"
            and (self._sheet is None or self._sheet.is_silent(tag))
        ):
            if tag == "br":
                self.lines.line_break() if above.veil is None else above.veil.pieces.append(" ")
                return None
            if tag not in SPECIAL_INLINE:
                if above.closed:
                    return None
                if above.display == "inline":
                    return above
                if above.inline is None:
                    above.inline = above.below()
                return above.inline
        return self._enter_slowly(node, tag, above, own, attributes)

    def _enter_slowly(self, node: Node, tag: str, above: Inside, own: str, attributes: Attributes) -> Inside | None:
        style, by_sheet = self._style(node, tag, attributes)
        if tag in ("summary", "legend") and above.closed:
            inside = above.below()
            inside.closed = False
        elif above.closed:
            return None
        else:
            inside = above.below()
        may_hide = style or tag in HIDING or not HIDING_ATTRIBUTES.isdisjoint(attributes)
        kind = self._kind(tag, attributes, style) if may_hide else None
        if kind is not None and above.veil is None and node.mem_id in self._kept:
            self._veil(node, kind, by_sheet, above, attributes).kept = True
        elif kind is not None and above.veil is None:
            self._veil(node, kind, by_sheet, above, attributes).take(node)
            return None
        elif kind is not None and kind != "aria-hidden":
            return None
        inside.display = self._display(tag, own, above, style) if style or above.display == "flex" else own
        if tag == "br":
            self.lines.line_break() if inside.veil is None else inside.veil.pieces.append(" ")
            return None
        if style:
            inside.spaces = style.get("white-space", inside.spaces)
        if tag in PREFORMATTED and "white-space" not in style:
            inside.spaces = "pre"
        if (
            style
            or "color" in attributes
            or "bgcolor" in attributes
            or (inside.back is not None and self._has_foreign_sheets)
        ):
            self._look(node, inside, attributes, style, by_sheet)
        if inside.display != "inline" or tag in PLACED_INLINE:
            inside.place = _place(tag, attributes, above.place)
        if tag not in BEGINNING:
            _edge(inside, tag, self.lines)
            return inside
        return self._begin(node, tag, inside, above, attributes, style)

    def _begin(
        self, node: Node, tag: str, inside: Inside, above: Inside, attributes: Attributes, style: _styles.Style
    ) -> Inside | None:
        lines = self.lines
        if tag == "a":
            if "href" in attributes:
                inside.linked = True
                self._link(node, inside, attributes)
        elif tag in ("sup", "sub"):
            if self._raised(node, tag, inside):
                return None
        elif tag == "rt":
            self._aside("(", inside)
        elif tag in ("ol", "ul"):
            kind = style.get("list-style-type") or next(iter(style.get("list-style", "").split()), None)
            inside.list = NumberedList(node, dict(attributes), kind) if tag == "ol" else None
        elif tag == "details":
            inside.closed = "open" not in attributes
            if inside.closed and node.mem_id in self._kept:
                inside.closed = False
            elif inside.closed and inside.veil is None:
                self._closed(node, inside, attributes)
        if tag == "table":
            inside.table = Table()
        elif inside.table is not None and tag == "tr":
            inside.table.row()
            return inside
        elif inside.table is not None and tag in ("td", "th"):
            self._outer.append(lines)
            self.lines = Lines()
            return inside
        _edge(inside, tag, lines)
        if tag == "li":
            lines.number = above.list.item(dict(attributes)) if above.list is not None else ""
        return inside

    def _leave(self, node: Node, tag: str, left: Inside) -> None:
        if tag == "table" and left.table is not None:
            self.lines.put(left.table.lines())
        elif tag in ("td", "th") and left.table is not None:
            cell = self.lines
            self.lines = self._outer.pop()
            attributes = node.attributes
            left.table.cell(cell, attributes.get("colspan"), attributes.get("rowspan"))
            return
        elif tag == "tr" and left.table is not None:
            return
        elif tag == "li":
            self.lines.number = ""
        elif tag == "rt":
            self._aside(")", left)
            return
        _edge(left, tag, self.lines)

    def _style(self, node: Node, tag: str, attributes: Attributes) -> tuple[_styles.Style, bool]:
        """The declarations that apply to the element, and whether any is from a style sheet."""
        own = attributes.get("style")
        sheet = self._sheet.style(node, tag, attributes, self._open) if self._sheet is not None else None
        if not sheet:
            return (_styles.of_attribute(own) if own else _styles.NO_STYLE), False
        said = dict(sheet)
        for name, value in (_styles.declarations(own) if own else {}).items():
            if value[1] or not said.get(name, value)[1]:
                said[name] = value
        return {name: value for name, (value, _) in said.items()}, True

    def _kind(self, tag: str, attributes: Attributes, style: _styles.Style) -> str | None:
        """How an element and all in it is hidden."""
        if tag in HIDING_ELEMENTS:
            return tag
        if style:
            kind = _styles.hiding(style)
            if kind is not None:
                return kind
        if not attributes:
            return "closed" if tag == "dialog" else None
        if "hidden" in attributes and attributes["hidden"] != "until-found" and "display" not in style:
            return "attribute"
        if attributes.get("aria-hidden") == "true":
            return "aria-hidden"
        if tag == "dialog" and "open" not in attributes:
            return "closed"
        if tag == "marquee":
            sizes = (_styles.pixels(attributes.get(name) or "100") for name in ("width", "height"))
            if any(size is not None and size <= TINY_MARQUEE for size in sizes):
                return "zero-size"
        return None

    def _look(self, node: Node, inside: Inside, attributes: Attributes, style: _styles.Style, by_sheet: bool) -> None:
        """Letters that cannot be seen: by visibility, size and colour, which elements in it may change."""
        stated, ground = _styles.colours(style) if style else (None, None)
        if stated is None and attributes.get("color"):
            stated = colour(attributes["color"] or "")
        ground = ground or attributes.get("bgcolor")
        if ground is not None:
            if (found := background(ground)) != TRANSPARENT:
                inside.back = found
        elif self._has_foreign_sheets and ("class" in attributes or "id" in attributes):
            inside.back = None
        if stated is not None:
            inside.letters = stated
        kind = None
        veil = inside.veil
        hides = VISIBILITIES.get(style.get("visibility", ""))
        tiny = _styles.font_is_unreadable(style) if style else None
        if hides is False and veil is not None and veil.kind == "visibility":
            inside.veil = None
        elif hides and not _styles._appears(style):
            kind = "visibility"
        if tiny is False and veil is not None and veil.kind == "zero-size":
            inside.veil = None
        elif tiny:
            kind = kind or "zero-size"
        if stated is not None or ground is not None:
            same = alike(inside.letters, inside.back)
            if stated == TRANSPARENT and not any("background-clip" in name for name in style):
                same = True
            if same:
                kind = kind or "same-colour"
            elif veil is not None and veil.kind == "same-colour":
                inside.veil = None
        if kind is not None and inside.veil is None:
            made = self._veil(node, kind, by_sheet, inside, attributes)
            if node.mem_id in self._kept:
                made.kept = True
            else:
                inside.veil = made

    def _veil(self, node: Node, kind: str, by_sheet: bool, above: Inside, attributes: Attributes) -> Veil:
        path = _place(node.tag, attributes, above.place).path
        veil = Veil(kind, len(self.veils), node.mem_id, by_sheet, path)
        self.veils.append(veil)
        self.lines.mark(veil.number)
        return veil

    def _closed(self, node: Node, inside: Inside, attributes: Attributes) -> None:
        veil = self._veil(node, "closed", False, inside, attributes)
        child = node.child
        while child is not None:
            if child.tag != "summary":
                if child.tag == "-text":
                    veil.pieces.append(child.text_content or "")
                else:
                    veil.take(child)
            child = child.next

    def _comment(self, node: Node, inside: Inside) -> None:
        if inside.veil is not None:
            return
        text = comment_text(node.comment_content or "")
        if text:
            self._veil(node, "comment", False, inside, NO_ATTRIBUTES).pieces.append(text)

    def _display(self, tag: str, own: str, above: Inside, style: _styles.Style) -> str:
        told = style.get("display") if style else None
        if told is not None and told != "none" and tag not in TABLE_PARTS:
            own = DISPLAYS.get(told, own)
            if own.startswith("table"):
                own = "block"
        if own == "inline" and (above.display == "flex" or (style and _is_taken_out(style))):
            return "block"
        return own

    def _link(self, node: Node, inside: Inside, attributes: Attributes) -> None:
        if inside.veil is not None:
            inside.veil.links += 1
            return
        self.lines.link()
        found = attachment(node, attributes)
        if found is not None:
            self.attachments.append(found)

    def _raised(self, node: Node, tag: str, inside: Inside) -> bool:
        """Add what stands raised or lowered, when it is a few characters in no element of their own."""
        child = node.child
        while child is not None and child.tag in ("a", "b", "i", "em", "span", "strong", "font") and child.next is None:
            child = child.child
        if child is None or child.tag != "-text" or child.next is not None or inside.veil is not None:
            return False
        text = child.text_content or ""
        if len(text) > 2 * MAX_RAISED_CHARS:
            return False
        shown = raised(text, tag, self.lines.last_character())
        self.lines.words(shown or text, inside.spaces, inside.place, inside.linked)
        return True

    def _aside(self, bracket: str, inside: Inside) -> None:
        """The brackets of a reading that stands above its characters."""
        if inside.veil is None:
            self.lines.words(bracket, "normal", inside.place, inside.linked)


SPECIAL_INLINE = frozenset({"a", "button", "label", "sup", "sub", "rt", "noscript", "template"})
# Elements, and attributes, that may hide what they hold.
HIDING = HIDING_ELEMENTS | {"dialog", "marquee"}
HIDING_ATTRIBUTES = frozenset({"hidden", "aria-hidden"})
# Elements with which more begins than a block.
BEGINNING = frozenset({"a", "sup", "sub", "rt", "ol", "ul", "details", "table", "tr", "td", "th", "li"})
LISTED = frozenset({"li", "dd", "dt"})
LEFT_INLINE = frozenset({"li", "rt"})
PLACED_INLINE = frozenset({"button", "label"})


def _is_taken_out(style: _styles.Style) -> bool:
    """Whether an element floats, or has a position of its own: then it is a block."""
    return style.get("float") in ("left", "right") or style.get("position") in ("absolute", "fixed")


def _edge(inside: Inside, tag: str, lines: Lines) -> None:
    """The line breaks that an element asks for where it begins and where it ends."""
    if inside.display == "inline":
        return
    if tag == "p":
        lines.block(2)
    elif inside.display in ("block", "table", "flex"):
        lines.block(1)


def _place(tag: str, attributes: Attributes, above: Place) -> Place:
    place = Place(tag, above, attributes)
    landmark = LANDMARKS.get(tag)
    if landmark is None and attributes and attributes.get("role"):
        landmark = LANDMARK_ROLES.get(attributes["role"] or "")
    if landmark:
        place.landmarks = (*place.landmarks, landmark)
    if tag in HEADINGS:
        place.heading = HEADINGS[tag]
    elif tag in LISTED:
        place.in_list = True
    elif tag in CONTROLS:
        place.control = tag
    return place
