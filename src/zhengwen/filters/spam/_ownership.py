"""Whether keywords are the document's own: fields, and lists that it announces and speaks of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from enum import Enum

from zhengwen.filters.spam._hosts import untagged
from zhengwen.filters.spam._lexicon import plain
from zhengwen.filters.spam._page_words import PageWords, line_above
from zhengwen.filters.spam._score import Judged, undisguised
from zhengwen.filters.spam._weights import MANY_STRONG
from zhengwen.page import Page
from zhengwen.pages.sentences import HOLDS_END
from zhengwen.text.lazy_regex import pattern

LABEL = pattern(r"\s*[【\[(]?(?:关\s?键\s?[词字]|主\s?题\s?词|标\s?签|检索词|keywords?|tags?)\s*[】\])]?\s*[:]")
# What numbers the entries of a list; `sentences.NUMBERED` has headings and annexes as well.
LIST_NUMBER = pattern(
    r"""
    \s*(?: [(]?\d{1,3}[)] | \d{1,3}[.、:\s](?!\d)                                          # (1), 1.
         | [一二三四五六七八九十]{1,3}、 | [(][一二三四五六七八九十]{1,3}[)]                # 一、 (一)
         | [①-⑳] | 第[一二三四五六七八九十\d]+ )
    """,
    re.VERBOSE,
)
LISTING = pattern(
    r"名单|清单|目录|如下|附件|附表|一览|以下|下列|名称|序号|包括|公布|通报|曝光|案例|产品|网站|平台|app|药品|商品|品牌|关键词|类型|手法|套路|骗局|话术"
)
LIST = pattern(r"名单|清单|目录|如下|一览|案例|公布|公示|通报|曝光|汇总")
LIST_TITLE = pattern(r"(?:名单|清单|目录|一览表?|案例|公示|通报|汇总)(?:[（(].{1,12}[）)])?\s*$")
ABOUT = pattern(
    r"诈骗|涉诈|赌博|色情|淫秽|假冒|伪劣|非法|违法|违规|曝光|黑名单|查处|打击|取缔|整治|防范|警惕|谨防|举报|涉嫌|不合格|禁止|严禁|抵制|清理|下架|扫黄|反诈|风险提示|骗局|骗子|上当"
)
# A finished sentence with one of these may lead to a list of hosts; one that forbids something else does not.
WARNED = pattern(
    r"诈骗|涉诈|赌博|色情|淫秽|假冒|曝光|黑名单|警惕|谨防|骗|网站|网址|域名|链接|平台|app|以下|如下|下列|名单"
)
DRESS = pattern(r"[\s|丨¦_~\-·•/\\,、;:.。!?#*★☆◆●&+]+$")
IS_OF_A_DOCUMENT = pattern(
    r"""
    (?: 局|厅|委|部|会|院|校|府|(?<!代)办|办公室|中心|处|科|(?<!网)站|所|队                # agencies
      | 村|镇|乡|县|市|区|街道|社区 | 小学|中学|大学|幼儿园                               # places, schools
      | 农场|合作社|集团|有限公司 | 支部|工作组|领导小组 )\W*$                            # firms, groups
    | (?:电话|热线|专线|传真)\W{0,2}(?:0\d{2,3}\W?\d{7,8}|\d{3,8})(?!\d)                  # numbers of agencies
    | \d{4}\s?年 | ^\s*附 | [《》〈〉]                                                     # dates, annexes, titles
    | ^\W*(?: 来源|发布|日期|时间|联系|地址|电话|手机|邮编|邮箱|传真|编辑|责任编辑|审核|作者 # labels of the page
            | 主办|承办|版权|备案|网站标识|上一|下一|打印|关闭 )\w{0,4}\s*[:]              # … of the site
    | [:].*\d{4}-\d                                                                       # a label and a date
    | (?: 通知|公告|通告|办法|条例|规定|总结|报告|方案|意见|决定|通报|函|简报|纪要|公报      # kinds of documents
        | 批复|细则|规划|计划|名单|公示|章程|规则|总则|附则|法 )\W*$
    """,
    re.VERBOSE,
)
DATE_LINE = pattern(r"\s*(?:\d{4}|[一二三四五六七八九十〇○零]{4})\s?年.{1,4}月.{1,4}日\s*$")
MAX_LABEL_CHARS = 24  # of a label of keywords, and of an entry that is looked at
MIN_STRONG_WORDS = 3  # strong words in a field of keywords that the text knows nothing of
MIN_REPEATED_ENTRIES = 2  # entries
MAX_TITLE_LINES, MAX_TITLE_CHARS = 5, 60  # lines at the head, and characters of one


class Owner(Enum):
    """Whose the keywords are."""

    DOCUMENT = "the document's: a field of keywords, or a list that it announces"
    UNCLEAR = "perhaps the document's: it speaks of the same things"
    INTRUDER = "an intruder's"


def owner(words: PageWords, run: list[int], said: list[str], judged: Judged) -> Owner:
    """Whose the keywords are that are said in the lines `run`."""
    first = run[0]
    opening = plain(said[0])
    texts = [untagged(opening).strip(), *(plain(one[:MAX_LABEL_CHARS]) for one in said[1:])]
    if LABEL.match(texts[0]) and (judged.strong < MIN_STRONG_WORDS or words.speaks_of(judged)):
        return Owner.DOCUMENT
    line = plain(words.page.lines[first].text)
    before = line[: line.index(opening)].rstrip()
    intro = (before or plain(line_above(words.page, first)).rstrip())[-60:]
    label, mark, rest = texts[0].partition(":")
    if mark and len(label) <= MAX_LABEL_CHARS and not rest.startswith("//"):
        intro += f"{label}:"
    colon = intro.rstrip().endswith(":")
    announced = (bool(LISTING.search(intro)) and (colon or not HOLDS_END.search(intro))) or (
        colon and bool(ABOUT.search(intro))
    )
    numbered = sum(bool(LIST_NUMBER.match(text)) for text in texts) * 2 > len(texts)
    led = bool(ABOUT.search(intro)) and (not intro.endswith("。") or bool(WARNED.search(intro)))
    about = led or is_titled(words.page, run, ABOUT)
    if judged.throwaway > 1 and not (about or (announced and colon)):
        return Owner.INTRUDER
    if not (announced or numbered):
        if judged.strong < MANY_STRONG and words.speaks_of(judged):
            return Owner.UNCLEAR
        if judged.known and judged.strong_kinds < MIN_STRONG_WORDS and not judged.throwaway:
            is_label = judged.strong > judged.strong_kinds == 1 and not judged.repetitive
            if is_label or words.has_as_subject(judged):
                return Owner.UNCLEAR
        if before and judged.strong >= MIN_STRONG_WORDS:  # behind a sentence, where no list begins
            return Owner.INTRUDER
        sure = judged.strong >= MANY_STRONG or (judged.strong >= MIN_STRONG_WORDS and judged.contacts)
        if sure and run[-1] >= words.last_line:
            return Owner.INTRUDER  # a list that nothing announces and nothing follows
        listed = about or (judged.strong < MANY_STRONG and is_titled(words.page, run, LIST_TITLE))
        return Owner.UNCLEAR if listed and not _is_stuffed(judged) else Owner.INTRUDER
    if words.speaks_of(judged):
        return Owner.UNCLEAR if _is_soup(judged) else Owner.DOCUMENT
    listed = about or bool(LIST.search(intro) and not intro.startswith("附件"))
    if _is_promotional(judged):
        return Owner.UNCLEAR if listed and not _is_stuffed(judged) else Owner.INTRUDER
    return Owner.DOCUMENT if numbered or about else Owner.UNCLEAR if colon or listed else Owner.INTRUDER


def is_titled(page: Page, lines: Collection[int], subject: re.Pattern[str]) -> bool:
    """Whether a title of the page names a subject, and the page's end does not stand above some of its lines."""
    if DATE_LINE.match(line_above(page, min(lines))):
        return False
    return any(subject.search(title) for number, title in page.view(_titles).items() if number not in lines)


