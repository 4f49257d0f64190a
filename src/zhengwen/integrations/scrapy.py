"""Scrapy: an item pipeline that cleans pages, and drops duplicates and near-duplicates of pages crawled before.

Settings of a project, with their defaults:

    ITEM_PIPELINES = {"zhengwen.integrations.scrapy.ZhengwenPipeline": 300}
    ZHENGWEN_FIELD = "text"               # the item field with the page: text, bytes, or the response itself
    ZHENGWEN_LEDGER_FIELD = "ledger"      # the field for the ledger; None: no ledger
    ZHENGWEN_META_FIELD = None            # the field for the metadata found on the page: title, source, published …
    ZHENGWEN_META_FIELDS = {}             # or a field for each fact: {"title": "title", "published": "date"}
    ZHENGWEN_URL_FIELD = "url"            # the page's URL: names its site, and is its ID in the index
    ZHENGWEN_FORMAT = "auto"              # the format of the pages: text, html, or auto
    ZHENGWEN_ENCODING_FIELD = None        # the field with the charset, if the spider took it from a header
    ZHENGWEN_PRESET = "page"              # or body, or repair
    ZHENGWEN_UNSAFE_FIXES = False
    ZHENGWEN_PROFILE = None               # a file with site profiles, made by `zhengwen profile learn`
    ZHENGWEN_INDEX = None                 # an index on disk: duplicates of its pages are dropped, new pages are added
    ZHENGWEN_THRESHOLD = 0.8              # the least similarity of near-duplicates, 0 to 1
    ZHENGWEN_REPORT = None                # a file for counts by site and rule, in JSON, written when the crawl ends

An item may hold the response itself: `yield {"url": response.url, "text": response}`. Its bytes are then read in the
charset of its header, HTML as HTML, and the ledger restores the body as it came.
"""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse, Response
from w3lib.encoding import http_content_type_encoding

from zhengwen.integrations._crawl_report import CrawlReport
from zhengwen.page import FORMATS
from zhengwen.pipeline import Pipeline, PipelineError
from zhengwen.result import Cleaned

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from zhengwen.corpus.index import Index
    from zhengwen.corpus.profiles import Profiles

Item = TypeVar("Item")  # any type that itemadapter supports: dict, scrapy.Item, dataclass, attrs, Pydantic


logger = logging.getLogger(__name__)


class _Raw(NamedTuple):
    """A page as it came: its contents, its address, its charset if one is known, and its format."""

    contents: str | bytes
    url: str
    encoding: str | None
    format: str


