"""What a page calls its document outside the document: in the window's title, in `<meta>`, and in breadcrumbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zhengwen.pages.document.line_evidence import BULLETS, LineEvidence
from zhengwen.pages.line_kinds import Kind
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

# Between the document's title, the column and the site in the title of a window; a hyphen inside a word is none.
BREAK = pattern(r"\s*[_|>»›^]+\s*|\s[-–—/·]+\s|[-–—]{2,}|\s{2,}")
LOOSE_BREAK = pattern(r"[-–—]")  # sites write it without blanks, too; titles have it in them
CRUMB_BREAK = pattern(r"\s*(?:>+|»|›|→|->|/|\\|::)\s*")
CUT_SHORT = pattern(r"(?:\.{2,}|…+)$")
SITE = pattern(
    r"(?:网|网站|政府|门户|官网|局|厅|委员会|中心|频道|平台|系统|首页|在线|大学|学院|公司|医院|协会|学会|客户端|论坛)$"
)
MIN_BEGINNING = 6  # characters of a line that a stated title begins with, though no mark stands behind them
LEAST_OF_A_TITLE = 0.5  # of its characters
MIN_CUT_CHARS = 8  # of a stated title that is cut short
MAX_CHARS = 300  # of a stated title that are looked at
MIN_CRUMB_CHARS = 3
LEAST_SHARE = 0.3  # of what agreement is worth, where the line is hardly the document's
# What agreement is worth, beside the logarithm of what the model says: of the whole, the first part, another part.
WHOLE, FIRST, BEGINNING, OTHER, CUT = 5.5, 5.5, 3.5, 0.5, 4.5
LAST_CRUMB, HOLDS_LAST_CRUMB, COLUMN = 1.0, 0.7, -1.5
MIN_HELD_CRUMB_CHARS = 5


class Stated(NamedTuple):
    """What the head of a page of HTML states, or the first line of a text that has the window's title there."""

    titles: tuple[str, ...] = ()  # the likeliest first, folded and without blanks around them
    site: str = ""
    published: str = ""
    source: str = ""
    weight: float = 1.0  # of agreement with the whole of a title that has but one part

    @classmethod
    def by_head(cls, meta: Mapping[str, str]) -> Stated:
        """What the head of HTML states."""
        window = fold(meta.get("page_title", ""))[:MAX_CHARS].strip()
        own = (fold(meta.get(key, ""))[:MAX_CHARS].strip() for key in ("title", "stated_title"))
        # A piece of the window's title says no more than that.
        titles = (*(title for title in own if title not in window or window.startswith(title)), window)
        known = tuple(dict.fromkeys(title for title in titles if title))
        return cls(known, fold(meta.get("site_name", "")), meta.get("published", ""), meta.get("source", ""))


def compact(text: str) -> str:
    """Folded text without blanks, bullets before it and case, to compare titles by."""
    return "".join(text.lstrip(BULLETS + " ").split()).lower()


class Names:
    """The names that the page has for its document, and those of its columns."""

    def __init__(self, stated: Stated, rows: Sequence[LineEvidence]) -> None:
        self.weight = stated.weight
        self.whole: set[str] = set()
        self.first: set[str] = set()
        self.other: set[str] = set()
        self.cut: list[str] = []
        self.windows: list[str] = []
        for title in stated.titles:
            self._add(title, compact(stated.site))
        self.last_crumbs, self.columns = _crumbs(rows)

    def _add(self, title: str, site: str) -> None:
        pieces = [compact(piece) for piece in BREAK.split(title)]
        pieces = [piece for piece in pieces if piece]
        if not pieces:
            return
        window = compact(title)
        loose = [compact(piece) for piece in LOOSE_BREAK.split(title)]
        if len(pieces) == len(loose) == 1 and (window == site or SITE.search(window)):
            return  # the site's name, or the column's
        self.windows.append(window)
        if len(loose) > 1:
            self.first.add(loose[0])
            self.other.add(loose[-1])
        if len(pieces) == 1:
            self.whole.add(window)
            return
        own = [piece for piece in pieces if piece != site]
        self.first.update((window, *own[:1]))
        self.other.update((*own[1:], site))
        if CUT_SHORT.search(pieces[0]):
            self.cut.append(CUT_SHORT.sub("", pieces[0]))

    def agreement(self, text: str, document: float = 1.0) -> float:
        """How much speaks for a line's being the title that it is called so elsewhere; below 0 for a column.

        Args:
            text: the line, folded.
            document: how likely it is the document's; the site's name is called so, too.
        """
        line = compact(text)
        score = self._by_window(line, self.weight * min(1.0, max(LEAST_SHARE, 2 * document)))
        if len(line) >= MIN_CRUMB_CHARS and line in self.last_crumbs:
            score += LAST_CRUMB
        elif line in self.columns and score < BEGINNING:
            score += COLUMN
        elif not score and any(len(crumb) >= MIN_HELD_CRUMB_CHARS and crumb in line for crumb in self.last_crumbs):
            score += HOLDS_LAST_CRUMB
        return score

    def _by_window(self, line: str, share: float) -> float:
        if line in self.whole:
            return WHOLE * share
        if line in self.first:
            return FIRST if not SITE.search(line) else OTHER
        if len(line) >= MIN_BEGINNING and any(_is_most_of(line, title) for title in self.first):
            return BEGINNING
        if len(line) >= MIN_BEGINNING and any(_is_most_of(line, title) for title in self.whole):
            return BEGINNING * share
        short = CUT_SHORT.sub("", line)
        if len(short) >= MIN_CUT_CHARS and short != line and any(window.startswith(short) for window in self.windows):
            return CUT
        if any(len(one) >= MIN_CUT_CHARS and line.startswith(one) for one in self.cut):
            return CUT
        return (COLUMN if SITE.search(line) else OTHER) if line in self.other else 0.0

    def begins(self, text: str) -> bool:
        """Whether a stated title begins with some text, or is it."""
        line = compact(text)
        return any(window.startswith(line) for window in self.windows)


def _is_most_of(line: str, title: str) -> bool:
    """Whether a title begins with a line, and the rest of it may be a site's name that no mark sets apart."""
    return title.startswith(line) and len(line) >= LEAST_OF_A_TITLE * len(title)


def _crumbs(rows: Sequence[LineEvidence]) -> tuple[set[str], set[str]]:
    """The last entries of breadcrumbs, where the title may stand, and the others, which are columns."""
    last: set[str] = set()
    columns: set[str] = set()
    for row in rows:
        if row.kind is Kind.CRUMBS:
            entries = [compact(entry) for entry in CRUMB_BREAK.split(row.text) if entry]
            last.update(entries[-1:])
            columns.update(entries[:-1])
    return last, columns - last
