"""How much a stretch of text looks like injected keywords: its words, its form, and whether the page knows them."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from zhengwen.filters.spam._lexicon import SELLING, STRONG, hits, plain

LONGEST_READ = 1200  # characters of a stretch that are read; what is true of them is true of the rest
LEAST_STRONG = 2
LEAST_SHARE = 0.45  # of the ink, in known words, with few strong words
LEAST_SHARE_OF_MANY = 0.28  # the same with many
MANY = 6
MOST_PROSE = 0.09  # function words, of the ink outside the known words

HAN = "\u3400-\u9fff"
SEPARATOR = re.compile(r"[\s|丨¦_~—–\-·•・/\\,、;:.。!?<>《》【】〖〗「」『』\[\]{}()*★☆◆◇■□●○※→←▶▲♥✅+=#@&^%$\"'“”‘’…\d]+")
SPLIT = re.compile(r"[\s|丨¦_~—–\-·•・/\\,、;:。!?<>《》【】〖〗「」『』\[\]{}()*★☆◆◇■□●○※→←▶▲♥✅+=#&^%$\"'“”‘’…]+")
PROSE = re.compile(r"[的了是在和与应将被及其之以由于对各并或等已]")
CONTACT = re.compile(
    r"(?:https?://)?(?:[a-z0-9\-]{1,40}\.){1,4}(?:com|cn|net|org|cc|vip|top|xyz|me|tv|info|co|io|la|club|site|app|win|bet|one|pw|ws|in)\b[^\s|]{0,60}"
    r"|(?:q{1,2}|扣扣|扣|微信|v信|vx|wx|v|tg|telegram|飞机|电报|whatsapp|line|电话|手机|热线|tel|同号)\s?(?:号|群|号码)?\s?[:+]?\s?@?[a-z0-9_\-]{5,20}|(?<!\d)1[3-9]\d[\s\-]?\d{4}[\s\-]?\d{4}(?!\d)|(?<!\d)400[\s\-]?\d{3,4}[\s\-]?\d{3,4}(?!\d)"
)
DISGUISED = re.compile(rf"(?:[{HAN}a-z0-9][ .·*_|/\-]){{5}}[{HAN}a-z0-9]")
INSIDE = re.compile(rf"(?<=[{HAN}])[ .·*_/\-|]{{1,2}}(?=[{HAN}])")


class Judged(NamedTuple):
    """What was counted in a stretch."""

    ink: int = 0  # letters and ideographs
    covered: int = 0  # those of them in known words
    strong: int = 0
    weak: int = 0
    selling: int = 0
    contacts: int = 0
    prose: int = 0  # function words
    pieces: int = 0  # what separators divide
    stems: Counter[str] = Counter()
    trades: Counter[str] = Counter()

    def __add__(self, other: object) -> Judged:
        if not isinstance(other, Judged):
            return NotImplemented
        return Judged(*(one + two for one, two in zip(tuple(self), tuple(other), strict=True)))

    @property
    def share(self) -> float:
        """The share of the ink in known words."""
        return self.covered / max(self.ink, 1)

    @property
    def bears(self) -> bool:
        """Whether the stretch could be part of a block."""
        return (self.strong > 0 or self.weak > 0) and self.share >= LEAST_SHARE_OF_MANY and not self.is_prose

    @property
    def is_prose(self) -> bool:
        """Whether function words join the rest into sentences."""
        return self.prose > MOST_PROSE * self.ink and self.prose > 1

    @property
    def is_spam(self) -> bool:
        """Whether form and words together leave no doubt."""
        if self.is_prose or len(self.stems) < 2:
            return False
        if self.strong >= MANY and self.share >= LEAST_SHARE_OF_MANY:
            return True
        if self.share < LEAST_SHARE:
            return False
        backed = self.weak + self.selling + self.contacts
        return self.strong >= LEAST_STRONG and self.strong + backed > 2 or self.strong == 1 and backed >= 4 or self.weak >= 5 and self.selling + self.contacts >= 2


NOTHING = Judged()


@lru_cache(maxsize=512)
def judge(text: str) -> Judged:
    """Count what is in a stretch of text."""
    flat = plain(text[:LONGEST_READ])
    pieces = len([piece for piece in SPLIT.split(flat) if piece])
    if DISGUISED.search(flat):
        flat = INSIDE.sub("", flat)
    contacts = CONTACT.findall(flat)
    flat = CONTACT.sub(" ", flat)
    found = hits(flat)
    ink = len(SEPARATOR.sub("", flat))
    known = [hit for hit in found if hit.weight > SELLING]
    outside = _outside(flat, found)
    return Judged(
        ink + 4 * len(contacts),
        sum(len(SEPARATOR.sub("", hit.stem)) for hit in found) + 4 * len(contacts),
        sum(hit.weight == STRONG for hit in known),
        sum(hit.weight != STRONG for hit in known),
        len(found) - len(known),
        len(contacts),
        len(PROSE.findall(outside)),
        pieces,
        Counter(hit.stem for hit in known),
        Counter(hit.trade for hit in known),
    )


def _outside(flat: str, found: list) -> str:  # type: ignore[type-arg]
    parts, done = [], 0
    for hit in found:
        parts.append(flat[done : hit.start])
        done = hit.end
    return "".join((*parts, flat[done:]))