def _titles(page: Page) -> dict[int, str]:
    """The short ones of the first lines, plain, by their numbers; a view, for the blank lines above may be many.

    A sentence is among them only if it warns.
    """
    first = itertools.islice((one for one in enumerate(page.line_texts) if one[1].strip()), MAX_TITLE_LINES)
    short = {number: plain(text).rstrip() for number, text in first if len(text) <= MAX_TITLE_CHARS}
    return {number: text for number, text in short.items() if text[-1:] not in "。;" or WARNED.search(text)}


def _is_stuffed(judged: Judged) -> bool:
    """Whether whole entries come again, as they do in no list."""
    return judged.repeated >= (MIN_REPEATED_ENTRIES if _is_promotional(judged) else 2 * MIN_REPEATED_ENTRIES)


def _is_soup(judged: Judged) -> bool:
    """Whether the same words come again and again, as they do not in a list."""
    return judged.strong >= MANY_STRONG and max(judged.stems.values()) >= 4


def _is_promotional(judged: Judged) -> bool:
    """Whether words repeat or are dressed with selling words, as keywords are and entries of a list are not."""
    known = judged.strong + judged.weak
    return judged.strong >= 3 and (max(judged.stems.values()) >= 3 or judged.selling + judged.contacts >= 0.3 * known)


def is_headline(flat: str) -> bool:
    """Whether a plain line is a title or announces a list: what is done about some trade, and what the text is."""
    return bool(ABOUT.search(flat) and (IS_OF_A_DOCUMENT.search(DRESS.sub("", flat)) or LIST.search(flat)))


def may_be_keyword(flat: str) -> bool:
    """Whether a short plain line can be a keyword: it names no agency, and is no heading, contact or date."""
    said = DRESS.sub("", undisguised(flat))
    return not IS_OF_A_DOCUMENT.search(said) and not LIST_NUMBER.match(said)
