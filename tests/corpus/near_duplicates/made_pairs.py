"""Pairs for the tests: documents from one template, and copies of one document. All texts were written for the tests."""

# ruff: noqa: E501  # prose, and the lines are those of the documents

from __future__ import annotations

import random
from collections.abc import Callable

FAMILY = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
GIVEN = "伟芳敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉春梅建国志文"
TOWNS = "青溪 白河 临山 柳埠 石门 云岭 平湖 安澜 南屏 望川 清泉 双桥".split()
TRADES = "粮油 五金 建材 餐饮 服饰 文具 果蔬 水产 电器 家具 烘焙 茶业".split()
KINDS = "超市 饭店 经营部 商行 有限公司 合作社 加工厂 小吃店".split()
WORKS = "河道整治 道路硬化 校舍加固 管网改造 危桥重建 饮水安全 路灯安装 堤防加固".split()
WARNINGS = ("暴雨", "大风", "高温", "大雾", "寒潮", "雷电")
POSTS = "局长 副局长 主任 副主任 镇长 副镇长 科长 站长".split()
OFFICES = "水利局 教育局 财政局 民政局 农业农村局 卫生健康局 住房和城乡建设局 自然资源局".split()


def name(draw: random.Random) -> str:
    return draw.choice(FAMILY) + "".join(draw.sample(GIVEN, draw.choice((1, 2, 2))))


def firm(draw: random.Random) -> str:
    return draw.choice(TOWNS) + draw.choice(("县", "区", "镇")) + name(draw) + draw.choice(TRADES) + draw.choice(KINDS)


def date(draw: random.Random) -> str:
    return f"{draw.randint(2012, 2024)}年{draw.randint(1, 12)}月{draw.randint(1, 28)}日"


def money(draw: random.Random) -> str:
    return f"{draw.randint(3, 9000)}.{draw.randint(10, 99)}万元"


def licence(draw: random.Random) -> str:
    who = firm(draw)
    return f"""准予行政许可决定书
青市监许准〔{draw.randint(2015, 2024)}〕第{draw.randint(100, 9999)}号
{who}：
你单位于{date(draw)}向本机关提出食品经营许可申请，经审查，申请材料齐全，符合法定形式，经营场所布局合理，设备设施与经营规模相适应，符合《食品经营许可管理办法》规定的条件和标准。根据《中华人民共和国行政许可法》第三十八条第一款的规定，本机关决定准予你单位从事食品经营活动，许可证有效期五年。
请你单位自收到本决定书之日起十个工作日内，持本决定书和身份证明到政务服务中心领取食品经营许可证。从事食品经营活动应当遵守法律法规和食品安全标准，接受社会监督，承担社会责任。
如对本决定不服，可以自收到本决定书之日起六十日内向上一级机关或者本级人民政府申请行政复议，也可以在六个月内直接向人民法院提起行政诉讼。
青溪县市场监督管理局
{date(draw)}
"""


def penalty(draw: random.Random) -> str:
    who = name(draw)
    return f"""行政处罚决定书
青交罚〔{draw.randint(2015, 2024)}〕{draw.randint(10, 999)}号
当事人：{who}
经查，{who}于{date(draw)}驾驶车辆从事道路货物运输，车货总质量超过核定载质量，未取得超限运输车辆通行证。以上事实有现场检查笔录、称重检测单、询问笔录、照片等证据证明。
上述行为违反了《公路安全保护条例》第三十三条的规定，依据该条例第六十四条，决定给予罚款人民币{draw.randint(2, 30) * 100}元的行政处罚。
请于收到本决定书之日起十五日内到指定银行缴纳罚款。逾期不缴纳的，每日按罚款数额的百分之三加处罚款。
"""


def appointment(draw: random.Random) -> str:
    lines = "\n".join(f"{name(draw)}同志任{draw.choice(OFFICES)}{draw.choice(POSTS)}；" for _ in range(2))
    return f"""青溪县人民政府关于任免工作人员职务的通知
各乡镇人民政府，县政府各部门、各直属机构：
经县人民政府第{draw.randint(1, 60)}次常务会议研究，并按有关规定履行了任前公示程序，决定：
{lines}
以上同志的试用期为一年，试用期自任职之日起计算，试用期满经考核合格的正式任职，不合格的免去试任职务，按试任前职级安排工作。
请各单位按照干部管理权限做好工作交接和离任审计，新任职同志要在规定时间内到岗履职，严格遵守组织纪律和工作纪律。
青溪县人民政府
{date(draw)}
"""


def warning(draw: random.Random) -> str:
    kind = "暴雨"
    return f"""青溪县气象台发布{kind}预警信号
青溪县气象台{date(draw)}{draw.randint(1, 23)}时{draw.randint(10, 59)}分发布{kind}橙色预警信号：预计未来{draw.choice((3, 6, 12))}小时，我县{draw.choice(TOWNS)}镇、{draw.choice(TOWNS)}乡等地降雨量将达{draw.randint(30, 120)}毫米以上，并伴有短时强降水和雷电，请注意防范。
防御指南：
政府及有关部门按照职责做好防御暴雨应急工作；切断有危险的室外电源，暂停户外作业；处于危险地带的单位应当停课、停业，采取专门措施保护已到校学生、幼儿和其他上班人员的安全；做好城市、农田的排涝，注意防范可能引发的山洪、滑坡、泥石流等灾害。
"""


