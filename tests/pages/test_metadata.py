"""What a page says of itself, in the forms that pages say it."""

import pytest

import zhengwen
from zhengwen.pages.metadata import extract

BODY = "\n\n各单位：\n\n请认真贯彻执行，并及时报送工作情况。\n"


def meta(head: str, tail: str = "") -> dict[str, str]:
    page = f"关于做好春季植树工作的通知\n\n{head}{BODY}{tail}"
    return zhengwen.inspect(page).meta


@pytest.mark.parametrize(
    ("byline", "published"),
    [
        ("发布日期：2023-02-16", "2023-02-16"),
        ("发布时间：2023-02-16 09:00", "2023-02-16T09:00"),
        ("发布时间：2023年2月16日 9时05分 来源：县林业局", "2023-02-16T09:05"),
        ("时间：2023/2/16 15:30:22", "2023-02-16T15:30:22"),
        ("發布日期：112-02-16", "2023-02-16"),
        ("發布日期：中華民國112年2月16日", "2023-02-16"),
        ("【信息时间：2023.02.16 阅读次数：12】 发布时间：2023.02.16", "2023-02-16"),
        ("更新时间：2023-02-17 发布时间：2023-02-16", "2023-02-16"),
    ],
)
def test_dates_are_iso_8601(byline: str, published: str) -> None:
    assert meta(byline)["published"] == published


@pytest.mark.parametrize("wrong", ["发布日期：2023-13-16", "发布日期：", "发布日期：近日"])
def test_what_is_no_date_is_left_out(wrong: str) -> None:
    assert "published" not in meta(wrong)


@pytest.mark.parametrize(
    ("byline", "source"),
    [
        ("来源：县林业局 发布日期：2023-02-16", "县林业局"),
        ("來源: 柳北區教育局  |   發布日期: 2023-02-16 09:00", "柳北區教育局"),
        ("发布日期：2023-02-16  信息来源：县林业局  浏览次数：590", "县林业局"),
        ("来源：\n县林业局\n发布日期：\n2023-02-16", "县林业局"),
    ],
)
def test_source(byline: str, source: str) -> None:
    assert meta(byline)["source"] == source


def test_an_empty_source_is_not_filled_with_the_next_label() -> None:
    assert "source" not in meta("来源：\n发布日期：2023-02-16")


def test_author_and_views() -> None:
    found = meta("作者：王建国 发布日期：2023-02-16 浏览次数：1,590")
    assert found["author"] == "王建国"
    assert found["views"] == "1590"


def test_title_and_document_number_on_a_line_of_its_own() -> None:
    page = f"青杨县人民政府办公室\n关于印发实施方案的通知\n青政办发〔2023〕5号{BODY}"
    found = zhengwen.inspect(page).meta
    assert found["document_number"] == "青政办发〔2023〕5号"


def test_facts_of_the_footer_survive_its_cutting() -> None:
    cleaned = zhengwen.inspect(
        f"关于植树的通知\n\n来源：县林业局 发布日期：2023-02-16{BODY}\n主办：青杨县人民政府\n"
        "网站标识码：3405210017 皖ICP备12003456号-1\n"
    )
    assert "标识码" not in cleaned.text
    assert cleaned.meta["site_id"] == "3405210017"
    assert cleaned.meta["icp"] == "皖ICP备12003456号-1"


def test_facts_of_the_disclosure_table_survive_its_cutting() -> None:
    cleaned = zhengwen.inspect(
        "索 引 号：340521/2023-00012 主题分类：林业\n发文机关：青杨县人民政府 成文日期：2023年2月16日\n"
        "标　　题：关于植树的通知\n发文字号：青政发〔2023〕5号 发布日期：2023年2月18日\n\n关于植树的通知" + BODY
    )
    assert cleaned.text.startswith("关于植树的通知")
    assert cleaned.meta == {
        "addressee": "各单位",
        "category": "林业",
        "document_number": "青政发〔2023〕5号",
        "index_number": "340521/2023-00012",
        "issuer": "青杨县人民政府",
        "published": "2023-02-18",
        "title": "关于植树的通知",
        "written": "2023-02-16",
    }


def test_the_preset_body_keeps_the_title_in_meta_only() -> None:
    cleaned = zhengwen.inspect(f"关于植树的通知\n\n来源：县林业局 发布日期：2023-02-16{BODY}", preset="body")
    assert cleaned.text.startswith("各单位：")
    assert cleaned.meta["title"] == "关于植树的通知"
    assert cleaned.meta["published"] == "2023-02-16"


def test_the_time_of_a_meeting_is_no_date_of_publication() -> None:
    text = (
        "会议通知\n\n定于近期召开全县林业工作会议，现将有关事项通知如下，请各有关单位按照要求做好参会准备，并及时报送参会人员名单。\n\n"
        "时间：2023年5月6日上午9时\n\n地点：县政府会议室\n" + "\n第三项内容另行通知。" * 40
    )
    assert "published" not in zhengwen.inspect(text).meta


@pytest.mark.parametrize(
    ("below", "published"),
    [
        ("2023-02-16 10:32 来源：县林业局", "2023-02-16T10:32"),
        ("2023.02.16", "2023-02-16"),
        ("2023年2月16日 09:15 县林业局", "2023-02-16T09:15"),
        ("2023年2月16日", None),  # the day of a speech, or of the decision
        ("（2023-02-16经第三次会议通过）", None),
    ],
)
def test_a_stamp_below_the_title_is_the_date_of_publication(below: str, published: str | None) -> None:
    assert zhengwen.inspect(f"关于植树的通知\n{below}{BODY}").meta.get("published") == published


def test_a_number_between_title_and_byline_is_no_title() -> None:
    number = "国家税务总局青杨县税务局公告2023年第3号"
    meta = zhengwen.inspect(f"关于优化办税流程的公告\n{number}\n发布时间：2023-02-16{BODY}").meta
    assert (meta["title"], meta["document_number"]) == ("关于优化办税流程的公告", number)


@pytest.mark.parametrize(
    "text", ["", "\n", "来源：", "\ud800", "标题\n" * 3000, "发布日期：" * 5000, "ICP备" * 5000, "1" * 100_000]
)
def test_any_text_will_do(text: str) -> None:
    assert isinstance(extract(text, text), dict)


def test_a_stamp_below_the_source_is_the_date_of_publication_and_not_the_signature() -> None:
    page = (
        "关于植树的通知\n来源：青溪日报\n2023-02-18 14:31\n青林发〔2023〕5号" + BODY + "\n青杨县林业局\n2023年2月16日\n"
    )
    meta = zhengwen.inspect(page).meta
    assert (meta["published"], meta["written"], meta["issuer"]) == ("2023-02-18T14:31", "2023-02-16", "青杨县林业局")
