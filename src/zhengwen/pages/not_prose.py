"""Passages of a page that are not prose: source code, markup, data, diffs and drawings made of characters.

A mark, a space or a digit means something else there: a comma parts two fields, a space aligns a column. Filters that
mend sentences ask `is_prose` before they touch a place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from zhengwen.finding import Finding
from zhengwen.page import Line, Page
from zhengwen.text.lazy_regex import pattern

MIN_CSV_ROWS = 3  # two lines of prose often have the same number of commas, three with a column of figures never did
MIN_CODE_LINES = 3  # statements near each other before they are a program
MAX_CODE_GAP = 3  # lines between two statements of one program
MAX_CSV_FIELD_CHARS = 24  # of an average field; clauses of prose that share a number of commas are no rows
SIGNS = "\t{}<>|`@+\""  # the cheap question: code and data without one of them are CSV files
FRAME = pattern("[\u2502-\u254b\u2551-\u256c]")  # lines and corners of a frame; U+2500 alone is many a page's dash
MIN_RULE_CHARS = 8  # of a line drawn across the page
DRAWN_RULE = pattern(f"\\s*[\u2500\u2501\u2550]{{{MIN_RULE_CHARS},}}\\s*")


class Kind(Enum):
    """What a passage is instead of prose."""

    CODE = "source code"
    MARKUP = "markup"
    DATA = "data"
    DIFF = "a diff"
    DRAWING = "a drawing"
    TABLE = "a table"  # columns parted by tabs: sentences may stand in its cells


class Passage(NamedTuple):
    """A passage in whole lines: `[start, end)` in code points."""

    start: int
    end: int
    kind: Kind


STATEMENT = pattern(
    r"""
    \s*(?:
      (?://|/\*|\*/|\#!|\#include\b|<\?php) .*                                   # comments and directives
    | (?:import|from|package|using|def|class|function|var|let|const|return|public|private|static|void|int|echo|printf)
      \b (?=[^\u4e00-\u9fff]*[(){};=.*"'A-Za-z]) .* [;:{}()"'\w]
    | (?:if|for|while|switch|elif|else)\b [^\u4e00-\u9fff]* [({:] .*
    | [A-Za-z_$][\w.$\[\]]* \s* (?:\(|[-+*/]?=|\+\+) .* [;{},)] (?:\s*(?://|\#|/\*).*)?   # a call, an assignment
    | [{}()\[\];,\s]+
    | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\s [A-Za-z_*\s"'`(].*
    | \$\s+[a-z][\w.-]*\s.*                                                      # a command after a prompt
    )\s*""",
    re.VERBOSE,
)
TAG = pattern(r"</?[A-Za-z][\w:-]*(?:\s[^<>\n]*)?/?>|<!--|-->|<!DOCTYPE|<\?xml")
JSON_ENTRY = pattern(r"\s*(?:\"[^\"\n]{1,80}\"\s*:\s*.+|[\[\]{},\s]+|\"[^\"\n]*\",?)\s*")
YAML_PARENT = pattern(r"(\s*)(?:-\s)?[^\s:：，。#][^:：，。\n]{0,40}:\s*")
YAML_CHILD = pattern(r"(\s+)(?:-\s+\S.*|[^\s:：，。][^:：，。\n]{0,40}:(?:\s.*)?)")
DIFF_HEAD = pattern(r"@@ [-+\d, ]+ @@.*|(?:---|\+\+\+) [\w./\\].*|diff --git .*")
DIFF_LINE = pattern(r"[-+ @\\].*|diff .*|index .*")
PIPE_ROW = pattern(r"\s*\|.*\|\s*")
RULED = pattern(r"\s*[|+]?[-=+|:]{3,}[-=+|: ]*\s*")
TIMECODE = pattern(r"\d\d:\d\d:\d\d[,.]\d{3}\s*-->\s*\d\d:\d\d.*")
FENCE = pattern(r"\s*(?:```|~~~).*")
QUOTED_FIELD = pattern(r'"[^"\n]*"')
THOUSANDS = pattern(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
SHORT_VALUE = pattern(r'\s*(?:[-+]?[\d./:%-]+|"[^"]*"|[A-Za-z0-9_.@-]+|)\s*')
SENTENCE_END = ("。", "；", "！", "？", ";", "!", "?", ".")


def passages(page: Page) -> tuple[Passage, ...]:
    """The passages that are not prose, in order; ask for them with `page.view(passages)`."""
    if not _may_have_any(page):
        return ()
    lines = page.lines
    kinds: list[Kind | None] = [None] * len(lines)
    for find in (_tables, _csv, _code, _yaml, _json, _markup, _diffs, _drawings, _fences):
        for number, kind in find(lines):
            kinds[number] = kind
    return tuple(_merged(lines, kinds))


def kind_at(page: Page, position: int) -> Kind | None:
    """What the line that holds `position` is instead of prose; `None` for prose."""
    found = page.view(passages)
    n = bisect_right(found, position, key=lambda passage: passage.start) - 1
    return found[n].kind if n >= 0 and position < found[n].end else None


def is_prose(page: Page, position: int) -> bool:
    """Whether the line that holds `position` is prose, or a cell of a table with tabs, which may hold some."""
    return kind_at(page, position) in (None, Kind.TABLE)


def outside_code(page: Page, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Those findings that stand in prose."""
    return (finding for finding in findings if is_prose(page, finding.start))


def is_markdown(page: Page) -> bool:
    """Whether the page is written in Markdown, where two spaces at the end of a line break it."""
    return page.view(_markdown_signs) >= 2


def _markdown_signs(page: Page) -> int:
    """How many of the signs of Markdown the page has: headings, fences, rules of tables, links, emphasis."""
    text = page.text
    if not any(sign in page.ascii for sign in ("# ", "](", "**", "```", "---", "* ")):
        return 0
    signs = (HEADING, LINK, EMPHASIS, FENCE_LINE, TABLE_RULE, STAR_ITEM)
    return sum(sign.search(text) is not None for sign in signs)


HEADING = pattern(r"^#{1,6} \S", re.MULTILINE)
LINK = pattern(r"\[[^\]\n]+\]\([^)\s]+\)")
EMPHASIS = pattern(r"\*\*[^*\n]+\*\*")
FENCE_LINE = pattern(r"^```", re.MULTILINE)
TABLE_RULE = pattern(r"^\|?(?:\s*:?-{2,}:?\s*\|)+", re.MULTILINE)
STAR_ITEM = pattern(r"^\* \S.*\n\* \S", re.MULTILINE)


def _may_have_any(page: Page) -> bool:
    signs = page.ascii
    if any(sign in signs for sign in SIGNS) or "};" in signs or signs.count(",") >= 2 * MIN_CSV_ROWS:
        return True
    return "://" in signs or ";\n" in signs or ":\n " in signs or FRAME.search(page.text) is not None


def _merged(lines: Sequence[Line], kinds: Sequence[Kind | None]) -> Iterator[Passage]:
    start = 0
    while start < len(lines):
        kind, end = kinds[start], start + 1
        if kind is not None:
            while end < len(lines) and kinds[end] is kind:
                end += 1
            yield Passage(lines[start].start, lines[end - 1].end + 1, kind)
        start = end


def _runs(lines: Sequence[Line], count: Callable[[str], int], fewest: int) -> Iterator[range]:
    """Runs of neighbouring lines for which `count` gives the same number above 0."""
    start, counts = 0, [count(line.text) for line in lines]
    for n in range(1, len(lines) + 1):
        if n == len(lines) or counts[n] != counts[start]:
            if counts[start] and n - start >= fewest:
                yield range(start, n)
            start = n


def _tables(lines: Sequence[Line]) -> Iterator[tuple[int, Kind]]:
    for run in _runs(lines, lambda text: text.strip().count("\t"), 2):
        yield from ((n, Kind.TABLE) for n in run)


def _csv(lines: Sequence[Line]) -> Iterator[tuple[int, Kind]]:
    for run in _runs(lines, _fields, MIN_CSV_ROWS):
        rows = [lines[n].text for n in run]
        if any(row.rstrip().endswith(SENTENCE_END) for row in rows):
            continue
        fields = (rows[0].count(",") + 1) * len(rows)
        if sum(map(len, rows)) > fields * MAX_CSV_FIELD_CHARS or not _has_column_of_values(rows):
            continue
        yield from ((n, Kind.DATA) for n in run)


def _fields(row: str) -> int:
    """The commas that part fields, where there are two or more; 0 for a line of prose."""
    if row.count(",") < 2 or "，" in row:
        return 0
    commas = QUOTED_FIELD.sub("", row).count(",") - len(THOUSANDS.findall(row))
    return commas if commas >= 2 else 0


def _has_column_of_values(rows: Sequence[str]) -> bool:
    """Whether one column holds figures, codes or quoted text in nearly all rows, as no clause of prose does."""
    table = [THOUSANDS.sub("", QUOTED_FIELD.sub('""', row)).split(",") for row in rows[1:]]  # the first may be the head
    return any(all(SHORT_VALUE.fullmatch(field) for field in column) for column in zip(*table, strict=True))


def _code(lines: Sequence[Line]) -> Iterator[tuple[int, Kind]]:
    found = [n for n, line in enumerate(lines) if not line.text.isspace() and 0 < len(line.text) < 500 and STATEMENT.fullmatch(line.text)]
    start = 0
    for n in range(1, len(found) + 1):
        if n == len(found) or found[n] - found[n - 1] > MAX_CODE_GAP:
            if n - start >= MIN_CODE_LINES and any("(" in lines[k].text or "=" in lines[k].text for k in found[start:n]):
                yield from ((k, Kind.CODE) for k in range(found[start], found[n - 1] + 1))
            start = n


def _yaml(lines: Sequence[Line]) -> Iterator[tuple[int, Kind]]:
    for n in range(len(lines) - 1):
        parent = YAML_PARENT.fullmatch(lines[n].text)
        child = parent and YAML_CHILD.fullmatch(lines[n + 1].text)
        if parent and child and len(child[1].replace("\t", "    ")) > len(parent[1]):
            yield from ((k, Kind.DATA) for k in _block(lines, n))


def _block(lines: Sequence[Line], number: int) -> range:
    """The lines around one that are not blank."""
    start = end = number
    while start > 0 and lines[start - 1].text.strip():
        start -= 1
    while end < len(lines) and lines[end].text.strip():
        end += 1
    return range(start, end)


def _json(lines: Sequence[Line]) -> Iterator[tuple[int, Kind]]:
    for n, line in enumerate(lines):
        if '":' in line.text and (JSON_ENTRY.fullmatch(line.text) or line.text.lstrip().startswith(("{", "["))):
            yield from ((k, Kind.DATA) for k in range(max(0, n - 1), min(len(lines), n + 2)) if k == n or _bare(lines[k]))


def _bare(line: Line) -> bool:
    return bool(line.text.strip()) and not line.text.strip(" \t{}[],")


def _markup(lines: Sequence[Line]) -> Iterator[tuple[int, Kind]]:
    return ((n, Kind.MARKUP) for n, line in enumerate(lines) if "<" in line.text and TAG.search(line.text[:2000]))


def _diffs(lines: Sequence[Line]) -> Iterator[tuple[int, Kind]]:
    inside = False
    for n, line in enumerate(lines):
        inside = bool(DIFF_HEAD.fullmatch(line.text)) or (inside and bool(DIFF_LINE.fullmatch(line.text)))
        if inside:
            yield n, Kind.DIFF


def _drawings(lines: Sequence[Line]) -> Iterator[tuple[int, Kind]]:
    for n, line in enumerate(lines):
        text = line.text
        if len(FRAME.findall(text)) > 1 or DRAWN_RULE.fullmatch(text) or TIMECODE.fullmatch(text):
            yield n, Kind.DRAWING
        elif "|" in text and PIPE_ROW.fullmatch(text) and _has_ruled_neighbour(lines, n):
            yield n, Kind.DRAWING
        elif text[:1] in ("|", "+") and RULED.fullmatch(text):
            yield n, Kind.DRAWING


def _has_ruled_neighbour(lines: Sequence[Line], number: int) -> bool:
    """Whether a row with bars stands in a block with a ruled line, or beside another such row."""
    beside = lines[max(0, number - 1) : number] + lines[number + 1 : number + 2]
    return any("|" in line.text and PIPE_ROW.fullmatch(line.text) or RULED.fullmatch(line.text) for line in beside)


def _fences(lines: Sequence[Line]) -> Iterator[tuple[int, Kind]]:
    fences = [n for n, line in enumerate(lines) if FENCE.fullmatch(line.text)]
    for first, last in zip(fences[::2], fences[1::2], strict=False):
        yield from ((n, Kind.CODE) for n in range(first, last + 1))
