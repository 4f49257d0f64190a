"""Where the cheap question of a filter says no, its judgement finds nothing: a question that drifts loses faults."""

import importlib
import json
import pkgutil
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhengwen import filters
from zhengwen.page import Page
from zhengwen.pages.prose_findings import Search

HERE = Path(__file__).parent
REAL_TEXTS = HERE.parents[2] / "shared" / "data" / "real-texts" / "texts.jsonl"
PIECES = (
    *"2022年 5 月10日 二0二二 第１２．5 O0 l月 分号號 〔2022〕（2022) [2022] 14".split(),
    *"日期 时分 上午 的 全年 会议 召开 12 % ％ .. information infor- mation - -".split(),
    *",;:!?.。，、；： ︰﹐﹒ “” \"\" '' ()（）《》 | ｜".split(),
    *(" ", " ", "\n", "\n", "\n \n", "\n\n\n\n", "\t", "  ", "，"),
    *("\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}", "\N{IDEOGRAPHIC SPACE}" * 2),
)


def _searches() -> Iterator[tuple[str, Search]]:
    for family in pkgutil.iter_modules(filters.__path__, f"{filters.__name__}."):
        package = importlib.import_module(family.name)
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for search in getattr(importlib.import_module(module.name), "SEARCHES", ()):
                yield f"{module.name.rpartition('.')[2]}-{search.judge.__name__.strip('_')}", search


def _vectors() -> Iterator[str]:
    for path in sorted(HERE.rglob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield from (text for key in ("original", "fixed") if isinstance(text := case.get(key), str))


def _generated(seed: int = 0, count: int = 3000) -> Iterator[str]:
    dice = random.Random(seed)
    for _ in range(count):
        yield "".join(dice.choices(PIECES, k=dice.randint(1, 24)))


def _real_texts() -> Iterator[str]:
    if REAL_TEXTS.is_file():
        with REAL_TEXTS.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return [Page(text) for text in (*_vectors(), *_generated(), *_real_texts())]


@pytest.mark.parametrize("search", [pytest.param(search, id=name) for name, search in _searches()])
def test_judgement_finds_nothing_where_the_cheap_question_says_no(search: Search, pages: list[Page]) -> None:
    missed = [page.text for page in pages if not search.may_find(page) and any(search.judge(page))]
    assert missed == []


def test_there_are_searches() -> None:
    assert len(list(_searches())) > 20
