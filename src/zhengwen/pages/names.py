"""The name of who published a document, as it stands behind a label."""

from __future__ import annotations

import re

from zhengwen.text.char_classes import IDEOGRAPHS
from zhengwen.text.folding import fold
from zhengwen.text.lazy_regex import pattern

MAX_NAME_CHARS = 40
# What may stand behind the name, on its line.
NEXT_LABEL = pattern(
    r"""
    [\s|\[\](){}【】;,，、]*
    (?: 作者|责任编辑|责编|编辑|记者|审核|校对|供稿|撰稿|摄影|责任|通讯员|来源     # who
      | 发布|时间|日期|更新|发表 | \d{4}\s?[-年/.]                                # when
      | 浏览|阅读|点击|访问|人气|点阅|评论                                        # counters
      | 字[体号] | 打印|分享|关注|收藏|我要|纠错|视力 | 大\s|中\s|小\s | 【|\[     # buttons
      | 所属|栏目|分类|标签 )
    """,
    re.VERBOSE,
)
NAMED = pattern(f"[{IDEOGRAPHS}]")
NO_SOURCE = pattern(
    r"^(?:发布于|发表于|来自|格林尼治)|首页|返回|打印|关闭|分享|字[体号]|更多|登录|^(?:无|未知|暂无|本站|互联网转载)$|[。；;!?]"
)
OPENING, CLOSING = "([{【《「『“‘〔〈（［", ")]}】》」』”’〕〉）］"
AROUND = "\"'、·-—:：,，;；|/ "


def first_name(raw: str, folded: str) -> str:
    """The name that a text begins with; empty where it begins with none.

    Args:
        raw: what stands behind a label, up to the end of its line.
        folded: the same, folded.
    """
    folded = folded.lstrip('\t :：【[(《“"')
    raw = raw.strip()
    raw = raw[len(raw) - len(folded) :] if len(folded) <= len(raw) else raw
    end = NEXT_LABEL.search(folded)
    if end and end.start() == 0:
        return ""
    raw = raw[: end.start()] if end else raw
    value = without_lone_brackets(re.split(r"\s{1,}|[|【】\[\]()（），,;；]", raw.strip(), maxsplit=1)[0])
    return value if is_name(value) else ""


def is_name(value: str) -> bool:
    """Whether a text may be the name of a publisher: letters, no button and no sentence."""
    if not NAMED.search(value) and not re.search(r"[A-Za-z]{2}", value):
        return False
    return 2 <= len(value) <= MAX_NAME_CHARS and not NO_SOURCE.search(fold(value))


def without_lone_brackets(value: str) -> str:
    """The value without marks around it, and without brackets at its ends whose other half is not in it."""
    value = value.strip(AROUND)
    while value and value[-1] in CLOSING and OPENING[CLOSING.index(value[-1])] not in value:
        value = value[:-1].strip(AROUND)
    while value and value[0] in OPENING and CLOSING[OPENING.index(value[0])] not in value:
        value = value[1:].strip(AROUND)
    return value
