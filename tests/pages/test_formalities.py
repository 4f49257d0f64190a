"""What official documents state without a label: addressee, signature, orders, validity."""

from __future__ import annotations

import pytest

import zhengwen
from zhengwen.pages import formalities
from zhengwen.pages.formalities import Line
from zhengwen.text.folding import fold

TEXT = "请各单位于三月十二日前完成植树任务，并将名单报送市绿化委员会办公室。"


def lines(text: str) -> list[Line]:
    return [Line(one.strip(), fold(one).strip()) for one in text.split("\n") if one.strip()]


@pytest.mark.parametrize(
    ("end", "issuer", "written"),
    [
        ("某某市林业局\n2023年2月16日", "某某市林业局", "2023-02-16"),
        ("　　　　某某市林业局\n　　　　二〇二三年二月十六日", "某某市林业局", "2023-02-16"),
        ("某某市林业局\n某某市财政局\n2023年2月16日", "某某市林业局、某某市财政局", "2023-02-16"),
        ("某某大学\n2023年2月16日\n附件：报名表", "某某大学", "2023-02-16"),
        ("完\n2024年5月8日（星期三）\n香港時間16時20分", "", "2024-05-08T16:20"),
        ("王某某\n2023年2月16日", "", "2023-02-16"),
        ("某某市林业局。\n2023年2月16日。", "", ""),
    ],
)
def test_who_signs_and_when(end: str, issuer: str, written: str) -> None:
    found = formalities.signature(lines(f"关于植树的通知\n{TEXT}\n{end}"))
    assert found == (issuer, written)


@pytest.mark.parametrize(
    "addressee",
    [
        "各单位",
        "各市、县（区）人民政府，省政府各部门、各直属机构",
        "各学院、各部门",
        "某某市财政局",
        "各省、自治区、直辖市药品监督管理局，各有关单位",
    ],
)
def test_to_whom_a_document_goes(addressee: str) -> None:
    page = f"关于植树的通知\n某林发〔2023〕3号\n{addressee}：\n{TEXT}"
    assert zhengwen.inspect(page).meta["addressee"] == addressee


@pytest.mark.parametrize(
    "line",
    ["各位代表：", "同志们：", "现将有关事项通知如下：", "各单位要抓好以下工作：", "附件：", "本报讯：", "陈议员："],
)
def test_what_addresses_nobody(line: str) -> None:
    assert "addressee" not in zhengwen.inspect(f"关于植树的报告\n{line}\n{TEXT}").meta


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("中华人民共和国国务院令\n第 748 号", "中华人民共和国国务院令第748号"),
        ("某某省人民政府令第341号", "某某省人民政府令第341号"),
        ("某某市人民政府令\n（第12号）", "某某市人民政府令第12号"),
        ("某某局公告\n2022年第3号", ""),
        ("命令\n第3条", ""),
    ],
)
def test_the_number_of_an_order(head: str, number: str) -> None:
    assert formalities.order(lines(f"{head}\n{TEXT}")).number == number


def test_an_order_is_called_by_what_it_promulgates_where_that_stands_below() -> None:
    head = "某某省人民政府令\n第341号\n《某某省城市供水办法》已经省人民政府常务会议通过，现予公布。\n2022年4月11日"
    body = (
        "某某省城市供水办法\n第一条　为了加强城市供水管理，制定本办法。\n第二条　本省行政区域内的供水活动，适用本办法。"
    )
    meta = zhengwen.inspect(f"{head}\n{body}").meta
    assert (meta["title"], meta["document_number"]) == ("某某省城市供水办法", "某某省人民政府令第341号")
    assert zhengwen.inspect(head).meta["title"] == "某某省人民政府令"


@pytest.mark.parametrize(
    ("head", "validity"),
    [
        ("有效性：有效", "有效"),
        ("时效性：现行有效", "现行有效"),
        ("是否有效：\n已废止", "已废止"),
        ("文号：\n有效性：失效", "失效"),
        ("有效性：县林业局", None),
    ],
)
def test_whether_a_document_holds(head: str, validity: str | None) -> None:
    meta = zhengwen.inspect(f"索引号：340521/2023-00012\n{head}\n关于植树的通知\n{TEXT}\n{TEXT}").meta
    assert meta.get("validity") == validity
    assert "document_number" not in meta


def test_a_mark_beside_the_title_says_that_a_document_does_not_hold() -> None:
    assert zhengwen.inspect(f"关于植树的通知【已废止】\n{TEXT}").meta["validity"] == "已废止"
    assert "validity" not in zhengwen.inspect(f"关于植树的通知\n旧办法（已废止）不再执行。\n{TEXT}").meta


def test_an_editor_is_no_author() -> None:
    meta = zhengwen.inspect(f"关于植树的通知\n2023-02-16 来源：县林业局 作者：李某 责任编辑：王某\n{TEXT}").meta
    assert (meta["author"], meta["editor"]) == ("李某", "王某")


@pytest.mark.parametrize("text", ["", "令\n" * 3000, "各：" * 5000, "《" * 20_000, "第1号\n" * 3000, "【已废止" * 3000])
def test_any_text_will_do(text: str) -> None:
    one = lines(text)
    assert isinstance(formalities.order(one), tuple)
    assert isinstance(formalities.signature(one), tuple)
    assert isinstance(formalities.validity(one) + formalities.addressee(one, 0), str)
