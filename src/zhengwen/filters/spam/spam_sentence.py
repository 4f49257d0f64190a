"""Sentences that solicit for some shady trade."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from zhengwen.filters.spam._blocks import leaves_text, read
from zhengwen.filters.spam._hosts import throwaway_hosts
from zhengwen.filters.spam._lexicon import STRONG, plain
from zhengwen.filters.spam._ownership import ABOUT, is_titled
from zhengwen.filters.spam._phrases import is_telling, signs
from zhengwen.filters.spam._score import Judged, judge
from zhengwen.filters.spam._solicitation import (
    MOBILE,
    MOBILE_DIGITS,
    bounds,
    is_offer,
    is_spoken,
    is_strange,
    passage,
    rest_of,
    said_in,
)
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.text.char_search import among, places

WINDOW = 24  # characters on either side of a sign that its phrase is sought in; the longest has fewer
MOST_PLACES = 500  # of one sign; a page of more is no document with an advertisement in it
SURE_SCORE = 5
REACH_CHARS = 100_000  # characters on either side in which a page may mention the same


class SpamSentence(Rule):
    """Sentence that advertises a shady trade, unrelated to the rest of the page.

    ## What it does
    Cuts one or several sentences in a row that contain words of a trade, solicit (欢迎咨询, 点击进入, 注册即送),
    promise what no agency does (货到付款, 无效退款) or name an account or a number, and whose words occur in no other
    sentence of the page.

    ## Why it is damage
    Intruders wrote it, not the agency.

    ## Example
    ```text
    专业代开发票，验证后付款，需要请加微信kp88668。        →  (gone)
    ```

    ## Leaves alone
    Sentences that warn of such offers or report on them: with words such as 诈骗, 打击, 警惕, 严禁, in quotes, or on a
    page that mentions the trade elsewhere. A link does not count as a contact.

    ## Safety
    Safe with two words of a trade and a solicitation beside a contact or a second solicitation; otherwise unsafe.

    ## Evidence
    On 100 laws, 18 pages as scraped and 85 real pages: none. On 1,238 scraped texts: five, all advertisements, only
    reported. On 200 documents with sentences it was made for: 200 right.
    """

    code = "S003"


def find(page: Page) -> Iterator[Finding]:
    """Find sentences that solicit."""
    found = list(_offers(page))
    blocks = [(block.start, block.end) for block in page.view(read)] if found else []
    if leaves_text(page, (*((one.start, one.end) for one in found), *blocks)):
        yield from found
    else:  # a page never comes out empty
        yield from (one._replace(replacement=None) for one in found)


def _offers(page: Page) -> Iterator[Finding]:
    signs = sorted(signs_in(page))
    if not signs:
        return
    blocks = [(block.start, block.end) for block in page.view(read)]
    done = -1
    for place in signs:
        if place < done or any(start <= place < end for start, end in blocks):
            continue
        sentence = bounds(page.text, place)
        whole = passage(page.text, sentence)
        finding = judged_passage(page, whole) or (judged_passage(page, sentence) if whole != sentence else None)
        done = max(whole.stop if finding else sentence.stop, done)
        if finding is not None:
            yield finding


def signs_in(page: Page) -> Iterator[int]:
    """Where something may be solicited or promised, or an account, a number or a throwaway host named."""
    text = page.text
    yield from throwaway_hosts(text, page.ascii)
    if MOBILE_DIGITS.search(page.ascii):
        yield from (found.start() for found in islice(MOBILE.finditer(text), MOST_PLACES))
    for character in among(text, _signs()):
        pairs = signs()[character]
        for place in islice(places(text, character), MOST_PLACES):
            if not pairs.isdisjoint((text[max(place - 1, 0) : place + 1], text[place : place + 2])) and is_telling(
                plain(text[max(place - WINDOW, 0) : place + WINDOW])
            ):
                yield place


def judged_passage(page: Page, passage: range) -> Finding | None:
    """Judge a passage: the finding, where it is an offer that the rest of the page knows nothing of."""
    start, end = passage.start, passage.stop
    text = page.text[start:end]
    flat = plain(text)
    if is_spoken(flat):
        return None
    judged = judge(text)
    said = said_in(flat)
    if not is_offer(judged, said) or _speaks_elsewhere(page, judged, start, end):
        return None
    if judged.strong < 2 and not is_strange(page, start, end):
        return None
    safe = 2 * judged.strong + judged.weak + 2 * judged.contacts + said.solicits >= SURE_SCORE
    trade = next((trade for trade, _ in judged.trades.most_common(1)), "an unknown trade")
    message = (
        f"Advertisement for {trade}, unrelated to the rest of the page: '{text.strip()[:24]}…' (words of the trade:"
        f" {len(judged.known)}, solicitations: {said.solicits}, contacts: {judged.contacts})."
    )
    line = page.line_at(start)
    safe = safe and not is_titled(page, (line,), ABOUT)
    last = page.line_at(end - 1)
    if page.text[page.lines[line].start : page.lines[last].end].strip() == text.strip():
        start, end = page.block(line, last)
    return Finding(SpamSentence.code, start, end, message, "", safe)


def _speaks_elsewhere(page: Page, judged: Judged, start: int, end: int) -> bool:
    """Whether the rest of the page mentions the same things."""
    rest = rest_of(page, start, end, REACH_CHARS)
    named = {hit.stem for hit in judged.known if hit.weight == STRONG} or {hit.stem for hit in judged.known}
    return sum(stem in rest for stem in named) * 2 > len(named)


@cache
def _signs() -> frozenset[str]:
    return frozenset(signs())
