"""The result of cleaning one page: its text, its findings, and the means to restore the input."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

from zhengwen import ledger
from zhengwen.decisions import context_of
from zhengwen.diff import unified
from zhengwen.finding import Finding
from zhengwen.ledger import Ledger, Step
from zhengwen.page import SHOWN_CHARS, Page
from zhengwen.text import lazy_import
from zhengwen.text.folding import fold

if TYPE_CHECKING:
    from zhengwen.html import HiddenBlock, HtmlSource, Markup
    from zhengwen.pages.document.find import MarkedText

CUTTING = ("spam", "duplication", "furniture")  # the passes that delete whole lines
TITLE_AND_BYLINE = "F090"  # the rule of the preset `body`: what it cuts belongs to the document all the same


class Found(NamedTuple):
    """Findings of one pass, with positions in the text before step number `step`."""

    step: int
    findings: Sequence[Finding]


class AttachedFile(TypedDict):
    """A file that the page links to."""

    name: str
    address: str


class Meta(TypedDict, total=False):
    """The facts that a page states about itself, and those that the caller gave.

    Dates are ISO 8601. `kind` is `article`, `list` or `home`. `written` is the date of the document (成文日期),
    `issuer` who signs it, `addressee` to whom it goes (主送机关), `validity` whether it still holds (有效, 已废止);
    `editor` is who edited the page, and no author. `attachments`, `column`, `keywords`, `description`, `site_name` and
    `page_title` (the title of the browser window) are known of HTML only.
    """

    kind: str
    title: str
    published: str
    source: str
    author: str
    editor: str
    issuer: str
    addressee: str
    validity: str
    document_number: str
    index_number: str
    category: str
    written: str
    views: str
    site_id: str
    icp: str
    column: str
    column_type: str
    keywords: str
    description: str
    site_name: str
    page_title: str
    url: str
    attachments: list[AttachedFile]


class Stored(NamedTuple):
    """A cleaned text and its serialized ledger, both valid Unicode."""

    text: str
    ledger: str


class Cleaned:
    """The result of cleaning one page.

    Attributes:
        text: the cleaned text.
        ledger: the applied fixes; store `ledger.dumps(text)` beside the text to be able to restore the input.
        settled: whether a round without changes was reached; if not, the page is as it was, and U001 says so.
        used_decisions: the rule and context of each decision that applied to the page.
        is_text: whether the input is text at all. An image or an archive is best left as it is: `text` then holds
            what can be read of its bytes.
    """

    def __init__(
        self,
        text: str,
        steps: Sequence[Step],
        fixed: Sequence[Found],
        opened: Sequence[Found],
        first: Page,
        earlier: Sequence[Found] = (),
        settled: bool = True,
        rejected: Sequence[Found] = (),
        used: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.text = text
        self.ledger = Ledger(steps, first.decoding if first.source is None else None, first.source)
        self.settled = settled
        self.used_decisions = frozenset(used)
        self.is_text = first.is_text
        self._fixed = tuple(fixed)
        self._open = tuple(opened)
        self._earlier = tuple(earlier)
        self._rejected = tuple(rejected)
        self._given = dict(first.meta)
        self._size = len(first.text)
        # Without the lines, which are not needed any more and which worker processes would have to send.
        self._document = first.markup.document._replace(lines=()) if first.markup is not None else None

    def __repr__(self) -> str:
        start = " ".join(self.text[: 2 * SHOWN_CHARS].split())
        shown = f"{start[:SHOWN_CHARS]}…" if len(start) > SHOWN_CHARS else start
        settled = "" if self.settled else ", not settled"
        text = "" if self.is_text else ", not text"
        return (
            f"<Cleaned {shown!r}: {self._size} characters → {len(self.text)}, {len(self.fixed)} fixed,"
            f" {len(self.open)} open{settled}{text}>"
        )

    @cached_property
    def original(self) -> str:
        """The input as text: bytes are decoded, and HTML is its visible text."""
        return self.ledger.undo(self.text)

    @cached_property
    def fixed(self) -> tuple[Finding, ...]:
        """The findings whose fixes were applied, sorted by their positions in the input."""
        return self._located(self._fixed)

    @cached_property
    def open(self) -> tuple[Finding, ...]:
        """The findings that were not applied: reported only, unsafe, or overlapped by another fix."""
        if not any(one.findings for one in (*self._open, *self._earlier)):
            return ()  # most pages; locating the fixed findings takes time
        fixed = {(finding.rule, finding.start, finding.end) for finding in self.fixed}
        last = self._located(self._open)
        rejected = frozenset(self.rejected)  # in the context that the place has in the end
        earlier = (one for one in self._located(self._earlier) if one not in rejected and self._stands(one))
        located = dict.fromkeys(sorted((*last, *earlier), key=_position))
        return tuple(one for one in located if (one.rule, one.start, one.end) not in fixed)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, fixed and open, sorted by their positions in the input."""
        return tuple(sorted((*self.fixed, *self.open), key=_position))

    @cached_property
    def rejected(self) -> tuple[Finding, ...]:
        """The findings that a decision rejected, sorted by their positions in the input; they are not in `findings`."""
        return tuple(dict.fromkeys(self._located(self._rejected)))

    def contexts(self) -> Mapping[Finding, tuple[str, ...]]:
        """Return the contexts of all findings, those rejected included, as decisions know them.

        A finding has several if other fixes changed the text beside it: a decision on it needs all of them.
        """
        contexts: dict[Finding, dict[str, None]] = {}
        known = frozenset((*self.findings, *self.rejected))
        every = sorted((*self._fixed, *self._open, *self._earlier, *self._rejected), key=lambda one: one.step)
        for step, of_step in groupby(every, key=lambda one: one.step):
            text = self.ledger.undo(self.text, down_to=step)
            kept = self.ledger.kept(self._size, up_to=step)
            for finding in (finding for one in of_step for finding in one.findings):
                located = _moved(finding, kept) if step else finding
                if located in known:
                    contexts.setdefault(located, {})[context_of(text, finding)] = None
        return {finding: tuple(found) for finding, found in contexts.items()}

    def by_rule(self) -> dict[str, dict[str, int]]:
        """Count the `fixed` and `open` findings by rule; cheaper than locating the findings."""
        fixed = Counter(finding.rule for one in self._fixed for finding in one.findings)
        left = Counter(finding.rule for finding in self.open)
        return {"fixed": dict(sorted(fixed.items())), "open": dict(sorted(left.items()))}

    @property
    def hidden(self) -> tuple[HiddenBlock, ...]:
        """The invisible blocks of an HTML page, with their positions in `original`."""
        return self._document.hidden if self._document is not None else ()

    @cached_property
    def meta(self) -> Meta:
        """The page's metadata (title, source, published, author and more), together with what the caller gave.

        Read from the page as it was before anything was cut, so cutting loses none of it. For HTML, a title that the
        head states and the text shows wins; other facts of the head are used if the text states none.
        """
        with lazy_import.IMPORTING:
            from zhengwen.pages import metadata  # slow to import, and not everybody asks

        cut = next((n for n, step in enumerate(self.ledger.steps) if step.name in CUTTING), len(self.ledger.steps))
        cleaned = "".join((*self._taken(TITLE_AND_BYLINE), self.text))
        text = self.ledger.undo(self.text, down_to=cut)
        found: dict[str, object] = dict(metadata.extract(text, cleaned, self._marked(text, cut)))
        if self._document is not None:
            stated = dict(self._document.meta)
            fallback, dated = stated.pop("stated_title", ""), stated.pop("dated", "")
            if "title" in stated and fold(stated["title"]) == fold(str(found.get("title"))):
                del found["title"]  # as the page's author wrote it
            found = stated | found
            for key, value in (("title", fallback), ("published", dated)):
                if value:
                    found.setdefault(key, value)
            if self._document.attachments:
                found["attachments"] = [
                    one._asdict() for one in self._document.located(str(self._given.get("url", "")))
                ]
        return cast("Meta", found | self._given)

    def _marked(self, text: str, step: int) -> MarkedText | None:
        """The text before a step with its markup, which is read again when it is asked for; `None` for text."""
        source = self.ledger.html
        if source is None:
            return None
        with lazy_import.IMPORTING:
            from zhengwen.pages.document.find import MarkedText

        edits = tuple(one.edits for one in self.ledger.steps[:step])
        return MarkedText(text, source, lambda: self._markup(source, text, edits))

    def _markup(self, source: HtmlSource, text: str, edits: tuple[Sequence[ledger.Edit], ...]) -> Markup | None:
        with lazy_import.IMPORTING:
            from zhengwen import html

        charset = self._document.charset if self._document is not None else ""
        for encoding in dict.fromkeys((charset or None, None)):
            document = html.read(source.raw, encoding=encoding)
            if source.shows(document.text):
                return html.Markup(document, text, edits)
        return None

    def _taken(self, rule: str) -> Iterator[str]:
        """What the fixes of one rule took away, as it stood then."""
        for step, findings in self._fixed:
            spans = [(one.start, one.end) for one in findings if one.rule == rule]
            text = self.ledger.undo(self.text, down_to=step) if spans else ""
            yield from (text[start:end] for start, end in spans)

    def restore(self) -> str | bytes:
        """Return the input exactly as it was given, as `bytes` or `str`."""
        return self.ledger.restore(self.text)

    def stored(self) -> Stored:
        """Return the text and its ledger for stores that accept only valid Unicode (Parquet, Arrow, databases).

        In `text`, undecodable bytes are lone surrogates; here they are replaced by U+FFFD, and the ledger records
        which bytes they were.
        """
        text, written = ledger.stored(self.text, self.ledger)
        return Stored(text, written)

    def origin(self, position: int) -> int:
        """Return the position in `original`, in code points, of the character at `position` of the text.

        For a character inserted by a fix, this is the position of the text that it replaced.

        Raises:
            IndexError: `position` is outside the text.
        """
        if not 0 <= position < len(self.text):
            raise IndexError(f"position {position} in a text of {len(self.text)} characters")
        return ledger.origin(self._kept, position)

    def byte_origin(self, position: int) -> int:
        """Return the offset in the input's bytes of the character at `position`, as `origin` does for text.

        Raises:
            IndexError: `position` is outside the text.
            ValueError: the input was not bytes, or was HTML, whose visible characters have no single place in them.
        """
        if self.ledger.html is not None:
            raise ValueError("the input was HTML: a character of its visible text has no byte offset")
        if self.ledger.decoding is None:
            raise ValueError("the input was a str: it has no bytes")
        return self.ledger.decoding.offset(self.original, self.origin(position))

    def diff(self, name: str = "page", *, context: int = 3) -> str:
        """Return a unified diff of `original` and `text`; empty if nothing changed."""
        if not len(self.ledger):
            return ""
        return unified(self.original, self.text, self._kept, name, context)

    def _stands(self, finding: Finding) -> bool:
        """Return whether a finding's text is still unchanged, so that an earlier round's report still applies."""
        run = self._kept[bisect_right(self._kept, finding.start, key=lambda run: run.before) - 1]
        return finding.end > finding.start and finding.end <= run.before + run.length

    @property
    def kept(self) -> list[ledger.Kept]:
        """The runs of characters that stayed, with their positions in `text` and in `original`, in order."""
        return self._kept

    @cached_property
    def _kept(self) -> list[ledger.Kept]:
        return self.ledger.kept(self._size)

    def _located(self, found: Iterable[Found]) -> tuple[Finding, ...]:
        located: list[Finding] = []
        for step, of_step in groupby(found, key=lambda one: one.step):
            kept = self.ledger.kept(self._size, up_to=step)
            for finding in (finding for one in of_step for finding in one.findings):
                located.append(_moved(finding, kept) if step else finding)
        return tuple(sorted(located, key=_position))


def _position(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.rule


def _moved(finding: Finding, kept: Sequence[ledger.Kept]) -> Finding:
    start, end = ledger.span(kept, finding.start, finding.end)
    return finding._replace(start=start, end=end)
