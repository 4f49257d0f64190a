"""Pairs of documents from one form with minimal differences: one to three values, often one digit shorter.

All texts were written for the tests. In a form, `{n:40-999}` is a number, `{w:…/…}` one of several words, `{name}`,
`{firm}` and `{date}` a name, a company and a date.
"""

# ruff: noqa: E501  # prose, and the lines are those of the documents

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_pairs import firm, name

SLOT = re.compile(r"\{(\w+)(?::([^}]*))?\}")
FORMS = {
    "licence": "食品经营许可公示\n{firm}提交的申请材料齐全，符合法定形式，准予许可，许可证编号QX{n:1-9999}，有效期五年。请于十个工作日内到政务服务中心{n:1-40}号窗口领取。持证人应当在经营场所显著位置公示许可证，接受社会监督。",
    "long licence": "取水许可决定书\n青水许〔{n:2015-2024}〕{n:1-400}号\n{firm}：\n你单位于{date}提出的取水许可申请，经审查，取水口位于{w:青溪/白河/柳埠/临山}镇，年取水量{n:1-900}万立方米，取水用途为{w:工业用水/农业灌溉/生活供水/养殖用水}，符合流域水量分配方案和取水许可管理规定。根据《取水许可和水资源费征收管理条例》的有关规定，决定准予取水，取水许可有效期{n:1-10}年。\n你单位应当按照批准的取水地点、取水方式和取水量取水，安装合格的取水计量设施并保证正常运行，按时报送取水统计资料，依法缴纳水资源税，落实节约用水措施和退水水质保护措施。需要变更取水许可内容的，应当依法办理变更手续。有效期届满需要延续的，应当在届满四十五日前提出申请。\n青溪县水利局\n{date}\n",
    "approval": "关于{w:河道整治/校舍加固/管网改造/路灯安装}项目可行性研究报告的批复\n{w:青溪镇/白河乡/柳埠镇/石门乡}人民政府：\n你单位报来的请示收悉。经研究，原则同意该项目实施。项目建设规模为新建管道{n:2-99}公里、检查井{n:3-400}座，概算总投资{n:20-9000}万元，资金由县级财政统筹安排。建设工期{n:2-36}个月。请据此开展下一步工作，严格履行基本建设程序，落实安全生产和文明施工责任，确保工程质量。",
    "penalty": "行政处罚决定书\n青城罚字第{n:1-900}号\n当事人：{name}\n经查，你于{date}在{w:人民路/建设路/解放路/环城路}占道经营，面积{n:2-60}平方米，经责令改正后拒不改正，违反了城市市容和环境卫生管理的规定，决定处以罚款{n:20-900}元。请自收到本决定书之日起十五日内缴纳罚款，逾期不缴纳的每日按罚款数额的百分之三加处罚款。如不服本决定，可以依法申请行政复议或者提起行政诉讼。",
    "prices": "农产品价格监测表\n大米 {n:2-19}元\n菜籽油 {n:8-120}元\n猪肉 {n:10-60}元\n鸡蛋 {n:4-30}元\n白菜 {n:1-12}元\n土豆 {n:1-12}元\n草鱼 {n:8-40}元\n苹果 {n:3-40}元\n监测点为县城农贸市场，价格为每公斤零售均价，数据由县发展和改革局每周采集发布，仅供参考。",
    "weather": "青溪县气象台发布{w:暴雨/大风/高温/雷电}预警\n预计未来{n:1-24}小时内我县{w:青溪/白河/柳埠/临山}等地累计雨量将达{n:5-150}毫米，阵风{n:6-12}级，请有关单位和人员做好防范准备，妥善安置易受影响的室外物品，停止露天集会和高空作业，注意防范可能引发的山洪、滑坡等次生灾害。",
    "appointment": "任职通知\n各乡镇人民政府，县直各单位：\n经县委常委会第{n:1-120}次会议研究，决定任命{name}同志为{w:水利局/教育局/财政局/民政局}{w:局长/副局长/科长/站长}，试用期一年，任职时间自{date}起计算。试用期满经考核合格的正式任职，不合格的按照试任前职级安排工作。请按照有关规定办理交接手续。",
    "meter": "用水通知单\n户号{n:1-9999}，上次读数{n:100-9999}，本次读数{n:100-9999}，用水量{n:2-400}吨，应缴水费{n:4-900}元。请于每月二十日前到营业厅或者通过手机缴费，逾期将按照供用水合同的约定收取违约金。如有疑问请拨打客户服务热线咨询，感谢您对供水工作的理解和支持。",
    "statistics": "{n:2010-2024}年{n:1-12}月全县主要经济指标\n规模以上工业企业{n:5-300}家，实现增加值{n:2-900}亿元，固定资产投资项目{n:20-900}个，社会消费品零售总额{n:3-400}亿元，一般公共预算收入{n:1-90}亿元，进出口总额{n:1-90}亿元。全县经济运行总体平稳，主要指标保持在合理区间，但是外部环境依然复杂，部分企业经营仍有困难，稳增长任务艰巨。各地各部门要坚定信心，抓好各项政策措施落实。",
    "relief": "临时救助对象公示\n根据本人申请、入户调查和民主评议，拟对{w:清泉村/双桥村/下河村/石井村}{name}等{n:2-90}户家庭给予临时救助，救助金额共{n:200-9000}元，现予以公示，公示期七天。如有异议，请在公示期内向镇社会事务办公室反映，反映情况应当客观真实，以便组织调查核实，保证救助工作公开公平公正。",
    "blackout": "计划停电公告\n因线路检修，定于{n:1-12}月{n:1-30}日{n:5-23}时起对{w:人民路/建设路/解放路/环城路}{n:1-300}号至{n:1-300}号用户停电，预计{n:2-12}小时后恢复供电。停电期间请关闭电器开关，切勿触碰供电设备，线路随时可能恢复送电。由此带来的不便敬请谅解，详情请咨询供电服务热线。",
    "bus": "公交线路调整通告\n自{n:1-12}月{n:1-30}日起，{n:1-99}路公交车改经{w:人民路/建设路/解放路/环城路}行驶，沿途设站{n:5-40}个，首班车{n:5-7}时发出，末班车{n:17-22}时发出，发车间隔{n:5-30}分钟，票价{n:1-12}元。请广大乘客留意站牌信息，提前安排出行路线，给您带来不便敬请谅解。",
}


