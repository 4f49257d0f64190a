"""Reports as one file of HTML that needs no network: pages with their findings in place, and overviews of corpora."""

from zhengwen.reports.html._corpus import CorpusError, is_corpus, of_corpus
from zhengwen.reports.html._document import LANGUAGES, document, encoded, policy
from zhengwen.reports.html._overview import Overview
from zhengwen.reports.html._pages import DEFAULT_PAGES, PagesReport
from zhengwen.reports.html._payload import Units, of_cleaned
from zhengwen.reports.html._rules import rules_of

__all__ = [
    "DEFAULT_PAGES",
    "LANGUAGES",
    "CorpusError",
    "Overview",
    "PagesReport",
    "Units",
    "document",
    "encoded",
    "is_corpus",
    "of_cleaned",
    "of_corpus",
    "policy",
    "rules_of",
]
