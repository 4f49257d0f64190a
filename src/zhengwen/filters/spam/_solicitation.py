"""Passages that advertise: one sentence or some on end, and how to get in touch."""

from __future__ import annotations

import itertools
import re

from zhengwen.filters.spam._lexicon import plain
from zhengwen.filters.spam._ownership import ABOUT
from zhengwen.filters.spam._score import Judged, judge
from zhengwen.page import Page
from zhengwen.text.lazy_regex import pattern

LONGEST = 300  # characters of a sentence
MOST = 4  # sentences of a passage on either side
MOST_PAIRS = 40  # of a passage that is asked about
STRANGE, NEAR = 0.8, 30_000  # of the pairs of characters unknown to the page; characters of it on either side
END = pattern(r"[。！？!?]+[”\"’」』）)]*|\n")
LONGEST_HEADING = 80
# No telephone, which the notice above may have given.
CONTACT_LINE = pattern(
    r"\n\s{0,4}(?:qq|扣扣|微信|v信|vx|薇信|飞机|飛機|telegram|tg)(?:号|號)?\s?[:：]"
    r"\s?@?[a-z0-9_\-]{5,20}[ \t]*(?=\n|\Z)",
    re.IGNORECASE,
)
LEGAL = pattern(r"[“”「」『』《》]|第.{1,4}条|应当|不得|规定")
SOLICITS = pattern(
    r"欢迎(?:您|新老|广大|各位|前来|随时)?.{0,6}(?:咨询|来电|访问|注册|光临|加盟|选购|洽谈|体验|合作|联系|添加|下载|预约)|加(?:我|微信|薇|v|q|扣|好友|群)|联系(?:我|qq|微信|客服|薇|电话)|(?:咨询|详询|客服|代理|添加)(?:微信|qq|电话|热线|请加)"
    r"|点击.{0,6}(?:进入|下载|注册|观看|领取|链接)|注册(?:即|就|立|便)?(?:可)?送|首存|开户(?:即|就)?送|免费(?:观看|在线|下载|试玩|领取|看|咨询|注册)|24小时|在线客服|诚信|信誉|安全可靠|保密|快速(?:办理|下款|放款|到账|出证|出款)|无需(?:抵押|担保|征信)|当天(?:放款|出证|到账|下款)|包(?:过|赢|中|邮|治|出)"
    r"|(?:提供|拥有|专业|承接|长期|代办|办理|主营|专做|专注).{0,24}(?:服务|业务|最新|最全|高清|资源|平台)|最(?:新|全|大|好玩|权威|快|低价)的?|首选|尽在|海量|玩家|会员|货到付款|不过退款|无效退|验证后付款|先.{1,6}后付款|官网|官方网站|下载app|高清|秒(?:到|批|下)|价格(?:优惠|低|实惠|从优)|量大从优|让您|为您|带您"
)
# Promises of a seller, which no agency makes.
PROMISES = pattern(
    r"货到付款|先.{1,8}后付(?:款)?|验货(?:后)?付|支持验货|见效后|(?:一个疗程|几天|当天)见效|无效退款|不满意.{0,4}退|不反弹|(?:月|日|年)(?:入|赚)过?[\d一二三几]?[百千万]|稳赚|包赚|包赢|带单|进群送"
    r"|厂家直(?:销|供)|(?:实体|实体店|一手)供?货(?:源)?|[一1]件?[双件]?代发|[一1]条起批|包装隐蔽|全国(?:包邮|货到|发货)|价格面议|手续齐全|全套服务|随叫随到|打不开不收费|只要[\d一二三四五六七八九十]{1,4}元|(?:永久|终身)(?:更新|可查|免费|使用|不限)"
    r"|自助发卡|(?:稳定)?不封号|上线送|月付[\d一二三四五六七八九十]|不限流量|一键翻墙|考[前后](?:付款|一小时)|准确率|签合同有保障|低价(?:出售|转让)|半价(?:提车|出)|[年百]老店|留学生首选|隐蔽无痕|不收费|免费试用|诚招(?:代理|加盟)|招(?:收)?代理|秒(?:到账|批|开|下款)"
    r"|量大从优|无需(?:抵押|担保|征信|注册)|黑户(?:可|也)|不看(?:征信|负债)|包(?:过|中|下款|出证)|点击(?:即播|进入)|欢迎(?:预约|点击|来电|咨询|加)|每日更新|七天瘦|躺着(?:也|就)|加.{0,5}(?:微信|薇信|威信|群).{0,6}(?:领|看|咨询|获取)"
)
SURE_PROMISES = 3  # which tell without a contact


