"""Lines of labels and values, as bylines and imprints have them: their colons are the site's, not the author's."""

from __future__ import annotations

from bisect import bisect_right

from zhengwen.page import Page
from zhengwen.pages.labels import MAX_LABEL_CHARS, is_label
from zhengwen.text.lazy_regex import pattern

# A pattern that begins with a plain character is searched ten times as fast as one that begins with ^.
LABELLED = pattern(
    rf"\n[ \t\u3000【\[]*(?P<label>[^\n:：。；;，,【\[]{{1,{MAX_LABEL_CHARS}}})[:：][^\n。；;，,]{{0,160}}(?=\n|\Z)"
)


def label_spans(page: Page) -> list[tuple[int, int]]:
    """The spans of the lines that begin with a label and hold no sentence, in order."""
    found = LABELLED.finditer("\n" + page.text)
    return [(match.start(), match.end() - 1) for match in found if is_label(match["label"])]


def in_spans(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether one of `spans`, as `label_spans` gives them, holds a position."""
    n = bisect_right(spans, (at + 1,)) - 1
    return n >= 0 and at < spans[n][1]
