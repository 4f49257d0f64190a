"""What must hold for every page with copies: no sentence is lost, nothing raises, cleaned pages stay as they are."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengwen import Pipeline

PIPELINE = Pipeline.default().select("D")
SUBJECTS = ("县教育局", "镇人民政府", "市水利局", "社区居委会", "区卫生健康局", "村民委员会", "市图书馆", "县税务局")
VERBS = ("组织开展", "认真部署", "扎实推进", "全面检查", "及时公布", "重点整治", "持续改进", "集中培训")
OBJECTS = ("安全生产", "河道清淤", "义务教育", "便民服务", "疫苗接种", "道路养护", "档案管理", "防火宣传")
ENDS = ("取得明显成效", "受到群众好评", "有关情况将适时通报", "各项工作进展顺利", "确保按期完成任务")


def sentences(seed: int, count: int) -> list[str]:
    """Sentences that differ, in the order of a seed."""
    choose = random.Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        number = choose.randint(2, 999)
        first = f"{choose.choice(SUBJECTS)}{choose.choice(VERBS)}{choose.choice(OBJECTS)}工作，"
        made[f"{first}涉及{number}户，{choose.choice(ENDS)}。"] = None
    return list(made)


def shapes(title: str, body: list[str], cut: int) -> list[str]:
    """The page with its copies in several shapes."""
    head = [title, "来源：县政府办公室　发布日期：2021-03-04"]
    one = "\n".join([*head, *body])
    return [
        "\n".join([one, *head, *body]),
        "\n".join([one, "×", *head, "".join(body)]),
        "\n".join([one, "打印", "关闭", *head, "\n".join(body)[:cut] + "……"]),
        "\n".join([*head, "\n".join(body)[:cut] + "……", *head, *body]),
        "\n".join([one, *body, *body]),
        "\n".join([*head, *(line for line in body for _ in range(2))]),
        "\n".join([one, *head, *(line for n, line in enumerate(body) if n != len(body) // 2)]),
        "\n".join([*head, *(line for n, line in enumerate(body) if n != len(body) // 2), *head, *body]),
    ]


SEEDS, COUNTS, CUTS = st.integers(0, 10_000), st.integers(4, 14), st.integers(70, 160)


@given(seed=SEEDS, count=COUNTS, cut=CUTS, shape=st.sampled_from((0, 1, 2, 3, 5)))
@settings(max_examples=120, deadline=None)
def test_every_sentence_stands_once(seed: int, count: int, cut: int, shape: int) -> None:
    body = sentences(seed, count)
    cleaned = PIPELINE.run(shapes("关于近期重点工作进展情况的通报", body, cut)[shape])
    assert [cleaned.text.count(sentence) for sentence in body] == [1] * count


@given(seed=SEEDS, count=COUNTS, cut=CUTS, shape=st.integers(0, 7))
@settings(max_examples=120, deadline=None)
def test_no_sentence_is_lost(seed: int, count: int, cut: int, shape: int) -> None:
    body = sentences(seed, count)
    raw = shapes("关于近期重点工作进展情况的通报", body, cut)[shape]
    cleaned = PIPELINE.run(raw)
    assert all(sentence in cleaned.text for sentence in body)
    assert cleaned.restore() == raw
    assert PIPELINE.run(cleaned.text).text == cleaned.text


@given(
    st.lists(
        st.sampled_from([*sentences(1, 6), "……", "×", "摘要：", "\n", "附件1", "\ud800", "\0", "修改为："]), max_size=40
    )
)
@settings(max_examples=200, deadline=None)
def test_nothing_raises_and_all_is_restored(parts: list[str]) -> None:
    raw = "\n".join(parts)
    cleaned = PIPELINE.run(raw)
    assert cleaned.restore() == raw
    assert PIPELINE.run(cleaned.text).text == cleaned.text


@pytest.mark.parametrize(
    "page",
    [
        "一" * 200_000,
        "，" * 200_000,
        "第一条　应当依法办理有关手续。\n" * 12_000,
        "12345678\n" * 20_000,
        "×\n" * 50_000,
        "摘要……\n" * 20_000,
        "\n".join([*(lines := sentences(3, 900)), *random.Random(4).sample(lines, 900)]),
        "\n".join(line for line in sentences(5, 900) for _ in range(2)),
    ],
    ids=["one character", "marks", "equal lines", "figures", "crosses", "dots", "shuffled copy", "every line twice"],
)
def test_hostile_pages_come_through(page: str) -> None:
    cleaned = PIPELINE.run(page)
    assert cleaned.restore() == page


def test_two_notices_that_differ_in_a_name_both_stay() -> None:
    notice = (
        "经研究，聘任{}同志为县图书馆馆员，聘期三年，自本月起计算。聘期内应当遵守各项规章制度，按照要求完成工作任务。"
    )
    raw = "\n".join(["聘任公告", notice.format("李文静"), "聘任公告", notice.format("赵海波")])
    assert PIPELINE.run(raw).text == raw


def test_formulas_that_come_again_do_not_lead_a_copy_astray() -> None:
    for seed, count in ((90, 10), (36, 14), (5176, 14)):
        body = sentences(seed, count)
        cleaned = PIPELINE.run(shapes("关于近期重点工作进展情况的通报", body, 70)[0])
        assert [cleaned.text.count(sentence) for sentence in body] == [1] * count