def bounds(text: str, place: int) -> range:
    """The bounds of the sentence around a place."""
    before = [mark.end() for mark in END.finditer(text, max(0, place - LONGEST), place)]
    start = before[-1] if before else max(0, place - LONGEST)
    after = END.search(text, place, place + LONGEST)
    end = (after.start() if after.group() == "\n" else after.end()) if after else min(len(text), place + LONGEST)
    return range(start, end)


def passage(text: str, sentence: range) -> range:
    """The sentence with those before and behind it on its line that advertise, too, and a heading above of keywords."""
    start, end = sentence.start, sentence.stop
    for _ in range(MOST):
        if start == 0 or text[start - 1] == "\n":
            break
        before = bounds(text, start - 1)
        if not before or not _advertises(text[before.start : start]):
            break
        start = before.start
    for _ in range(MOST):
        if end >= len(text) or text[end] == "\n":
            break
        behind = bounds(text, end)
        if not behind or not _advertises(text[end : behind.stop]):
            break
        end = behind.stop
    return range(_below_heading(text, start), _with_contacts(text, end))


def _with_contacts(text: str, end: int) -> int:
    """Where the lines below are over that hold nothing but a number to write to; `end` itself where there are none."""
    for _ in range(MOST):
        below = CONTACT_LINE.match(text, end)
        if below is None:
            break
        end = below.end()
    return end


def _below_heading(text: str, start: int) -> int:
    """Where a heading of keywords begins in the line above `start`; `start` itself where there is none."""
    since = max(0, start - LONGEST_HEADING - 2)
    above = text[since:start].rstrip()
    if start == 0 or text[start - 1] != "\n" or not above:
        return start
    first = above.rfind("\n") + 1
    said = above[first:]
    if (first == 0 and start > len(above) + 2) or END.search(said) or is_spoken(plain(said)):
        return start
    judged = judge(said)
    headed = judged.strong > 0 and judged.pieces > 1 and not judged.is_prose
    return since + first if headed else start


def is_spoken(flat: str) -> bool:
    """Whether plain text warns of offers, tells of them or rules them."""
    return bool(ABOUT.search(flat) or LEGAL.search(flat))


def asked_and_promised(flat: str) -> tuple[int, int]:
    """How many things plain text solicits or promises, and how many of them it promises."""
    promised = set(PROMISES.findall(flat))
    return len(promised.union(SOLICITS.findall(flat))), len(promised)


def is_offer(judged: Judged, solicits: int, promised: int) -> bool:
    """Whether trade, solicitation and contact come together."""
    if judged.strong >= 2 and solicits + judged.contacts >= 1:
        return True
    if (judged.strong or judged.weak >= 2) and solicits >= 1 and solicits + judged.contacts >= 2:
        return True
    if judged.throwaway and solicits >= 2:
        return True
    reached = judged.contacts > 0 and (judged.throwaway > 0 or promised > 1)
    return promised >= SURE_PROMISES or (promised > 0 and reached)


def rest_of(page: Page, start: int, end: int, far: int) -> str:
    """What stands so many characters before and behind a passage, plain."""
    return plain(page.text[max(0, start - far) : start] + "\n" + page.text[end : end + far])


def is_strange(page: Page, start: int, end: int) -> bool:
    """Whether the rest of the page knows nothing of what stands there."""
    said = plain(page.text[start:end])
    pairs = {one + two for one, two in itertools.pairwise(said) if one > "\u33ff" and two > "\u33ff"}
    asked = sorted(pairs)[:MOST_PAIRS]
    rest = rest_of(page, start, end, NEAR)
    return sum(pair not in rest for pair in asked) >= STRANGE * len(asked)


def _advertises(said: str) -> bool:
    flat = plain(said)
    if is_spoken(flat):
        return False
    judged = judge(said)
    return bool(judged.strong or judged.contacts or judged.weak > 1 or PROMISES.search(flat))
