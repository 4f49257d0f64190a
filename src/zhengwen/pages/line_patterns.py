"""Patterns for lines of websites; all are matched against folded text (Simplified, half width)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.pages.dates import DATE
from zhengwen.pages.forms import any_form
from zhengwen.pages.labels import COUNT_LABELS
from zhengwen.pages.vocabulary import GAP, SIGN, plain, spaced
from zhengwen.text.lazy_regex import pattern

NUMBER = r"\d[\d,]*"
COUNTER = rf"{COUNT_LABELS}\s*[:()]?\s*(?:{NUMBER}|-+|\(\s*{NUMBER}\s*\))?\s*(?:万)?(?:次|人次|人)?\)?"

CROSSES = frozenset("\N{MULTIPLICATION SIGN} X x ✕ ✖ ╳ [x] [\N{MULTIPLICATION SIGN}] ✗ ⅹ".split()) | {
    "\N{MULTIPLICATION SIGN}关闭",
    "关闭\N{MULTIPLICATION SIGN}",
    "关闭 \N{MULTIPLICATION SIGN}",
    "\N{MULTIPLICATION SIGN} 关闭",
}

# Buttons, and nothing beside them but what divides them.
TOOL = r"(?:\s*[:(]?\s*\d{1,7}\)?(?!\d))?"
TOOLBAR = pattern(lambda: rf"{GAP}(?:(?>{spaced('buttons', 'weak-buttons')}|{COUNTER}){TOOL}{GAP})++", re.IGNORECASE)
# The buttons at the end of a byline, or in brackets within it.
_BUTTON_SIGN = "字体|字号|文字大小|我要打印|打印|列印|分享|关闭|收藏|加入收藏|保护视力|我要纠错"
_BYLINE_TOOLS = pattern(
    lambda: (
        rf"""
    (?<=[\s|\]】)\d]) [\s|\[【(]*+ (?={_BUTTON_SIGN}) (?: (?>{spaced("buttons", "weak-buttons")}) {TOOL} {GAP} )++ $
    | [\s|]* [\[【(] \s* 字[体号] \s* [:]? {GAP} (?: [大中小] {GAP} ){{2,3}}  # [字体：大 中 小
    """
    ),
    re.VERBOSE,
)
_MAY_HAVE_TOOLS = pattern(_BUTTON_SIGN)
COUNT = pattern(rf"{GAP}{COUNT_LABELS}")
PLAIN_TOOL = pattern(
    lambda: rf"{spaced('buttons')}|{COUNT_LABELS}\s*[:(]?\s*\d|大{GAP}中{GAP}小|小{GAP}中{GAP}大|A[+-]"
)
# What readers did with a page, or the size of a picture: 58评论, 5 人参与 2 评论, 查看全部66条评论, 查看原图 264K
TALLY = pattern(
    r"""
    \W{0,4} (?:
      (?:查看|展开)? (?:全部|更多)?                                                # 查看全部
      (?:\d[\d.,]{0,9} \s? [万亿]?|首) \s? [条次人个篇]? \s?                      # 66条, 7.4万
      (?:评论|回复|参与|跟[贴帖]|点?赞|收藏|转发|总?阅读|播放|粉丝|文章|喜欢) \W{0,4}  # what they did
    ){1,6}
    | 查看原图 \s? (?:[\d.]{1,6} \s? [KkMm]?[Bb]?)?                               # 查看原图 264K
    """,
    re.VERBOSE,
)
TALLY_STARTS = frozenset("查展首0123456789")
BUTTON = pattern(lambda: f"(?:{spaced('buttons')})")

# 当前位置, 您现在的位置是, 所在栏目 …
HERE = r"""(?x:
    您?的?(?:当前|现在|目前|所在|所处)的?的?(?:位置|页面|路径)             # 您的当前位置
    | (?:您|你)的?(?:现在|当前)?(?:的?所?在?)?的?位置                       # 您所在的位置
    | [您你]在这里
    | (?:您|你)(?:现在|当前|目前)(?:的位置|所在(?:的?位置)?|位于|在)         # 您现在位于
    | 您?当前所在(?:的?位置)? | 所在(?:位置|栏目) | 当前栏目 | 位置         # without a person
)"""
CRUMB_MARK = r"(?:>{1,3}|»|›|→|/|\\|\||-{1,2}|–|—|::?|·|◇|▶)"
HOME = pattern(r"(?:网站|政府)?(?:首\s?页|主\s?页)")
# What a title says that no entry of a menu does.
TITLE = pattern(
    r"""
    关于 | ^[(（]?\d{4}年  # 关于…的, 2023年…
    | 的?(?:通知|公告|通告|办法|条例|规定|总结|报告|方案|意见|决定|命令|通报|函|简报|纪要|公报|批复|细则|规划|计划|说明
      |指南|名单|公示|解读|令|法|章程|规则)(?:[(（].{1,20}[)）])?$  # a kind of document at the end
    """,
    re.VERBOSE,
)
STARTS_HERE = pattern(rf"{GAP}{HERE}")
CRUMBS = pattern(
    rf"""
    {GAP}(?:
      {HERE}\s*(?:[:是为]|(?=>|首页))\s*.{{0,120}}                                     # 当前位置: 首页 > …
    | [^\s>»›/|\\-]{{0,16}}(?:首\s?页|主\s?页|Home|HOME|home)\s*{CRUMB_MARK}.{{1,120}}  # 首页 > …
    | (?!.{{0,80}}[\u00c0-\u00ff]›)                                                     # 'å›½' is mojibake
      [^\s>»›]{{2,16}}(?:\s*(?:>{{1,2}}|»|›)\s*[^>»›]{{2,40}}){{1,6}}                   # 资讯 > 社会 > 正文
    )$""",
    re.VERBOSE,
)
NEIGHBOUR = pattern(lambda: rf"{GAP}(?:{spaced('neighbours')})\s*(?:[:>»|\]】]|$|\s)")
LIST_HEAD = pattern(
    lambda: (
        rf"{GAP}(?P<head>{spaced('list-heads')}){GAP}"
        rf"(?:更多|more|MORE|查看更多|Friendship link|\d+)?{GAP}(?P<rest>.*)$"
    )
)
SELECTOR = pattern(r"[-=—_*·\s]{2,}[^\s\-=—_*·]{2,16}[-=—_*·\s]{2,}")  # --国务院部门网站--

QR_FRAME = r".{{0,16}}(?:{})\W{{0,3}}"
QR = pattern(lambda: QR_FRAME.format(any_form("qr-caption")))
ASKED_FOR = pattern(
    r"报名|填写|填报|问卷|进群|入群|加群|缴费|支付|付款|预约|登记|投票|申请|申领|提交|答题|签到|订购|咨询|捐"
)

ACCESS_BAR = pattern(lambda: rf"{GAP}(?>(?>{spaced('accessibility')}){GAP})++")
PLAIN_ACCESS = pattern(lambda: spaced("accessibility", marked=SIGN))

DIALOG = pattern(lambda: any_form("dialog"))
SITE_SIGN = pattern(lambda: any_form("site-footer"))
# What no document has: a number under which a site is registered, or since when it is whose.
RECORD = pattern(r"(?i:ICP)\s?(?:备|证)|公网安备|标识码\s*:?\s*[A-Za-z]{0,2}\d{6}|©|(?i:copyright)|网站找错")
FOOTER_SIGN = pattern(lambda: rf"{RECORD.pattern}|标识码|版权所有|党政机关$")
SITE_LABEL = pattern(lambda: rf"{GAP}(?:{spaced('site-labels')})\s*[:]")
POLICY = pattern(
    r"(?:政府)?(?:网站)?(?:(?:隐私|资讯安全|网站安全|资料开放).{0,16}(?:政策|宣告|声明|条款)"
    r"|(?:著作权|版权|无障碍|免责).{0,16}(?:宣告|声明))"
)
SITE_PAGE_BAR = pattern(lambda: rf"{GAP}(?:(?>{spaced('site-pages')}){GAP})++", re.IGNORECASE)
HOST = pattern(
    lambda: (
        rf"{GAP}(?:本站由|由)?(?:{spaced('hosts')})\s*[:]\s*\S"
        rf"|{GAP}.{{2,40}}(?:主办|承办)(?:\s|$)|{GAP}(?:主办|承办)\s+\S{{4,}}"
    )
)
CONTACT = pattern(lambda: rf"{GAP}(?:{spaced('contacts')})\s*(?:[:]|(?=\(?\d{{3,4}}\)?[-\s]?\d{{6,8}}))")
CONTACT_LABEL = pattern(lambda: rf"(?:^|(?<=[\s|;,、]))(?:{spaced('contacts')})(?=\s*[:(\d])")
OWN_CONTACT = pattern(
    r"联\s*[系络]\s*人|洽询|洽办|咨询|报名|受理|监督|举报|投诉|经办|承办人|报送|收件|负责人|联络人|查询电话"
)
CREDIT = pattern(lambda: rf"{GAP}(?:(?:{spaced('credits')})\s*[:].{{0,40}})$")
# （某某纪委 || 编辑 某某）
CREDIT_IN_BRACKETS = pattern(r"[(【\[][^()]{0,24}(?:编辑|责编)[\s|/:]{1,4}[^()。]{2,16}[)】\]]$")

# Labels with nothing behind them, where a page has no such files or links.
EMPTY_LABEL = pattern(
    r"\W?(?:(?:文件|附件|正文|相关|关联|政策|解读|图片|视频|音频)(?:下载|文件|附件|解读|链接|图解|材料|报道)|相关|解读)\s*[:]"
)
# When a page, or the site, was changed last.
UPDATED = pattern(r"(?:本页|本站|网站|网页|页面|资料)?(?:最后|最近)?(?:更新|异动|维护)(?:日期|时间|于)?\s*[:]")
URL = pattern(r"\s*(?:https?://|www\.)\S+\s*$", re.IGNORECASE)
DIVIDER = pattern(r"[\s|>·/]+")  # between the entries of a menu
MENU_BAR = pattern(lambda: rf"{GAP}(?:(?>{plain('menus')}){GAP})++")
TODAY = pattern(
    rf"""
    .{{0,16}}(?:今天是|今日是|现在是|当前时间|今天)\s*[:]?\s*{DATE}.{{0,40}}$  # 今天是 2023年2月16日
    # 2023年2月16日 星期四 农历…
    | {DATE}\s*,?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*(?:农历|\d\d:\d\d).{{0,40}}$ | 今天是.{{0,40}}$
    """,
    re.VERBOSE,
)
# 今天 某某 多云 19~24℃; a row with a day of its own is a forecast's.
WEATHER = pattern(
    r"""
    # 青溪 多云
    (?:天气(?:预报)?\s*:?\s*)? (?:今天|今日)?\s? [^\s。\d]{0,8}\s? (?:晴|多云|阴|小雨|中雨|大雨|阵雨|雷阵雨)
    .{0,16} -?\d{1,2}\s?[℃°] .{0,20}$  # 19~24℃
    """,
    re.VERBOSE,
)
SEARCH = pattern(
    r"""
    .{0,10}(?:
      请输入.{0,12}(?:关键字|关键词|内容|搜索|检索|文字).{0,10}  # what to type into the box
    | 热门?搜索?词?\s*:.{0,60} | 热搜词?\s*:.{0,60}            # what others look for
    | (?:高级|站内|全文|智能|全站|热门)(?:搜索|检索|查询)      # kinds of searches
    | 搜\s?索 | 搜索\s*(?:高级搜索|热词.{0,40})               # its button, alone or beside another
    )\W{0,6}$
    """,
    re.VERBOSE,
)


def byline_tools(text: str) -> Iterator[re.Match[str]]:
    """The buttons in a byline."""
    return _BYLINE_TOOLS.finditer(text) if _MAY_HAVE_TOOLS.search(text) else iter(())
