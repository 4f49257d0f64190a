"""The only code that changes text: applies fixes, maps positions back to the input, and undoes every edit."""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from zhengwen.finding import Finding
from zhengwen.text import lazy_import
from zhengwen.text.charset import Decoding
from zhengwen.text.lazy_regex import pattern

if TYPE_CHECKING:
    from zhengwen.html import HtmlSource

VERSION = 2
OLDEST_VERSION = 1  # still read; it has checksums of 32 bits, and none of itself
DIGEST_BYTES = 16  # 128 bits: no two texts share a digest by chance
SURROGATE = pattern("[\ud800-\udfff]")
# JSON escapes that read back as one character, although two halves of one stood side by side.
PAIR = pattern("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")
ORDER = itemgetter(*map(Finding._fields.index, ("start", "rule", "end")))
UNREADABLE = "E003"  # the rule that reports undecodable bytes


# What a damaged ledger raises when it is read or applied.
DAMAGE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, zlib.error)


class LedgerError(ValueError):
    """Raised for a ledger that is damaged, cannot be read, or belongs to another text."""


class Edit(NamedTuple):
    """One applied fix: `old` at `start`, in the text before the pass, was replaced with `new`."""

    rule: str
    start: int
    old: str
    new: str


class Step(NamedTuple):
    """The edits of one pass, sorted and not overlapping."""

    name: str
    edits: list[Edit]


class Applied(NamedTuple):
    """The result of applying one pass's findings."""

    text: str
    step: Step
    fixed: list[Finding]
    open: list[Finding]


class Kept(NamedTuple):
    """An unchanged run of `length` characters: at `before` in the input, at `after` in a later text."""

    after: int
    before: int
    length: int


def apply(text: str, name: str, findings: Iterable[Finding], *, unsafe: bool = False) -> Applied:
    """Apply the fixes among `findings` to `text`.

    If two fixes overlap, the one that starts first wins, then the one whose code sorts first; the loser stays open.

    Raises:
        ValueError: a finding lies outside the text, or its fix changes nothing.
    """
    size = len(text)
    parts: list[str] = []
    edits: list[Edit] = []
    fixed: list[Finding] = []
    remaining: list[Finding] = []
    done = 0
    inserted = -1
    make = tuple.__new__  # twice as fast as Edit(…), and a page may have hundreds
    for finding in sorted(findings, key=ORDER):
        rule, start, end, _, replacement, safe = finding
        if not 0 <= start <= end <= size:
            raise ValueError(f"{rule} reports the span [{start}, {end}) in a text of {size} characters")
        if replacement is None or not (safe or unsafe) or start < done or start == end == inserted:
            remaining.append(finding)
            continue
        old = text[start:end]
        if old == replacement:
            raise ValueError(f"{rule} replaces {old[:20]!r} at {start} with itself")
        parts.append(text[done:start])
        parts.append(replacement)
        edits.append(make(Edit, (rule, start, old, replacement)))
        fixed.append(finding)
        done = end
        inserted = end if start == end else -1
    parts.append(text[done:])
    return Applied("".join(parts), Step(name, edits), fixed, remaining)