def holiday(draw: random.Random) -> str:
    year = draw.randint(2012, 2024)
    first = draw.randint(1, 5)
    return f"""关于{year}年国庆节放假安排的通知
各乡镇人民政府，县直各单位：
根据上级通知精神，现将{year}年国庆节放假安排通知如下：10月{first}日至{first + 6}日放假调休，共7天。9月{draw.randint(25, 30)}日（星期{draw.choice("六日")}）、10月{draw.randint(8, 14)}日（星期{draw.choice("六日")}）上班。
节假日期间，各单位要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
各单位值班表请于放假前三日报县政府总值班室，带班领导和值班人员要保持通信畅通，不得擅离职守。
青溪县人民政府办公室
{date(draw)}
"""


def award(draw: random.Random) -> str:
    return f"""{draw.choice(WORKS)}工程施工中标结果公告
一、项目编号：QX-{draw.randint(2015, 2024)}-{draw.randint(100, 999)}
二、项目名称：{draw.choice(TOWNS)}镇{draw.choice(WORKS)}工程
三、中标信息
中标人：{firm(draw)}
中标金额：{money(draw)}
项目经理：{name(draw)}
工期：{draw.randint(60, 300)}日历天
四、评标委员会成员名单
{"、".join(name(draw) for _ in range(5))}
五、公告期限
自本公告发布之日起一个工作日。
六、其他补充事宜
各参加采购活动的供应商认为该中标结果和采购过程使自己的权益受到损害的，可以自本公告期限届满之日起七个工作日内，以书面形式向采购人或采购代理机构提出质疑。质疑供应商对答复不满意的，可以在答复期满后十五个工作日内向同级财政部门投诉。
"""


def subsidy(draw: random.Random) -> str:
    rows = "\n".join(f"{name(draw)} {draw.choice(TOWNS)}村 {draw.randint(200, 900)}元" for _ in range(3))
    return f"""关于{draw.choice(TOWNS)}镇高龄津贴发放名单的公示
根据县高龄津贴发放管理办法，经本人申请、村级评议、镇级审核，现将本批次高龄津贴发放对象予以公示，接受群众监督。公示期为七天，公示期内如有异议，请以书面形式向镇民政办公室反映，反映情况应当实事求是并署真实姓名，以便调查核实。
{rows}
公示期满无异议的，津贴通过社会保障卡按月发放至本人账户，发放对象发生死亡、户籍迁出等情形的，自次月起停止发放。
公示时间：{date(draw)}至{date(draw)}
"""


def land(draw: random.Random) -> str:
    return f"""不动产权证书遗失声明
{name(draw)}因保管不善，将坐落于{draw.choice(TOWNS)}镇{draw.choice(TOWNS)}路{draw.randint(1, 300)}号的不动产权证书遗失，证号为青({draw.randint(2015, 2024)})不动产权第{draw.randint(10000, 99999)}号，根据《不动产登记暂行条例实施细则》第二十二条的规定申请补发，现声明该不动产权证书作废。
自本声明发布之日起十五个工作日内，有异议者请将异议书面材料送达我机构，逾期无人提出异议或者异议不成立的，我机构将依法予以补发新的不动产权证书，原证书不再具有法律效力。
"""


def budget(draw: random.Random) -> str:
    year = draw.randint(2012, 2024)
    n = lambda: f"{draw.randint(100, 99999) / 10}"  # noqa: E731  # a word for a long phrase
    return f"""青溪县水利局{year}年部门预算说明
一、部门主要职责
负责保障水资源的合理开发利用，负责生活、生产经营和生态环境用水的统筹和保障，指导水利设施、水域及其岸线的管理保护与综合利用，负责防治水土流失，指导农村水利工作，组织开展水利行业质量监督工作，承担水旱灾害防御工作。
二、{year}年部门预算安排情况
{year}年收入总预算{n()}万元，其中一般公共预算拨款{n()}万元，政府性基金预算拨款{n()}万元。支出总预算{n()}万元，其中基本支出{n()}万元，项目支出{n()}万元。
三、机关运行经费安排情况
机关运行经费预算{n()}万元，主要用于办公费、印刷费、水电费、邮电费、差旅费、会议费、培训费等日常公用支出。
四、名词解释
基本支出是指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。项目支出是指在基本支出之外为完成特定行政任务和事业发展目标所发生的支出。
"""


TEMPLATES = (licence, penalty, appointment, warning, holiday, award, subsidy, land, budget)

