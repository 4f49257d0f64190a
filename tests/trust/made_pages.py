"""Pages that are built of what government pages are made of, and then damaged in every way that is known.

What is chosen is left to a `Chooser`: numbers at random for long runs (`fuzz.py`), Hypothesis for the tests, which can
then make a page smaller that breaks a promise.
"""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")
MAX_BLOCKS = 4  # of a page before it is damaged
MAX_DAMAGES = 5  # of a page, one on top of the other
MAX_CHARS = 1200  # of a page: the time of a run goes into many pages, not into long ones


class Chooser(Protocol):
    """Makes every choice by which one page differs from another."""

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        ...

    def number(self, low: int, high: int) -> int:
        """Return a number from `low` to `high`, both included."""
        ...


class AtRandom:
    """Chooses by a seed: the same seed makes the same page."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        self.pick = self._random.choice
        self.number = self._random.randint


NAMES = (
    "青溪区教育局",
    "云岭市人民政府办公室",
    "临江县财政局",
    "青溪區環境保護署",
    "民政局",
    "国家税务总局云岭市税务局",
)
SENTENCES = (
    "各区人民政府应当加强对校外培训机构的监督管理，确保政策落到实处。",
    "各區人民政府應當加強對校外培訓機構的監督管理。",
    "截至2022年5月，全区共办理行政许可1,234件，同比增长12.5%。",
    "截至20225月，全区已办理12件。",
    "经研究，现将有关事项通知如下：",
    "為落實課後服務，現就有關事項通知如下：",
    "课后服务費用由学校收取，皇后大道中的公里數另計。",
    "皇後大道全長3.5公裏，課后服務由學校負責。",
    "请于2023年13月32日前报送，逾期不予受理",
    "本办法自 2 0 2 3 年 1 月 1 日起施行。",
    "会议由局长张某某主持,各科室负责人参加.",
    "联系人：李某，联系电话：0772-1234567，地址：青溪区文昌路1号。",
    "第一条 为了规范行政行为，根据《中华人民共和国行政许可法》，制定本办法。",
    "(一)坚持“安全第一”的方针；（二) 强化责任；",
    '他说:"这项工作很重要。"',
    "The programme (2021-2025) covers 12 districts.",
    "详见http://www.qingxi.gov.cn/art/2022/5/1/art_12_3456.html。",
    "面积约３.５平方公里，投资１２亿元，完成率９８％。",
    "公开时间为10月1日至15日9时30分。",
    "附件：1.申请表.doc 2.材料清单.xls",
)
LINES = (
    "首页 > 政务公开 > 通知公告",
    "当前位置：首页>>新闻中心>>正文",
    "打印 关闭 字体：大 中 小",
    "【打印本页】 【关闭窗口】",
    "来源:青溪区教育局 时间:2023-02-16 09:00 浏览次数:12",
    "来源：本站 发布日期：2023年2月16日 作者：张某",
    "索 引 号：000014349/2022-00012 文号：青教发〔2022〕12号",
    "青教发[2022]12号",
    "分享到：微信 微博",
    "上一篇：关于放假的通知",
    "下一篇：没有了",
    "版权所有 云岭市人民政府 ICP备12345678号",
    "网站标识码:4502040001",
    "您即将离开本网站，是否继续？ 确定 取消",
    "主办：云岭市人民政府办公室 技术支持：某某公司",
    "扫一扫在手机打开当前页",
    "2022年5月1日",
    "青溪区教育局",
    "附件下载",
    "单位\t数量\t金额（万元）",
    "一\t12\t3,456.7",
    "×",
    "…",
    "……",
    "***",
    "————————",
    "1.",
    "（此件公开发布）",
    "免费在线|高清|国产|精品|无码",
    "代开发票，各类发票均可开具，先开票后付款，微信同号13800000000",
    "澳门新葡京_彩票平台_娱乐城",
    "-----BEGIN-----",
    "def f(x): return x",
)
PIECES = (
    "\N{ZERO WIDTH SPACE}",
    "\N{ZERO WIDTH NON-JOINER}",
    "\N{BYTE ORDER MARK}",
    "\N{SOFT HYPHEN}",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\N{IDEOGRAPHIC SPACE}",
    "\N{NO-BREAK SPACE}",
    "\N{LINE SEPARATOR}",
    "\N{NEXT LINE}",
    "\N{REPLACEMENT CHARACTER}",
    "\N{KANGXI RADICAL ONE}",
    "\N{CJK COMPATIBILITY IDEOGRAPH-F900}",
    "\N{VARIATION SELECTOR-17}",
    "\N{COMBINING ENCLOSING KEYCAP}",
    "\ue5e5",
    "\uf0b7",
    "\udc80",
    "\udcff",
    "\ud83d",
    "\ude00",
    "😀",
    "\x00",
    "\x07",
    "\x0c",
    "\x85",
    "\x92",
    "\r",
    "\r\n",
    "\t",
    " ",
    "  ",
    "?",
    "&nbsp;",
    "&amp;nbsp;",
    "&#20013;",
    "&lt;p&gt;",
    "<br>",
    "<p>",
    "</div>",
    "<!--",
    "锟斤拷",
    "烫烫烫",
    "涓浗",
    "ÖÐ¹ú",
    "æ–‡",
    "ä¸",
    "Ã¤Â¸Â",
    "%E4%B8%AD",
    "\\u4e2d",
    ",",
    "，，",
    "。.",
    "“",
    "”",
    "(",
    "）",
    "年",
    "0",
    "Ｏ",
    "月",
)
READINGS = (  # how bytes were written, and as what they were read
    ("utf-8", "latin-1"),
    ("utf-8", "cp1252"),
    ("utf-8", "gbk"),
    ("utf-8", "gb18030"),
    ("utf-8", "big5"),
    ("utf-8", "shift_jis"),
    ("utf-8", "euc_kr"),
    ("utf-8", "cp437"),
    ("utf-8", "cp1251"),
    ("utf-8", "mac_roman"),
    ("gbk", "latin-1"),
    ("gbk", "cp1252"),
    ("gbk", "big5"),
    ("gbk", "utf-8"),
    ("big5", "gbk"),
    ("big5", "latin-1"),
    ("big5", "cp1252"),
    ("utf-16-le", "latin-1"),
    ("utf-16-le", "gbk"),
)
HALVES = ("\ud83d" + "\ude00", "\ud840" + "\udc0b")
SWAPS = ("，,", "。.", "：:", "0Ｏ", "1l", "2２", "后後", "里裏", " \u3000")  # what is taken for what
HANDLERS = ("ignore", "replace", "surrogateescape", "backslashreplace")
CHARSETS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "cp950", "big5hkscs", "utf-16", "utf-16-be", "utf-32", "hz")
DECLARED = ("utf-8", "gb2312", "big5", "utf-16", "x-user-defined", "foo", "iso-8859-1")
LINE_ENDS = ("\n", "\n", "\n\n", "\r\n", "\n\u3000\u3000", " ")


def page(choose: Chooser) -> str | bytes:
    """Return a page, text or HTML, as `str` or as bytes."""
    text = _built(choose)
    for _ in range(choose.number(0, MAX_DAMAGES)):
        text = choose.pick(DAMAGES)(choose, text)[:MAX_CHARS]
    if choose.number(0, 2):
        return text
    return _as_bytes(choose, text)


def _built(choose: Chooser) -> str:
    parts = []
    for _ in range(choose.number(1, MAX_BLOCKS)):
        kind = choose.number(0, 3)
        if kind == 0:
            parts.append(choose.pick(LINES))
        elif kind == 1:
            parts.append(f"关于{choose.pick(NAMES)}{choose.pick(('', '2022年度'))}工作情况的通知")
        else:
            parts.append("".join(choose.pick(SENTENCES) for _ in range(choose.number(1, 4))))
        parts.append(choose.pick(LINE_ENDS))
    return "".join(parts)


def _span(choose: Chooser, text: str) -> tuple[int, int]:
    """Return a stretch of a text: all of it, some lines, or some characters."""
    kind = choose.number(0, 2)
    if kind == 0 or not text:
        return 0, len(text)
    if kind == 1:
        starts = [0, *(n + 1 for n, character in enumerate(text) if character == "\n")]
        start = choose.pick(starts)
        end = choose.pick([at for at in (*starts[1:], len(text)) if at >= start])
        return start, end
    start = choose.number(0, len(text) - 1)
    return start, choose.number(start, min(len(text), start + 80))


def _misread(choose: Chooser, text: str) -> str:
    """Read a stretch in another charset than it was written in, once or several times."""
    start, end = _span(choose, text)
    part = text[start:end]
    for _ in range(choose.number(1, 3)):
        written, read = choose.pick(READINGS)
        lost = choose.pick(HANDLERS)
        part = part.encode(written, "ignore").decode(read, lost)[:MAX_CHARS]
    return text[:start] + part + text[end:]


def _strewn(choose: Chooser, text: str) -> str:
    """Put one piece, or several, in many places."""
    pieces = [choose.pick(PIECES) for _ in range(choose.number(1, 2))]
    for _ in range(choose.number(1, 12)):
        at = choose.number(0, len(text))
        text = text[:at] + choose.pick(pieces) + text[at:]
    return text


def _interleaved(choose: Chooser, text: str) -> str:
    """Put a piece behind every character of a stretch."""
    start, end = _span(choose, text)
    piece = choose.pick(PIECES)
    return text[:start] + piece.join(text[start:end]) + text[end:]


def _cesu(choose: Chooser, text: str) -> str:
    """Write characters outside the first plane as two halves, as CESU-8 does, or as what Latin-1 makes of these."""
    at = choose.number(0, len(text))
    halves = choose.pick(HALVES)
    if choose.number(0, 1):
        halves = halves.encode("utf-8", "surrogatepass").decode("latin-1")
    return text[:at] + halves + text[at:]


def _wrapped(choose: Chooser, text: str) -> str:
    """Break lines at a fixed width."""
    width, line_break = choose.number(3, 60), choose.pick(("\n", "\n\n", "\r\n", "\n  "))
    return line_break.join(
        line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width)
    )


def _copied(choose: Chooser, text: str) -> str:
    """Repeat a stretch, whole, cut off, wrapped or with slips."""
    start, end = _span(choose, text)
    part = text[start:end]
    for _ in range(choose.number(1, 3)):
        again = choose.pick((_same, _same, _wrapped, _dropped, _strewn, _swapped))(choose, part)
        text = choose.pick((f"{text}{again}", f"{text}\n{again}", f"{again}\n\n{text}"))[:MAX_CHARS]
    return text


def _same(choose: Chooser, text: str) -> str:
    return text


def _repeated(choose: Chooser, text: str) -> str:
    """Repeat a line or a piece very often."""
    unit = choose.pick((*PIECES, *LINES)) + choose.pick(("", "\n", " "))
    at = choose.pick((0, len(text)))
    return text[:at] + unit * choose.number(2, 200) + text[at:]


def _dropped(choose: Chooser, text: str) -> str:
    """Lose some characters, or every one of a kind."""
    if choose.number(0, 2) == 0:
        return text.replace(choose.pick("年月日。，\n:： "), "")
    for _ in range(choose.number(1, 5)):
        at = choose.number(0, len(text))
        text = text[:at] + text[at + choose.number(1, 3) :]
    return text


def _swapped(choose: Chooser, text: str) -> str:
    """Write something as a converter, a width folding or an OCR writes it."""
    old, new = choose.pick(SWAPS)
    return text.replace(old, new, choose.number(1, 30))


def _spaced(choose: Chooser, text: str) -> str:
    """Put a blank between the characters of a stretch."""
    start, end = _span(choose, text)
    return text[:start] + choose.pick((" ", "\u3000", "\n", "\xa0")).join(text[start:end]) + text[end:]


def _shuffled(choose: Chooser, text: str) -> str:
    """Move a line to the head or to the end."""
    lines = text.split("\n")
    line = lines.pop(choose.number(0, len(lines) - 1))
    return "\n".join([line, *lines] if choose.number(0, 1) else [*lines, line])


def _escaped(choose: Chooser, text: str) -> str:
    """Write a stretch with entities, once or twice, or with the escapes of a programming language."""
    start, end = _span(choose, text)
    part = text[start:end]
    kind = choose.number(0, 3)
    if kind == 0:
        part = "".join(f"&#{ord(character)};" for character in part)
    elif kind == 1:
        part = html.escape(html.escape(part))
    elif kind == 2:
        part = part.encode("unicode_escape").decode("ascii")
    else:
        part = html.escape(part)
    return text[:start] + part + text[end:]


def _marked_up(choose: Chooser, text: str) -> str:
    """Make HTML of a text: a whole page, a piece of one, or one that breaks off."""
    lines = text.split("\n")
    tag = choose.pick(("p", "div", "td", "li", "span", "font"))
    body = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
    kind = choose.number(0, 3)
    if kind == 0:
        return body
    head = f'<html><head><meta charset="{choose.pick(DECLARED)}"><title>{lines[0]}</title></head><body>'
    hidden = choose.pick(("", '<div style="display:none">免费在线</div>', "<script>var a='<p>';</script>", "<!-- <p> "))
    whole = f"<!DOCTYPE html>{head}{hidden}{body}</body></html>"
    return whole if kind < 3 else whole[: choose.number(0, len(whole))]


def _cut(choose: Chooser, text: str) -> str:
    """Keep a stretch only."""
    start, end = _span(choose, text)
    return text[start:end]


DAMAGES: tuple[Callable[[Chooser, str], str], ...] = (
    _misread,
    _misread,
    _misread,
    _strewn,
    _strewn,
    _interleaved,
    _cesu,
    _wrapped,
    _copied,
    _copied,
    _repeated,
    _dropped,
    _dropped,
    _swapped,
    _swapped,
    _spaced,
    _shuffled,
    _escaped,
    _marked_up,
    _cut,
)


def _as_bytes(choose: Chooser, text: str) -> bytes:
    """Write a text in a charset, or several, and damage some bytes."""
    if choose.number(0, 3) == 0:
        raw = b"\n".join(line.encode(choose.pick(CHARSETS), "replace") for line in text.split("\n"))
    elif choose.number(0, 5) == 0:
        raw = text.encode("utf-8", "surrogatepass")
    else:
        raw = text.encode(choose.pick(CHARSETS), choose.pick(("ignore", "replace", "xmlcharrefreplace")))
    for _ in range(choose.pick((0, 0, 0, 1, 2, 8))):
        at = choose.number(0, len(raw))
        kind = choose.number(0, 2)
        if kind == 0:
            raw = raw[:at] + raw[at + 1 :]
        elif kind == 1:
            raw = raw[:at] + bytes([choose.number(0, 255)]) + raw[at:]
        else:
            raw = raw[:at] + bytes(one ^ (1 << choose.number(0, 7)) for one in raw[at : at + 1]) + raw[at + 1 :]
    return raw
