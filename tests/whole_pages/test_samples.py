"""The pages in `samples/` come out as their cleaned twins, and go back."""

from pathlib import Path

import pytest

import zhengwen

SAMPLES = Path(__file__).parents[2] / "samples"
PAGES = sorted((SAMPLES / "pages").glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_sample_comes_out_as_its_cleaned_twin(page: Path) -> None:
    cleaned = zhengwen.inspect(page.read_bytes())
    assert cleaned.text == (SAMPLES / "cleaned" / page.name).read_text(encoding="utf-8")
    assert cleaned.restore() == page.read_bytes()
    assert cleaned.fixed or page.stem == "encoding"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_cleaned_twin_has_no_faults(page: Path) -> None:
    text = (SAMPLES / "cleaned" / page.name).read_text(encoding="utf-8")
    assert zhengwen.clean(text) == text


def test_every_page_has_a_twin_and_there_is_one_with_everything() -> None:
    assert {page.name for page in PAGES} == {page.name for page in (SAMPLES / "cleaned").iterdir()}
    findings = zhengwen.inspect((SAMPLES / "pages" / "everything.txt").read_bytes()).fixed
    assert {finding.rule[0] for finding in findings} >= set("SDFNTPW")


def test_what_a_sample_says_of_itself() -> None:
    meta = zhengwen.inspect((SAMPLES / "pages" / "everything.txt").read_bytes()).meta
    assert meta["title"] == "濱河區教育局2022年課後服務工作總結"
    assert meta["source"] == "濱河區教育局"
    assert meta["published"] == "2023-01-12T15:20"
    assert meta["site_id"] == "4506020012"
