"""Every rule is documented, tested with near misses, and can be selected."""

from collections import Counter
from pathlib import Path

import pytest

from zhengwen import Pipeline, Rule, page_rules, registry
from zhengwen.testing import load

ROOT = Path(__file__).parent.parent
RULES = list(registry.rules().values())
VECTORS = load(ROOT / "tests" / "filters")
HEADINGS = ("## What it does", "## Why it is damage", "## Example", "## Leaves alone", "## Safety", "## Evidence")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_its_page(rule: type[Rule]) -> None:
    page = rule.page()
    places = [page.find(heading) for heading in HEADINGS]
    assert -1 not in places, f"missing: {[h for h, place in zip(HEADINGS, places, strict=True) if place == -1]}"
    assert places == sorted(places)
    assert rule.summary().endswith(".")
    assert len(rule.summary()) <= 100


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in page_rules.RULES], ids=lambda rule: rule.code)
def test_a_rule_has_positive_and_near_miss_vectors(rule: type[Rule]) -> None:
    kinds = Counter(vector.near_miss for vector in VECTORS if vector.rule == rule.code)
    assert kinds[False] >= 3
    assert kinds[True] >= 5
    near_misses = [vector.label for vector in VECTORS if vector.rule == rule.code and vector.near_miss]
    assert all(label.startswith("not ") and " because " in label for label in near_misses), near_misses


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_can_be_selected_by_code_name_and_family(rule: type[Rule]) -> None:
    names = (rule.code, rule.name(), rule.code[0]) if rule.default else (rule.code, rule.name())
    for name in names:
        assert rule.code not in Pipeline.default().select(name)._off
        assert rule.code in Pipeline.default().extend(rule.code).without(name)._off


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_in_the_changelog(rule: type[Rule]) -> None:
    assert f"{rule.code} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_letter_of_a_code_is_the_family_it_runs_in() -> None:
    letters = {
        "encoding": "E",
        "characters": "C",
        "spam": "S",
        "duplication": "D",
        "furniture": "F",
        "numerals": "N",
        "script": "T",
        "punctuation": "P",
        "whitespace": "W",
    }
    for filter_ in registry.built_in():
        for rule in filter_.rules:
            assert rule.code[0] == letters[filter_.family]
