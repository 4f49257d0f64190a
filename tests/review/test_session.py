"""What is settled stays settled, in whatever order, beside whatever else is settled."""

from __future__ import annotations

import random
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhengwen
from zhengwen import Decision, Decisions
from zhengwen.review import ReviewError, ReviewPage, Session, Store

# Places beside one another, each in the context of the next.
CROWDED = (
    "会议于2022年2月30日（星期三召开，已完成50%30家单位，截至20225月，联系人：张三)李四，共12 345人。\n"
    "会议于2023年2月31日（星期四召开，已完成60%30家单位，截至20236月，联系人：王五)赵六，共12 345人。\n"
)


def session(raw: str, folder: Path) -> Session:
    page = ReviewPage("page.txt", lambda decisions: zhengwen.inspect(raw, format="text", decisions=decisions))
    return Session([page], Store(folder / "zhengwen.decisions.toml"), "某人")


def open_places(payload: dict) -> list[dict]:
    return [one for one in payload["findings"] if one["decision"] is None and one["state"] in ("unsafe", "report")]


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.booleans())
def test_places_beside_one_another_are_settled_in_any_order(seed: int, with_safe: bool) -> None:
    chosen = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        work = session(CROWDED, Path(name))
        wanted: dict[tuple[str, int, int], str | None] = {}
        for _ in range(40):
            shown = work.payload(0)["findings"]
            left = [one for one in shown if one["decision"] is None and (with_safe or one["state"] != "fixed")]
            if not left:
                break
            one = chosen.choice(left)
            decision = chosen.choice(["reject", "edit", *(["accept"] if one["replacement"] is not None else [])])
            place = (one["rule"], one["start"], one["end"])
            work.decide(0, [place], decision, f"甲{len(wanted)}乙" if decision == "edit" else None)
            wanted[place] = decision
        last = work.payload(0)
        assert open_places(last) == []
        decisions = work.store.load()
        page = zhengwen.inspect(CROWDED, format="text", decisions=decisions)
        assert page.open == ()
        assert page.restore() == CROWDED
        again = zhengwen.inspect(page.text, format="text", decisions=decisions)
        assert again.text == page.text
        while work.undo().get("note") != "nothing_to_undo":
            pass
        assert len(work.store.load()) == 0
        assert len(open_places(work.payload(0))) == len(zhengwen.inspect(CROWDED, format="text").open)


def test_what_was_rejected_beside_an_edit_is_not_reported_again(tmp_path) -> None:
    work = session("会议于2022年2月30日召开。联系人：张三)李四。\n", tmp_path)
    bracket = next(one for one in work.payload(0)["findings"] if one["rule"] == "P006")
    work.decide(0, [(bracket["rule"], bracket["start"], bracket["end"])], "reject")
    date = next(one for one in work.payload(0)["findings"] if one["rule"] == "N006")
    work.decide(0, [(date["rule"], date["start"], date["end"])], "edit", "2022年2月28日")
    assert open_places(work.payload(0)) == []
    assert (tmp_path / "zhengwen.decisions.toml").read_text(encoding="utf-8").count("[[decision]]") == 2


def test_the_same_place_elsewhere_is_settled_with_it_and_said(tmp_path) -> None:
    line = "会议于2022年2月30日召开，各区参加。\n"
    work = session(f"{line}第二次会议的通知。\n{line}", tmp_path)
    first, second = open_places(work.payload(0))
    told = work.decide(0, [(first["rule"], first["start"], first["end"])], "edit", "2022年2月28日")
    assert told["also"] == 2
    assert {one["decision"] for one in told["page"]["findings"]} == {"edit"}
    assert second["start"] != first["start"]


def test_an_edit_that_other_rules_undo_is_refused(tmp_path) -> None:
    def find(page: zhengwen.Page):
        for mark, other in (("甲", None), ("丙", "甲")):
            at = page.text.find(mark)
            if at >= 0:
                yield zhengwen.Finding("X001" if other is None else "X002", at, at + 1, "Seen.", other)

    pipeline = zhengwen.Pipeline([find])
    page = ReviewPage("x", lambda decisions: pipeline.run("前甲后", decisions=decisions))
    work = Session([page], Store(tmp_path / "z.toml"), "")
    with pytest.raises(ReviewError, match="undo this text"):
        work.decide(0, [("X001", 1, 2)], "edit", "丙")
    assert not (tmp_path / "z.toml").exists()
    assert work.undo()["note"] == "nothing_to_undo"
    assert work.decide(0, [("X001", 1, 2)], "edit", "丁")["progress"]["left"] == 0


def test_positions_are_those_of_the_browser(tmp_path) -> None:
    raw = "\U0001f600\U00020000会议于2022年2月30日召开，各区参加。\n"
    work = session(raw, tmp_path)
    (one,) = open_places(work.payload(0))
    assert (one["start"], one["end"]) == (7, 17)
    work.decide(0, [(one["rule"], 7, 17)], "edit", "2022年2月28日")
    assert zhengwen.clean(raw, decisions=work.store.load()) == raw.replace("30日", "28日")


def test_two_reviews_at_once_lose_nothing(tmp_path) -> None:
    stores = [Store(tmp_path / "z.toml") for _ in range(2)]
    for store in stores:
        store.change([])

    def work(number: int) -> None:
        for n in range(40):
            stores[number].change([Decision("N006", f"{number}{n:019x}", "reject")])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Decisions.load(tmp_path / "z.toml")) == 80
