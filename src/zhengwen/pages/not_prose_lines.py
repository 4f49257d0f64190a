"""How lines are recognised that are not prose: one function a kind, each gives numbers of lines and what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import accumulate
from string import ascii_letters
from typing import NamedTuple

from zhengwen.page import Line
from zhengwen.text.lazy_regex import pattern

MIN_CSV_ROWS = 3  # two lines of prose often have the same number of commas, three with a column of figures never did
MIN_CODE_LINES = 3  # statements near each other before they are a program
MAX_CODE_GAP = 3  # lines that are not blank, between two statements of one program
MAX_CSV_FIELD_CHARS = 24  # of an average field; clauses of prose that share a number of commas are no rows
FRAME = pattern("[\u2502-\u254b\u2551-\u256c]")  # lines and corners of a frame; U+2500 alone is many a page's dash
DASH = "\N{BOX DRAWINGS LIGHT HORIZONTAL}"  # stands for all of these where signs of drawings are asked for
MIN_RULE_CHARS = 8  # of a line drawn across the page
DRAWN_RULE = pattern(f"\\s*[\u2500\u2501\u2550]{{{MIN_RULE_CHARS},}}\\s*")
STROKE = pattern("[\u2501-\u254b\u2550-\u256c]")
DRAWN = pattern(r"[\u2500-\u254b\u2550-\u256c|+]|-->")  # one of them stands on each line of a drawing
MIN_TAG_SHARE = 0.3  # of a line, before it is markup and no sentence with a tag in it
MAX_TAGGED = 2000  # characters of a line in which tags are looked for


class Kind(Enum):
    """What a passage is instead of prose."""

    CODE = "source code"
    MARKUP = "markup"
    DATA = "data"
    DIFF = "a diff"
    DRAWING = "a drawing"
    TABLE = "a table"  # columns parted by tabs: sentences may stand in its cells


STATEMENT = pattern(
    r"""
    \s*+(?:
      (?://|/\*|\*/|\#!|\#include\b|<\?php) .*                                   # comments and directives
    | (?:import|from|package|using|def|class|function|var|let|const|return|public|private|static|void|int|echo|printf)
      \b (?=[^\u4e00-\u9fff]*[(){};=.*"'A-Za-z]) .* [;:{}()"'\w]
    | (?:if|for|while|switch|elif|else)\b [^\u4e00-\u9fff]* [({:] .*
    | [A-Za-z_$][\w.$\[\]]* \s* (?:\(|[-+*/]?=|\+\+) .* [;{},)] (?:\s*(?://|\#|/\*).*)?   # a call, an assignment
    | [{}()\[\];,\s]+
    | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\s\S.*[;,(]?
    | \$\s+[a-z][\w.-]*\s.*                                                      # a command after a prompt
    )\s*""",
    re.VERBOSE,
)
STATEMENT_HEADS = frozenset("/*#<${}()[];,_" + ascii_letters)  # what a statement begins with
MAX_STATEMENT_CHARS = 500
TAG = pattern(r"</?[A-Za-z][\w:-]*(?:\s[^<>\n]*)?/?>|<!--|-->|<!DOCTYPE|<\?xml")
JSON_ENTRY = pattern(r"\s*(?:\"[^\"\n]{1,80}\"\s*:\s*.+|[\[\]{},\s]+|\"[^\"\n]*\",?)\s*")
YAML_PARENT = pattern(r"(\s*)(?:-\s)?[^\s:：，。#][^:：，。\n]{0,40}:\s*")
YAML_CHILD = pattern(r"(\s+)(?:-\s+\S.*|[^\s:：，。][^:：，。\n]{0,40}:(?:\s.*)?)")
INI_SECTION = pattern(r"\s*\[[^\[\]\n]{1,40}\]\s*")
INI_LINE = pattern(r"\s*(?:\[[^\[\]\n]{1,40}\]|[#;].*|[^\s=＝，。][^=，。\n]{0,40}=.*)\s*")
TEX_BEGIN = pattern(r"\s*\\(?:documentclass|begin\{document\}).*")
TEX_END = pattern(r"\s*\\end\{document\}.*")
DIFF_HEAD = pattern(r"@@ [-+\d, ]+ @@.*|(?:---|\+\+\+) [\w./\\].*|diff --git .*")
DIFF_HEADS = ("@@", "---", "+++", "diff")
DIFF_LINE = pattern(r"[-+ @\\].*|diff .*|index .*")
PIPE_ROW = pattern(r"\s*\|.*\|\s*")
RULED = pattern(r"\s*[|+]?[-=+|:]{3,}[-=+|: ]*\s*")
TIMECODE = pattern(r"\d\d:\d\d:\d\d[,.]\d{3}\s*-->\s*\d\d:\d\d.*")
FENCES = ("```", "~~~")
QUOTED_FIELD = pattern(r'"[^"\n]*"')
THOUSANDS = pattern(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
SHORT_VALUE = pattern(r'\s*(?:[-+]?[\d./:%-]+|"[^"]*"|[A-Za-z0-9_.@-]+|)\s*')
SENTENCE_END = ("。", "；", "！", "？", ";", "!", "?", ".")


def _runs(lines: list[Line], count: Callable[[str], int], fewest: int) -> Iterator[range]:
    """Runs of neighbouring lines for which `count` gives the same number above 0."""
    start, counts = 0, [count(line.text) for line in lines]
    if not any(counts):
        return
    for n in range(1, len(lines) + 1):
        if n == len(lines) or counts[n] != counts[start]:
            if counts[start] and n - start >= fewest:
                yield range(start, n)
            start = n


def _tables(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    for run in _runs(lines, _tabs, 2):
        yield from ((n, Kind.TABLE) for n in run)


def _tabs(row: str) -> int:
    return row.strip().count("\t") if "\t" in row else 0


def _csv(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    if not _may_be_csv(lines):
        return
    for run in _runs(lines, _fields, MIN_CSV_ROWS):
        rows = [lines[n].text for n in run]
        if any(row.rstrip().endswith(SENTENCE_END) for row in rows):
            continue
        fields = (rows[0].count(",") + 1) * len(rows)
        if sum(map(len, rows)) > fields * MAX_CSV_FIELD_CHARS or not _has_column_of_values(rows):
            continue
        yield from ((n, Kind.DATA) for n in run)


def _may_be_csv(lines: list[Line]) -> bool:
    """Whether enough neighbouring lines have commas of ASCII alone, and none of them ends like a sentence."""
    rows = 0
    for line in lines:
        text = line.text
        is_row = text.count(",") >= 2 and "，" not in text and not text.rstrip().endswith(SENTENCE_END)
        rows = rows + 1 if is_row else 0
        if rows == MIN_CSV_ROWS:
            return True
    return False


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


def _code(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    found = [n for n, line in enumerate(lines) if _is_statement(line.text)]
    if len(found) < MIN_CODE_LINES:
        return
    order = list(accumulate(bool(line.text.strip()) for line in lines))  # the same without the blank lines
    start = 0
    for n in range(1, len(found) + 1):
        if n == len(found) or order[found[n]] - order[found[n - 1]] > MAX_CODE_GAP:
            if n - start >= MIN_CODE_LINES and any(
                "(" in lines[k].text or "=" in lines[k].text for k in found[start:n]
            ):
                yield from ((k, Kind.CODE) for k in range(found[start], found[n - 1] + 1))
            start = n


def _is_statement(text: str) -> bool:
    head = text.lstrip()[:1]
    return head in STATEMENT_HEADS and len(text) < MAX_STATEMENT_CHARS and STATEMENT.fullmatch(text) is not None


def _yaml(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    if not any(":" in line.text and line.text.rstrip().endswith(":") for line in lines):
        return
    for block in _blocks(lines):
        if any(_is_nested(lines[n].text, lines[n + 1].text) for n in block[:-1]):
            yield from ((n, Kind.DATA) for n in block)


def _ini(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    """Blocks of `key = value` under a `[section]`."""
    for block in _blocks(lines):
        texts = [lines[n].text for n in block]
        sections = [n for n, text in enumerate(texts) if "[" in text and INI_SECTION.fullmatch(text)]
        if sections and "=" in texts[-1] and all(INI_LINE.fullmatch(text) for text in texts):
            yield from ((n, Kind.DATA) for n in block)


def _tex(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    """A source of TeX, from its class to its end."""
    first = next((n for n, line in enumerate(lines) if "\\" in line.text and TEX_BEGIN.fullmatch(line.text)), None)
    if first is None:
        return
    last = next((n for n in range(len(lines) - 1, first, -1) if TEX_END.fullmatch(lines[n].text)), None)
    if last is not None:
        yield from ((n, Kind.CODE) for n in range(first, last + 1))


def _blocks(lines: list[Line]) -> Iterator[range]:
    """The runs of lines that are not blank."""
    start = 0
    for n in range(len(lines) + 1):
        if n == len(lines) or not lines[n].text.strip():
            if n > start:
                yield range(start, n)
            start = n + 1


def _is_nested(above: str, below: str) -> bool:
    """Whether a key with nothing behind it has an indented entry below."""
    if ":" not in above:
        return False
    parent, child = YAML_PARENT.fullmatch(above), YAML_CHILD.fullmatch(below)
    return bool(parent and child and len(child[1].replace("\t", "    ")) > len(parent[1]))


def _json(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    for n, line in enumerate(lines):
        if '":' in line.text and (JSON_ENTRY.fullmatch(line.text) or line.text.lstrip().startswith(("{", "["))):
            yield from (
                (k, Kind.DATA) for k in range(max(0, n - 1), min(len(lines), n + 2)) if k == n or _bare(lines[k])
            )


def _bare(line: Line) -> bool:
    return bool(line.text.strip()) and not line.text.strip(" \t{}[],")


def _markup(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    return ((n, Kind.MARKUP) for n, line in enumerate(lines) if "<" in line.text and _is_markup(line.text[:MAX_TAGGED]))


def _is_markup(text: str) -> bool:
    """Whether tags open or close the line, or make up a good part of it; one left over in a sentence does not."""
    tags = list(TAG.finditer(text))
    if not tags:
        return False
    at_edge = text.lstrip().startswith("<") or (text.rstrip().endswith(">") and tags[-1].group().startswith("</"))
    return at_edge or sum(len(tag.group()) for tag in tags) >= MIN_TAG_SHARE * len(text)


def _diffs(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    inside = False
    for n, line in enumerate(lines):
        if inside and not line.text.strip():
            continue  # a page in HTML sets its lines apart
        is_head = line.text.startswith(DIFF_HEADS) and DIFF_HEAD.fullmatch(line.text) is not None
        inside = is_head or (inside and DIFF_LINE.fullmatch(line.text) is not None)
        if inside:
            yield n, Kind.DIFF


def _drawings(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    return ((n, Kind.DRAWING) for n, line in enumerate(lines) if DRAWN.search(line.text) and _is_drawn(lines, n))


def _is_drawn(lines: list[Line], number: int) -> bool:
    """Whether a line is part of a frame or a ruled table, or the time code of a subtitle."""
    text = lines[number].text
    if len(FRAME.findall(text)) > 1 or DRAWN_RULE.fullmatch(text) or TIMECODE.fullmatch(text):
        return True
    if text[:1] in ("|", "+") and RULED.fullmatch(text):
        return True
    return "|" in text and PIPE_ROW.fullmatch(text) is not None and _has_ruled_neighbour(lines, number)


def _has_ruled_neighbour(lines: list[Line], number: int) -> bool:
    """Whether a row with bars stands beside a ruled line or another such row."""
    beside = [line.text for line in lines[max(0, number - 1) : number] + lines[number + 1 : number + 2]]
    return any(RULED.fullmatch(text) or ("|" in text and PIPE_ROW.fullmatch(text)) for text in beside)


def _fences(lines: list[Line]) -> Iterator[tuple[int, Kind]]:
    fences = [n for n, line in enumerate(lines) if line.text.lstrip().startswith(FENCES)]
    for first, last in zip(fences[::2], fences[1::2], strict=False):
        yield from ((n, Kind.CODE) for n in range(first, last + 1))


class Detector(NamedTuple):
    """A function that finds lines of some kind, and the signs of which each of its passages holds one."""

    detect: Callable[[list[Line]], Iterator[tuple[int, Kind]]]
    signs: tuple[str, ...]


DETECTORS = (  # a later one wins
    Detector(_tables, ("\t",)),
    Detector(_csv, (",",)),
    Detector(_yaml, (":",)),
    Detector(_ini, ("]",)),
    Detector(_json, ('":',)),
    Detector(_code, ("(", "=")),
    Detector(_markup, ("<",)),
    Detector(_diffs, ("@@ ", "--- ", "+++ ", "diff ")),
    Detector(_tex, ("\\",)),
    Detector(_drawings, ("|", "+", "-->", DASH)),
    Detector(_fences, FENCES),
)
