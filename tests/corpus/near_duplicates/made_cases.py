"""Hard pairs: forms with unlabelled slots, pairs that differ in one value only, and very careless copies.

All texts were written for the tests. A form has slots in braces, filled at random from `SLOTS`.
"""

# ruff: noqa: E501  # prose, and the lines are those of the documents

from __future__ import annotations

import random
import re
from collections.abc import Callable

from made_pairs import NOTICE, REPORT, date, firm, money, name


def _without(text: str, *changes: str) -> str:
    """Replace words in a text, each of which occurs once."""
    for was, now in zip(changes[::2], changes[1::2], strict=True):
        assert text.count(was) == 1, was
        text = text.replace(was, now)
    return text


SLOTS: dict[str, Callable[[random.Random], str]] = {
    "name": name,
    "firm": firm,
    "date": date,
    "money": money,
    "year": lambda draw: str(draw.randint(2008, 2024)),
    "n": lambda draw: str(draw.randint(2, 999)),
    "few": lambda draw: draw.choice("二三四五六七八九"),
    "rate": lambda draw: f"{draw.randint(1, 30)}.{draw.randint(1, 9)}%",
    "town": lambda draw: draw.choice(
        ("青溪镇", "白河乡", "临山街道", "柳埠镇", "石门乡", "云岭镇", "平湖街道", "安澜镇", "望川乡")
    ),
    "village": lambda draw: (
        draw.choice(("清泉", "双桥", "下河", "大塘", "新屋", "石井", "横岭", "松柏", "牛栏", "高坡")) + "村"
    ),
    "school": lambda draw: (
        draw.choice(("实验", "第一", "第三", "城东", "滨河", "育才", "向阳", "红旗"))
        + draw.choice(("小学", "中学", "幼儿园"))
    ),
    "road": lambda draw: (
        draw.choice(("人民", "建设", "解放", "环城", "朝阳", "和平", "文化", "滨江"))
        + draw.choice(("路", "大道", "街"))
    ),
    "crop": lambda draw: draw.choice(("水稻", "玉米", "柑橘", "茶叶", "油菜", "花生", "甘蔗", "马铃薯")),
    "illness": lambda draw: draw.choice(("流行性感冒", "手足口病", "登革热", "水痘", "诺如病毒感染", "麻疹")),
    "colour": lambda draw: draw.choice("蓝黄橙红"),
    "side": lambda draw: draw.choice("东南西北"),
    "season": lambda draw: draw.choice("春夏秋冬"),
    "plate": lambda draw: f"青A{draw.randint(10000, 99999)}",
    "code": lambda draw: f"QX{draw.choice('ABCDEF')}{draw.randint(100, 999)}-{draw.randint(10, 99)}",
    "goods": lambda draw: draw.choice(("酱油", "菜籽油", "豆腐干", "米粉", "香肠", "挂面", "蜂蜜", "白酒", "月饼")),
    "country": lambda draw: draw.choice(("美国", "法国", "日本", "泰国", "巴西", "埃及", "越南", "希腊")),
    "post": lambda draw: draw.choice(("局长", "科长", "主任", "书记", "所长", "校长")),
    "bureau": lambda draw: draw.choice(
        ("水利局", "教育局", "财政局", "民政局", "林业局", "审计局", "统计局", "文化局")
    ),
}