def of_one_form(draw: random.Random) -> tuple[str, str, str]:
    """Return the name of a form and two documents from it that differ in one to three values."""
    kind = draw.choice(list(FORMS))
    slots = list(SLOT.finditer(FORMS[kind]))
    mine = [_value(draw, slot) for slot in slots]
    theirs = list(mine)
    figures = [place for place, slot in enumerate(slots) if slot[1] == "n" and len(mine[place]) > 1]
    shorter = draw.choice((True, True, False)) and len(figures) > 0
    among = figures if shorter else range(len(slots))
    for place in draw.sample(among, min(len(among), draw.randint(1, 3))):
        while theirs[place] == mine[place] or not theirs[place]:
            theirs[place] = _less(draw, mine[place]) if shorter else _value(draw, slots[place])
    sides = [_filled(FORMS[kind], values) for values in (mine, theirs)]
    if draw.random() < 0.5:
        sides.reverse()
    for _ in range(draw.choice((0, 1, 1, 2))):
        side = draw.randrange(2)
        sides[side] = draw.choice(SLIPS)(draw, sides[side])
    return kind, sides[0], sides[1]


def _filled(form: str, values: list[str]) -> str:
    rest = iter(values)
    return SLOT.sub(lambda _: next(rest), form)


def _value(draw: random.Random, slot: re.Match[str]) -> str:
    what, how = slot[1], slot[2]
    if what == "n":
        least, most = map(int, how.split("-"))
        return str(draw.randint(least, most))
    if what == "w":
        return draw.choice(how.split("/"))
    if what == "date":
        return f"{draw.randint(2015, 2024)}年{draw.randint(1, 12)}月{draw.randint(1, 28)}日"
    return name(draw) if what == "name" else firm(draw)


def _less(draw: random.Random, figure: str) -> str:
    """Return another number with the same digits except one."""
    place = draw.randrange(len(figure))
    return (figure[:place] + figure[place + 1 :]).lstrip("0")


def _doubled(draw: random.Random, text: str) -> str:
    place = _a_word(draw, text)
    return text[:place] + text[place] + text[place:]


def _lost(draw: random.Random, text: str) -> str:
    place = _a_word(draw, text)
    return text[:place] + text[place + 1 :]


def _a_word(draw: random.Random, text: str) -> int:
    return draw.choice([place for place, one in enumerate(text) if "\u4e00" <= one <= "\u9fff"])


SLIPS: tuple[Callable[[random.Random, str], str], ...] = (
    lambda draw, text: f"{text} ",
    lambda draw, text: text.replace("。", "", 1),
    lambda draw, text: text.replace("，", ","),
    lambda draw, text: text.removesuffix("\n").removesuffix("。"),
    _doubled,
    _lost,
)
