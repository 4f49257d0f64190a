"""Patterns for lines of websites; all are matched against folded text (Simplified, half width)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.pages.vocabulary import COUNT_LABELS, COUNTER, DATE, GAP, NUMBER, menus, spaced
from zhengwen.text.lazy_regex import pattern

CROSSES = frozenset("\N{MULTIPLICATION SIGN} X x ✕ ✖ ╳ [x] [\N{MULTIPLICATION SIGN}] ✗ ⅹ".split()) | {
    "\N{MULTIPLICATION SIGN}关闭",
    "关闭\N{MULTIPLICATION SIGN}",
    "关闭 \N{MULTIPLICATION SIGN}",
    "\N{MULTIPLICATION SIGN} 关闭",
}

# Buttons, and nothing beside them but what divides them.
TOOL = r"(?:\s*[:(]?\s*\d{1,7}\)?(?!\d))?"
TOOLBAR = pattern(lambda: rf"{GAP}(?:(?>{spaced('buttons', 'shy buttons')}|{COUNTER}){TOOL}{GAP})++", re.IGNORECASE)
# The buttons at the end of a byline, or in brackets within it.
_BUTTON_SIGN = "字体|字号|文字大小|我要打印|打印|列印|分享|关闭|收藏|加入收藏|保护视力|我要纠错"
_BYLINE_TOOLS = pattern(
    lambda: (
        rf"(?<=[\s|\]】)\d])[\s|\[【(]*+(?={_BUTTON_SIGN})(?:(?>{spaced('buttons', 'shy buttons')}){TOOL}{GAP})++$"
        rf"|[\s|]*[\[【(]\s*字[体号]\s*[:]?{GAP}(?:[大中小]{GAP}){{2,3}}"
    )
)
_MAY_HAVE_TOOLS = pattern(_BUTTON_SIGN)
COUNT = pattern(rf"{GAP}{COUNT_LABELS}")
PLAIN_TOOL = pattern(
    lambda: rf"{spaced('buttons')}|{COUNT_LABELS}\s*[:(]?\s*\d|大{GAP}中{GAP}小|小{GAP}中{GAP}大|A[+-]"
)
BUTTON = pattern(lambda: f"(?:{spaced('buttons')})")

# 当前位置, 您现在的位置是, 所在栏目 …
HERE = (
    r"(?:您?的?(?:当前|现在|目前|所在|所处)的?的?(?:位置|页面|路径)|(?:您|你)的?(?:现在|当前)?(?:的?所?在?)?的?位置|[您你]在这里"
    r"|(?:您|你)(?:现在|当前|目前)(?:的位置|所在(?:的?位置)?|位于|在)|您?当前所在(?:的?位置)?|所在(?:位置|栏目)|当前栏目|位置)"
)
CRUMB_MARK = r"(?:>{1,3}|»|›|→|/|\\|\||-{1,2}|–|—|::?|·|◇|▶)"
STARTS_HERE = pattern(rf"{GAP}{HERE}")
CRUMBS = pattern(
    rf"""
    {GAP}(?:
      {HERE}\s*(?:[:是为]|(?=>|首页))\s*.{{0,120}}                                     # 当前位置: 首页 > …
    | [^\s>»›/|\\-]{{0,16}}(?:首\s?页|主\s?页|Home|HOME|home)\s*{CRUMB_MARK}.{{1,120}}  # 首页 > …
    | [^\s>»›]{{2,16}}(?:\s*(?:>{{1,2}}|»|›)\s*[^>»›]{{2,40}}){{1,6}}                   # 资讯 > 社会 > 正文
    )$""",
    re.VERBOSE,
)
NEIGHBOUR = pattern(lambda: rf"{GAP}(?:{spaced('neighbours')})\s*(?:[:>»|\]】]|$|\s)")
LIST_HEAD = pattern(
    lambda: (
        rf"{GAP}(?P<head>{spaced('list heads')}){GAP}"
        rf"(?:更多|more|MORE|查看更多|Friendship link|\d+)?{GAP}(?P<rest>.*)$"
    )
)
SELECTOR = pattern(r"[-=—_*·\s]{2,}[^\s\-=—_*·]{2,16}[-=—_*·\s]{2,}")  # --国务院部门网站--

QR = pattern(
    r"""
    .{0,16}(?:
      扫一扫.{0,30}(?:手机|移动端|分享|打开|阅读|关注|浏览|查看|页面|朋友圈|$)
    | (?:请?用|请?使用|打开)?(?:微信|手机)\W{0,4}(?:扫一扫|扫描|扫码).{0,50}
    | (?:扫码|扫描|扫瞄)(?:[上下]方|[左右]侧|此|本|该|[左右]边)?(?:的)?(?:二维码|微信|手机)?.{0,8}
      (?:分享|关注|阅读|浏览|查看|打开|访问|下载|手机看|话题|$).{0,24}
    | (?:关注|扫描).{0,14}(?:公众号|公众平台|官方微信|官方微博|服务号|订阅号|二维码|小程序)
    | (?:手机|移动端|微信)(?:扫码|查看|浏览|阅读|看本页|访问)(?:本页|此页|二维码)?
    | (?:官方)?(?:微信|微博|公众号|客户端|手机版|移动版|小程序|APP|App|抖音|二维码)(?:二维码|公众号|公众平台)
    | 长按.{0,6}二维码.{0,14} | .{0,4}点击(?:上方)?.{0,2}蓝字.{0,14} | 戳.{0,2}阅读原文.{0,10} | 在小说阅读器.{0,8}
    | (?:分享|点赞|收藏)[、,和](?:点赞|在看|收藏|分享).{0,12} | 既然来了.{0,4}点个关注.{0,6}
    | 点击右上角.{0,20}(?:分享|发送|朋友圈).{0,12}
    | .{0,40}轻点两下取消.{0,40}
    | 分享到微信朋友圈 | 打开微信.{0,40} | 微信里点.{0,4}发现.{0,20} | 二维码便可.{0,20}分享.{0,10}
    )\W{0,3}$""",
    re.VERBOSE,
)
ASKED_FOR = pattern(
    r"报名|填写|填报|问卷|进群|入群|加群|缴费|支付|付款|预约|登记|投票|申请|申领|提交|答题|签到|订购|咨询|捐"
)

ACCESS_BAR = pattern(lambda: rf"{GAP}(?>(?>{spaced('accessibility')}){GAP})++")
PLAIN_ACCESS = pattern(lambda: spaced("plain accessibility"))

DIALOG = pattern(
    r"""
    .{0,12}(?:
      您?(?:即将|将要|正在|将)(?:离开|跳转|访问的链接).{0,20}(?:网站|本网|本站|页面|网页|链接|系统|门户|网址|平台).{0,40}
    | 您访问的(?:链接|网站|页面|网址)?即?将?.{0,60}(?:离开|跳转).{0,60}
    | 您(?:点击|打开)的(?:链接|网址).{0,60}(?:离开|非本站|第三方|跳转).{0,40})
    | (?:您)?(?:是否|确定|确认)(?:要)?(?:继续|离开|前往|跳转|访问)(?:访问|浏览|打开|前往)?
      (?:本站|本网站|该?链接|该网站)?吗?\W{0,3}
    | (?:继续|放弃|取消|停止|确认|确定)(?:访问|前往|浏览|离开|跳转)?
      (?:\W{0,6}(?:继续|放弃|取消|返回|关闭|确定|确认|离开)(?:访问|前往|浏览|本站|跳转)?){1,2}
    | .{0,40}(?i:cookies?).{0,24}(?:使用|同意|接受|浏览|政策|体验|设置).{0,60}
    | (?:本网站|本站|我们|网站)?(?:正在)?使用\s?(?i:cookies?).{0,80}
    | (?:您|你)?的?浏览器.{0,12}(?:不支持|不支援|未开启|已关闭|禁用).{0,12}(?i:java\s?script|脚本).{0,80}
    | .{0,24}(?:开启|启用|打开)(?:浏览器)?\s?(?i:java\s?script).{0,12}
    | (?i:your\sbrowser\sdoes\snot\ssupport.{0,80})
    | 登录即表示同意.{0,40} | 请先?登录后(?:发表|参与)?评论.{0,4} | 获取(?:短信)?验证码 | 看不清.{0,3}换一张
    | 链接(?:地址)?复制成功
    | 请同意.{0,6}隐私.{0,30}
    | (?:继续|放弃|取消|停止|确认)(?:访问|前往|跳转)|取消离开|确认离开|继续前往|离开本站提示|温馨提示\s*[x×]
    """,
    re.VERBOSE,
)

SITE_SIGN = pattern(
    rf"""
    (?:[\u4e00-\u9fff]\s?)?(?i:ICP)\s?(?:备|证|许可证|备案)\s?(?:案号?[:]?)?\s?[\u4e00-\u9fff]?\s?\d
    | 公网安备\s?[\u4e00-\u9fff]?\s?\d
    | \(?[cC]\)\s*(?:(?i:Copyright)|(?:19|20)\d\d) | ©
    | (?i:copy\s?right)\s*(?:©|\([cC]\)|@|[:]|(?:19|20)\d\d|[\u4e00-\u9fff]|$|\s)
    | (?i:all\s+rights?\s+reserved) | 版权所有 | 著作权所有 | (?:网站|政府网站)?标识码\s*[:]?\s*[A-Za-z]{{0,2}}\d{{6,}}
    | 技术支持\s*(?:[:]|电话|单位|$) | 技术支持\s\S{{4,}} | 技术(?:维护|保障)\s*[:]
    | 事业单位标识 | 党政机关\s*(?:标识)?$
    | 政府网站找错 | 网站找错$ | 中国互联网举报中心 | 不良信息举报(?:中心|电话|邮箱) | 网络110 | 网警
    | 站长统计 | 页面执行时间 | 次数据库?查询 | 许可证编?号?\s*[:]\s*\d{{6}}
    | (?:建议|最佳|请)?(?:您)?(?:使用|浏览|采用).{{0,24}}(?:分辨率|浏览器|(?i:IE)\s?\d).{{0,60}}
    | \d{{3,4}}\s?[*xX×]\s?\d{{3,4}}.{{0,16}}(?:分辨率|像素)
    | 您是(?:本站)?(?:的)?第\s*{NUMBER}?.{{0,4}}(?:位|个)?.{{0,6}}(?:访|客|浏览)
    | (?:总|今日|累计|昨日|本站|网站)(?:总)?(?:访问|浏览|点击)(?:量|人数|人次|次数)?\s*[:]?\s*{NUMBER}
    | (?:版权|著作权)声明\s*[:] | 本(?:网站|网|站)(?:由|内容|所有|版权|信息|所载).{{0,60}}
    | (?:未经|如需|未经本)(?:书面)?(?:授权|许可|允许|转载).{{0,50}}(?:转载|镜像|复制|使用|出处).{{0,10}}
    | 凡(?:本网|本站|本报)注明 | (?:评论|跟帖|该文观点|文章观点)(?:内容)?只?仅?代表.{{0,8}}(?:作者|网友|个人|本人|用户)
    | 声明\s*[:].{{0,12}}(?:本(?:网站?|站|平台)(?:所|转载|刊载|登载|发布|展示)|[该此]文(?:观点|章|来源|来自|版权)|转载)
    | 仅提供信息(?:存储|发布) | 非经授权.{{0,4}}不得转载
    | 无障碍网页|[Aa]{{1,3}}无障碍|通过[Aa]+优先等级|通过A{{1,3}}\+?.{{0,6}}无障碍
    """,
    re.VERBOSE,
)
SITE_LABEL = pattern(lambda: rf"{GAP}(?:{spaced('site labels')})\s*[:]")
POLICY = pattern(
    r"(?:政府)?(?:网站)?(?:(?:隐私|资讯安全|网站安全|资料开放).{0,16}(?:政策|宣告|声明|条款)"
    r"|(?:著作权|版权|无障碍|免责).{0,16}(?:宣告|声明))"
)
SITE_PAGE_BAR = pattern(lambda: rf"{GAP}(?:(?>{spaced('site pages')}){GAP})++", re.IGNORECASE)
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
MENU_BAR = pattern(lambda: rf"{GAP}(?:(?>{menus()}){GAP})++")
TODAY = pattern(
    rf"""
    .{{0,16}}(?:今天是|今日是|现在是|当前时间|今天)\s*[:]?\s*{DATE}.{{0,40}}$
    | {DATE}\s*,?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*(?:农历|\d\d:\d\d).{{0,40}}$ | 今天是.{{0,40}}$
    | (?:天气(?:预报)?\s*[:]?\s*)?(?:今天|今日)?\s?[^\s。]{{0,8}}\s?(?:晴|多云|阴|小雨|中雨|大雨|阵雨|雷阵雨)
      .{{0,16}}-?\d{{1,2}}\s?[℃°].{{0,20}}$
    """,
    re.VERBOSE,
)
SEARCH = pattern(
    r".{0,10}(?:请输入.{0,12}(?:关键字|关键词|内容|搜索|检索|文字).{0,10}|热门?搜索?词?\s*[:].{0,60}|热搜词?\s*[:].{0,60}"
    r"|(?:高级|站内|全文|智能|全站|热门)(?:搜索|检索|查询)|搜\s?索|搜索\s*(?:高级搜索|热词.{0,40}))\W{0,6}$"
)


def byline_tools(text: str) -> Iterator[re.Match[str]]:
    """The buttons in a byline."""
    return _BYLINE_TOOLS.finditer(text) if _MAY_HAVE_TOOLS.search(text) else iter(())
