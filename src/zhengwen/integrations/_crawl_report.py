"""What a crawl's pages were found to have: counts by site and rule, said when the crawl ends."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from zhengwen.files import write_atomically
from zhengwen.result import Cleaned

MOST_RULES = 5  # rules that the line at the end of a crawl names
UNKNOWN_SITE = "?"  # of pages without a URL


class CrawlReport:
    """Counts over the pages of a crawl."""

    def __init__(self) -> None:
        self.pages: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.duplicates: Counter[str] = Counter()
        self.fixed: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.open: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, url: str, cleaned: Cleaned) -> None:
        """Count a page."""
        site = _site(url)
        counts = cleaned.by_rule()
        self.pages[site] += 1
        self.changed[site] += bool(len(cleaned.ledger))
        self.fixed[site].update(counts["fixed"])
        self.open[site].update(counts["open"])

    def add_duplicate(self, url: str) -> None:
        """Count a page that was dropped."""
        self.duplicates[_site(url)] += 1

    def as_line(self) -> str:
        """Return the counts of all sites in one line."""
        total = self._row(self.pages)
        parts = [f"{total['changed']:,} of {total['pages']:,} pages changed"]
        for what in ("fixed", "open"):
            counts = Counter(total[what]).most_common(MOST_RULES)
            if counts:
                parts.append(f"{what} " + ", ".join(f"{rule} {count:,}" for rule, count in counts))
        if total["duplicates"]:
            parts.append(f"{total['duplicates']:,} duplicates dropped")
        return "; ".join(parts)

    def write(self, path: Path) -> None:
        """Write the counts as JSON, of the whole crawl and of each site.

        Raises:
            OSError: the file cannot be written.
        """
        report = self._row(self.pages) | {"sites": {site: self._row([site]) for site in sorted(self.pages)}}
        write_atomically(path, json.dumps(report, ensure_ascii=False, indent=2).encode() + b"\n")

    def _row(self, sites: Mapping[str, int] | list[str]) -> dict[str, Any]:
        fixed: Counter[str] = Counter()
        left: Counter[str] = Counter()
        for site in sites:
            fixed += self.fixed[site]
            left += self.open[site]
        return {
            "pages": sum(self.pages[site] for site in sites),
            "changed": sum(self.changed[site] for site in sites),
            "duplicates": sum(self.duplicates[site] for site in sites),
            "fixed": dict(sorted(fixed.items())),
            "open": dict(sorted(left.items())),
        }


def _site(url: str) -> str:
    try:
        return urlsplit(url).hostname or UNKNOWN_SITE
    except ValueError:  # not a URL
        return UNKNOWN_SITE
