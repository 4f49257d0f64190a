"""Whether a page holds a document, or is a list of links, or the home page of a site."""

from __future__ import annotations

from collections.abc import Sequence

from zhengwen.pages.document.heading import Heading
from zhengwen.pages.document.line_evidence import LineEvidence


def kind_of_page(
    rows: Sequence[LineEvidence], own: Sequence[float], scores: Sequence[float], heading: Heading
) -> str:
    """The kind of a page: "article", "list" or "home"."""
    return "article"