class ZhengwenPipeline:
    """Cleans the page of each item, and drops items whose page is in the index already.

    Raises:
        ValueError: a setting is invalid; the message names it. The crawl does not start. (If this raised
            `NotConfigured`, Scrapy would skip the pipeline and store uncleaned pages.)
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.stats = crawler.stats
        self.field = str(settings.get("ZHENGWEN_FIELD", "text"))
        # `get` also returns the default for None, which here means that no ledger is wanted.
        named = "ZHENGWEN_LEDGER_FIELD" in settings
        self.ledger_field = settings["ZHENGWEN_LEDGER_FIELD"] if named else "ledger"
        self.meta_field = settings.get("ZHENGWEN_META_FIELD")
        self.meta_fields = {str(fact): str(name) for fact, name in settings.getdict("ZHENGWEN_META_FIELDS").items()}
        self.report_path = settings.get("ZHENGWEN_REPORT")
        self.report = CrawlReport()
        self.url_field = str(settings.get("ZHENGWEN_URL_FIELD", "url"))
        self.encoding_field = settings.get("ZHENGWEN_ENCODING_FIELD")
        self.format = str(settings.get("ZHENGWEN_FORMAT", "auto"))
        if self.format not in FORMATS:
            raise ValueError(f"ZHENGWEN_FORMAT: no format is called {self.format!r}; they are {', '.join(FORMATS)}")
        self.unsafe = settings.getbool("ZHENGWEN_UNSAFE_FIXES", False)
        self.threshold = settings.getfloat("ZHENGWEN_THRESHOLD", 0.8)
        self.index_path = settings.get("ZHENGWEN_INDEX")
        self.index: Index | None = None
        try:
            self.pipeline = Pipeline.default(str(settings.get("ZHENGWEN_PRESET", "page")))
        except PipelineError as error:
            raise ValueError(f"ZHENGWEN_PRESET: {error}") from error
        self.profiles = _profiles(settings.get("ZHENGWEN_PROFILE"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ZhengwenPipeline:
        """Make the pipeline for a crawl."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Open the index, if one is set."""
        if self.index_path:
            from zhengwen.corpus.index import Index

            self.index = Index.open(Path(self.index_path))

    def close_spider(self) -> None:
        """Close the index, and say what the crawl's pages were found to have."""
        if self.index is not None:
            self.index.close()
            self.index = None
        logger.info("zhengwen: %s", self.report.as_line())
        if self.report_path:
            self.report.write(Path(self.report_path))

    def process_item(self, item: Item) -> Item:
        """Clean one item; an item without the page field, or whose page is not text, is returned unchanged.

        Raises:
            DropItem: the index has a duplicate or near-duplicate of the page.
            TypeError: the field is neither `str`, `bytes` nor a response.
            ValueError: the item has no field for the ledger or the metadata, or a ledger would be overwritten.
        """
        fields = ItemAdapter(item)
        if fields.get(self.field) is None:
            return item
        raw = self._raw(fields)
        self._check_fields(fields)
        url = raw.url
        site = self.profiles.site(url) if self.profiles else None
        facts = {"url": url} if url else {}
        cleaned = self.pipeline.run(
            raw.contents, unsafe=self.unsafe, encoding=raw.encoding, meta=facts, site=site, format=raw.format
        )
        self._count(url, cleaned)
        if not cleaned.is_text:
            return item
        text, ledger = cleaned.stored()
        fields[self.field] = text
        if self.ledger_field:
            fields[self.ledger_field] = ledger
        if self.meta_field:
            fields[self.meta_field] = cleaned.meta
        for fact, name in self.meta_fields.items():
            value = cleaned.meta.get(fact)
            if value and not fields.get(name):  # what the spider says itself stays
                fields[name] = value
        if self.index is not None:
            self._drop_or_add(self.index, url, text, cleaned.meta.get("published"))
        return item

    def _raw(self, fields: ItemAdapter) -> _Raw:
        """Return the page of an item, whether it is there as text, as bytes or as a response."""
        given = fields[self.field]
        url = str(fields.get(self.url_field) or "")
        encoding = fields.get(self.encoding_field) if self.encoding_field else None
        if isinstance(given, Response):
            stated = given.headers.get("Content-Type") or b""
            is_html = isinstance(given, HtmlResponse) and self.format == "auto"
            return _Raw(
                given.body,
                url or given.url,
                encoding or http_content_type_encoding(stated.decode("latin-1")),
                "html" if is_html else self.format,
            )
        if isinstance(given, (str, bytes)):
            return _Raw(given, url, encoding, self.format)
        kind = type(fields.item).__name__
        raise TypeError(f"field {self.field!r} of {kind} is {type(given).__name__}, not str, bytes or a response")

    def _check_fields(self, fields: ItemAdapter) -> None:
        """Check that the item has the fields for ledger and metadata, and that no ledger is overwritten."""
        kind = type(fields.item)
        known = ItemAdapter.get_field_names_from_class(kind)
        wanted = [("LEDGER_FIELD", self.ledger_field), ("META_FIELD", self.meta_field)]
        wanted += [("META_FIELDS", name) for name in self.meta_fields.values()]
        for setting, name in wanted:
            if name and known is not None and name not in known:
                raise ValueError(f"{kind.__name__} has no field {name!r}; add it, or set ZHENGWEN_{setting}")
        if self.ledger_field and fields.get(self.ledger_field):
            raise ValueError(
                f"{kind.__name__} already has a value in its field {self.ledger_field!r}; set ZHENGWEN_LEDGER_FIELD"
            )

    def _drop_or_add(self, index: Index, url: str, text: str, published: str | None) -> None:
        matches = index.query(text, threshold=self.threshold)
        if matches:
            self._inc("zhengwen/duplicates")
            self.report.add_duplicate(url)
            raise DropItem(f"{url or 'the page'} duplicates {matches[0].id} (similarity {matches[0].similarity:.3f})")
        index.add(url or f"item-{len(index) + 1}", text, url=url or None, published=published)

    def _count(self, url: str, cleaned: Cleaned) -> None:
        self._inc("zhengwen/pages")
        if not cleaned.is_text:
            self._inc("zhengwen/not_text")
            return
        self.report.add(url, cleaned)
        if len(cleaned.ledger):
            self._inc("zhengwen/changed")
        for rule, count in Counter(finding.rule for finding in cleaned.fixed).items():
            self._inc(f"zhengwen/fixed/{rule}", count)

    def _inc(self, name: str, count: int = 1) -> None:
        if self.stats is not None:
            self.stats.inc_value(name, count)


def _profiles(path: object) -> Profiles | None:
    if not path:
        return None
    from zhengwen.corpus.profiles import ProfileError, Profiles

    try:
        return Profiles.load(Path(str(path)))
    except (OSError, ProfileError) as error:
        raise ValueError(f"ZHENGWEN_PROFILE: {error}") from error
