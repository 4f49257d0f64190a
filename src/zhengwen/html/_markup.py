"""What the markup knows of a page, line by line, also after its text was edited."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import overload

from zhengwen.html._attachments import Attachment
from zhengwen.html._document import HtmlDocument, HtmlLine
from zhengwen.html._hidden import HiddenBlock

Edits = Sequence[tuple[str, int, str, str]]  # of one step of a ledger: rule, start, old, new


class Markup(Sequence[HtmlLine]):
    """The markup of a page: what it knows of each of the page's lines, in their order.

    The lines are mapped through the edits made since the page was read, when they are needed.

    Attributes:
        document: the page as it was read.
    """

    def __init__(self, document: HtmlDocument, text: str | None = None, steps: tuple[Edits, ...] = ()) -> None:
        self.document = document
        self._text = document.text if text is None else text
        self._steps = steps

    def __repr__(self) -> str:
        return f"<Markup of {len(self.document.lines)} lines, edited {len(self._steps)} times>"

    def after(self, text: str, edits: Edits) -> Markup:
        """The same markup for the text that some edits made of this one's."""
        return Markup(self.document, text, (*self._steps, edits))

    @property
    def meta(self) -> Mapping[str, str]:
        """What the head of the page states."""
        return self.document.meta

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files that the page links to."""
        return self.document.attachments

    @cached_property
    def hidden(self) -> tuple[HiddenBlock, ...]:
        """The blocks that no reader sees, each with the place in the text where it would stand."""
        blocks = sorted(self.document.hidden, key=lambda block: block.start)
        starts = [block.start for block in blocks]
        for edits in self._steps:
            starts = _forward(starts, edits)
        return tuple(block._replace(start=start) for block, start in zip(blocks, starts, strict=True))

    @cached_property
    def lines(self) -> tuple[HtmlLine, ...]:
        """The facts about each line of the text."""
        if not self._steps:
            return self.document.lines or (HtmlLine(""),)
        starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))][:-1]
        for edits in reversed(self._steps):
            starts = _back(starts, edits)
        known = self.document.lines or (HtmlLine(""),)
        ends = [0, *accumulate(len(line.text) + 1 for line in known)]
        return tuple(known[min(bisect_right(ends, start) - 1, len(known) - 1)] for start in starts)

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, index: int) -> HtmlLine: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[HtmlLine]: ...
    def __getitem__(self, index: int | slice) -> HtmlLine | Sequence[HtmlLine]:
        return self.lines[index]


def _back(positions: list[int], edits: Edits) -> list[int]:
    """Where rising positions of a text stood in the text before some edits."""
    found = []
    waiting = iter(edits)
    edit = next(waiting, None)
    drift = 0  # how much longer the text has become before the position
    for position in positions:
        while edit is not None and position >= edit[1] + drift + len(edit[3]):
            drift += len(edit[3]) - len(edit[2])
            edit = next(waiting, None)
        if edit is not None and position > edit[1] + drift:  # in what an edit put there
            found.append(edit[1] + min(position - edit[1] - drift, max(len(edit[2]) - 1, 0)))
        else:
            found.append(position - drift)
    return found


def _forward(positions: list[int], edits: Edits) -> list[int]:
    """Where rising positions of a text stand in the text that some edits make of it."""
    found = []
    waiting = iter(edits)
    edit = next(waiting, None)
    drift = 0
    for position in positions:
        while edit is not None and position >= edit[1] + len(edit[2]):
            drift += len(edit[3]) - len(edit[2])
            edit = next(waiting, None)
        within = edit is not None and position > edit[1]
        found.append(edit[1] + drift if edit is not None and within else position + drift)
    return found
