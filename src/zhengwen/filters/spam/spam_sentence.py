"""Sentences that solicit for some shady trade."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from zhengwen import data
from zhengwen.filters.spam._belonging import ABOUT, is_titled
from zhengwen.filters.spam._judging import Judged, judge
from zhengwen.filters.spam._lexicon import STRONG, has_strong_stem, plain, strong_stems
from zhengwen.filters.spam._reading import read
from zhengwen.finding import Finding, Rule
from zhengwen.folding import unfold
from zhengwen.lazy import pattern
from zhengwen.page import Page
from zhengwen.sought import among, places

LONGEST = 300  # characters of a sentence
WINDOW = 12  # characters around a sign in which its stem stands
MOST_PLACES = 500  # of one sign; a page of more is no document with an advertisement in it
SURE = 5
END = pattern(r"[。！？!?]+[”\"’」』）)]*|\n")
LEGAL = pattern(r"[“”「」『』《》]|第.{1,4}条|应当|不得|规定")
# Ways to get in touch and offers, each under its rarest character.
CONTACT_SIGNS = {
    "微": "微信", "Q": "QQ", "q": "qq", "薇": "薇信", "货": "货到付", "貨": "貨到付", "侦": "侦探", "偵": "偵探",
    "贷": "抵押贷", "貸": "抵押貸", "击": "点击进", "擊": "點擊進",
}  # fmt: skip
SOLICITS = pattern(
    r"欢迎(?:您|新老|广大|各位|前来|随时)?.{0,6}(?:咨询|来电|访问|注册|光临|加盟|选购|洽谈|体验|合作|联系|添加|下载)|加(?:我|微信|薇|v|q|扣|好友|群)|联系(?:我|qq|微信|客服|薇|电话)|(?:咨询|详询|客服|代理|添加)(?:微信|qq|电话|热线|请加)"
    r"|点击.{0,6}(?:进入|下载|注册|观看|领取|链接)|注册(?:即|就|立|便)?(?:可)?送|首存|开户(?:即|就)?送|免费(?:观看|在线|下载|试玩|领取|看|咨询|注册)|24小时|在线客服|诚信|信誉|安全可靠|保密|快速(?:办理|下款|放款|到账|出证|出款)|无需(?:抵押|担保|征信)|当天(?:放款|出证|到账|下款)|包(?:过|赢|中|邮|治|出)"
    r"|(?:提供|拥有|专业|承接|长期|代办|办理|主营|专做|专注).{0,24}(?:服务|业务|最新|最全|高清|资源|平台)|最(?:新|全|大|好玩|权威|快|低价)的?|首选|尽在|海量|玩家|会员|货到付款|不过退款|无效退|验证后付款|先.{1,6}后付款|官网|官方网站|下载app|高清|秒(?:到|批|下)|价格(?:优惠|低|实惠|从优)|量大从优|让您|为您|带您"
)


class SpamSentence(Rule):
    """Sentence that solicits for some shady trade, and that the rest of the page knows nothing of.

    ## What it does
    Cuts a sentence that holds words of a trade, solicits (欢迎咨询, 点击进入, 注册即送) or names a contact, and whose
    words no other sentence of the page has.

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
        sentence = _sentence(page.text, place)
        done = max(sentence.stop, done)
        finding = _judged(page, sentence.start, sentence.stop)
        if finding is not None:
            yield finding


def _signs_in(page: Page) -> Iterator[int]:
    """Where a stem stands that has a character rare in official text, or a way to get in touch."""
    text = page.text
    seen = among(page.text, _signs())
    for sign in {CONTACT_SIGNS[character] for character in seen & CONTACT_SIGNS.keys()}:
        yield from islice(places(text, sign), MOST_PLACES)
    for character in seen & _signed().keys():
        pairs = _signed()[character]
        for place in islice(places(text, character), MOST_PLACES):
            if not pairs.isdisjoint((text[place - 1 : place + 1], text[place : place + 2])) and has_strong_stem(
                plain(text[max(0, place - WINDOW) : place + WINDOW])
            ):
                yield place


def _sentence(text: str, place: int) -> range:
    """The bounds of the sentence around a place."""
    before = [mark.end() for mark in END.finditer(text, max(0, place - LONGEST), place)]
    start = before[-1] if before else max(0, place - LONGEST)
    after = END.search(text, place, place + LONGEST)
    end = (after.start() if after.group() == "\n" else after.end()) if after else min(len(text), place + LONGEST)
    return range(start, end)


def _judged(page: Page, start: int, end: int) -> Finding | None:
    text = page.text[start:end]
    flat = plain(text)
    if ABOUT.search(flat) or LEGAL.search(flat):
        return None
    judged = judge(text)
    solicits = len(set(SOLICITS.findall(flat)))
    if not _is_offer(judged, solicits) or _speaks_elsewhere(page, judged, start, end):
        return None
    safe = 2 * judged.strong + judged.weak + 2 * judged.contacts + solicits >= SURE
    message = (
        f"'{text.strip()[:24]}…' offers {judged.trades.most_common(1)[0][0]} with {len(judged.known)} words of trade,"
        f" {solicits} solicitations and {judged.contacts} contacts, and no other sentence speaks of it"
    )
    line = page.line_at(start)
    safe = safe and not is_titled(page, (line,), ABOUT)
    if page.lines[line].text.strip() == text.strip():
        start, end = page.block(line, line)
    return Finding(SpamSentence.code, start, end, message, "", safe)


def _is_offer(judged: Judged, solicits: int) -> bool:
    """Whether trade, solicitation and contact come together."""
    if judged.strong >= 2:
        return solicits + judged.contacts >= 1
    if judged.strong or judged.weak >= 2:
        return solicits >= 1 and solicits + judged.contacts >= 2
    return False


def _speaks_elsewhere(page: Page, judged: Judged, start: int, end: int) -> bool:
    """Whether the rest of the page speaks of the same things."""
    rest = plain(page.text[max(0, start - 100_000) : start] + "\n" + page.text[end : end + 100_000])
    named = {hit.stem for hit in judged.known if hit.weight == STRONG} or {hit.stem for hit in judged.known}
    return sum(stem in rest for stem in named) * 2 > len(named)


@cache
def _signs() -> frozenset[str]:
    return frozenset({*_signed(), *CONTACT_SIGNS})


@cache
def _signed() -> dict[str, frozenset[str]]:
    """By character rare in official text, in either script: the pairs of characters it makes in stems."""
    rare = data.characters("spam-signs")
    table: dict[str, set[str]] = {}
    for stem in strong_stems():
        place = next((place for place, one in enumerate(stem) if one in rare), None)
        if place is None:
            continue
        for written in unfold(stem[place - 1 : place + 1] if place else stem[:2]):
            table.setdefault(written[1 if place else 0], set()).add(written)
    return {character: frozenset(pairs) for character, pairs in table.items()}