class Ledger:
    """The fixes of one run: enough to undo them, and little larger than the text they removed.

    Args:
        steps: the passes that changed something, in the order they ran.
        decoding: how the input's bytes were decoded; `None` if the input was a `str`, or HTML.
        html: the input, if it was HTML; the steps then begin with its visible text.
        input_digest: the digest of the input as a serialized ledger states it; what `restore` returns must have it.
    """

    def __init__(
        self,
        steps: Sequence[Step] = (),
        decoding: Decoding | None = None,
        html: HtmlSource | None = None,
        input_digest: str | int | None = None,
    ) -> None:
        self.steps = tuple(steps)
        self.decoding = decoding
        self.html = html
        self.input_digest = input_digest

    def __repr__(self) -> str:
        passes = ", ".join(f"{step.name} {len(step.edits)}" for step in self.steps)
        came = "HTML" if self.html is not None else "a str" if self.decoding is None else self.decoding.charset
        return f"<Ledger of {len(self)} edits ({passes or 'none'}), made from {came}>"

    def __len__(self) -> int:
        return sum(len(step.edits) for step in self.steps)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ledger):
            return False
        return (self.steps, self.decoding, self.html) == (other.steps, other.decoding, other.html)

    def __hash__(self) -> int:
        return hash((len(self), self.decoding))

    def undo(self, text: str, *, down_to: int = 0) -> str:
        """Return the text before step number `down_to`; 0 is the decoded input, or the visible text of HTML.

        Raises:
            LedgerError: `text` is not the result of these steps.
        """
        for step in reversed(self.steps[down_to:]):
            parts, done, drift = [], 0, 0
            for rule, start, old, new in step.edits:
                at = start + drift
                if not text.startswith(new, at) or at < done:
                    raise LedgerError(f"the ledger belongs to another text: the edit of {rule} at {at} does not match")
                parts.append(text[done:at])
                parts.append(old)
                done = at + len(new)
                drift += len(new) - len(old)
            parts.append(text[done:])
            text = "".join(parts)
        return text

    def restore(self, text: str) -> str | bytes:
        """Return the input that `text` was made from: `bytes` if the input was bytes, else `str`.

        Raises:
            LedgerError: this ledger is damaged, or belongs to another text.
        """
        before = self.undo(text)
        try:
            restored = self._input(before)
        except LedgerError:
            raise
        except DAMAGE as error:
            raise LedgerError(f"the ledger is damaged: {type(error).__name__}: {error}") from error
        if self.input_digest not in (None, _checked_like(self.input_digest, restored)):
            raise LedgerError("the ledger is damaged: what it restores is not the input")
        return restored

    def _input(self, before: str) -> str | bytes:
        """Return the input that was read as the text `before`."""
        if self.html is not None:
            if not self.html.shows(before):
                raise LedgerError("the ledger belongs to another text: its page shows something else")
            return self.html.raw
        return before if self.decoding is None else self.decoding.encode(before)

    def then(self, later: Ledger) -> Ledger:
        """Return the combined ledger of two runs, where `later` ran on the result of this one."""
        return Ledger((*self.steps, *later.steps), self.decoding, self.html, self.input_digest)

    def kept(self, size: int, *, up_to: int | None = None) -> list[Kept]:
        """Return the runs of the input (of `size` characters) still unchanged before step `up_to` (`None`: at the end).

        The list starts and ends with an empty run, so that every position has a run before and after it.
        """
        runs = [Kept(0, 0, size)]
        made = size
        for step in self.steps[:up_to]:
            runs = _through(runs, step)
            made += sum(len(edit.new) - len(edit.old) for edit in step.edits)
        return [Kept(0, 0, 0), *runs, Kept(made, size, 0)]

    def dumps(self, text: str) -> str:
        """Return the ledger of `text` as one line of JSON, with digests of itself, of the text and of the input."""
        steps = []
        for step in self.steps:
            rows: list[list[Any]] = []
            done = 0
            for rule, start, old, new in step.edits:
                rows.append([rule, start - done, _as_json(old), _as_json(new)])
                done = start + len(old)
            steps.append({"pass": step.name, "edits": rows})
        fields: dict[str, Any] = {
            "zhengwen": VERSION,
            "digest": "",
            "text_digest": digest(text),
            "input_digest": digest(self.restore(text)),
            "steps": steps,
        }
        if self.decoding is not None:
            fields["decoding"] = self.decoding.as_json()
        if self.html is not None:
            fields["html"] = self.html.as_json()
        fields["digest"] = _digest_of_fields(fields)
        written = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        # Undecodable bytes are lone surrogates in the text, which JSON can only hold as escapes.
        return written if _is_encodable(written) else json.dumps(fields, separators=(",", ":"))

    @classmethod
    def loads(cls, written: str | bytes, text: str | None = None) -> Ledger:
        """Read the output of `dumps`; if `text` is given, check that the ledger belongs to it.

        Raises:
            LedgerError: `written` is not a ledger, is damaged, has another version, or belongs to another text.
        """
        fields = _fields(written)
        if text is not None and not _is_of(fields, "text", text):
            raise LedgerError("the text was changed after it was cleaned, so its ledger no longer matches")
        try:
            decoding = fields.get("decoding")
            steps = [Step(str(step["pass"]), _edits(step["edits"])) for step in fields["steps"]]
            html = fields.get("html")
            source = None if html is None else _html_source(html)
            decoded = None if decoding is None else Decoding.from_json(decoding)
        except LedgerError:
            raise
        except DAMAGE as error:
            raise LedgerError(f"not a zhengwen ledger: {type(error).__name__}: {error}") from error
        return cls(steps, decoded, source, fields.get("input_digest", fields.get("input_crc32")))


def stored(text: str, ledger: Ledger) -> tuple[str, str]:
    """Return the text with lone surrogates replaced by U+FFFD, and a serialized ledger that restores them."""
    edits = [Edit(UNREADABLE, found.start(), found.group(), "\N{REPLACEMENT CHARACTER}") for found in _lone(text)]
    if edits:
        text = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
        ledger = ledger.then(Ledger([Step("stored", edits)]))
    return text, ledger.dumps(text)


def was_made_from(written: str | bytes, raw: str | bytes) -> bool:
    """Return whether a serialized ledger records a run on the input `raw`.

    Raises:
        LedgerError: `written` is not a ledger, is damaged, or has another version.
    """
    return _is_of(_fields(written), "input", raw)


def was_made_for(written: str | bytes, text: str) -> bool:
    """Return whether a serialized ledger belongs to the cleaned text `text`.

    Raises:
        LedgerError: `written` is not a ledger, is damaged, or has another version.
    """
    return _is_of(_fields(written), "text", text)


def digest(text: str | bytes) -> str:
    """Return the digest by which a ledger knows its text and its input."""
    return blake2b(_bytes_of(text), digest_size=DIGEST_BYTES).hexdigest()


