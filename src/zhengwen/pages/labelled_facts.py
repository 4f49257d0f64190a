"""The facts of a page that stand behind a label, on its line or on the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from zhengwen.pages import dates, labels
from zhengwen.pages.formalities import Line
from zhengwen.pages.labels import BYLINE_PIECE, TABLE_PIECE, TABLE_SIGN
from zhengwen.pages.names import first_name
from zhengwen.pages.rows import MAX_MASTHEAD_ROWS
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

TAIL_ROWS = 400  # at the end, where footers and counters stand
MAX_LINE_CHARS = 400
MAX_VALUE_CHARS = 120
TABLED = frozenset(("index_number", "category", "document_number", "issuer", "validity"))
DATES = frozenset(("published", "written"))
NAMES = frozenset(("source", "author", "editor"))
AMBIGUOUS_ROWS = 25  # at the end, where a label that documents use is believed again
MAX_HEADING_CHARS = 40
NEXT_LABEL = pattern(rf"[\s|](?=[{UNIFIED}]{{2,8}}\s?[:：])")  # of a table whose rows stand on one line
VIEWS = pattern(r"\d[\d,]*")
STATED = pattern(r"[:\d]")  # behind a label, unless that ends the line
NO_VALUE = pattern(r"(?:无|暂无|没有|未知|null|none|[-—/\\.]+)$", re.IGNORECASE)
VALIDITY = pattern(r"(?:现行|继续|全文|部分)?有效|(?:已经?|全文|部分)?(?:废止|失效|修改|修订)|尚?未生效|是|否")


def lines_of(page: str, folded: str) -> list[Line]:
    """The lines in which facts may stand: the first and the last ones that are not blank, without giants."""
    both = zip(page.split("\n"), folded.split("\n"), strict=True)
    lines = [(line, view) for line, view in both if line and not line.isspace()]
    if len(lines) > MAX_MASTHEAD_ROWS + TAIL_ROWS:
        lines = lines[:MAX_MASTHEAD_ROWS] + lines[-TAIL_ROWS:]
    make = tuple.__new__  # half the time of Line(…)
    return [make(Line, (line.strip()[:MAX_LINE_CHARS], view.strip()[:MAX_LINE_CHARS])) for line, view in lines]


def labelled(lines: Sequence[Line]) -> dict[str, str]:
    """The facts that stand behind a label, on its line or, when that holds nothing, on the next."""
    found: dict[str, str] = {}
    rank: dict[str, int] = {}
    table = max((n for n, (_, folded) in enumerate(lines[:MAX_MASTHEAD_ROWS]) if _is_of_a_table(folded)), default=-1)
    body = next((n for n, (line, _) in enumerate(lines) if "。" in line and len(line) > MAX_HEADING_CHARS), len(lines))
    for number, (line, folded) in enumerate(lines):
        if "。" in folded or not _may_hold_label(folded):
            continue
        pieces = list(_label().finditer(folded))
        if number <= table and len(cells := _cells(folded)) > len(pieces):
            pieces = cells
        ends = [*(one.start() for one in pieces[1:]), len(line)]
        for piece, after in zip(pieces, ends, strict=False):
            raw = line[piece.end() : after]
            if not raw.strip(" \t|") and after == len(line) and number + 1 < len(lines):
                raw = _below(lines[number + 1])
            label = re.sub(r"\s", "", piece["label"])
            if label in labels.ambiguous() and body < number < len(lines) - AMBIGUOUS_ROWS:
                continue
            if label in labels.SHARED and labels.is_of_an_event(
                one for _, one in lines[max(0, number - 2) : number + 3]
            ):
                continue
            for key in labels.stated().get(label, ()):
                value = value_of(key, raw)
                order = labels.facts()[key].index(label)
                if value and order < rank.get(key, 1 << 30):
                    found[key], rank[key] = value, order
    return found


def _is_of_a_table(folded: str) -> bool:
    return "。" not in folded and TABLE_SIGN.search(folded) is not None and TABLE_PIECE.match(folded) is not None


def _cells(folded: str) -> list[re.Match[str]]:
    """The labels of a row of the disclosure table that has no colons: 发布机构 某某局 发文日期 2023-05-06."""
    found = list(TABLE_PIECE.finditer(folded))
    return found if found and found[0].start() == 0 else []


def _below(line: Line) -> str:
    """The value on the line below a label; empty where that line has a label of its own, stated in `meta` or not."""
    for piece in (TABLE_PIECE, BYLINE_PIECE):
        own = piece.match(line.folded)
        if own and (own.group().rstrip().endswith(":") or own.end() == len(line.folded)):
            return ""
    return line.text.lstrip(":： ")


@cache
def _label() -> re.Pattern[str]:
    ordered = sorted(labels.stated(), key=lambda label: (-len(label), label))
    words = "|".join(r"\s{0,4}".join(map(re.escape, label)) for label in ordered)
    return re.compile(
        rf"(?:^|(?<=[\s|\[\](){{}}【】;,，、]))(?P<label>{words})\s*[\]】]?\s*(?::|(?=\s*\d{{4}}\s?[-年/.])|(?=\s\d)|$)"
    )


@cache
def _ends() -> frozenset[str]:
    return frozenset(label[-1] for label in labels.stated())


def _may_hold_label(folded: str) -> bool:
    """The cheap question: does anything stand behind a label, or does the line end like one?"""
    return bool(STATED.search(folded)) or folded.rstrip().rstrip("]】").rstrip()[-1:] in _ends()


def value_of(key: str, raw: str) -> str:
    """The value of a fact in what stands behind its label; empty where nothing does that may be one."""
    folded = fold(raw)
    if key in DATES:
        return dates.iso(folded)
    if key == "views":
        match = VIEWS.match(folded.lstrip(" :(|[【"))
        return match.group().replace(",", "") if match else ""
    value = raw.strip(" \t\r\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}|:：[]【】;；,，")
    if key in TABLED:
        value = NEXT_LABEL.split(value, maxsplit=1)[0].rstrip()
    if key in NAMES:
        value = _name(key, value)
    if key == "validity":
        stated = VALIDITY.match(fold(value))
        value = value[: stated.end()] if stated else ""
    if not value or len(value) > MAX_VALUE_CHARS or _label().match(folded.strip(" |:[【")) or NO_VALUE.match(value):
        return ""
    return value


def _name(key: str, value: str) -> str:
    value = re.split(r"\s{2,}|[|【\[]|\s(?=字体|打印|分享|\d{4}-)", value)[0].strip()
    return first_name(value, fold(value)) if key == "source" else value
