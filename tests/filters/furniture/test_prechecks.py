"""The cheap questions of furniture: where they say no, reading the whole page finds nothing either."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengwen.filters.furniture import _classify
from zhengwen.page import Page
from zhengwen.pages.forms import forms
from zhengwen.pages.labels import SITE_ROLES
from zhengwen.pages.rows import may_have_furniture
from zhengwen.pages.vocabulary import groups
from zhengwen.testing import load

ROOT = Path(__file__).parents[3]
TEXTS = ROOT.parent / "shared" / "data" / "real-texts" / "texts.jsonl"
ROLES = ("buttons", "weak-buttons", "accessibility", "neighbours", "list-heads", "site-pages", "menus", *SITE_ROLES)
LINES = [
    *(line for name in ("site-footer", "dialog", "qr-caption") for line in forms(name).values()),
    *(group.example.format(word) for role in ROLES for group in groups(role) for word in group.words),
]
PROSE = ["请各单位于三月十二日前完成植树任务，并将名单报送。", "特此通知。", "某某市人民政府", "2023年2月16日"]
TITLE = "关于开展春季植树活动的通知"


def found_by_reading(page: Page, monkeypatch: pytest.MonkeyPatch) -> dict[int, object]:
    with monkeypatch.context() as patch:
        patch.setattr(_classify, "may_have_furniture", lambda page: True)
        furniture = _classify.read(page)
    return dict(furniture.cut) if furniture else {}


def missed(texts: Iterator[str], monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    pages = [page for page in map(Page, texts) if not may_have_furniture(page)]
    return [(page.text[-80:], found) for page in pages if (found := found_by_reading(page, monkeypatch))]


def test_on_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = load(ROOT / "tests" / "filters")
    assert not missed((one.original for one in vectors if isinstance(one.original, str)), monkeypatch)


@pytest.mark.skipif(not TEXTS.exists(), reason="the collection of real texts is absent")
def test_on_real_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = TEXTS.read_text(encoding="utf-8").splitlines()
    assert not missed((json.loads(line)["text"] for line in lines), monkeypatch)


def test_on_every_word_and_form(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = ("\n".join(page) for line in LINES for page in ([TITLE, *PROSE, line], [line, TITLE, *PROSE]))
    assert not missed(pages, monkeypatch)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PROSE, TITLE, *LINES]), max_size=12))
def test_on_any_page(lines: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        assert not missed(iter(["\n".join(lines)]), patch)
