"""What people decided holds: in later runs, on other pages, beside other fixes, and in git."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import zhengwen
from zhengwen import Decision, Decisions, DecisionsError, Finding, Pipeline
from zhengwen.decisions import context_of, excerpt

DAY = datetime.date(2024, 3, 1)
AMBIGUOUS = "会议于2022年2月30日召开，各区参加。\n"
FAULTY = "截至20225月，已办理12件。\n"


def decided(raw: str, decision: str, replacement: str | None = None, rule: str = "", **options: object) -> Decisions:
    """Decide in one way about all findings of a page, or those of a rule."""
    cleaned = zhengwen.inspect(raw, **options)
    return Decisions(
        Decision(one.rule, context, decision, replacement, excerpt(cleaned.original, one), "某人", DAY)
        for one, contexts in cleaned.contexts().items()
        for context in contexts
        if one.rule.startswith(rule)
    )


def test_an_ambiguous_date_is_settled_once_on_any_page() -> None:
    decisions = decided(AMBIGUOUS, "edit", "2022年2月28日")
    other = f"第二次会议通知\n\n各单位：\n{AMBIGUOUS}特此通知。\n"
    page = zhengwen.inspect(other, decisions=decisions)
    assert page.text == other.replace("30日", "28日")
    assert [one.replacement for one in page.fixed] == ["2022年2月28日"]
    assert page.open == ()
    assert page.restore() == other
    assert zhengwen.clean(page.text, decisions=decisions) == page.text


def test_the_same_date_in_another_sentence_is_still_reported() -> None:
    decisions = decided(AMBIGUOUS, "edit", "2022年2月28日")
    other = "合同于2022年2月30日到期，请续签。\n"
    page = zhengwen.inspect(other, decisions=decisions)
    assert page.text == other
    assert [one.rule for one in page.open] == ["N006"]


def test_a_rejected_safe_fix_is_neither_applied_nor_reported() -> None:
    decisions = decided(FAULTY, "reject")
    page = zhengwen.inspect(FAULTY, decisions=decisions)
    assert (page.text, page.findings) == (FAULTY, ())
    assert [one.rule for one in page.rejected] == ["N001"]
    assert zhengwen.clean(FAULTY) != FAULTY


def test_marks_blanks_and_script_beside_the_place_do_not_matter() -> None:
    decisions = decided("會議於2022年2月30日召開,各區參加。\n", "reject")
    page = zhengwen.inspect("会议于 2022年2月30日召开，各区  参加\n", decisions=decisions)
    assert [one.rule for one in page.open if one.rule == "N006"] == []


def test_a_decision_goes_before_the_fixes_that_overlap_it() -> None:
    def whole(page: zhengwen.Page):
        at = page.text.find("甲乙丙")
        if at >= 0:
            yield Finding("X001", at, at + 3, "Three.")

    def part(page: zhengwen.Page):
        at = page.text.find("甲乙")
        if at >= 0:
            yield Finding("X002", at, at + 2, "Two.", "子")

    def find(page: zhengwen.Page):
        yield from part(page)
        yield from whole(page)

    pipeline, raw = Pipeline([find]), "前甲乙丙后"
    finding = next(iter(whole(zhengwen.Page(raw))))
    decisions = Decisions([Decision("X001", context_of(raw, finding), "edit", "丑")])
    page = pipeline.run(raw, decisions=decisions)
    assert page.text == "前丑后"
    assert page.restore() == raw


def test_decisions_that_undo_each_other_leave_the_page_as_it_was() -> None:
    def find(page: zhengwen.Page):
        if "甲" in page.text:
            yield Finding("X001", page.text.index("甲"), page.text.index("甲") + 1, "First.", "乙")
        if "丙" in page.text:
            yield Finding("X002", page.text.index("丙"), page.text.index("丙") + 1, "Third.", "甲")

    raw = "前甲后"
    decisions = Decisions([Decision("X001", context_of(raw, Finding("X001", 1, 2, "")), "edit", "丙")])
    page = Pipeline([find]).run(raw, decisions=decisions)
    assert (page.settled, page.text) == (False, raw)


def test_what_applied_and_what_did_not_is_known() -> None:
    decisions = decided(AMBIGUOUS, "reject").adding(decided(FAULTY, "reject"))
    page = zhengwen.inspect(AMBIGUOUS, decisions=decisions)
    assert {rule for rule, _ in page.used_decisions} == {"N006"}
    assert [one.rule for one in decisions.unused(page.used_decisions, lambda rule: True)] == ["N001"]
    assert decisions.unused(page.used_decisions, lambda rule: rule != "N001") == []


def test_a_corpus_job_with_other_decisions_is_another_job() -> None:
    reject, edit = decided(AMBIGUOUS, "reject"), decided(AMBIGUOUS, "edit", "2022年2月28日")
    assert reject.digest != edit.digest
    assert reject.digest == Decisions(one._replace(who="别人", when=None) for one in reject).digest


PIECES = st.sampled_from(
    (
        '2022年2月30日|20225月|截至20221027日,|课后服務|(一|，|\n| |\N{ZERO WIDTH SPACE}|涓浗|12 345人|"|50%30%|锟斤拷'
        "|\r\n|各区人民政府应当加强监督管理。|各區人民政府應當加強監督管理。"
    ).split("|")
)
CHOICES = st.lists(st.sampled_from(["accept", "reject", "edit", "none"]), min_size=30, max_size=30)


@example("20225月2022年2月30日20225月", ["accept", "reject", *["accept"] * 28])  # a place whose context changes
@given(st.lists(PIECES, max_size=12).map("".join), CHOICES)
def test_promises_hold_whatever_was_decided(raw: str, choices: list[str]) -> None:
    cleaned = zhengwen.inspect(raw)
    made = []
    for (one, contexts), choice in zip(cleaned.contexts().items(), choices, strict=False):
        replacement = {"accept": one.replacement, "edit": "甲乙"}.get(choice)
        if choice == "none" or (choice == "accept" and replacement is None):
            continue
        made += [Decision(one.rule, context, choice, replacement) for context in contexts]
    decisions = Decisions(made)
    page = zhengwen.inspect(raw, decisions=decisions)
    assert page.restore() == raw
    again = zhengwen.inspect(page.text, format="text", decisions=decisions)
    assert again.text == page.text
    assert not set(page.rejected) & set(page.findings)
    assert all(0 <= page.origin(n) <= len(page.original) for n in range(len(page.text)))
    assert zhengwen.inspect(raw, decisions=Decisions.loads(decisions.dumps().encode())).text == page.text


# The file


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
HIDDEN = "\x00\x7f\N{RIGHT-TO-LEFT OVERRIDE}\N{ZERO WIDTH SPACE}"


@given(TEXTS, st.text(f"{HIDDEN}\"\\\n'#", max_size=9))
def test_the_file_gives_back_what_was_written(replacement: str, who: str) -> None:
    decisions = Decisions([Decision("N006", "0" * 20, "edit", replacement, replacement, who, DAY)])
    written = decisions.dumps()
    assert list(Decisions.loads(written.encode())) == list(decisions)
    assert not set(HIDDEN) & set(written)  # nothing hides in a file that people review


def test_the_file_is_sorted_and_says_what_was_decided() -> None:
    decisions = decided(AMBIGUOUS + FAULTY, "reject")
    blocks = decisions.dumps().split("\n\n")[1:]
    assert [block.splitlines()[1] for block in blocks] == ['rule = "N001"', 'rule = "N006"']
    assert 'place = "会议于【2022年2月30日】召开，各区参加。"' in blocks[1]
    assert "when = 2024-03-01" in blocks[1]
    assert decisions.dumps() == Decisions(reversed(list(decisions))).dumps()


ROW = '[[decision]]\nrule = "N006"\ncontext = "00000000000000000000"\n'


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("x =", "not a decisions file"),
        ("version = 2\n", "version 1"),
        (f'version = 1\n{ROW}decison = "reject"\n', "is 'decision' meant?"),
        (f"version = 1\n{ROW}", ":2: 'decision' is missing"),
        (f'version = 1\n{ROW}decision = "drop"\n', "accept, reject, edit"),
        (f'version = 1\n{ROW}decision = "edit"\n', "needs a 'replacement'"),
        (f'version = 1\n{ROW}decision = "reject"\nreplacement = ""\n', "has no 'replacement'"),
        (f'version = 1\n{ROW}decision = "reject"\nwhen = "today"\n', "'when' must be a date"),
        ('version = 1\n[[decision]]\nrule = "N006"\ncontext = "x"\ndecision = "reject"\n', "20 hexadecimal digits"),
        ("version = 1\ndecision = [3]\n", "table"),
        (f'version = 1\n{ROW}decision = "reject"\n{ROW}decision = "edit"\nreplacement = "a"\n', ":6: N006 0000"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(written: str, said: str) -> None:
    with pytest.raises(DecisionsError, match=r"^x\.toml") as raised:
        Decisions.loads(written.encode(), "x.toml")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_two_branches_that_settle_different_places_merge_without_a_conflict(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    every = [Decision("N006", f"{number:020x}", "reject", None, f"【{number}】") for number in range(9)]
    file = tmp_path / "zhengwen.decisions.toml"

    def commit(decisions: list[Decision]) -> None:
        file.write_text(Decisions(decisions).dumps(), encoding="utf-8")
        git("add", ".")
        git("commit", "-m", "x")

    git("init", "--initial-branch=one")
    commit([every[0], every[4], every[8]])
    git("switch", "-c", "two")
    commit([every[0], every[2], every[4], every[8]])
    git("switch", "one")
    commit([every[0], every[4], every[6], every[8]])
    git("merge", "two")
    assert list(Decisions.load(file)) == every[::2]


def test_a_path_in_place_of_decisions_is_a_clear_error(tmp_path) -> None:
    with pytest.raises(TypeError, match=r"Decisions\.load reads a file"):
        zhengwen.clean("甲", decisions="zhengwen.decisions.toml")  # type: ignore[arg-type]
    file = tmp_path / "decisions.toml"
    file.write_text(decided(AMBIGUOUS, "reject").dumps(), encoding="utf-8")
    assert len(Decisions.load(str(file))) == 1
