"""Sentences that solicit for some shady trade."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from zhengwen import data
from zhengwen.filters.spam._blocks import read
from zhengwen.filters.spam._hosts import throwaway_hosts
from zhengwen.filters.spam._lexicon import STRONG, has_strong_stem, plain, strong_stems
from zhengwen.filters.spam._ownership import ABOUT, is_titled
from zhengwen.filters.spam._score import Judged, judge
from zhengwen.filters.spam._solicitation import (
    asked_and_promised,
    bounds,
    is_offer,
    is_spoken,
    is_strange,
    passage,
    rest_of,
)
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.text.char_search import among, places
from zhengwen.text.folding import unfold

WINDOW = 12  # characters around a sign in which its stem stands
MOST_PLACES = 500  # of one sign; a page of more is no document with an advertisement in it
SURE = 5
FAR = 100_000  # characters on either side in which a page may speak of the same
# Ways to get in touch and offers, each under its rarest character.
CONTACT_SIGNS = {
    "微": "微信", "Q": "QQ", "q": "qq", "薇": "薇信", "货": "货到付", "貨": "貨到付", "侦": "侦探", "偵": "偵探",
    "贷": "抵押贷", "貸": "抵押貸", "击": "点击进", "擊": "點擊進",
}  # fmt: skip


class SpamSentence(Rule):
    """Sentence that solicits for some shady trade, and that the rest of the page knows nothing of.

    ## What it does
    Cuts a sentence, or some on end, that hold words of a trade, solicit (欢迎咨询, 点击进入, 注册即送), promise what no
    agency does (货到付款, 无效退款) or name a contact, and whose words no other sentence of the page has.

    ## Why it is damage
    Intruders wrote it, not the agency.

    ## Example
    ```text
    专业代开发票，验证后付款，需要请加微信kp88668。        →  (gone)
    ```

    ## Leaves alone
    Sentences that warn of such offers or tell of them: with words such as 诈骗, 打击, 警惕, 严禁, in quotes, or on a
    page that speaks of the trade elsewhere.

    ## Safety
    Safe with two words of a trade and a solicitation beside a contact or a second one; else unsafe.

    ## Evidence
    On 100 laws and 18 pages as scraped: none. On 200 documents with sentences it was made for: 200 right.
    """

    code = "S003"


def find(page: Page) -> Iterator[Finding]:
    """Find sentences that solicit."""
    signs = sorted(_signs_in(page))
    if not signs:
        return
    blocks = [(block.start, block.end) for block in page.view(read)]
    done = -1
    for place in signs:
        if place < done or any(start <= place < end for start, end in blocks):
            continue
        sentence = bounds(page.text, place)
        whole = passage(page.text, sentence)
        finding = _judged(page, whole) or (_judged(page, sentence) if whole != sentence else None)
        done = max(whole.stop if finding else sentence.stop, done)
        if finding is not None:
            yield finding


def _signs_in(page: Page) -> Iterator[int]:
    """Where a stem stands that has a character rare in official text, or a way to get in touch."""
    text = page.text
    seen = among(text, _signs())
    yield from throwaway_hosts(text, page.ascii)
    for sign in {CONTACT_SIGNS[character] for character in seen & CONTACT_SIGNS.keys()}:
        yield from islice(places(text, sign), MOST_PLACES)
    for character in seen & _signed().keys():
        pairs = _signed()[character]
        for place in islice(places(text, character), MOST_PLACES):
            if not pairs.isdisjoint((text[place - 1 : place + 1], text[place : place + 2])) and has_strong_stem(
                plain(text[max(0, place - WINDOW) : place + WINDOW])
            ):
                yield place


def _judged(page: Page, said: range) -> Finding | None:
    start, end = said.start, said.stop
    text = page.text[start:end]
    flat = plain(text)
    if is_spoken(flat):
        return None
    judged = judge(text)
    solicits, promised = asked_and_promised(flat)
    if not is_offer(judged, solicits, promised) or _speaks_elsewhere(page, judged, start, end):
        return None
    if judged.strong < 2 and not is_strange(page, start, end):
        return None
    safe = 2 * judged.strong + judged.weak + 2 * judged.contacts + solicits >= SURE
    trade = next((trade for trade, _ in judged.trades.most_common(1)), "something")
    message = (
        f"'{text.strip()[:24]}…' offers {trade} with {len(judged.known)} words of trade,"
        f" {solicits} solicitations and {judged.contacts} contacts, and no other sentence speaks of it"
    )
    line = page.line_at(start)
    safe = safe and not is_titled(page, (line,), ABOUT)
    last = page.line_at(end - 1)
    if page.text[page.lines[line].start : page.lines[last].end].strip() == text.strip():
        start, end = page.block(line, last)
    return Finding(SpamSentence.code, start, end, message, "", safe)


def _speaks_elsewhere(page: Page, judged: Judged, start: int, end: int) -> bool:
    """Whether the rest of the page speaks of the same things."""
    rest = rest_of(page, start, end, FAR)
    named = {hit.stem for hit in judged.known if hit.weight == STRONG} or {hit.stem for hit in judged.known}
    return sum(stem in rest for stem in named) * 2 > len(named)


@cache
def _signs() -> frozenset[str]:
    return frozenset({*_signed(), *CONTACT_SIGNS})


@cache
def _signed() -> dict[str, frozenset[str]]:
    """By character rare in official text, in either script: the pairs of characters it makes in stems."""
    rare = data.characters("spam/signs")
    table: dict[str, set[str]] = {}
    for stem in strong_stems():
        place = next((place for place, one in enumerate(stem) if one in rare), None)
        if place is None:
            continue
        for written in unfold(stem[place - 1 : place + 1] if place else stem[:2]):
            table.setdefault(written[1 if place else 0], set()).add(written)
    return {character: frozenset(pairs) for character, pairs in table.items()}
