"""Text that a page holds and does not show."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from zhengwen.text.char_classes import IDEOGRAPHS, SUPPLEMENTARY

SKIPPED = frozenset({"script", "style", "-comment"})
MAX_HIDDEN_CHARS = 100_000  # of one block
IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}{SUPPLEMENTARY}]")
MARKUP = re.compile(r"<[^<>]*>|<[^<>]*\Z")
MIN_COMMENT_IDEOGRAPHS = 20  # a note to colleagues is shorter, an advertisement or a part of a page is not
LONG_SENTENCE = re.compile(r"[^。！？\s][^。！？]{9,}?[。！？]")


class HiddenBlock(NamedTuple):
    """A block of the page that no reader sees.

    Attributes:
        kind: how it is hidden: `attribute`, `display`, `visibility`, `opacity`, `off-screen`, `zero-size`,
            `same-colour`, `aria-hidden`, `template`, `noscript`, `comment`, `closed` (details, dialogs).
        text: its text, blanks joined.
        start: the character of the visible text that it stands before.
        by_sheet: whether a rule of a `<style>` element hides it, not the element's own attribute.
        links: how many links it holds.
        path: the ids and classes of the element and of those around it.
        kept: whether it is shown all the same, since it holds the page's prose, which a script shows.
    """

    kind: str
    text: str
    start: int = 0
    by_sheet: bool = False
    links: int = 0
    path: str = ""
    kept: bool = False


class Veil:
    """A hidden block as it is read: its descendants may be seen all the same."""

    __slots__ = ("by_sheet", "kept", "kind", "links", "node_id", "number", "path", "pieces")

    def __init__(self, kind: str, number: int, node_id: int, by_sheet: bool, path: str) -> None:
        self.kind = kind
        self.number = number
        self.node_id = node_id
        self.by_sheet = by_sheet
        self.path = path
        self.pieces: list[str] = []
        self.links = 0
        self.kept = False

    @property
    def text(self) -> str:
        """What it hides, blanks joined."""
        return " ".join("".join(self.pieces).split())

    def take(self, node: Any) -> None:  # noqa: ANN401  # selectolax's node
        """Take all that an element holds."""
        size = 0
        if node.child is None and node.tag != "template":
            return
        for one in [node] if node.child is None else node.traverse(include_text=True):
            tag = one.tag
            if tag == "-text":
                if one.parent.tag not in SKIPPED:
                    text = one.text_content or ""
                    self.pieces.append(text)
                    size += len(text)
                    if size > MAX_HIDDEN_CHARS:
                        return
            elif tag == "a":
                self.links += 1
                self.pieces.append(" ")
            elif tag == "template":
                self.pieces.append(plain(one.html or ""))
            else:
                self.pieces.append(" ")


def plain(markup: str) -> str:
    """A piece of markup less its tags."""
    return " ".join(MARKUP.sub(" ", markup).split())


def comment_text(comment: str) -> str:
    """What a comment hides; empty for notes, for code, and for what browsers of old were given."""
    if len(comment) < MIN_COMMENT_IDEOGRAPHS or comment.startswith("[if"):
        return ""
    text = plain(comment)
    if len(IDEOGRAPH.findall(text)) < MIN_COMMENT_IDEOGRAPHS:
        return ""
    return "" if "function" in comment or "/*" in comment else text


def prose(text: str) -> int:
    """How many characters of a text stand in sentences."""
    if "。" not in text and "！" not in text and "？" not in text:
        return 0
    return sum(map(len, LONG_SENTENCE.findall(text)))
