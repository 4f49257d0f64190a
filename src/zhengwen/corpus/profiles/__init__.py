"""What the pages of a site have in common: learned from a sample of them, kept in a file that people read and edit."""

from __future__ import annotations

import heapq
import json
import tomllib
import zlib
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from zhengwen.corpus.profiles._recurring import recurring
from zhengwen.files import write_atomically
from zhengwen.site import LONGEST, Site

__all__ = ["Learner", "ProfileError", "Profiles", "host_of"]

VERSION = 1
SAMPLE = 200  # pages of a site that are looked at
MOST_LINES = 400  # of a page, half of them at either edge


class ProfileError(ValueError):
    """A profile that cannot be read; the message names the file and what is wrong."""


class Profiles:
    """What is known of sites, by host.

    >>> Profiles({}).site("https://www.example.org/a.html") is None
    True
    """

    def __init__(self, sites: Mapping[str, Site]) -> None:
        self.sites = dict(sorted(sites.items()))

    def site(self, url: str) -> Site | None:
        """What is known of the site of a page; `None` when that is nothing."""
        return self.sites.get(host_of(url))

    @classmethod
    def load(cls, path: Path) -> Profiles:
        """Read a profile.

        Raises:
            OSError: it cannot be read.
            ProfileError: it is no profile, or one of another version.
        """
        try:
            fields = tomllib.loads(path.read_text(encoding="utf-8"))
            if fields.get("zhengwen-profile") == VERSION:
                return cls({host: Site.from_json(host, site) for host, site in fields.get("site", {}).items()})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ProfileError(f"{path}: not a profile: {type(error).__name__}: {error}") from error
        raise ProfileError(f"{path}: not a profile of version {VERSION}; learn it anew")

    def dumps(self) -> str:
        """The profile as TOML, a table for each line, so that it can be read, edited and compared."""
        tables = (line for site in self.sites.values() for line in _tables(site))
        return "\n".join((f"zhengwen-profile = {VERSION}", *tables, ""))

    def save(self, path: Path) -> None:
        """Write the profile to a file.

        Raises:
            OSError: it cannot be written.
        """
        write_atomically(path, self.dumps().encode())


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

    def add(self, url: str, text: str) -> bool:
        """Look at one page; one whose address names no host teaches nothing.

        Returns:
            Whether the page is among those that are kept, as far as pages were seen.
        """
        host = host_of(url)
        if not host:
            return False
        raw = text.encode("utf-8", "surrogatepass")
        digest = -int.from_bytes(blake2b(raw, digest_size=8).digest())
        if not self._wants(host, digest):
            return False
        self._keep(host, (digest, zlib.compress(_short_lines(text).encode("utf-8", "surrogatepass"), 1)))
        return True

    def merge(self, other: Learner) -> None:
        """Take over what another learner has seen."""
        for host, pages in other._kept.items():
            for page in pages:
                if self._wants(host, page[0]):
                    self._keep(host, page)

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


def host_of(url: str) -> str:
    """The host that a URL names, in lower case and without its port; empty where it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _short_lines(text: str) -> str:
    """The lines of a page that may recur, one mark for each of the others."""
    lines = [line if len(line) <= LONGEST else "" for line in text.split("\n") if line and not line.isspace()]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES // 2], "", *lines[-MOST_LINES // 2 :]]
    return "\n".join(lines)


def _tables(site: Site) -> Iterator[str]:
    name = f"site.{json.dumps(site.host)}"
    yield f"\n[{name}]\npages = {site.pages}"
    for line in site.lines:
        # A lone surrogate, which TOML cannot hold, stands for a byte that was no character.
        text = json.dumps(line.text.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007F")
        yield (
            f"\n[[{name}.line]]\ntext = {text}\nplace = {json.dumps(line.place)}\n"
            f"pages = {line.pages}\nkinds = {line.kinds}"
        )
