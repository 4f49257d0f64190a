"""What a page says of itself: title, source, date and the other labelled facts of government pages."""

from __future__ import annotations

import re
from functools import cache

from zhengwen.folding import fold
from zhengwen.lazy import pattern

HEAD = 60  # lines that are not blank: a title and its byline stand among these
TAIL = 400
LONGEST_LINE = 400
LONGEST_VALUE = 120

# Each fact by its labels, Simplified, the likeliest first; a label's characters may stand apart (索 引 号).
LABELS = {
    "source": "来源 信息来源 文章来源 稿件来源 新闻来源 稿源 内容来源 资料来源 来源于 发布机构 发布单位 发布部门 提供单位 资料提供 发稿单位 供稿单位 公开责任部门",
    "published": (
        "发布日期 发布时间 发表时间 发表日期 发稿时间 公布日期 公布时间 公开日期 公开时间 上传时间 录入时间 添加时间 创建时间 创建日期 张贴日期 上版日期 刊登日期 公告日期 建立日期 发布于 时间 日期 更新时间 更新日期 最后更新"
    ),
    "author": "作者 撰稿 撰稿人 文/ 记者 供稿人 供稿 编辑 责任编辑 责编",
    "document_number": "发文字号 文号 公文文号 文件编号 文件号 信息文号 发文文号 公文字号",
    "index_number": "索引号 信息索引号 信息索引 索引号码 索取号",
    "issuer": "发文机关 发文机构 发文单位 制发机关 发布机构 印发机关 信息公开主体 公开主体",
    "written": "成文日期 成文时间 生成日期 生成时间 形成日期 发文日期 印发日期 制发日期",
    "category": "主题分类 信息分类 主题类别 信息类别 体裁分类 组配分类 分类 公文种类",
    "title": "标题 信息名称 文件名称 公文名称 名称",
    "views": "浏览次数 阅读次数 点击次数 访问次数 浏览量 阅读量 点击量 访问量 点击数 浏览数 阅读数 点击率 点阅次数 点阅数 点阅人气 阅览人次 人气 浏览人数 阅读人数 点选次数 点阅率 点击 阅读 浏览 访问",
}
TABLED = frozenset(("index_number", "category", "document_number", "issuer"))
# Labels that documents use for facts of their own (时间：… 地点：…): believed above the body and at the end of the page only.
SHY = frozenset(
    "时间 日期 编辑 责编 责任编辑 记者 名称 分类 点击 阅读 浏览 访问 供稿 人气 作者 资料来源 来源 标题".split()
)
SHY_DEPTH = 25
LONGEST_HEADING = 40
DATES = frozenset(("published", "written"))
DATE = pattern(
    r"(?P<year>(?:19|20)\d\d|民国\s*\d{2,3}|1\d\d(?=[./-]\d{1,2}[./-]\d))\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*[日号]?"
    r"(?:[\sT,]*(?P<hour>[012]?\d)\s*[:时点]\s*(?P<minute>[0-5]\d)(?:\s*[:分]\s*(?P<second>[0-5]\d))?)?"
)
SITE_ID = pattern(r"(?:网站标识码|网站标识|标识码)\s*[:]?\s*([A-Za-z]{0,2}\d{8,12})")
ICP = pattern(
    r"([\u4e00-\u9fff]?\s?ICP\s?(?:备|证|备案)\s?(?:字)?\s?(?:第)?\s?[A-Z]?\d?-?\d{5,11}\s?号?(?:\s?-\s?\d{1,3})?)"
)
DOCUMENT_NUMBER = pattern(
    r"^[\s(]*(?P<number>[\u4e00-\u9fff]{1,14}(?:字)?\s?[\[(〔【﹝]\s?(?:19|20)\d\d\s?[\])〕】﹞]\s?(?:第)?\s?\d{1,5}\s?号)[\s)]*$"
)
VIEWS = pattern(r"\d[\d,]*")


def extract(page: str, cleaned: str) -> dict[str, str]:
    """Read the labelled facts of a page.

    Args:
        page: the text before anything was cut.
        cleaned: the text after.
    """
    lines = _lines(page)
    found = _labelled(lines)
    title = _title(lines, cleaned)
    if title and not ("title" in found and found.keys() & TABLED):
        found["title"] = title
    folded = fold(page)
    for key, pattern in (("site_id", SITE_ID), ("icp", ICP)):
        match = pattern.search(folded)
        if match:
            found[key] = re.sub(r"\s+", "", page[match.start(1) : match.end(1)])
    if "document_number" not in found:
        number = _document_number(lines)
        if number:
            found["document_number"] = number
    return {key: found[key] for key in sorted(found)}