FORMS: dict[str, str] = {
    "land use reply": """关于{village}村民委员会建设用地的批复
{town}人民政府：
你单位报来的建设用地请示及有关材料收悉。经审查，该宗用地符合土地利用总体规划和村庄规划，权属清楚，界址明确，无争议，同意{village}使用本村集体土地{n}平方米，用于建设文化活动场所。请接此批复后，依法办理用地手续，严格按照批准的位置、面积和用途使用土地，不得擅自改变用途，不得占用基本农田，工程竣工后及时申请验收。
""",
    "blackout": """计划停电通知
尊敬的电力客户：因供电设备检修需要，{date}八时至十八时对{road}沿线、{village}部分区域实行计划停电。停电期间请关闭家用电器电源，切勿触碰供电线路和设备，线路随时可能恢复送电。如遇雨雪等恶劣天气，检修工作可能顺延或者取消，给您的生产生活带来不便，敬请谅解。供电服务热线二十四小时为您服务。
""",
    "water quality": """{town}{year}年{season}季集中式饮用水水源水质状况报告
本季度对集中式生活饮用水水源开展了监测，监测指标为地表水环境质量标准基本项目、补充项目和优选特定项目。监测结果显示，水源水质达到三类标准，水质达标率为百分之百。其中总氮浓度{rate}，粪大肠菌群每升{n}个，氨氮、总磷、高锰酸盐指数等指标均优于标准限值，未检出有毒有害污染物，饮水安全有保障。
""",
    "price": """{crop}市场价格监测周报
据对全县农贸市场、超市和批发市场的监测，本周{crop}市场供应充足，交易平稳，平均价格为每公斤{n}元，较上周上涨{rate}。从后期走势看，随着气温变化和节日临近，消费需求将有所增加，预计短期内价格以稳为主，小幅波动。各地要继续做好产销衔接和市场巡查，防止囤积居奇、哄抬价格等行为，维护正常市场秩序。
""",
    "epidemic": """关于做好{illness}防控工作的通知
各中小学校、幼儿园：近期我县{illness}病例有所增加，学校和托幼机构是防控重点场所。各单位要落实晨午检、因病缺课追踪登记和通风消毒制度，发现聚集性病例立即报告，配合疾控机构做好处置。要加强健康教育，引导师生养成勤洗手、戴口罩、常锻炼的良好习惯，出现症状及时就诊，不带病上班上学。
""",
    "visit": """县政府代表团访问{country}
应有关方面邀请，县长{name}率团于{date}起对{country}进行友好访问。访问期间，代表团与当地政府部门和工商界人士举行会谈，就深化经贸合作、推动人文交流、拓展教育和农业技术合作等交换了意见，并参观了工业园区和农业示范基地。双方表示将继续保持密切往来，推动务实合作不断取得新成果。
""",
    "sampling": """食品安全监督抽检不合格情况通告
近期我局组织开展食品安全监督抽检，抽检食品中发现不合格样品。{firm}销售的{goods}，不符合食品安全国家标准规定。对抽检中发现的不合格食品，属地市场监管部门已责令经营者立即采取下架、召回等措施，查清产品流向，控制食品安全风险，并依法予以查处。消费者发现市场上有通告所列不合格食品的，可以拨打投诉举报电话反映。
""",
    "impounded": """关于认领暂扣车辆的公告
我大队在道路交通管理中依法扣留号牌为{plate}的机动车一辆，当事人逾期未来接受处理。现予以公告，请车辆所有人自公告之日起三个月内，携带本人身份证明、机动车行驶证等有效证件到我大队接受处理并领取车辆。公告期满仍不前来处理的，我大队将依照有关法律法规的规定，对上述车辆予以拍卖、报废或者拆解，所得价款上缴国库。
""",
    "name only": """表扬信
{name}同学在公交车上拾到装有现金和证件的背包后，主动联系驾驶员，在原地等候失主一个多小时，将背包完整归还并谢绝了酬谢。这种拾金不昧的精神体现了良好的家庭教育和学校教育，展现了当代学生的优良品格，在社会上产生了积极影响。特此来信表示感谢，希望学校予以表扬，让更多的同学向其学习，共同营造文明和谐的社会风尚。
""",
    "minutes": """县长办公会议纪要
第{few}次
会议听取了{bureau}关于近期重点工作推进情况的汇报，研究了存在的困难和问题。会议认为，前一阶段工作进展总体顺利，成绩值得肯定，但是任务依然艰巨。会议要求，有关部门要进一步统一思想、提高认识，倒排工期、挂图作战，加强协调配合，强化要素保障，严守质量安全底线，确保各项目标任务按时完成。
""",
    "school zone": """{school}招生简章
根据县教育局关于义务教育阶段学校招生入学工作的部署，结合我校实际，制定本简章。招生对象为服务片区内年满六周岁、具有接受义务教育能力的儿童少年。招生坚持免试就近入学、公开公平公正的原则，不举行任何形式的选拔考试。家长须持户口簿、房产证明、预防接种证到校审核登记，审核通过的名单将在校门口张榜公布，接受社会监督。
""",
    "road works": """关于{road}封闭施工的通告
因实施雨污分流改造工程，需对{road}进行封闭施工。施工期间禁止一切机动车辆通行，行人和非机动车请按照现场指示标志绕行，沿线单位和居民请从辅道出入。请过往车辆提前选择其他道路，自觉服从现场交通管理人员的指挥，注意交通安全。因施工给您带来不便，敬请谅解，感谢广大市民的理解、支持和配合。
""",
    "flood level": """水情通报
受上游来水和强降雨影响，{town}水文站水位持续上涨，超过警戒水位{rate}，预计未来二十四小时内仍将上涨。请沿河各乡镇和有关单位立即进入应急状态，加强堤防巡查防守，落实值班值守制度，做好低洼地带群众转移安置准备，备足抢险物料和救生器材，发现险情及时报告、及时处置，确保人民群众生命财产安全。
""",
    "warning level": """气象灾害预警
县气象台发布大风{colour}色预警信号：受冷空气影响，预计未来二十四小时内我县大部分地区将出现大风天气，请注意防范。政府及有关部门按照职责做好防大风工作；关好门窗，加固围板、棚架、广告牌等易被风吹动的搭建物，妥善安置易受大风影响的室外物品；行人与车辆尽量避免在高大建筑物、广告牌下方停留；停止露天活动和高空作业。
""",
    "gate": """景区{side}门改造期间游客须知
为提升游览环境，景区{side}门即日起实施提升改造，改造期间关闭，游客请从其他入口进出。改造范围包括售票厅、检票通道、无障碍设施和周边绿化，施工区域设有围挡和警示标志，请勿翻越、逗留。团队游客请提前与游客中心联系，自驾游客请按照导引标志停放车辆。施工时间可能受天气影响有所调整，以现场公告为准。
""",
    "retire": """关于同意{name}退休的批复
县直有关单位：你单位关于工作人员退休的请示收悉。经研究，根据国家关于机关事业单位工作人员退休的有关规定，同意{name}退休，退休待遇按照国家有关政策执行。请按照干部管理权限办理退休手续，做好档案审核、待遇核定和社会保险关系衔接等工作，关心退休人员的生活，引导其继续发挥余热，为经济社会发展作出力所能及的贡献。
""",
    "adoption": """弃婴认领公告
某年冬天在福利院门口捡拾到女婴一名，身体健康，取名{name}，随身无任何物品和字条。请孩子的亲生父母或者其他监护人持有效证件前来认领，联系地址为县社会福利院。自公告之日起六十日内无人认领的，将依法安置。公告期间，福利院将悉心照料孩子的生活，做好体检、防疫和心理抚慰工作，社会各界知情者也可以提供线索。
""",
    "code only": """医疗器械不良事件监测提示
近期监测发现，型号为{code}的输液泵在使用中发生流速偏差报警，尚未造成患者伤害。为保障用械安全，提示各医疗机构立即对在用同型号产品进行排查，加强日常维护保养和使用前检查，操作人员应当严格按照说明书操作，出现报警及时停用并联系生产企业检修。发现可疑不良事件应当按照规定的程序和时限上报监测机构。
""",
    "statistics": """{year}年国民经济运行情况
初步核算，全年地区生产总值增长{rate}，第一产业增加值增长{rate}，第二产业增加值增长{rate}，第三产业增加值增长{rate}。全年经济运行总体平稳、稳中有进，结构持续优化，质量效益稳步提升，就业形势保持稳定，居民收入继续增加。同时也要看到，外部环境更趋复杂，有效需求不足，部分企业经营困难，经济回升向好的基础仍需巩固。
""",
    "vote": """关于{name}等同志任职前公示的补充说明
根据干部选拔任用工作有关规定，现将{name}任职前公示情况补充说明如下。该同志政治素质好，组织领导能力强，工作经验丰富，群众基础较好，经民主推荐、组织考察和集体研究，拟任乡镇党政领导职务。公示期间，干部群众可以通过来信、来电、来访等形式反映问题，反映情况应当实事求是、客观公正，以便调查核实。
""",
    "clinic": """医疗机构执业登记公告
根据医疗机构管理条例及其实施细则的规定，经审核，准予{name}口腔诊所执业登记，发给医疗机构执业许可证。该机构应当按照核准登记的诊疗科目开展诊疗活动，遵守有关法律法规和医疗技术操作规范，落实医疗废物处置和院内感染防控措施，自觉接受卫生健康行政部门的监督检查，不得超范围执业，不得聘用非卫生技术人员。
""",
}


