"""What the head of a page says of it: `<meta>`, Open Graph, JSON-LD and `<title>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

# Names of <meta> elements, folded, by the fact they state; the likeliest first, which are those that the rules for
# government sites ask for (国办发〔2019〕19号).
NAMES = {
    "title": "articletitle og:title citation_title dc.title dcterms.title",
    "published": "pubdate article:published_time publishdate publishtime pubtime og:published_time og:release_date"
    " datepublished weibo:article:create_at",
    "dated": "dc.date dc.date.issued dcterms.issued",  # of the template on many pages, and not of the document
    "source": "contentsource source article:source",
    "author": "author article:author og:article:author dc.creator",
    "column": "columnname article:section",
    "column_type": "columntype",
    "site_id": "siteidcode",
    "site_name": "sitename og:site_name",
    "keywords": "keywords",
    "description": "description og:description",
    "url": "url og:url",
    "document_number": "documentnumber filenum",
}
KEYS = {name: (key, rank) for key, names in NAMES.items() for rank, name in enumerate(names.split())}
NO_VALUE = re.compile(r"(?i)\s*(?:null|none|undefined|暂无|无|[-—.]*|.*(?:\{\{|\$\{|<%|\[!--).*)\s*\Z")
NO_AUTHOR = re.compile(r"[\w.+-]+@|\A[\d_]+\Z|\A[A-Za-z]+[_\d]\w*\Z")  # an address, the name of an account
DATE = re.compile(r"\s*((?:19|20)\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?:\D{1,3}(\d{1,2}):(\d\d)(?::(\d\d))?)?")
SEPARATOR = re.compile(r"\s*(?:[_|｜»›>]|\s[-–—]\s|[-–—]{1,2})\s*")
SITE_NAME = re.compile(r"(?:网|網|网站|網站|政府|门户|官网|局|厅|廳|委员会|委員會|中心|频道)\Z")
LABEL = re.compile(r"(?:来源|來源|作者|发布时间)\s*[:：]\s*")
MIN_TITLE_CHARS = 10  # of a line that is no heading: a shorter one is as likely an entry of a menu
MAX_MARKS = 8  # between the parts of a title
MAX_VALUE_CHARS = 2000
MAX_JSON_CHARS = 200_000
MAX_JSON_OBJECTS = 200
DATES = frozenset(("published", "dated"))
JSON_KEYS = {"headline": "title", "datePublished": "published", "author": "author"}
ARTICLES = ("article", "posting", "webpage", "report", "document")


def facts(tree: Any, lines: Iterable[tuple[str, bool]]) -> dict[str, str]:  # noqa: ANN401  # selectolax's tree
    """What the head of a page states, each fact once.

    `title` is there where the page shows it, too; else what is stated of it is in `stated_title`, since heads are often
    those of the site, or of the page that was there before. `page_title` is what stands above the window.

    Args:
        tree: the parsed page.
        lines: the page's visible lines, each with whether it is a heading.
    """
    found: dict[str, str] = {}
    ranks: dict[str, int] = {}
    for name, value in _stated(tree):
        key, rank = KEYS.get(name.strip().lower(), ("", 0))
        value = LABEL.sub("", " ".join(value.split())[:MAX_VALUE_CHARS])
        if not key or NO_VALUE.match(value) or (key == "author" and NO_AUTHOR.search(value)):
            continue
        if rank < ranks.get(key, 1 << 30):
            found[key], ranks[key] = value, rank
    for key, value in _linked_data(tree):
        found.setdefault(key, value)
    page_title = _title(tree)
    if page_title:
        found["page_title"] = page_title
    _settle_title(found, lines)
    for key in DATES & found.keys():
        found[key] = _iso(found[key])
    return {key: value for key, value in sorted(found.items()) if value}


def _settle_title(found: dict[str, str], lines: Iterable[tuple[str, bool]]) -> None:
    """Take for the title what is stated and shown."""
    stated = found.pop("title", "")
    candidates = [one for one in (stated, found.get("page_title", "")) if one]
    if not candidates:
        return
    folded = ((" ".join(text.split()), is_heading) for text, is_heading in lines)
    seen = {text for text, is_heading in folded if is_heading or len(text) >= MIN_TITLE_CHARS}
    for one in candidates:
        shown = next((piece for piece in _pieces(one) if piece in seen and not _is_of_the_site(piece, found)), "")
        if shown:
            found["title"] = shown
            return
    found["stated_title"] = without_site(candidates[0], found.get("site_name", ""))


def without_site(title: str, site: str) -> str:
    """The title of a page less the name of its site, where that stands behind it."""
    marks = [match.span() for match in SEPARATOR.finditer(title)]
    return title[: marks[-1][0]] if marks and site and title[marks[-1][1] :] == site else title


def _pieces(title: str) -> list[str]:
    """A title and its parts, between the marks that sites put between title, column and site; the longest first."""
    marks = [match.span() for match in SEPARATOR.finditer(title)][:MAX_MARKS]
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(title)]
    spans = [(start, end) for start in starts for end in ends if start < end]
    return [title[start:end] for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span))]


def _is_of_the_site(piece: str, found: dict[str, str]) -> bool:
    return piece in (found.get("site_name"), found.get("column")) or bool(SITE_NAME.search(piece))


def _stated(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # selectolax's tree
    for node in tree.tags("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if name:
            yield name, attributes.get("content") or ""


def _title(tree: Any) -> str:  # noqa: ANN401  # selectolax's tree
    head = tree.head
    for node in tree.tags("title"):
        if head is None or node.parent == head or node.parent.tag not in ("svg", "symbol", "g"):
            return " ".join((node.text(deep=True) or "").split())[:MAX_VALUE_CHARS]
    return ""


def _linked_data(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # selectolax's tree
    for node in tree.tags("script"):
        if (node.attributes.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = node.text(deep=True) or ""
        if len(text) > MAX_JSON_CHARS:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _of_articles(data)


def _of_articles(data: object) -> Iterator[tuple[str, str]]:
    waiting = [data]
    for _ in range(MAX_JSON_OBJECTS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one[:MAX_JSON_OBJECTS]
        elif isinstance(one, dict):
            waiting += one["@graph"] if isinstance(one.get("@graph"), list) else []
            if str(one.get("@type", "")).lower().endswith(ARTICLES):
                for name, key in JSON_KEYS.items():
                    value = _named(one.get(name))
                    if value:
                        yield key, value


def _named(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return " ".join(value.split())[:MAX_VALUE_CHARS] if isinstance(value, str) else ""


def _iso(value: str) -> str:
    """A date as ISO 8601, with its time when it has one; empty when there is none."""
    found = DATE.match(value)
    if found is None or not (1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31):
        return ""
    written = f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    if found[4] and int(found[4]) < 24:
        written += f"T{int(found[4]):02d}:{found[5]}" + (f":{found[6]}" if found[6] else "")
    return written
