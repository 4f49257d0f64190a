"""Site profiles and their file format."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from zhengwen.corpus.profiles._hosts import host_of
from zhengwen.files import write_atomically
from zhengwen.site_profile import Site

VERSION = 1


class ProfileError(ValueError):
    """Raised for a profile that cannot be read; the message names the file and the reason."""


SHOWN_HOSTS = 3  # in the repr of profiles


class Profiles:
    """The profiles of sites, by host.

    >>> Profiles({}).site("https://www.example.org/a.html") is None
    True
    """

    def __init__(self, sites: Mapping[str, Site]) -> None:
        self.sites = dict(sorted(sites.items()))

    def __repr__(self) -> str:
        lines = sum(len(site.lines) for site in self.sites.values())
        hosts = ", ".join([*self.sites][:SHOWN_HOSTS]) + (", …" if len(self.sites) > SHOWN_HOSTS else "")
        return f"<Profiles of {len(self.sites)} sites with {lines} recurring lines{f': {hosts}' if hosts else ''}>"

    def site(self, url: str) -> Site | None:
        """Return the profile of a page's site; `None` if there is none."""
        return self.sites.get(host_of(url))

    @classmethod
    def load(cls, path: Path) -> Profiles:
        """Read profiles from a file.

        Raises:
            OSError: the file cannot be read.
            ProfileError: the file is not a profile, or has another version.
        """
        try:
            fields = tomllib.loads(path.read_text(encoding="utf-8"))
            if fields.get("zhengwen-profile") == VERSION:
                return cls({host: Site.from_json(host, site) for host, site in fields.get("site", {}).items()})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ProfileError(f"{path}: not a profile: {type(error).__name__}: {error}") from error
        raise ProfileError(f"{path}: not a profile of version {VERSION}; learn it again")

    def dumps(self) -> str:
        """Return the profiles as TOML with one table per line, so that people can read, edit and compare them."""
        tables = (line for site in self.sites.values() for line in _tables(site))
        return "\n".join((f"zhengwen-profile = {VERSION}", *tables, ""))

    def save(self, path: Path) -> None:
        """Write the profiles to a file.

        Raises:
            OSError: the file cannot be written.
        """
        write_atomically(path, self.dumps().encode())


def _tables(site: Site) -> Iterator[str]:
    name = f"site.{json.dumps(site.host)}"
    yield f"\n[{name}]\npages = {site.pages}"
    for line in site.lines:
        # A lone surrogate represents an undecodable byte; TOML cannot hold it.
        text = json.dumps(line.text.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007F")
        yield (
            f"\n[[{name}.line]]\ntext = {text}\nplace = {json.dumps(line.place)}\n"
            f"pages = {line.pages}\nkinds = {line.kinds}"
        )
