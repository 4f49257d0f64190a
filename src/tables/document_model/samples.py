"""Labelled rows to learn from: real pages as three kinds of text, and the same sites around other documents."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from bs4 import BeautifulSoup
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from zhengwen.html import HtmlLine, read
from zhengwen.pages.document import markup_evidence
from zhengwen.pages.document.line_evidence import LineEvidence
from zhengwen.pages.document.page_evidence import evidence, rows_of
from zhengwen.pages.document.weights import ABOVE, BELOW, BYLINE, DOCUMENT, INSIDE, STATES, TITLE
from zhengwen.pages.line_kinds import Kind
from zhengwen.text.folding import fold

UNKNOWN, SITE, OURS = -1, 0, 1
BLANKS = re.compile(r"[\s*•·●▪+\u200b\ufeff\u3000-]+")
SAME = 0.6  # of the characters of a line that must be found in the labelled lines
MOST_CHARS = 14000  # of a made page
CODECS = {"utf-8": "utf-8-sig", "big5": "big5hkscs"}
TEXT, TEXT_GROUPS = "text", 6
FORMS, FEW_SENTENCES = 0.2, 0.25  # of the texts put into pages, such that have few sentences; of the lines, sentences
COLUMNS = re.compile(r"\s{2,}|\t|\s*\|\s*")
PURE = 80  # texts that are pages of their own, without a site
MADE_WEIGHT = 0.25  # of a made page beside a real one


@dataclass
class Sample:
    """The rows of a page with their labels."""

    page: str
    site: str
    other_site: str
    variant: str
    kind: str
    lines: list[str]
    labels: list[int]  # a line
    record: dict[str, Any]
    head: int = 0  # lines before the document of another page
    numbers: list[int] = field(default_factory=list)
    rows: list[LineEvidence] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    shown: list[list[str]] = field(default_factory=list)
    markup: tuple[HtmlLine, ...] = ()  # of each line, where the page has markup
    elements: list[HtmlLine] = field(default_factory=list)  # the same of each row

    def __post_init__(self) -> None:
        self.numbers, self.rows, self.gaps = rows_of([fold(line) for line in self.lines])
        if self.markup:
            self.elements = [self.markup[number] for number in self.numbers]
            self.rows = markup_evidence.without_linked_prose(self.elements, self.rows)

    @property
    def by_itself(self) -> list[tuple[str, ...]]:
        """What each row shows by itself."""
        marked = markup_evidence.by_itself(self.elements) if self.markup else [()] * len(self.rows)
        return [(*row.shows, *more) for row, more in zip(self.rows, marked, strict=True)]

    def look_around(self) -> None:
        """Note all that each row shows, by what the rows say by themselves."""
        self.shown = evidence(self.rows, self.gaps, self.own)
        if self.markup:
            marked = markup_evidence.by_itself(self.elements)
            beside = markup_evidence.beside_the_prose(self.elements, self.rows)
            self.shown = [[*one, *more, far] for one, more, far in zip(self.shown, marked, beside, strict=True)]

    @property
    def made(self) -> bool:
        """Whether the site is one page's and the document another's."""
        return self.page.endswith("+") or self.page == "document"

    @property
    def row_labels(self) -> NDArray[np.int64]:
        """The labels of the rows."""
        return np.array([self.labels[number] for number in self.numbers])

    @property
    def sizes(self) -> NDArray[np.int64]:
        """The characters of each row."""
        return np.array([row.size for row in self.rows])


def normalized(text: str) -> str:
    """The text without blanks and bullets."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def real_pages(folder: Path) -> list[Sample]:
    """The labelled pages, as lines of blocks, as BeautifulSoup gives them, and as `zhengwen.html` does."""
    samples = []
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        kept, optional = set(record["keep"]), set(record["optional"])
        labels = [UNKNOWN if i in optional else OURS if i in kept else SITE for i in range(len(record["lines"]))]
        about = (record["id"], record["site"], "")
        samples.append(Sample(*about, "lines", record["kind"], record["lines"], labels, record))
        raw = (folder / "html" / f"{record['id']}.html").read_bytes()
        html = raw.decode(CODECS.get(record["encoding"], record["encoding"]), "replace")
        lines, others = _from_soup(html, record, labels)
        samples.append(Sample(*about, "soup", record["kind"], lines, others, record))
        document = read(html)
        lines = document.text.split("\n")
        page = Sample(
            *about, "html", record["kind"], lines, _carried(lines, record, labels), record, markup=document.lines
        )
        samples.append(page)
    return samples


def _from_soup(html: str, record: dict[str, Any], labels: list[int]) -> tuple[list[str], list[int]]:
    """BeautifulSoup's lines, with the labels of the characters they share with the labelled lines."""
    soup = BeautifulSoup(html, "lxml")
    for tag in soup(["script", "style"]):
        tag.decompose()
    lines = soup.get_text("\n", strip=True).split("\n")
    window = soup.title.get_text("\n", strip=True).split("\n") if soup.title else []
    skipped = len(window) if window and lines[: len(window)] == window else 0
    return lines, [SITE] * skipped + _carried(lines[skipped:], record, labels)


