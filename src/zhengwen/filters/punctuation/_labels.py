"""Lines of labels and values, as bylines and imprints have them: their colons are the site's, not the author's."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from zhengwen.page import Page

LABELS = (
    "来源|稿源|信息来源|文章来源|来源单位|供稿|作者|编辑|责任编辑|责编|审核|校对|记者|摄影|编审|"
    "时间|日期|发布时间|发布日期|发布机构|发布单位|发文时间|发文日期|成文日期|生成日期|更新时间|上传时间|"
    "阅读|阅读量|阅读次数|浏览|浏览量|浏览次数|点击|点击量|点击数|点击率|点击次数|访问量|访问次数|字号|字体|字体大小|视力保护色|分享到|分享|"
    "索引号|索引编号|文号|发文字号|发文机关|发文单位|公开类型|公开方式|公开范围|信息分类|主题分类|主题词|体裁|有效性|效力状态|"
    "主办|主办单位|承办|承办单位|协办|技术支持|版权所有|备案号|网站标识码|邮编|邮政编码|邮箱|电子邮箱|"
    "地址|联系地址|电话|联系电话|传真|网址|联系人|"
    "來源|資料來源|發布時間|發布日期|發佈時間|發佈日期|發布單位|發佈單位|發文日期|更新時間|更新日期|時間|編輯|責任編輯|審核|校對|記者|"
    "閱讀|閱讀次數|瀏覽|瀏覽次數|點擊|點擊數|點擊次數|點閱|點閱次數|字號|字體|主辦|主辦單位|承辦單位|技術支援|版權所有|網站標識碼|"
    "電話|聯絡電話|聯繫電話|傳真|信箱|聯絡人|聯繫人|郵箱|電子郵件|郵編|發文字號|索引號"
)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\n[ \t\u3000【\[]*(?:{LABELS})[ \t\u3000]*[:：][^\n。；;，,]{{0,160}}(?=\n|\Z)")


def label_spans(page: Page) -> list[tuple[int, int]]:
    """The spans of the lines that begin with a label and hold no sentence, in order."""
    # A pattern that begins with a plain character is searched ten times as fast as one that begins with ^.
    return [(match.start(), match.end() - 1) for match in _pattern().finditer("\n" + page.text)]


def is_label(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether one of `spans`, as `label_spans` gives them, holds a position."""
    n = bisect_right(spans, (at + 1,)) - 1
    return n >= 0 and at < spans[n][1]
