"""Pages looked at one after another, of which a sample of each site's is kept, and what those have in common."""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Iterator
from hashlib import blake2b

from zhengwen.corpus.profiles._hosts import host_of
from zhengwen.corpus.profiles._profiles import Profiles
from zhengwen.corpus.profiles._recurring import recurring
from zhengwen.site_profile import LONGEST, Site

SAMPLE = 200  # pages of a site that are looked at
MOST_LINES = 400  # of a page, half of them at either edge


class Least:
    """The least digests of each site, as far as pages were seen: those of a sample.

    Args:
        sample: pages of a site.
    """

    def __init__(self, sample: int = SAMPLE) -> None:
        self.sample = sample
        self._kept: dict[str, list[int]] = {}

    def takes(self, host: str, digest: int) -> bool:
        """Whether a page is among them; if so, take note of it."""
        kept = self._kept.setdefault(host, [])
        if len(kept) >= self.sample and digest < kept[0]:
            return False
        if digest not in kept:
            heapq.heappush(kept, digest)
            if len(kept) > self.sample:
                heapq.heappop(kept)
        return True


class Learner:
    """Pages of many sites, looked at one after another.

    Of each site a sample is kept, compressed: the pages whose digests are the least (bottom-k sampling; Cohen and
    Kaplan 2007). So memory is bounded by the number of sites, the outcome does not depend on the order of pages, and
    two learners of parts of a corpus merge into the one that had seen it whole.

    Args:
        sample: pages of a site that are kept.

    Raises:
        ValueError: `sample` is below 1.
    """

    def __init__(self, sample: int = SAMPLE) -> None:
        if sample < 1:
            raise ValueError(f"sample is {sample}; it takes 1 or more")
        self.sample = sample
        self._kept: dict[str, list[tuple[int, bytes]]] = {}

    def add(self, url: str, text: str, least: Least | None = None) -> None:
        """Look at one page; one whose address names no host teaches nothing.

        Args:
            url: its address.
            text: what it says.
            least: what is known of more pages than this learner sees; a page that is too many there is too many here.
        """
        host = host_of(url)
        if not host:
            return
        digest = _digest(text)
        if (least is None or least.takes(host, digest)) and self._wants(host, digest):
            self._keep(host, (digest, zlib.compress(_short_lines(text).encode("utf-8", "surrogatepass"), 1)))

    def merge(self, other: Learner) -> None:
        """Take over what another learner has seen."""
        for host, pages in other._kept.items():
            for page in pages:
                if self._wants(host, page[0]):
                    self._keep(host, page)

    def parts(self, sites: int) -> Iterator[Learner]:
        """Learners of some of the sites each: what they learn is, taken together, what this one would."""
        hosts = sorted(self._kept)
        for start in range(0, len(hosts), sites):
            part = Learner(self.sample)
            part._kept = {host: self._kept[host] for host in hosts[start : start + sites]}
            yield part

    def profiles(self) -> Profiles:
        """What the pages of each site have in common; sites that have nothing are left out."""
        sites: dict[str, Site] = {}
        for host, kept in self._kept.items():
            pages = [zlib.decompress(blob).decode("utf-8", "surrogatepass") for _, blob in sorted(kept, reverse=True)]
            count, lines = recurring(pages)
            if lines:
                sites[host] = Site(host, count, lines)
        return Profiles(sites)

    def _wants(self, host: str, digest: int) -> bool:
        kept = self._kept.get(host, [])
        return len(kept) < self.sample or digest >= kept[0][0]

    def _keep(self, host: str, page: tuple[int, bytes]) -> None:
        kept = self._kept.setdefault(host, [])
        if page in kept:
            return
        heapq.heappush(kept, page)
        if len(kept) > self.sample:
            heapq.heappop(kept)


def _digest(text: str) -> int:
    """A number by which pages are drawn; the greater, the rather."""
    return -int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _short_lines(text: str) -> str:
    """The lines of a page that may recur, one mark for each of the others."""
    lines = [line if len(line) <= LONGEST else "" for line in text.split("\n") if line and not line.isspace()]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES // 2], "", *lines[-MOST_LINES // 2 :]]
    return "\n".join(lines)