def origin(kept: Sequence[Kept], position: int) -> int:
    """Return the position in the input of the character at `position` of the later text.

    For inserted text, this is the position of the text it replaced. `kept` is the result of `Ledger.kept`.
    """
    index = bisect_right(kept, position, key=lambda run: run.after) - 1
    after, before, length = kept[index]
    if position < after + length:
        return before + position - after
    gap = before + length
    gap_end = kept[index + 1].before if index + 1 < len(kept) else gap
    return min(before + position - after, max(gap_end - 1, gap))


def span(kept: Sequence[Kept], start: int, end: int) -> tuple[int, int]:
    """Return the span of the input that became `[start, end)` of the later text."""
    first = origin(kept, start)
    if start == end:
        return first, first
    return first, min(max(origin(kept, end - 1) + 1, first), kept[-1].before)


def _through(runs: list[Kept], step: Step) -> list[Kept]:
    """Map kept runs through one more step, in time linear in runs and edits."""
    result: list[Kept] = []
    waiting = iter(runs)
    run = next(waiting, None)
    for left, right, drift in _gaps(step):
        while run is not None and run.after < right:
            start, end = max(run.after, left), min(run.after + run.length, right)
            if start < end:
                result.append(Kept(start + drift, run.before + start - run.after, end - start))
            if run.after + run.length > right:
                break
            run = next(waiting, None)
    return result


def _gaps(step: Step) -> Iterable[tuple[int, int, int]]:
    """Yield the stretches between edits in the text before the step, each with its shift."""
    left = drift = 0
    for _, start, old, new in step.edits:
        yield left, start, drift
        left = start + len(old)
        drift += len(new) - len(old)
    yield left, 1 << 62, drift


def _edits(rows: list[list[Any]]) -> list[Edit]:
    edits, done = [], 0
    for rule, gap, old, new in rows:
        if type(gap) is not int:
            raise LedgerError("not a zhengwen ledger: the place of an edit is not a whole number")
        if gap < 0:
            raise LedgerError("not a zhengwen ledger: an edit starts before the previous one ends")
        edits.append(Edit(_text(rule), done + gap, _text(old), _text(new)))
        done += gap + len(edits[-1].old)
    return edits


def _as_json(text: str) -> str | list[str]:
    """Return a form of a text that JSON gives back; the halves of a character side by side are kept apart."""
    if text.isascii() or _is_encodable(text):
        return text
    parts = PAIR.split(text)
    return parts if len(parts) > 1 else text


def _text(value: object) -> str:
    """Return the text that `_as_json` wrote."""
    if isinstance(value, list):
        return "".join(map(_text, value))
    if not isinstance(value, str):
        raise LedgerError(f"not a zhengwen ledger: {value!r} stands where a text belongs")
    return value


def _fields(written: str | bytes) -> dict[str, Any]:
    try:
        fields = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise LedgerError(f"not a zhengwen ledger: {error}") from error
    if not isinstance(fields, dict) or "zhengwen" not in fields:
        raise LedgerError("not a zhengwen ledger: it has no field 'zhengwen'")
    version = fields["zhengwen"]
    if type(version) is not int or not OLDEST_VERSION <= version <= VERSION:
        raise LedgerError(
            f"the ledger has version {version!r}; this zhengwen reads versions {OLDEST_VERSION} to {VERSION}"
        )
    if version > 1:
        _check_digest(fields)
    return fields


def _check_digest(fields: dict[str, Any]) -> None:
    """Check that nothing in a ledger was changed since it was written.

    Raises:
        LedgerError: something was.
    """
    try:
        is_whole = fields.get("digest") == _digest_of_fields(fields)
    except RecursionError:
        is_whole = False
    if not is_whole:
        raise LedgerError("the ledger is damaged: it does not match its own digest")


def _digest_of_fields(fields: dict[str, Any]) -> str:
    """Return the digest of a ledger's fields, however they are spaced, ordered and escaped."""
    rest = {name: value for name, value in fields.items() if name != "digest"}
    return digest(json.dumps(rest, sort_keys=True, separators=(",", ":")))


def _is_of(fields: dict[str, Any], what: str, contents: str | bytes) -> bool:
    """Return whether a ledger states the digest of `contents` for its `text` or its `input`."""
    if fields["zhengwen"] > 1:
        return bool(fields.get(f"{what}_digest") == digest(contents))
    return bool(fields.get("crc32" if what == "text" else "input_crc32") == _checksum(contents))


def _checked_like(stated: str | int | None, contents: str | bytes) -> str | int:
    """Return the digest of `contents`, of the kind that is stated."""
    return digest(contents) if isinstance(stated, str) else _checksum(contents)


def _html_source(fields: dict[str, Any]) -> HtmlSource:
    with lazy_import.IMPORTING:
        from zhengwen.html import HtmlSource  # slow to import, and not needed for text

    return HtmlSource.from_json(fields)


def _checksum(text: str | bytes) -> int:
    """Return the checksum by which a ledger of version 1 knows its text and its input."""
    return zlib.crc32(_bytes_of(text))


def _bytes_of(text: str | bytes) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text


def _lone(text: str) -> Iterable[re.Match[str]]:
    return () if _is_encodable(text) else SURROGATE.finditer(text)


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
