"""What the markup knows of each line, also after the text was edited."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from zhengwen import ledger
from zhengwen.finding import Finding
from zhengwen.page import Page

HTML = "".join(f"<div id=n{number}><p>第{number}行，共若干字</p></div>" for number in range(30))


def test_text_has_none() -> None:
    assert Page.read("公告\n文").markup is None
    assert Page.read(b"<p>a</p>", format="text").markup is None


def test_each_line_has_its_own() -> None:
    page = Page.read(HTML)
    assert page.markup is not None
    assert [line.text for line in page.markup] == page.line_texts
    assert len(page.markup) == len(page.lines)


def test_an_empty_page_has_one_line() -> None:
    page = Page.read("<html></html>")
    assert page.markup is not None
    assert page.text == "" and len(page.markup) == 1


def test_a_text_made_without_edits_has_none() -> None:
    assert Page.read(HTML).replaced("别的").markup is None


def _edited(page: Page, findings: list[Finding]) -> Page:
    applied = ledger.apply(page.text, "pass", findings)
    return page.replaced(applied.text, applied.step.edits)


@given(st.integers(0, 10_000))
def test_lines_keep_what_is_known_of_them_through_edits(seed: int) -> None:
    chance = random.Random(seed)
    page = Page.read(HTML)
    for _ in range(3):
        findings = []
        for number, line in enumerate(page.lines):
            what = chance.randrange(6)
            if what == 0 and line.text:  # the line goes
                findings.append(Finding("X001", *page.block(number, number), "", ""))
            elif what == 1 and len(line.text) > 2:  # its last character changes
                findings.append(
                    Finding("X001", line.end - 1, line.end, "", chance.choice(["甲" + line.text[-1], "", "乙乙乙乙"]))
                )
            elif what == 2 and line.text.startswith("第"):  # something is put before it
                findings.append(Finding("X001", line.start, line.start, "", "按："))
        page = _edited(page, findings)
        assert page.markup is not None
        assert len(page.markup) == len(page.lines)
        for line, known in zip(page.lines, page.markup, strict=True):
            if "第" in line.text:
                number = line.text.partition("第")[2].partition("行")[0]
                assert known.path == f"#n{number}"


def test_hidden_blocks_move_with_the_text() -> None:
    page = Page.read("<p>甲甲</p><p>乙<span hidden>藏</span>乙</p><p>丙</p>")
    page = _edited(page, [Finding("X001", *page.block(0, 0), "", ""), Finding("X001", 8, 9, "", "丁丁")])
    assert page.text == "乙乙\n\n丁丁"
    assert page.markup is not None
    assert [(block.text, block.start) for block in page.markup.hidden] == [("藏", 1)]
