"""Synthetic sites: pages of free text or forms, surrounded by lines that no rule for single pages can recognize."""

from __future__ import annotations

import random
from typing import NamedTuple

PLACES = "青溪 白河 临山 柳埠 石门 云岭 平湖 安澜 南屏 望川".split()
SUBJECTS = "防汛抗旱 粮食安全 义务教育 养老服务 河道整治 森林防火 招商引资 人居环境 医疗保障 道路养护".split()
ACTS = "加强 推进 落实 完善 开展 组织 督促 指导 检查 总结".split()
OBJECTS = "工作机制 责任分工 资金保障 宣传教育 隐患排查 队伍建设 台账管理 绩效评价 信息报送 群众参与".split()
WHO = "各乡镇 各街道 有关单位 县直各部门 各村居 项目法人 监理单位 各学校 卫生院 合作社".split()
MENUS = "掌上阅览室 春风行动专区 云端客厅 帮办代办屋 百姓话题 数说今朝 政民桥 企情直达 乡音乡情 微光图说".split()
SLOGANS = (
    "智慧{p} 一网通达",
    "{p}融媒 声入人心",
    "温情{p}，等你来",
    "【{p}云客厅】",
    "大美{p}·幸福家园",
    "数字{p} V3.2",
)
TAILS = (
    "{p}智治平台 · 由{p}云提供算力",
    "适配 1920×1080 · 建议横屏",
    "── 看见{p} ──",
    "{p}政通人和 | 便民指引 | 寻路图",
    "微光计划：{p}站",
    "累计接待 {n} 人",
    "快捷通道 ▸ 办事屋 ▸ 心声墙",
)
FORMULAS = ("特此通知。", "请结合实际认真贯彻执行。", "本办法自印发之日起施行。", "（此件公开发布）")


class Made(NamedTuple):
    """A page of a synthetic site: its text, and the lines of its document."""

    url: str
    text: str
    document: list[str]


def sentence(random: random.Random) -> str:
    """Return a sentence as in notices."""
    parts = [
        f"{random.choice(WHO)}要{random.choice(ACTS)}{random.choice(SUBJECTS)}{random.choice(OBJECTS)}"
        for _ in range(random.randint(1, 3))
    ]
    return f"{'，'.join(parts)}，于{random.randint(1, 12)}月{random.randint(1, 28)}日前完成{random.randint(2, 900)}处。"


def notice(random: random.Random, place: str) -> list[str]:
    """Return an agency's notice, with the formulas of its notices."""
    year, number = random.randint(2008, 2024), random.randint(1, 90)
    lines = [f"关于{random.choice(ACTS)}{place}{random.choice(SUBJECTS)}{random.choice(OBJECTS)}的通知"]
    if random.random() < 0.6:
        lines.append(f"{place[0]}政发〔{year}〕{number}号")
    lines.append("各乡镇人民政府，县直各单位：")
    lines += ["".join(sentence(random) for _ in range(random.randint(1, 4))) for _ in range(random.randint(2, 8))]
    lines += [one for one in FORMULAS if random.random() < 0.5]
    lines.append(f"{place}县人民政府办公室")
    if random.random() < 0.8:
        lines.append(f"{year}年{random.randint(1, 12)}月{random.randint(1, 28)}日")
    return lines


def licence(random: random.Random, place: str) -> list[str]:
    """Return a form: the same labels with different values each time."""
    return [
        f"{place}县食品经营许可公示",
        "许可事项",
        "食品经营许可（新办）",
        "经营者名称",
        f"{random.choice(PLACES)}{random.choice(SUBJECTS)}{random.randint(1, 999)}号店",
        "许可证编号",
        f"JY{random.randint(10**12, 10**13)}",
        "如有异议请在公示期内提出",
        "公示期自发布之日起",
        f"{place}县市场监督管理",
    ]


def site(seed: int, pages: int, *, forms: float = 0.0) -> tuple[list[Made], set[str]]:
    """Return the pages of one site, a share of them forms, and the lines that belong to the site."""
    draw = random.Random(seed)
    place = draw.choice(PLACES)
    fill = {"p": place, "n": "{n}"}
    head = [one.format(**fill) for one in draw.sample(SLOGANS, draw.randint(0, 3))]
    head += draw.sample(MENUS, draw.randint(0, 6))
    tail = [one.format(**fill) for one in draw.sample(TAILS, draw.randint(1, 4))]
    made = []
    for number in range(pages):
        document = (licence if draw.random() < forms else notice)(draw, place)
        above = [*head, f"今日{place}：气温{draw.randint(1, 35)}度"] if head and seed % 2 else head
        below = [one.replace("{n}", str(draw.randint(1000, 99999))) for one in tail]
        text = "\n".join((*above, *document, *below))
        made.append(Made(f"https://www.{seed}.example.cn/art/{number}.html", text, document))
    return made, {*head, *tail}
