"""Whether keywords are the document's own: fields, and lists that it announces and speaks of."""

from __future__ import annotations

from enum import Enum

from zhengwen.filters.spam._judging import MANY, Judged, undisguised
from zhengwen.filters.spam._lexicon import plain
from zhengwen.filters.spam._page_words import PageWords
from zhengwen.lazy import pattern

LABEL = pattern(r"\s*[【\[(]?(?:关\s?键\s?[词字]|主\s?题\s?词|标\s?签|检索词|keywords?|tags?)\s*[】\])]?\s*[:]")
NUMBERED = pattern(
    r"\s*(?:[(]?\d{1,3}[)]|\d{1,3}[.、:\s](?!\d)|[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]|[①-⑳]|第[一二三四五六七八九十\d]+)"
)
LISTING = pattern(
    r"名单|清单|目录|如下|附件|附表|一览|以下|下列|名称|序号|包括|公布|通报|曝光|案例|产品|网站|平台|app|药品|商品|品牌|关键词|类型|手法|套路|骗局|话术"
)
ABOUT = pattern(
    r"诈骗|赌博|色情|淫秽|假冒|伪劣|非法|违法|违规|曝光|黑名单|查处|打击|取缔|整治|防范|警惕|谨防|举报|涉嫌|不合格|禁止|严禁|抵制|清理|下架|扫黄|反诈|风险提示|骗局|骗子|上当"
)
SENTENCE_END = pattern(r"[。！？；!?;]")
DRESS = pattern(r"[\s|丨¦_~\-·•/\\,、;:.。!?#*★☆◆●&+]+$")
OFFICIAL = pattern(
    r"(?:局|厅|委|部|会|院|校|府|(?<!代)办|办公室|中心|处|科|(?<!网)站|所|队|村|镇|乡|县|市|区|街道|社区|小学|中学|大学|幼儿园|农场|合作社|集团|有限公司|支部|工作组|领导小组)\W*$"
    r"|\d{4}\s?年|^\s*附|[《》〈〉]|^\W*(?:来源|发布|日期|时间|联系|地址|电话|手机|邮编|邮箱|传真|编辑|责任编辑|审核|作者|主办|承办|版权|备案|网站标识|上一|下一|打印|关闭)\w{0,4}\s*[:]|[:].*\d{4}-\d|(?:通知|公告|通告|办法|条例|规定|总结|报告|方案|意见|决定|通报|函|简报|纪要|公报|批复|细则|规划|计划|名单|公示|章程|规则|总则|附则|法)\W*$"
)
LONGEST_LABEL = 24


class Owner(Enum):
    """Whose the keywords are."""

    DOCUMENT = "the document's: a field of keywords, or a list that it announces"
    UNCLEAR = "perhaps the document's: it speaks of the same things"
    INTRUDER = "an intruder's"


def owner(words: PageWords, first: int, said: list[str], judged: Judged) -> Owner:
    """Whose the keywords are that are said from line `first` on."""
    texts = [plain(said[0]), *(plain(one[:LONGEST_LABEL]) for one in said[1:])]
    if LABEL.match(texts[0]):
        return Owner.DOCUMENT
    line = plain(words.page.lines[first].text)
    intro = (line[: line.index(texts[0])].rstrip() or plain(words.above(first)).rstrip())[-60:]
    label, mark, _ = texts[0].partition(":")
    if mark and len(label) <= LONGEST_LABEL:
        intro += f"{label}:"
    colon = intro.rstrip().endswith(":")
    announced = (bool(LISTING.search(intro)) and (colon or not SENTENCE_END.search(intro))) or (
        colon and bool(ABOUT.search(intro))
    )
    numbered = sum(bool(NUMBERED.match(text)) for text in texts) * 2 > len(texts)
    if not (announced or numbered):
        return Owner.UNCLEAR if judged.strong < MANY and words.speaks_of(judged) else Owner.INTRUDER
    if words.speaks_of(judged):
        return Owner.UNCLEAR if _is_soup(judged) else Owner.DOCUMENT
    return Owner.DOCUMENT if (numbered or ABOUT.search(intro)) and not _is_dressed(judged) else Owner.INTRUDER


def _is_soup(judged: Judged) -> bool:
    """Whether the same words come again and again, as they do not in a list."""
    return judged.strong >= MANY and max(judged.stems.values()) >= 4


def _is_dressed(judged: Judged) -> bool:
    """Whether words repeat or are dressed with selling words, as keywords are and entries of a list are not."""
    known = judged.strong + judged.weak
    return judged.strong >= 3 and (max(judged.stems.values()) >= 3 or judged.selling + judged.contacts >= 0.3 * known)


def may_be_keyword(flat: str) -> bool:
    """Whether a short plain line can be a keyword: it names no agency, and is no heading, contact or date."""
    said = DRESS.sub("", undisguised(flat))
    return not OFFICIAL.search(said) and not NUMBERED.match(said)