def filled(form: str, draw: random.Random) -> str:
    """Fill a form; a slot gets the same value wherever it occurs."""
    values: dict[str, str] = {}
    return re.sub(r"\{(\w+)\}", lambda slot: values.setdefault(slot[1], SLOTS[slot[1]](draw)), form)


def of_one_form(form: str, seed: int) -> tuple[str, str]:
    """Return two different documents from one form."""
    draw = random.Random(seed)
    one = other = filled(form, draw)
    while other == one:
        other = filled(form, draw)
    return one, other


# Pairs of long documents that differ in one value only, which is easily mistaken for a slip.
ONE_VALUE: dict[str, tuple[str, str]] = {
    "a figure": ("到2025年全县农村自来水", "到2035年全县农村自来水"),
    "a written figure": ("新建和扩建水厂五座", "新建和扩建水厂七座"),
    "a document number": ("青政办发〔2021〕36号", "青政办发〔2021〕37号"),
    "a day": ("2021年7月19日", "2021年7月9日"),
    "a place throughout": ("青溪", "白河"),
    "a body throughout": ("青溪县人民政府办公室", "白河市人民政府办公厅"),
    "a subject throughout": ("农村饮水", "城镇燃气"),
}


def _changed(share: float, pick: Callable[[random.Random, str], str]) -> Callable[[random.Random, str], str]:
    """Damage a share of the characters of a text, digits included."""

    def change(draw: random.Random, text: str) -> str:
        return "".join(pick(draw, one) if one != "\n" and draw.random() < share else one for one in text)

    return change


