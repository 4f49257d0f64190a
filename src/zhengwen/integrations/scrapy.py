"""Scrapy: an item pipeline that cleans pages and drops those that were crawled before, or nearly.

In the settings of a project:

    ITEM_PIPELINES = {"zhengwen.integrations.scrapy.ZhengwenPipeline": 300}
    ZHENGWEN_FIELD = "text"               # the item's field with the page, text or bytes
    ZHENGWEN_LEDGER_FIELD = "ledger"      # gets the ledger; None leaves it out
    ZHENGWEN_META_FIELD = None            # gets what the page says of itself: title, source, published …
    ZHENGWEN_URL_FIELD = "url"            # the address of the page: its site, and its name in the index
    ZHENGWEN_FORMAT = "auto"              # what the field holds: text, html, or whatever it begins like
    ZHENGWEN_ENCODING_FIELD = None        # the charset of bytes, where the spider took it from a header
    ZHENGWEN_PRESET = "page"              # or body, or repair
    ZHENGWEN_UNSAFE_FIXES = False
    ZHENGWEN_PROFILE = None               # a profile of sites, made by `zhengwen profile learn`
    ZHENGWEN_INDEX = None                 # an index on disk; a page it has, or nearly, is dropped
    ZHENGWEN_THRESHOLD = 0.8              # how alike two pages are from which on they are one
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from zhengwen.page import FORMATS
from zhengwen.pipeline import Pipeline, PipelineError
from zhengwen.result import Cleaned

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from zhengwen.corpus.index import Index
    from zhengwen.corpus.profiles import Profiles

Item = TypeVar("Item")  # whatever itemadapter takes: a dict, a scrapy.Item, a dataclass, attrs, Pydantic


class ZhengwenPipeline:
    """Clean the page of each item, and drop the items whose page stands in the index already.

    Raises:
        ValueError: a setting cannot be used; the message names it. The crawl does not start: Scrapy would leave a
            pipeline out that says `NotConfigured`, and store pages as they came.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.stats = crawler.stats
        self.field = str(settings.get("ZHENGWEN_FIELD", "text"))
        # `get` gives the default for None, too, which here says that there is to be no ledger.
        named = "ZHENGWEN_LEDGER_FIELD" in settings
        self.ledger_field = settings["ZHENGWEN_LEDGER_FIELD"] if named else "ledger"
        self.meta_field = settings.get("ZHENGWEN_META_FIELD")
        self.url_field = str(settings.get("ZHENGWEN_URL_FIELD", "url"))
        self.encoding_field = settings.get("ZHENGWEN_ENCODING_FIELD")
        self.format = str(settings.get("ZHENGWEN_FORMAT", "auto"))
        if self.format not in FORMATS:
            raise ValueError(f"ZHENGWEN_FORMAT: no format {self.format!r}; there are {', '.join(FORMATS)}")
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
        """Open the index, where there is one."""
        if self.index_path:
            from zhengwen.corpus.index import Index

            self.index = Index.open(Path(self.index_path))

    def close_spider(self) -> None:
        """Close the index."""
        if self.index is not None:
            self.index.close()
            self.index = None

    def process_item(self, item: Item) -> Item:
        """Clean one item; an item without the field passes as it is.

        Raises:
            DropItem: the index has its page, or nearly.
            TypeError: the field is neither `str` nor `bytes`.
        """
        fields = ItemAdapter(item)
        raw = fields.get(self.field)
        if raw is None:
            return item
        if not isinstance(raw, (str, bytes)):
            raise TypeError(f"field {self.field!r} of {type(item).__name__} is {type(raw).__name__}, not str or bytes")
        self._check_fields(fields)
        url = str(fields.get(self.url_field) or "")
        encoding = fields.get(self.encoding_field) if self.encoding_field else None
        site = self.profiles.site(url) if self.profiles else None
        cleaned = self.pipeline.run(raw, unsafe=self.unsafe, encoding=encoding, site=site, format=self.format)
        self._count(cleaned)
        text, ledger = cleaned.stored()
        fields[self.field] = text
        if self.ledger_field:
            fields[self.ledger_field] = ledger
        if self.meta_field:
            fields[self.meta_field] = cleaned.meta
        if self.index is not None:
            self._drop_or_add(self.index, url, text, cleaned.meta.get("published"))
        return item

    def _check_fields(self, fields: ItemAdapter) -> None:
        """See that the item takes what is found, and that nothing of its own is written over."""
        kind = type(fields.item)
        known = ItemAdapter.get_field_names_from_class(kind)
        for setting, name in (("LEDGER", self.ledger_field), ("META", self.meta_field)):
            if name and known is not None and name not in known:
                raise ValueError(f"{kind.__name__} has no field {name!r}; add it, or set ZHENGWEN_{setting}_FIELD")
        if self.ledger_field and fields.get(self.ledger_field):
            raise ValueError(
                f"{kind.__name__} has something in its field {self.ledger_field!r} already; set ZHENGWEN_LEDGER_FIELD"
            )

    def _drop_or_add(self, index: Index, url: str, text: str, published: str | None) -> None:
        alike = index.query(text, threshold=self.threshold)
        if alike:
            self._inc("zhengwen/duplicates")
            raise DropItem(f"{url or 'the page'} is {alike[0].similarity:.3f} like {alike[0].id}")
        index.add(url or f"item-{len(index) + 1}", text, url=url or None, published=published)

    def _count(self, cleaned: Cleaned) -> None:
        self._inc("zhengwen/pages")
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
