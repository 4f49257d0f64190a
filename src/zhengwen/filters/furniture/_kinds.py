"""What kind of line a line is, judged by itself: a button bar, a footer, a menu entry … or a line of a document."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from zhengwen.filters.furniture import _words as words
from zhengwen.folding import fold

LONGEST = 400  # characters; no line of furniture is longer


class Kind(Enum):
    """The kinds of lines; the value says what the line is called in messages."""

    BLANK = "blank line"
    CROSS = "close button"
    DIALOG = "leave-this-site dialog"
    CRUMBS = "breadcrumbs"
    TOOLS = "button bar"
    SHY_TOOLS = "button"
    ACCESS = "accessibility bar"
    NEIGHBOUR = "link to the previous or next page"
    QR = "QR code caption"
    SITE = "site footer"
    HOST = "site host"
    CONTACT = "contact line"
    SITE_PAGES = "links to pages about the site"
    LIST = "heading of a list of links"
    MENU = "menu"
    URL = "address of a link"
    CREDIT = "editor's credit"
    BYLINE = "byline"
    FACT = "row of a disclosure table"
    DOCUMENT = "line of a document"
    OTHER = "short line"


# A line that only a document has: a sentence, a numbered heading, a date that signs, an attachment.
SENTENCE = re.compile(r"[。；！？!?][”\"’」』）)]?.{0,3}$|[。；].|[：:;,，、]$")
NUMBERED = re.compile(
    r"\s*(?:第\s{0,2}[一二三四五六七八九十百千零〇两\d]{1,6}\s{0,2}[条章节款编项部篇]|[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]\d{1,3}[)）]|\d{1,3}[、.．)](?!\d)"
    r"|附\s{0,4}[件表录图注]|注[:：]|备注|抄\s?送|主送|此\s?[致复令]|特此|签发|印发)"
)
SIGNING_DATE = re.compile(
    rf"\s*(?:{words.DATE}|[一二][〇○零Oo0一二三四五六七八九]{{3}}年[一二三四五六七八九十元]{{1,3}}月[一二三四五六七八九十]{{1,3}}日)\s*$"
)

BYLINE_LABELS = (
    "来源 信息来源 文章来源 稿件来源 新闻来源 稿源 来稿单位 转载来源 内容来源 资料来源 发布日期 发布时间 发文日期 发布于 发表时间 发表日期 发稿时间 日期 时间 更新时间 更新日期 最后更新 最后更新时间"
    " 修改时间 录入时间 创建时间 创建日期 公布日期 公布时间 上传时间 添加时间 张贴日期 上版日期 刊登日期 公告日期 建立日期 资料日期 成文日期 发布机构 发布单位 发布部门 发布人 发布者 作者 撰稿 撰稿人 文 记者 通讯员 供稿"
    " 供稿单位 供稿人 信息提供 来文单位 编辑 责任编辑 责编 审核 审核人 校对 摄影 点击数 点击率 资料提供 提供单位 发稿单位 发布科室 单位 信息员 编稿 初审 复审 终审 浏览 浏览数 所属分类 分类 栏目"
)
LABEL = rf"(?:{words.spaced(BYLINE_LABELS)}|{words.COUNT_LABELS})"
BYLINE_PIECE = re.compile(
    rf"(?:^|(?<=[\s|\[【(;,，\]】)]))(?P<label>{LABEL})\s*(?:[:：]|于(?=[:：])|(?=\s*\d{{4}}\s?[-年/.]))"
)
BYLINE_SIGN = re.compile(
    rf"{words.spaced('来源 信息来源 文章来源 稿件来源 新闻来源 稿源 发布日期 发布时间 发表时间 发表日期 发稿时间 日期 时间 更新时间 更新日期 最后更新 发布于 发布机构 发布单位 发布部门 发布者 作者 张贴日期 上版日期 公布日期 录入时间 创建时间 添加时间 供稿单位 点击数')}"
)
DATE_LINE = re.compile(rf"{words.GAP}(?:{words.DATE}){words.GAP}(?:来源|来源于|作者)?[^。]{{0,40}}$")

FACT_LABELS = (
    "索引号 索引 主题分类 主题词 关键词 分类 信息分类 主题类别 体裁分类 体裁 服务对象 组配分类 发文机关 发文机构 发文单位 发布机构 发布单位 发布部门 公开责任部门 公开主体 信息公开主体 责任部门 制发机关 成文日期 成文时间 生成日期 生成时间 形成日期 发文日期 印发日期"
    " 标题 名称 信息名称 文件名称 公文名称 发文字号 文号 文件编号 文件号 公文文号 信息文号 发布日期 发布时间 公开日期 公开时间 公开方式 公开形式 公开范围 公开程序 公开类型 公开属性 公开类别 信息类别 信息性质 信息索引号 信息索引 有效性 效力状态 是否有效 时效性 文件状态 时效状态 有效期 实施日期 施行日期 生效日期 生效时间 失效日期 失效时间 废止日期 废止时间"
    " 统一登记号 统一编号 登记号 规范性文件登记号 规范性文件编号 所属机构 所属主题 所属栏目 内容概述 内容概要 内容摘要 概述 载体形式 载体类型 存在形式 公文种类 公文类型 文件类型 文种 来源 语种 阅读量 浏览量 访问量 效力级别 效力等级 信息来源 公开时限 题裁分类 备注文号 文件类别 行政区域 涉及事项"
)
FACT = re.compile(
    rf"(?:^|(?<=[\s|\]】\t]))[\[【]?\s*(?P<label>{words.spaced(FACT_LABELS)})\s*[\]】]?\s*(?:[:]|(?=\s)|$)"
)
FACT_SIGN = re.compile(
    words.spaced(
        "索引号 信息索引号 主题分类 信息分类 组配分类 体裁分类 服务对象 发文机关 发文机构 发文字号 公文文号 成文日期 生成日期 公开方式 公开范围 公开类型 公开责任部门 信息公开主体 有效性 效力状态 统一登记号 废止日期 失效日期 生效日期 主题类别 信息类别 载体类型 规范性文件登记号 时效性 所属主题 内容概述 公开主体 发布机构 文件编号 公开日期 公开形式"
    )
)


@lru_cache(maxsize=4096)
def kind_of(line: str) -> Kind:
    """The kind of a line, judged by itself."""
    text = fold(line).strip()
    if not text:
        return Kind.BLANK
    if text in words.CROSSES:
        return Kind.CROSS
    if len(text) > LONGEST:
        return Kind.DOCUMENT
    return _site_kind(text) or _document_kind(text)


def _site_kind(text: str) -> Kind | None:
    if words.DIALOG.fullmatch(text):
        return Kind.DIALOG
    if words.TOOLBAR.fullmatch(text):
        return Kind.TOOLS if words.PLAIN_TOOL.search(text) else Kind.SHY_TOOLS
    if words.NEIGHBOUR.match(text):
        return Kind.NEIGHBOUR
    if words.ACCESS_BAR.fullmatch(text) and words.PLAIN_ACCESS_WORD.search(text):
        return Kind.ACCESS
    if NUMBERED.match(text):
        return Kind.DOCUMENT
    if words.CRUMBS.match(text) and "。" not in text:
        return Kind.CRUMBS
    if words.QR.fullmatch(text):
        return Kind.QR
    if _is_site_line(text):
        return Kind.SITE
    if words.SITE_PAGE_BAR.fullmatch(text) and not words.LIST_HEAD.match(text):
        return Kind.SITE_PAGES
    if "。" in text:
        return None
    if words.HOST.match(text):
        return Kind.HOST
    if words.CONTACT.match(text):
        return Kind.CONTACT
    found = words.LIST_HEAD.match(text)
    if found and (
        not found["rest"] or text[found.end("head") :].lstrip()[:1] in ":/|>" or found["head"][:2] in "友情友好"
    ):
        return Kind.LIST
    if words.SELECTOR.fullmatch(text):
        return Kind.LIST
    if words.URL.fullmatch(text):
        return Kind.URL
    if words.menu_bar().fullmatch(text) or words.TODAY.match(text) or words.SEARCH.fullmatch(text):
        return Kind.MENU
    if words.CREDIT.match(text):
        return Kind.CREDIT
    return None


def _is_site_line(text: str) -> bool:
    """Whether only a site's footer says this; a sentence is one only when it begins like a footer."""
    if words.SITE_LABEL.match(text):
        return True
    found = words.SITE_SIGN.search(text)
    if not found:
        return False
    return not SENTENCE.search(text) or found.start() < 12 and len(text) < 120


def _document_kind(text: str) -> Kind:
    if FACT_SIGN.search(text) and FACT.match(text):
        return Kind.FACT
    found = BYLINE_PIECE.search(text) if len(text) < 200 and "。" not in text else None
    if found and found.start() < 60 and (BYLINE_SIGN.search(text) or DATE_LINE.match(text)):
        return Kind.BYLINE
    if re.fullmatch(rf"{words.GAP}{words.DATE}{words.GAP}", text) and ":" in text:
        return Kind.BYLINE
    if SENTENCE.search(text) or SIGNING_DATE.match(text):
        return Kind.DOCUMENT
    return Kind.OTHER
