"""Lines as they are put together: words, and the line breaks that blocks ask for between them.

The steps are those of `innerText` in the HTML standard (https://html.spec.whatwg.org/#the-innertext-idl-attribute).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

SPACES = re.compile(r"[ \t\n\r\f]+")
UNEVEN = re.compile(r"[\t\n\r\f]|  ")
BLANKS = " \t\n\r\f"
KEEPS_SPACES = frozenset({"pre", "pre-wrap", "break-spaces"})
PATH_LENGTH = 8  # elements with an id or a class that a path names, the nearest ones
LABEL_CHARS = 80  # of the ids and classes of one element


class Place:
    """Where in the tree a block stands. Made once a block, shared by its lines."""

    __slots__ = (
        "_labels",
        "_path",
        "above",
        "attributes",
        "control",
        "depth",
        "heading",
        "in_list",
        "landmarks",
        "tag",
    )

    def __init__(self, tag: str, above: Place | None, attributes: Mapping[str, str | None]) -> None:
        self.tag = tag
        self.above = above
        self.attributes = attributes
        self._path: str | None = None
        self._labels: tuple[str, ...] | None = None
        if above is None:
            self.depth, self.heading, self.control, self.in_list = 0, 0, "", False
            self.landmarks: tuple[str, ...] = ()
        else:
            self.depth = above.depth + 1
            self.heading = above.heading
            self.control = above.control
            self.in_list = above.in_list
            self.landmarks = above.landmarks

    @property
    def path(self) -> str:
        """The ids and classes of the element and of those that it stands in, the outermost first."""
        if self._path is None:
            self._path = " > ".join(self._chain())
        return self._path

    def _chain(self) -> tuple[str, ...]:
        """The labels of the path; those of the elements above are reused."""
        asked: list[Place] = []
        place: Place | None = self
        while place is not None and place._labels is None:
            asked.append(place)
            place = place.above
        labels: tuple[str, ...] = place._labels or () if place is not None else ()
        for place in reversed(asked):
            label = place._label()
            if label:
                labels = (*labels[1 - PATH_LENGTH :], label)
            place._labels = labels
        return labels

    def _label(self) -> str:
        """The id and the classes of the element, as selectors spell them."""
        attributes = self.attributes
        if not attributes:
            return ""
        label = f"#{attributes['id']}" if attributes.get("id") else ""
        if attributes.get("class"):
            label += "".join(f".{name}" for name in (attributes["class"] or "").split())
        return label[:LABEL_CHARS]


class BuiltLine(NamedTuple):
    """A line with what is counted of it; `marks` are numbers of hidden blocks and the columns where they stood."""

    text: str
    place: Place | None = None
    linked: int = 0
    links: int = 0
    row: int = 0
    cells: int = 0
    marks: tuple[tuple[int, int], ...] = ()


BLANK_LINE = BuiltLine("")


class Lines:
    """The lines of a page, or of a cell of a table."""

    def __init__(self) -> None:
        self.lines: list[BuiltLine] = []
        self.number = ""  # of a list, which waits for the first word of its item
        self._parts: list[str] = []
        self._ready: BuiltLine | None = None  # the open line, where it came as a whole
        self._place: Place | None = None
        self._linked = self._links = self._waiting_links = 0
        self._marks: list[tuple[int, int]] = []
        self._waiting_marks: list[int] = []
        self._breaks = 0  # that the next piece needs before it
        self._space = False  # whether a blank waits for the next word of the line
        self._fresh = True  # whether a line begins here
        self._begun = False  # whether there is any piece

    def words(self, text: str, white_space: str, place: Place, linked: bool) -> None:
        """Add text of an element, its blanks joined where the element joins them."""
        if white_space in KEEPS_SPACES:
            self._as_it_is(text, place, linked)
        elif white_space == "pre-line":
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.line_break()
                self.words(line, "normal", place, linked)
        else:
            word = text.strip(BLANKS)
            if not word:
                self._space = self._space or bool(text)
                return
            if UNEVEN.search(word):
                word = SPACES.sub(" ", word)
            if not self._fresh and (self._space or text[0] in BLANKS):
                word = " " + word
            self._add(word, place, linked)
            self._fresh = False
            self._space = text[-1] in BLANKS

    def line_break(self) -> None:
        """Begin a new line."""
        self._flush()
        self._end()
        self._begun, self._space, self._fresh = True, False, True

    def block(self, breaks: int) -> None:
        """Begin or end a block: what follows stands that many line breaks further down, at least."""
        if breaks > self._breaks:
            self._breaks = breaks
        self._space, self._fresh = False, True

    def link(self) -> None:
        """Count a link that begins here."""
        self._waiting_links += 1

    def mark(self, number: int) -> None:
        """Note that a hidden block stands here."""
        if self._breaks or not self._parts:
            self._waiting_marks.append(number)
        else:
            self._marks.append((number, sum(map(len, self._parts))))

    def put(self, lines: Iterable[BuiltLine]) -> None:
        """Add lines that are ready, as a block."""
        self.block(1)
        ready = list(lines)
        if ready:
            self._flush()
            self.lines += ready[:-1]
            self._ready, self._begun, self._breaks = ready[-1], True, 1

    def last_character(self) -> str:
        """What the next word will stand behind, in its line; empty at the head of one and behind a blank."""
        if self._fresh or self._space or not self._parts:
            return ""
        return self._parts[-1][-1:]

    def done(self) -> list[BuiltLine]:
        """The lines, with no blank ones at either end."""
        if self._parts or self._ready is not None:
            self._end()
        lines = self.lines
        while lines and not lines[-1].text:
            lines.pop()
        first = 0
        while first < len(lines) and not lines[first].text:
            first += 1
        lines = lines[first:]
        if self._waiting_marks:
            last = lines.pop() if lines else BLANK_LINE
            marks = tuple((number, len(last.text)) for number in self._waiting_marks)
            lines.append(last._replace(marks=last.marks + marks))
        return lines

    def _as_it_is(self, text: str, place: Place, linked: bool) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.line_break()
            if line:
                self._add(" " + line if self._space else line, place, linked)
                self._fresh = False

    def _add(self, piece: str, place: Place, linked: bool) -> None:
        self._flush()
        if not self._parts:
            self._place = place
            if self.number:
                self._parts.append(self.number)
                self.number = ""
        if self._waiting_marks:
            column = sum(map(len, self._parts))
            self._marks += ((number, column) for number in self._waiting_marks)
            self._waiting_marks.clear()
        self._parts.append(piece)
        if linked:
            self._linked += len(piece) - (piece[0] == " ")
        if self._waiting_links:
            self._links += self._waiting_links
            self._waiting_links = 0
        self._begun, self._space = True, False

    def _flush(self) -> None:
        """Make the line breaks that blocks require."""
        if self._breaks:
            if self._begun:
                self._end()
                self.lines.extend([BLANK_LINE] * (self._breaks - 1))
            self._breaks = 0

    def _end(self) -> None:
        """End the open line."""
        if self._ready is not None:
            self.lines.append(self._ready)
            self._ready = None
        elif self._parts:
            counted = (self._place, self._linked, self._links, 0, 0, tuple(self._marks))
            self.lines.append(BuiltLine("".join(self._parts), *counted))
            self._parts, self._place, self._linked, self._links, self._marks = [], None, 0, 0, []
        else:
            self.lines.append(BLANK_LINE)