def _carried(lines: list[str], record: dict[str, Any], labels: list[int]) -> list[int]:
    """The labels of other lines of a page: those of the characters they share with the labelled lines."""
    source = [normalized(line) for line in record["lines"]]
    owners = [label for text, label in zip(source, labels, strict=True) for _ in text]
    target = [normalized(line) for line in lines]
    said: list[int | None] = [None] * sum(map(len, target))
    for step in Indel.opcodes("".join(source), "".join(target)):
        if step.tag == "equal":
            said[step.dest_start : step.dest_end] = owners[step.src_start : step.src_end]
    found: list[int] = []
    at = 0
    for text in target:
        known = [one for one in said[at : at + len(text)] if one is not None]
        at += len(text)
        found.append(
            SITE if not text else UNKNOWN if len(known) < SAME * len(text) else max(set(known), key=known.count)
        )
    return found


def made_pages(samples: list[Sample], texts: list[list[str]], seed: int = 1) -> list[Sample]:
    """Pages of one site around the document of another one, or around a text; and texts alone."""
    draw = random.Random(seed)
    articles = [one for one in samples if one.kind == "article" and OURS in one.labels]
    forms = [number for number, text in enumerate(texts) if _is_a_form(text)]
    found: list[Sample] = []
    for sample in articles:
        first, last = _extent(sample.labels)
        heads = [n for n, may in zip(sample.numbers, allowed_states(sample), strict=True) if _is_head(may)]
        head = max(heads) + 1 if heads and max(heads) < first + 15 else first
        other = draw.choice([one for one in articles if one.variant == sample.variant and one.site != sample.site])
        start, stop = _extent(other.labels)
        before = first if draw.random() < 0.5 else head
        body = list(zip(other.lines, other.labels, strict=True))[start : stop + 1]
        found.append(_around(sample, before, body, last + 1, other.site))
        number = draw.choice(forms if forms and draw.random() < FORMS else range(len(texts)))
        text = texts[number]
        if sample.variant == "soup":
            text = [cell for line in text for cell in re.split(COLUMNS, line.strip())]
        indent = re.match(r"\s*", sample.lines[last]).group() if sample.variant == "lines" else ""  # type: ignore[union-attr]
        body = [(indent + line if line.strip() else line, OURS if line.strip() else SITE) for line in text]
        found.append(_around(sample, head, body, last + 1, text_site(number)))
    pure = [
        Sample("document", text_site(number), "", "lines", "article", text, _ours(text), {})
        for number, text in draw.sample(list(enumerate(texts)), min(len(texts), PURE))
    ]
    short = [one for one in found if sum(map(len, one.lines)) < MOST_CHARS]
    return [one for one in short + pure if one.rows]


def text_site(number: int) -> str:
    """What stands for the site of a text: texts are held back in groups, as pages are by site."""
    return f"{TEXT} {number % TEXT_GROUPS}"


def _ours(text: list[str]) -> list[int]:
    return [OURS if line.strip() else SITE for line in text]


def _is_a_form(text: list[str]) -> bool:
    """Whether a text is a table, a form or a list rather than sentences."""
    rows = rows_of([fold(line) for line in text])[1]
    return sum(line.is_prose for line in rows) < FEW_SENTENCES * len(rows)


def _extent(labels: list[int]) -> tuple[int, int]:
    ours = [number for number, label in enumerate(labels) if label == OURS]
    return ours[0], ours[-1]


def _is_head(may: NDArray[np.bool_]) -> bool:
    return bool((may[TITLE] or may[BYLINE]) and not may[DOCUMENT] and not may[ABOVE])


def _around(sample: Sample, before: int, body: list[tuple[str, int]], after: int, other_site: str) -> Sample:
    own = list(zip(sample.lines, sample.labels, strict=True))
    both = [*own[:before], *body, *own[after:]]
    lines, labels = [line for line, _ in both], [label for _, label in both]
    about = (f"{sample.page}+", sample.site, other_site, sample.variant, "article")
    return Sample(*about, lines, labels, sample.record, before)


def allowed_states(sample: Sample) -> NDArray[np.bool_]:
    """The states that each row may be in, by its label."""
    labels = sample.row_labels
    found = np.zeros((len(labels), len(STATES)), bool)
    ours = np.where(labels == OURS)[0]
    if not len(ours):
        found[:, [ABOVE, BELOW]] = True
        return found
    first, last = ours[0], ours[-1]
    long = [row for row in ours if sample.rows[row].is_prose and sample.rows[row].size > 30]
    body = long[0] if long else first + 8
    head = sum(number < sample.head for number in sample.numbers) if sample.made else 0
    for row, label in enumerate(labels):
        if label == UNKNOWN:
            found[row] = True
        elif label == SITE:
            found[row, ABOVE if row < first else BELOW if row > last else INSIDE] = True
        elif (sample.made and row >= head and sample.other_site.startswith(TEXT) and sample.page != "document") or (
            row > body and not (sample.made and row < first + 10)
        ):
            found[row, DOCUMENT] = True
        else:
            found[row, _head_states(sample, row, row <= body)] = True
    return found


def _head_states(sample: Sample, row: int, above_body: bool) -> list[int]:
    line, record = sample.rows[row], sample.record
    text = normalized(line.text)
    titles = {normalized(one) for one in (record.get("title"), *(record.get("title_alt") or [])) if one}
    if above_body and any(text == title or (len(text) >= 4 and text in title) for title in titles):
        return [TITLE]
    dated = re.search(r"(19|20)\d\d\s?[-年/.]", line.text) and line.size < 60
    named = record.get("source") and normalized(record["source"]) in text and line.size < 60
    if above_body and (line.kind is Kind.BYLINE or dated or named):
        return [BYLINE]
    return [TITLE, BYLINE, DOCUMENT]