NOTICE = """青溪县人民政府办公室关于加强农村饮水安全工作的意见
青政办发〔2021〕36号
各乡镇人民政府，县政府各部门、各直属机构：
为进一步提升农村饮水安全保障水平，切实维护广大农村居民身体健康，经县政府同意，现提出如下意见。
一、总体要求
坚持以人民为中心，按照城乡统筹、规模发展、建管并重的原则，加快补齐农村供水基础设施短板，健全工程良性运行长效机制，到2025年全县农村自来水普及率达到百分之九十五以上，规模化供水工程覆盖人口比例达到百分之七十。
二、重点任务
（一）加强水源保护。划定集中式饮用水水源保护区，设立标志牌和隔离防护设施，严禁在保护区内从事可能污染水源的活动。水质监测每季度不少于一次，结果向社会公开。
（二）推进工程建设。因地制宜采取城市管网延伸、联村并网、单村改造等方式，三年内改造老旧管网二百六十公里，新建和扩建水厂五座，受益人口十二万八千人。
（三）落实管护责任。明确工程产权，建立县级统管、镇村协管、用户参与的管护体系，每处工程落实一名管水员，管护经费列入年度财政预算。
三、保障措施
各乡镇人民政府对辖区农村饮水安全负总责，水利、卫生健康、生态环境、发展改革、财政等部门按照职责分工密切配合，形成工作合力。县政府将农村饮水安全纳入年度绩效考核，对工作不力、造成不良影响的严肃追责问责。
本意见自印发之日起施行，有效期五年。
青溪县人民政府办公室
2021年7月19日
"""
REPORT = """青溪县召开秋冬季森林防火工作会议
本报讯 日前，我县召开秋冬季森林防火工作会议，总结前一阶段工作，分析当前形势，部署下一步任务。县委副书记出席会议并讲话，各乡镇、林场和县直有关部门负责同志参加会议。
会议指出，今年以来全县上下认真落实森林防火责任制，加强火源管控和巡护值守，没有发生较大以上森林火灾，成绩来之不易。同时也要清醒看到，入秋以来降水偏少，林下可燃物载量大，农事用火、祭祀用火、旅游用火交织，火险等级持续走高，防火形势不容乐观。
会议强调，要压实责任，把防火责任落实到山头地块和具体人员；要严管火源，在重点时段、重点部位设卡检查，坚决制止野外违规用火；要强化准备，备足扑火机具和物资，专业队伍靠前驻防，确保一旦发生火情打早、打小、打了；要加强宣传，通过广播、标语、入户走访等形式让防火知识家喻户晓。
会上，县林业局通报了今年森林防火工作情况，三个乡镇作了表态发言。会后，与会人员观摩了专业扑火队的实战演练。
"""


def counter(draw: random.Random, text: str) -> str:
    return text.replace("\n", f"\n发布时间：{date(draw)} 浏览次数：{draw.randint(1, 9999)}\n", 1)


def copied(change: Callable[[random.Random, str], str]) -> Callable[[random.Random, str], tuple[str, str]]:
    return lambda draw, text: (text, change(draw, text))


def _slips(draw: random.Random, text: str) -> str:
    characters = list(text)
    places = [place for place, one in enumerate(characters) if "\u4e00" <= one <= "\u9fff" and one not in "年月日号"]
    for place in draw.sample(places, 6):
        characters[place] = draw.choice(("", characters[place] * 2, "□", chr(draw.randrange(0x4E00, 0x9000))))
    return "".join(characters)


def _folded_marks(draw: random.Random, text: str) -> str:
    return text.translate(str.maketrans("，。；：（）", ",.;:()"))


def _wrapped(draw: random.Random, text: str) -> str:
    return "\n".join(text[n : n + 40] for n in range(0, len(text), 40))


def _less(draw: random.Random, text: str) -> str:
    lines = text.split("\n")
    del lines[draw.randrange(1, len(lines) - 1)]
    return "\n".join(lines)


def _more(draw: random.Random, text: str) -> str:
    return text + "附件下载请点击链接。各地各单位可结合实际参照执行，执行中遇到的问题请及时反馈。\n"


def _traditional(draw: random.Random, text: str) -> str:
    return text.translate(
        str.maketrans(
            "县办关强农饮见发号乡镇门构为进维广体经现设备总协财预",
            "縣辦關強農飲見發號鄉鎮門構為進維廣體經現設備總協財預",
        )
    )


def _footer(draw: random.Random, text: str) -> str:
    return f"{text}打印日期：{date(draw)} 打印本页 关闭窗口\n"


def _furniture(draw: random.Random, text: str) -> str:
    return f"当前位置：首页 > 政务公开 > 正文\n{text}上一篇：关于{draw.choice(WORKS)}的通知\n版权所有 青溪县人民政府\n"


def _lost_separator(draw: random.Random, text: str) -> str:
    return text.replace("2021年7月19日", "20217月19日").replace("2025年", "2025").replace("三年", "三")


COPIES: dict[str, Callable[[random.Random, str], tuple[str, str]]] = {
    "counter": lambda draw, text: (counter(draw, text), counter(draw, text)),
    "slips": copied(_slips),
    "folded marks": copied(_folded_marks),
    "wrapped": copied(_wrapped),
    "a line less": copied(_less),
    "a line more": copied(_more),
    "other script": copied(_traditional),
    "print date": lambda draw, text: (_footer(draw, text), _footer(draw, text)),
    "furniture": copied(_furniture),
    "lost separators": copied(_lost_separator),
}
