"""Cues of names: the words before and behind which forms put a name, and the words that names end in."""

from __future__ import annotations

import re

from zhengwen import data
from zhengwen.text.lazy_regex import pattern

NAME_ENDS = data.listed("ends-of-names")  # of places and bodies
BEFORE_A_VALUE = pattern(
    r"""
    (?: 关于|同意|准予|授予|给予|任命|聘任|免去|提名|推荐|表彰|追授|追认            # decisions
      | 注销|吊销|撤销|批准|命名|认定|核准
      | 收到|当事人|兹有|坐落于?|位于|访问|前往|来自                                   # persons, places
      | (?: 姓名|名称|单位|企业|供应商|原告|被告|业主|户主|产品|地址|住址|地点|住所   # labels
          | 项目|品种|型号|编号|标的|职务|类型|类别|品牌|车牌号?|证号|等级|级别 ) [为是]?
    )\s?$
    """,
    re.VERBOSE,
)
# Behind a label and its colon stands a value, whatever it is.
LABEL = pattern(
    r"""
    (?: 姓名|名称|人|(?<!或)者|方|单位|企业|供应商|原告|被告|业主|户主            # persons and bodies; 或者 is no label
      | 产品|地址|住址|地点|住所|项目|品种|型号|编号|标的                         # things and places
      | 职务|类型|类别|品牌|车牌号?|证号|等级|级别 ) \s?:\s?$
    """,
    re.VERBOSE,
)
BEHIND_A_VALUE = pattern(
    r"""
    \s?(?: 同志|先生|女士 | 有限|股份|集团|公司|合作社                          # persons, firms
         | [省市县区镇乡村](?![府民场政长级委域内外里属辖规不])                 # places, but 市府 is none
         | [厂矿店站] | 局(?![面部势]) | 路(?![径线过程上]) | 街(?!坊) | 大道|街道|社区
         | 经营部|超市|饭店|药店|小学|中学|大学|学院|医院|银行                  # houses
         | 任 | 的(?:申请|请示|报告|批复|函|决定|公示|公告|通知|行为)           # what is decided on them
         | 预警|项目|工程|等地 )
    """,
    re.VERBOSE,
)
# What kind of body or place a name is of.
BODY_END = pattern(
    r"""
      (?:路|街|大道|街道)(?![坊径线程上面])                                     # 路径 and 街坊 are no roads
    | (?<![地社园校灌辖城都]) [市县区镇乡村] (?![府民场政长级委域内外里属辖规])   # nor are 市府 and 地区 places
    | (?: (?<![大全格布结当])局 | 厅|委员会|银行|医院|法院|小学|中学|大学       # nor 大局 and 局面 offices
        | 学院|幼儿园|诊所|超市|饭店|商行|经营部|有限公司 ) (?![面部长势])
    """,
    re.VERBOSE,
)
BEFORE_A_BODY = pattern(r"[^\W\d_]{0,6}?(?:局|处|所|院|署|段|厅|委员会|公司|中心|机构|学校)")
POST = pattern(lambda: rf"(?:副|正|总)?(?:[{data.listed('whose-heads-are-called-chiefs')}]长|主任|书记|经理|秘书)")
BEFORE_A_PERSON = pattern(
    r"""
    (?: 任命|聘任|免去|提名|推荐|表彰|追授|授予|准予|同意     # decisions on persons
      | 当事人|原告|被告|姓名|业主|户主|持证人|取名|名叫      # who they are
      | 关于|收到|兹有 ) [:是为]?\s?$
    """,
    re.VERBOSE,
)
BEHIND_A_PERSON = pattern(r"同志|先生|女士|同学|等\d|因|[(（,]?[男女][,，]")