def _another(draw: random.Random, _: str) -> str:
    return draw.choice(NOTICE.replace("\n", ""))


def _block(draw: random.Random, text: str) -> str:
    """Replace one or two sentences by those of another text."""
    sentences = re.findall(r"[^。]*。\n?", text)
    place = draw.randrange(1, len(sentences))
    sentences[place] = draw.choice(re.findall(r"[^。]*。", REPORT)[2:])
    return "".join(sentences)


def _without_paragraph(draw: random.Random, text: str) -> str:
    lines = text.strip().split("\n")
    if len(lines) < 3:
        return text
    place = draw.randrange(2, len(lines))
    return "\n".join(lines[:place] + lines[place + 1 :])


CARELESS: dict[str, Callable[[random.Random, str], str]] = {
    "a slip in a hundred": _changed(0.01, _another),
    "two slips in a hundred": _changed(0.02, _another),
    "lost characters": _changed(0.01, lambda draw, one: ""),
    "doubled characters": _changed(0.01, lambda draw, one: one * 2),
    "garbled characters": _changed(0.02, lambda draw, one: draw.choice("□?\N{REPLACEMENT CHARACTER}\ue123")),
    "a sentence replaced": _block,
    "a paragraph lost": _without_paragraph,
    "a paragraph added": lambda draw, text: text.replace("\n", f"\n{re.findall('[^。]*。', REPORT)[3]}\n", 1),
    "one line": lambda draw, text: text.replace("\n", " "),
    "blanks": lambda draw, text: text.replace("，", "， ").replace("\n", "\n\n　　"),
    "byline in one line": lambda draw, text: (
        f"{text}发布时间：{date(draw)} 来源：{name(draw)} 浏览次数：{draw.randint(1, 9999)} 责任编辑：{name(draw)}"
    ),
    "bare stamp": lambda draw, text: text.replace(
        "\n", f"\n2021-{draw.randint(1, 12):02}-{draw.randint(1, 28):02} 10:{draw.randint(10, 59)}\n", 1
    ),
    "other dates": lambda draw, text: re.sub(r"(\d{4})年(\d+)月(\d+)日", r"\1-\2-\3", text),
    "thousands": lambda draw, text: re.sub(r"(\d)(\d{3})(?!\d)(?=[元人户])", r"\1,\2", text),
    "read by": lambda draw, text: (
        f"{text}（已有{draw.randint(10, 9999)}人阅读）\n打印时间：2024-0{draw.randint(1, 9)}-11 下载次数：{draw.randint(1, 99)}"
    ),
    "part copied": lambda draw, text: text[: int(len(text) * 0.9)],
}
LONG = f"{NOTICE}\n附：会议报道\n{REPORT}"


