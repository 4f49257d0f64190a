"""How much a stretch of text looks like injected keywords: its words, its form, and whether the page knows them."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from zhengwen import data
from zhengwen.filters.spam._hosts import HIDDEN, MARKUP, THROWAWAY, domains, untagged
from zhengwen.filters.spam._lexicon import SELLING, STRONG, Hit, hits, plain
from zhengwen.filters.spam._repetition import is_repetitive
from zhengwen.filters.spam._weights import MANY_STRONG, weighed
from zhengwen.text.char_classes import IDEOGRAPHS
from zhengwen.text.lazy_regex import pattern

MAX_CHARS_READ = 1200  # characters of a stretch that are read; what is true of them is true of the rest
MIN_COVERED_SHARE = 0.25  # of the letters in known words, for a line to bear keywords
MIN_COVERED_SHARE_OF_FEW = 0.35  # the same for a block of few strong words
SURE_SCORE = 6.0  # the score from which on no doubt is left
MIN_PIECES = 6  # pieces without which form tells nothing
MIN_SELLING_SHARE = 0.4  # of the pieces, with a selling word, when no trade is known
MIN_NOVEL_SHARE = 0.8  # of the pairs of characters unknown to the page's sentences, when no trade is known
MIN_NOVEL_SHARE_WITH_WEAK = 0.5  # the same beside weak words of a trade
CONTACT_LETTERS = 4  # letters that a contact counts for
MAX_FUNCTION_WORD_SHARE = 0.09  # function words, of the letters outside the known words

SEPARATOR = pattern(
    r"[\s|丨¦_~—–\-·•・/\\,、;:.。!?<>《》【】〖〗「」『』\[\]{}()*★☆◆◇■□●○※→←▶▲♥✅+=#@&^%$\"'“”‘’…\d]+"
)
SPLIT = pattern(r"[\s|丨¦_~—–\-·•・/\\,、;:。!?<>《》【】〖〗「」『』\[\]{}()*★☆◆◇■□●○※→←▶▲♥✅+=#&^%$\"'“”‘’…]+")
PROSE = pattern(lambda: f"[{data.listed('function-words')}]")
CONTACT = pattern(
    lambda: (
        rf"""
    # a link
    (?:https?://)? (?:[a-z0-9\-]{{1,40}}\.){{1,4}} (?:{domains()})\b (?:[/?][a-z0-9/?=&%._\-#~:;+]{{0,60}})?
    # an account
    | (?: q{{1,2}}|扣扣|扣|微信|v信|vx|wx|v|tg|telegram|飞机|电报|whatsapp|line|同号 )
      \s?(?:号|群|号码)?\s?[:+]?\s?@?[a-z0-9_\-]{{5,20}}
    | (?<!\d)1[3-9]\d[\s\-]?\d{{4}}[\s\-]?\d{{4}}(?!\d)          # a mobile
    | (?<!\d)400[\s\-]?\d{{3,4}}[\s\-]?\d{{3,4}}(?!\d)           # a hotline
    """
    ),
    re.VERBOSE,
)
# An address by itself is no way to reach a trade: notices and press releases have them.
LINK = pattern(r"(?:https?://)?(?:[a-z0-9\-]{1,40}\.){1,4}[a-z]{2,4}(?![a-z0-9])")
LETTER = f"[{IDEOGRAPHS}a-z0-9]"
DISGUISED = pattern(rf"(?<!{LETTER})(?:{LETTER}[ .·*_|/\-]){{3,60}}{LETTER}(?!{LETTER})")
APART = pattern(r"[ .·*_|/\-](?=.[ .·*_|/\-].[ .·*_|/\-])")  # what disguised words have, for speed
INSIDE = pattern(rf"(?<={LETTER})[ .·*_/\-|](?={LETTER})")


class Judged(NamedTuple):
    """What was counted in a stretch."""

    letters: int = 0  # letters and ideographs
    covered: int = 0  # those of them in known words
    strong: int = 0
    weak: int = 0
    selling: int = 0
    contacts: int = 0
    throwaway: int = 0  # those of them that are hosts which nobody keeps for long; what hides words counts as two
    prose: int = 0  # function words
    pieces: int = 0  # what separators divide
    official: int = 0  # of these, what ends like the name of an agency, a company or a place
    repetitive: bool = False  # a few keywords said again and again
    repeated: int = 0  # pieces that stood before, selling words aside
    known: tuple[Hit, ...] = ()  # the words of some trade

    @property
    def stems(self) -> Counter[str]:
        """The stems of some trade, and how often each came."""
        return Counter(hit.stem for hit in self.known)

    @property
    def strong_kinds(self) -> int:
        """How many different strong stems there are: a label that stands again and again is one."""
        return len({hit.stem for hit in self.known if hit.weight == STRONG})

    @property
    def trades(self) -> Counter[str]:
        """The trades, and how many words each has."""
        return Counter(hit.trade for hit in self.known)

    @property
    def share(self) -> float:
        """The share of the letters in known words."""
        return self.covered / max(self.letters, 1)

    def may_be_spam(self, novelty: float) -> bool:
        """Whether the stretch could be part of a block: known words, or unknown ones dressed with selling words."""
        if self.is_prose:
            return False
        if (self.throwaway or self.repetitive) and self._is_strange(novelty) and not self.official and not self.prose:
            return True
        if self.strong or (self.weak and novelty > MIN_NOVEL_SHARE_WITH_WEAK):
            return self.share >= MIN_COVERED_SHARE
        promotional = self.selling + 2 * self.contacts
        return (
            self.selling > 0
            and promotional >= MIN_SELLING_SHARE * self.pieces
            and not self.prose
            and not self.official
            and self.share
            >= MIN_COVERED_SHARE  # one selling word in half a sentence, which a wrapped line may be, is none
            and novelty >= MIN_NOVEL_SHARE
        )

    @property
    def is_prose(self) -> bool:
        """Whether function words join the rest into sentences."""
        return self.prose > MAX_FUNCTION_WORD_SHARE * self.letters and self.prose > 1

    def _is_strange(self, novelty: float) -> bool:
        """Whether the page knows nothing of what is said, or nothing is said beside contacts."""
        return novelty >= MIN_NOVEL_SHARE or 0 < self.letters == CONTACT_LETTERS * self.contacts

    def score(self, novelty: float) -> float:
        """How surely the stretch was put there; `novelty` is the share of it that the page's sentences do not know.

        Words of a trade, how much of the letters they are, a form of many short pieces, words that come again, and
        novelty speak for it; entries with the endings of agencies, companies and places speak against it.
        """
        return SURE_SCORE + weighed(self, novelty)

    def is_spam(self, novelty: float) -> bool:
        """Whether form, words and novelty together leave no doubt."""
        promotional = self.selling + 2 * self.contacts
        repetitive = self.repetitive and (self.weak + self.strong > 0 or self.selling > 2 or not self.official)
        if (self.throwaway > 1 or repetitive) and self._is_strange(novelty) and self.official <= 0.2 * self.pieces:
            return not self.is_prose
        if self.is_prose or self.strong + self.weak + promotional < 3 or self.score(novelty) < SURE_SCORE:
            return False
        if self.strong >= 2 or (self.strong and self.weak + self.contacts >= 2):
            return self.share >= MIN_COVERED_SHARE_OF_FEW or self.strong >= MANY_STRONG
        if self.pieces < MIN_PIECES or self.official > 0.2 * self.pieces:
            return False
        if self.weak >= 4 and promotional >= 0.25 * self.pieces:
            return novelty > MIN_NOVEL_SHARE_WITH_WEAK
        return (
            novelty >= MIN_NOVEL_SHARE
            and promotional >= MIN_SELLING_SHARE * self.pieces
            and (self.repeated > 1 or self.strong > 0)  # words of menus come once
        )

    @property
    def is_of_a_known_trade(self) -> bool:
        """Whether words of a trade, and not form alone, tell."""
        return self.strong > 1 or self.weak > 3


DIGIT_OR_POINT = pattern(r"[\d.]")
ENDS_A_NAME = pattern(
    r"""
    (?: 局|厅|委|部|委员会|协会|学会|商会|学院|学校|政府|办公室|中心|处|支队|大队       # agencies and bodies
      | 村|镇|乡|县|市|区|街道|社区|居 | 小学|中学|大学|幼儿园                          # places, schools
      | 农场|合作社|集团|有限公司|分公司|股份公司|有限责任公司|公司                     # firms
      | 医院|诊所|卫生院|厂|店|行|宾馆|酒店|馆|站|所 | 支部|工作组|领导小组             # houses, groups
      | 条例|办法|规定|专业|专题 | 胶囊|片|颗粒|口服液|丸|膏|散 )$                      # documents, medicines
    """,
    re.VERBOSE,
)
INVISIBLE = pattern(
    "[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}-\N{RIGHT-TO-LEFT MARK}"
    "\N{WORD JOINER}-\N{INVISIBLE PLUS}\N{ZERO WIDTH NO-BREAK SPACE}]"
)


def undisguised(text: str) -> str:
    """The text plain, without what was put between the characters of its words."""
    flat = plain(INVISIBLE.sub("", text))
    return INSIDE.sub("", flat) if is_disguised(flat) else flat


def is_disguised(text: str) -> bool:
    """Whether the characters of some word stand apart, with the same few marks between them."""
    return APART.search(text) is not None and DISGUISED.search(text) is not None


@lru_cache(maxsize=512)
def judge(text: str) -> Judged:
    """Count what is in a stretch of text."""
    flat = undisguised(text[:MAX_CHARS_READ])
    hidden = False
    if MARKUP.search(flat):
        hidden = bool(HIDDEN.search(flat))
        flat = untagged(flat)
    reached = CONTACT.findall(flat) if DIGIT_OR_POINT.search(flat) else []
    contacts = [one for one in reached if not LINK.match(one) or THROWAWAY.search(one)]
    throwaway = 0
    if reached:
        throwaway = len(THROWAWAY.findall(flat))
        flat = CONTACT.sub(" ", flat)
    pieces = [piece for piece in SPLIT.split(flat) if piece]
    found = hits(flat)
    known = tuple(hit for hit in found if hit.weight > SELLING)
    strong = sum(hit.weight == STRONG for hit in known)
    if hidden and (strong or throwaway):
        throwaway += 2
    bare = _bare(flat, found)
    return Judged(
        letters=len(SEPARATOR.sub("", flat)) + CONTACT_LETTERS * len(contacts),
        covered=sum(hit.letters for hit in found) + CONTACT_LETTERS * len(contacts),
        strong=strong,
        weak=len(known) - strong,
        selling=len(found) - len(known),
        contacts=len(contacts),
        throwaway=throwaway,
        prose=len(PROSE.findall(_outside(flat, found))),
        pieces=len(pieces),
        official=sum(bool(ENDS_A_NAME.search(piece)) for piece in SPLIT.split(bare)),
        repetitive=is_repetitive(flat),
        repeated=_repeated(bare) if len(pieces) > 1 else 0,
        known=known,
    )


def _bare(flat: str, found: list[Hit]) -> str:
    """The text with a mark for every character of a selling word."""
    bare = list(flat)
    for hit in found:
        if hit.weight == SELLING:
            bare[hit.start : hit.end] = "\0" * (hit.end - hit.start)
    return "".join(bare)


def _repeated(bare: str) -> int:
    pieces = [piece for piece in SPLIT.split(bare.replace("\0", " ")) if len(piece) > 1]
    return len(pieces) - len(set(pieces))


def _outside(flat: str, found: list[Hit]) -> str:
    parts, done = [], 0
    for hit in found:
        parts.append(flat[done : hit.start])
        done = hit.end
    return "".join((*parts, flat[done:]))
