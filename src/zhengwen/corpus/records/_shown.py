"""The text that a browser shows of a parsed page, in the lines in which it shows it.

It is what the HTML standard calls `innerText`, by the same steps (https://html.spec.whatwg.org/#the-innertext-idl-attribute),
with what a page says in its elements and attributes; style sheets are not read, since most are not at hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from zhengwen.corpus.records._elements import BLOCKS, CELLS, INLINE, NOTHING, PREFORMATTED

SPACES = re.compile(r"[ \t\n\r\f]+")
SPACES_OF_A_LINE = re.compile(r"[ \t\r\f]+")
STYLE = re.compile(r"(?:^|;)\s*(display|visibility|white-space)\s*:\s*([\w-]+)", re.IGNORECASE)
KEEPS_SPACES = ("pre", "pre-wrap", "break-spaces")


class Text:
    """A text as it is put together: words, and the line breaks that blocks ask for between them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._breaks = 0  # that the next piece needs before it
        self._space = False  # whether a blank waits for the next word of the line
        self._fresh = True  # whether a line begins here

    def words(self, text: str, white_space: str) -> None:
        """Add text of an element, its blanks joined where the element joins them."""
        if white_space in KEEPS_SPACES:
            if text:
                self._add(" " + text if self._space else text)
                self._fresh = text.endswith("\n")
        elif white_space == "pre-line":
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.line_break()
                self._joined(SPACES_OF_A_LINE.sub(" ", line))
        else:
            self._joined(SPACES.sub(" ", text))

    def line_break(self) -> None:
        """Begin a new line."""
        self._add("\n")
        self._fresh = True

    def block(self, breaks: int) -> None:
        """Begin or end a block: what follows stands that many line breaks further down, at least."""
        self._breaks = max(self._breaks, breaks)
        self._space, self._fresh = False, True

    def cell(self) -> None:
        """Begin a further cell of a row."""
        self._add("\t")
        self._fresh = True

    def __str__(self) -> str:
        return "".join(self._pieces)

    def _joined(self, text: str) -> None:
        word = text.strip(" ")
        if word:
            waits = self._space or text.startswith(" ")
            self._add(" " + word if waits and not self._fresh else word)
            self._fresh = False
        self._space = (self._space or bool(text)) if not word else text.endswith(" ")

    def _add(self, piece: str) -> None:
        if self._breaks and self._pieces:
            self._pieces.append("\n" * self._breaks)
        self._pieces.append(piece)
        self._breaks, self._space = 0, False


@dataclass
class _Inside:
    """What holds inside an element, and how many rows and cells its table and row have had."""

    display: str
    visible: bool = True
    white_space: str = "normal"
    rows: int = 0
    cells: int = 0
    closed: bool = False  # details of which the summary alone is shown


PLAIN = _Inside("inline")  # of most elements, and never changed


def shown(body: Any) -> str:  # noqa: ANN401  # resiliparse's DOMNode
    """The text of an element and all it holds; without recursion, for pages may be nested deeply."""
    text, path = Text(), [_Inside("block")]
    entered: list[tuple[Any, str]] = []
    node = body.first_child
    while node is not None or entered:
        if node is None:
            node, tag = entered.pop()
            _edge(path.pop(), tag, text)
            node = node.next
            continue
        tag, inside = node.tag, path[-1]
        if tag == "#text":
            # Between cells there are but blanks.
            if inside.visible and not inside.closed and inside.display not in ("table", "table-row"):
                text.words(node.value, inside.white_space)
        elif tag and tag[0] not in "#!":
            below = _entered(node, tag, path, text)
            if below is not None:
                path.append(below)
                entered.append((node, tag))
                node = node.first_child
                continue
        node = node.next
    return str(text)


def _entered(node: Any, tag: str, path: list[_Inside], text: Text) -> _Inside | None:  # noqa: ANN401  # resiliparse has no types
    """What holds inside an element; `None` when nothing of it is shown."""
    above = path[-1]
    styles = _styles(node.getattr("style"))
    display = _display(node, tag, above, styles)
    if display == "none":
        return None
    visible = styles["visibility"] == "visible" if "visibility" in styles else above.visible
    spaces = styles.get("white-space") or ("pre" if tag in PREFORMATTED else above.white_space)
    if display == "inline" and tag != "br" and visible is above.visible and spaces == above.white_space:
        return PLAIN if visible and spaces == "normal" else _Inside(display, visible, spaces)
    inside = _Inside(display, visible, spaces, closed=tag == "details" and not node.hasattr("open"))
    if tag == "br":
        text.line_break()
    elif display == "table-cell":
        if above.cells:
            text.cell()
        text.block(0)
        above.cells += 1
    elif display == "table-row":
        table = next((one for one in reversed(path) if one.display == "table"), above)
        if table.rows:
            text.line_break()
        table.rows += 1
    _edge(inside, tag, text)
    return inside


def _edge(inside: _Inside, tag: str, text: Text) -> None:
    """The line breaks that an element asks for where it begins and where it ends."""
    if tag == "p":
        text.block(2)
    elif inside.display in ("block", "table", "flex"):
        text.block(1)


def _display(node: Any, tag: str, above: _Inside, styles: dict[str, str]) -> str:  # noqa: ANN401  # resiliparse has no types
    if tag in NOTHING or (above.closed and tag != "summary") or (tag == "dialog" and not node.hasattr("open")):
        return "none"
    told = styles.get("display")
    if told is None and node.hasattr("hidden"):
        return "none"
    own = "block" if tag in BLOCKS else "table" if tag == "table" else CELLS.get(tag, "inline")
    display = INLINE.get(told, own) if told is not None else own
    return "block" if above.display == "flex" and display == "inline" else display


def _styles(style: str | None) -> dict[str, str]:
    if not style:
        return {}
    return {name.lower(): value.lower() for name, value in STYLE.findall(style)}