def _lines(page: str) -> list[str]:
    """The lines in which facts may stand: the first and the last ones that are not blank, without giants."""
    lines = [line.strip() for line in page.split("\n") if line and not line.isspace()]
    if len(lines) > HEAD + TAIL:
        lines = lines[:HEAD] + lines[-TAIL:]
    return [line[:LONGEST_LINE] for line in lines]


@cache
def _label() -> re.Pattern[str]:
    keys = {}
    for key, labels in LABELS.items():
        for label in labels.split():
            keys.setdefault(label, key)
    ordered = sorted(keys, key=len, reverse=True)
    pattern = "|".join(r"\s{0,4}".join(map(re.escape, label)) for label in ordered)
    return re.compile(
        rf"(?:^|(?<=[\s|\[\](){{}}【】;,，、]))(?P<label>{pattern})\s*[\]】]?\s*(?::|(?=\s*\d{{4}}\s?[-年/.])|(?=\s\d)|$)"
    )


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    for key, labels in LABELS.items():
        for label in labels.split():
            keys[label] = (*keys.get(label, ()), key)
    return keys


def _labelled(lines: list[str]) -> dict[str, str]:
    """The facts that stand behind a label, on its line or, when that holds nothing, on the next."""
    found: dict[str, str] = {}
    rank: dict[str, int] = {}
    body = next((n for n, line in enumerate(lines) if "。" in line and len(line) > LONGEST_HEADING), len(lines))
    for number, line in enumerate(lines):
        folded = fold(line)
        if "。" in folded:
            continue
        pieces = list(_label().finditer(folded))
        ends = [*(one.start() for one in pieces[1:]), len(line)]
        for piece, after in zip(pieces, ends, strict=False):
            raw = line[piece.end() : after]
            if not raw.strip(" \t|") and after == len(line) and number + 1 < len(lines):
                raw = lines[number + 1]
            label = re.sub(r"\s", "", piece["label"])
            if label in SHY and body < number < len(lines) - SHY_DEPTH:
                continue
            for key in _keys().get(label, ()):
                value = _value(key, raw)
                order = LABELS[key].split().index(label)
                if value and order < rank.get(key, 1 << 30):
                    found[key], rank[key] = value, order
    return found


def _value(key: str, raw: str) -> str:
    folded = fold(raw)
    if key in DATES:
        return date(folded)
    if key == "views":
        match = VIEWS.match(folded.lstrip(" :(|[【"))
        return match.group().replace(",", "") if match else ""
    value = raw.strip(" \t\r\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}|:：[]【】;；,，")
    if key in ("source", "author"):
        value = re.split(r"\s{2,}|[|【\[]|\s(?=字体|打印|分享|\d{4}-)", value)[0].strip()
    if not value or len(value) > LONGEST_VALUE or _label().match(folded.strip(" |:[【")):
        return ""
    return value


def date(text: str) -> str:
    """The first date in folded text as ISO 8601, with its time when it has one; empty when there is none."""
    match = DATE.search(text)
    if not match:
        return ""
    year = int(re.sub(r"\D", "", match["year"]))
    year += 1911 if year < 1000 else 0
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    written = f"{year:04d}-{month:02d}-{day:02d}"
    if match["hour"] and int(match["hour"]) < 24:
        written += f"T{int(match['hour']):02d}:{match['minute']}" + (f":{match['second']}" if match["second"] else "")
    return written


def _title(lines: list[str], cleaned: str) -> str:
    """The title: what the cleaned page begins with, down to its byline."""
    from zhengwen.filters.furniture import _masthead

    return _masthead.title(cleaned) or _masthead.title("\n".join(lines[:HEAD]))


def _document_number(lines: list[str]) -> str:
    """The number of a document that stands on a line of its own below or above the title."""
    for line in lines[:HEAD]:
        match = DOCUMENT_NUMBER.match(fold(line))
        if match:
            return re.sub(r"\s+", "", line[match.start("number") : match.end("number")])
    return ""
