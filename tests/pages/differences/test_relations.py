"""How two texts are related: what differs decides, not how much."""

# prose, and the lines are those of the documents

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

pytest.importorskip("numpy")

from zhengwen.corpus.near_duplicates import compare, similarity
from zhengwen.pages.differences.relations import Relation, relate

NOTICE = """关于开展农村供水设施冬季检修工作的通知
各乡镇人民政府，县直有关部门：
为确保今年冬季农村供水安全，经研究，决定在全县范围内开展供水设施检修。各单位应当加强组织领导，落实专人负责，对水源地、泵站、管网和入户设施逐一排查，发现问题及时处理。
检修期间需要停水的，应当提前两天告知用户，并通过送水车等方式保障基本生活用水。对老旧管网要制定更换计划，按照先急后缓的原则分批实施，所需经费列入年度预算。
各乡镇要建立值班制度，公布抢修电话，接到报修后两小时内到达现场。县供水管理站负责技术指导和物资调配，对检修质量进行抽查，抽查结果纳入年度考核。
检修工作于12月20日前完成，请各乡镇将检修情况书面报送县供水管理站。
"""
MORE = (
    "附件列明了各乡镇供水设施的数量、位置、管径和建成时间，请各单位对照核实，如有出入，应当在报送检修情况时一并说明，由县供水管理站更新台账并报上级备案。"
    * 2
)


def _with(*changes: str) -> str:
    text = NOTICE
    for was, now in zip(changes[::2], changes[1::2], strict=True):
        assert was in text, was
        text = text.replace(was, now)
    return text


CASES: dict[str, tuple[str, Relation]] = {
    "same: all that differs is what the site says": (
        NOTICE.replace("\n", "\n发布时间：2020-11-02 来源：本站 浏览次数：318\n", 1),
        Relation.SAME,
    ),
    "same: forms that only one region writes": (
        _with("为", "爲", "群", "羣") if "群" in NOTICE else _with("为", "爲"),
        Relation.SAME,
    ),
    "corrected: ordinary words put otherwise": (
        _with("加强组织", "强化组织", "发现问题", "发现情况", "建立值班", "设立值班", "接到报修", "接获报修"),
        Relation.CORRECTED,
    ),
    "corrected: the end of 或者 is no label of a form": (_with("泵站、管网和", "泵站、管网或者"), Relation.CORRECTED),
    "corrected: characters at random name nothing": (_with("落实专人负责", "鑱竷羖鞚餬鎀"), Relation.CORRECTED),
    "corrected: a piece lost through a figure is no other figure": (
        _with("报修后两小时内到达现场", "报修后两场"),
        Relation.CORRECTED,
    ),
    "corrected: a piece stands elsewhere": (
        _with(
            "对老旧管网要制定更换计划，",
            "",
            "所需经费列入年度预算。",
            "所需经费列入年度预算。对老旧管网要制定更换计划，",
        ),
        Relation.CORRECTED,
    ),
    "same: words in the other script": (_with("县直有关部门", "縣直有關部門"), Relation.SAME),
    "same: what another region calls the same": (_with("方式", "方式", "网", "網"), Relation.SAME),
    "contained: the other page goes on": (NOTICE + MORE, Relation.CONTAINED),
    "version: a figure and the wording differ": (
        _with("12月20日", "12月28日", "应当提前两天告知用户", "应当提前三天书面告知用户，并在村务公开栏公布"),
        Relation.VERSION,
    ),
    "template: another place in the title": (
        _with("农村供水设施", "清溪镇供水设施", "农村供水安全", "清溪镇供水安全"),
        Relation.TEMPLATE,
    ),
    "template: another subject in the title and throughout": (_with("供水", "供热"), Relation.TEMPLATE),
    "template: nothing but figures differ": (
        _with("12月20日", "11月8日", "两天", "五天", "两小时", "四小时"),
        Relation.TEMPLATE,
    ),
}


@pytest.mark.parametrize("label", CASES)
def test_relations(label: str) -> None:
    other, relation = CASES[label]
    assert relate(NOTICE, other).relation is relation
    assert relate(other, NOTICE).relation is relation


def test_what_differs_is_said_in_short() -> None:
    told = relate(NOTICE, _with("12月20日", "11月8日", "供水", "供热")).differs
    assert "供水 → 供热" in told or "水 → 热" in told
    assert len(told) < 200


def test_the_part_is_named() -> None:
    assert relate(NOTICE, NOTICE + MORE).contained == 0
    assert relate(NOTICE + MORE, NOTICE).contained == 1


def test_empty_and_tiny_texts() -> None:
    assert relate("", "").relation is Relation.SAME
    assert relate("甲", "乙").relation in Relation


SHARED = Path(__file__).parents[4] / "shared" / "data" / "copies"


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data/copies")
def test_the_same_rules_of_other_offices_stay_apart() -> None:
    families: dict[str, list[str]] = {}
    for line in (SHARED / "families.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        families.setdefault(row["family"], []).append(f"{row['title']}\n{row['text']}")
    pairs = [pair for texts in families.values() for pair in combinations(texts, 2) if similarity(*pair) >= 0.8]
    merged = sum(compare(*pair) is not None for pair in pairs)
    assert len(pairs) > 150
    assert merged <= 0.01 * len(pairs)


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data/copies")
def test_the_same_news_by_other_scrapers_is_found() -> None:
    items: dict[str, list[str]] = {}
    for line in (SHARED / "news.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        items.setdefault(row["item"], []).append(row["text"])
    pairs = {
        pair for texts in items.values() for pair in combinations(dict.fromkeys(texts), 2) if similarity(*pair) >= 0.8
    }
    missed = [pair for pair in pairs if compare(*pair) is None]
    assert len(pairs) > 30
    assert len(missed) <= 0.06 * len(pairs)  # two copies have another figure or date: both readings stay