# Changes to numbers, each made to one of two documents, and whether the two are duplicates.
COUNTED = (
    f"{REPORT}今年以来全县共排查隐患点440处，整改372处，清理林下可燃物215公顷，出动巡护人员1930人次，发放宣传单26000份"
)
FIGURES: dict[str, tuple[tuple[str, str], bool]] = {
    "a digit lost, and two characters of words": (
        (_without(COUNTED, "440处", "40处", "会议强调", "会强调", "扑火机具", "扑机具"), COUNTED),
        True,
    ),
    "two digits lost, and three characters of words": (
        (
            _without(COUNTED, "440", "40", "215", "25", "会议强调", "会强调", "扑火机具", "扑机具", "标语", "语"),
            COUNTED,
        ),
        True,
    ),
    "rare ideographs for some digits": ((COUNTED.replace("患点440", "嶰髊4龘0"), COUNTED), True),
    "broken off within a figure": ((COUNTED.split("000份")[0], f"{COUNTED}。特此通报"), True),
    "broken off behind a figure": ((COUNTED.split("0份")[0], f"{COUNTED}。"), True),
    "not a lost digit because nothing else was lost": ((COUNTED.replace("440", "40"), COUNTED), False),
    "not a lost digit because one character of words is too little to tell": (
        (_without(COUNTED, "440", "40", "会议强调", "会强调"), COUNTED),
        False,
    ),
    "not a lost digit because the other copy lost the words": (
        (COUNTED.replace("440", "40"), _without(COUNTED, "会议强调", "会强调", "扑火机具", "扑机具")),
        False,
    ),
    "not a lost digit because words stand doubled on the other side": (
        (COUNTED.replace("440", "40"), _without(COUNTED, "会议强调", "会议议强调", "扑火机具", "扑火火机具")),
        False,
    ),
    "not lost digits because they are more than the words that were lost let expect": (
        (
            _without(COUNTED, "440", "40", "372", "72", "215", "25", "1930", "193", "会议强调", "会强调", "标语", "语"),
            COUNTED,
        ),
        False,
    ),
    "not a lost digit because another figure has another value": (
        (_without(COUNTED, "440", "40", "372", "281", "会议强调", "会强调", "扑火机具", "扑机具"), COUNTED),
        False,
    ),
    "not garbled because an everyday word stands for a digit": (
        (COUNTED.replace("患点440", "员的4和0"), COUNTED),
        False,
    ),
    "not garbled because a digit stands for another": ((COUNTED.replace("患点440", "嶰髊4龘1"), COUNTED), False),
    "not garbled because figures are written in words": ((COUNTED.replace("点440", "点四百4"), COUNTED), False),
    "not broken off because no more than a digit is lost": (
        (f"{REPORT}文件编号为372", f"{REPORT}文件编号为3721"),
        False,
    ),
    "not broken off because a mark stands at the end": ((f"{REPORT}共计372。", f"{REPORT}共计3721处。"), False),
    "not broken off because the next figure stands on a line of its own": (
        (f"{REPORT}大米 3", f"{REPORT}大米 35\n面粉 4元"),
        False,
    ),
}


def alike_as_it_stands() -> tuple[str, str]:
    """Return a text and a copy whose similarity is at least 0.8 unfolded, and less when folded."""
    draw = random.Random(5)
    text = "，".join("".join(chr(draw.randrange(0x4E00, 0x9FA0)) for _ in range(7)) for _ in range(60))
    copy = list(text)
    for place in range(28, len(text), 56):
        copy[place] = "龘"
    return text, "".join(copy[:-17])
