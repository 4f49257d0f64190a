"""Whole pages in, the published text out: several rules together, on sites nobody has listed."""

import tomllib
from pathlib import Path

import pytest

import zhengwen

PAGES = tomllib.loads((Path(__file__).parent / "whole-pages.toml").read_text(encoding="utf-8"))["page"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["label"])
def test_a_page_gives_the_published_text(page):
    cleaned = zhengwen.Pipeline.default().run(page["original"])

    assert cleaned.text == page["fixed"]
    assert cleaned.restore() == page["original"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["label"])
def test_the_published_text_stays(page):
    assert zhengwen.Pipeline.default().run(page["fixed"]).text == page["fixed"]
