"""Whether keywords are the document's own: fields, and lists that it announces and speaks of."""

from __future__ import annotations

import re

from zhengwen.filters.spam._judging import Judged
from zhengwen.filters.spam._lexicon import plain
from zhengwen.filters.spam._page_words import PageWords

LABEL = re.compile(r"\s*[【\[(]?(?:关\s?键\s?[词字]|主\s?题\s?词|标\s?签|检索词|keywords?|tags?)\s*[】\])]?\s*[:]")
NUMBERED = re.compile(
    r"\s*(?:[(]?\d{1,3}[)]|\d{1,3}[.、:\s](?!\d)|[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]|[①-⑳]|第[一二三四五六七八九十\d]+)"
)
LISTING = re.compile(
    r"名单|清单|目录|如下|附件|附表|一览|以下|下列|名称|序号|包括|公布|通报|曝光|案例|产品|网站|平台|app|药品|商品|品牌|关键词|类型|手法|套路|骗局|话术"
)
ABOUT = re.compile(
    r"诈骗|赌博|色情|淫秽|假冒|伪劣|非法|违法|违规|曝光|黑名单|查处|打击|取缔|整治|防范|警惕|谨防|举报|涉嫌|不合格|禁止|严禁|抵制|清理|下架|扫黄|反诈|风险提示|骗局|骗子|上当"
)
SENTENCE_END = re.compile(r"[。！？；!?;]")


def belongs(words: PageWords, first: int, said: list[str], judged: Judged) -> bool:
    """Whether what is said from line `first` on may be the document's own."""
    texts = [plain(one) for one in said]
    if LABEL.match(texts[0]):
        return True
    line = plain(words.page.lines[first].text)
    intro = (line[: line.index(texts[0])].rstrip() or plain(words.above(first)).rstrip())[-60:]
    announced = bool(LISTING.search(intro)) and (intro.rstrip().endswith(":") or not SENTENCE_END.search(intro))
    numbered = sum(bool(NUMBERED.match(text)) for text in texts) * 2 > len(texts)
    if not (announced or numbered):
        return words.speaks_of(judged) and judged.strong < 6
    if words.speaks_of(judged):
        return not _is_soup(judged)
    return (numbered or bool(ABOUT.search(intro))) and not _is_dressed(judged)


def _is_soup(judged: Judged) -> bool:
    """Whether the same words come again and again, as they do not in a list."""
    return judged.strong >= 6 and max(judged.stems.values()) >= 4


def _is_dressed(judged: Judged) -> bool:
    """Whether words repeat or are dressed with selling words, as keywords are and entries of a list are not."""
    known = judged.strong + judged.weak
    return judged.strong >= 3 and (max(judged.stems.values()) >= 3 or judged.selling + judged.contacts >= 0.3 * known)
