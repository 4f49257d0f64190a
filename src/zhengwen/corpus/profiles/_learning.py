"""Learns site profiles from a stream of pages, of which only a sample per site is kept."""

from __future__ import annotations

import base64
import heapq
import json
import zlib
from collections.abc import Iterator
from hashlib import blake2b

from zhengwen.corpus.profiles._hosts import host_of
from zhengwen.corpus.profiles._profiles import Profiles
from zhengwen.corpus.profiles._recurring import recurring
from zhengwen.site_profile import MAX_LINE_CHARS, Site

SAMPLE_PAGES = 200  # per site
MAX_LINES = 400  # per page, half of them from the top and half from the bottom


class Least:
    """The pages of each site with the greatest sampling priorities so far.

    Args:
        sample: pages per site.
    """

    def __init__(self, sample: int = SAMPLE_PAGES) -> None:
        self.sample = sample
        self._kept: dict[str, list[int]] = {}

    def takes(self, host: str, priority: int) -> bool:
        """Record a page and return `True` if it belongs to the sample so far."""
        kept = self._kept.setdefault(host, [])
        if len(kept) >= self.sample and priority < kept[0]:
            return False
        if priority not in kept:
            heapq.heappush(kept, priority)
            if len(kept) > self.sample:
                heapq.heappop(kept)
        return True


class Learner:
    """Learns profiles of many sites from a stream of pages.

    For each site, the pages with the least digests are kept, compressed (bottom-k sampling; Cohen and Kaplan 2007).
    Memory is therefore bounded by the number of sites, the result does not depend on the order of the pages, and the
    learners of two parts of a corpus can be merged into the learner of the whole.

    Args:
        sample: pages to keep per site.

    Raises:
        ValueError: `sample` is below 1.
    """

    def __init__(self, sample: int = SAMPLE_PAGES) -> None:
        if sample < 1:
            raise ValueError(f"sample is {sample}; it must be 1 or more")
        self.sample = sample
        self._kept: dict[str, list[tuple[int, bytes]]] = {}

    def add(self, url: str, text: str, least: Least | None = None) -> None:
        """Add one page; a page whose URL has no host is ignored.

        Args:
            url: the page's URL.
            text: the page's text.
            least: the sample of a larger set of pages, if known; a page outside it is not kept here either.
        """
        host = host_of(url)
        if not host:
            return
        priority = _priority(text)
        if (least is None or least.takes(host, priority)) and self._wants(host, priority):
            self._keep(host, (priority, zlib.compress(_short_lines(text).encode("utf-8", "surrogatepass"), 1)))

    def merge(self, other: Learner) -> None:
        """Add the pages of another learner."""
        for host, pages in other._kept.items():
            for page in pages:
                if self._wants(host, page[0]):
                    self._keep(host, page)

    def parts(self, sites: int) -> Iterator[Learner]:
        """Divide this learner into learners of `sites` sites each, which together learn the same profiles."""
        hosts = sorted(self._kept)
        for start in range(0, len(hosts), sites):
            part = Learner(self.sample)
            part._kept = {host: self._kept[host] for host in hosts[start : start + sites]}
            yield part

    def profiles(self) -> Profiles:
        """Return the profiles of all sites with recurring lines."""
        sites: dict[str, Site] = {}
        for host, kept in self._kept.items():
            pages = [zlib.decompress(blob).decode("utf-8", "surrogatepass") for _, blob in sorted(kept, reverse=True)]
            count, lines = recurring(pages)
            if lines:
                sites[host] = Site(host, count, lines)
        return Profiles(sites)

    def dumps(self) -> str:
        """Return the learner as JSON: data only, which a reader need not trust."""
        kept = {
            host: [[priority, base64.b64encode(page).decode("ascii")] for priority, page in sorted(pages)]
            for host, pages in self._kept.items()
        }
        return json.dumps({"sample": self.sample, "kept": kept}, separators=(",", ":"))

    @classmethod
    def loads(cls, written: str | bytes) -> Learner:
        """Read the output of `dumps`.

        Raises:
            ValueError: `written` is something else.
        """
        try:
            fields = json.loads(written)
            learner = cls(int(fields["sample"]))
            for host, pages in fields["kept"].items():
                # Sorted, and therefore a heap.
                kept = sorted((int(priority), base64.b64decode(page, validate=True)) for priority, page in pages)
                learner._kept[str(host)] = kept
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a sample of pages: {type(error).__name__}: {error}") from error
        return learner

    def _wants(self, host: str, priority: int) -> bool:
        kept = self._kept.get(host, [])
        return len(kept) < self.sample or priority >= kept[0][0]

    def _keep(self, host: str, page: tuple[int, bytes]) -> None:
        kept = self._kept.setdefault(host, [])
        if page in kept:
            return
        heapq.heappush(kept, page)
        if len(kept) > self.sample:
            heapq.heappop(kept)


def _priority(text: str) -> int:
    """Return the sampling priority of a page; the pages with the greatest values are kept."""
    return -int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _short_lines(text: str) -> str:
    """Return the lines of a page that may recur; each of the others is replaced by an empty line."""
    lines = [line if len(line) <= MAX_LINE_CHARS else "" for line in text.split("\n") if line and not line.isspace()]
    if len(lines) > MAX_LINES:
        lines = [*lines[: MAX_LINES // 2], "", *lines[-MAX_LINES // 2 :]]
    return "\n".join(lines)
