"""What filters rest on: a page without unusual characters holds nothing that they look for."""

import unicodedata

import pytest

from zhengwen import Page, Pipeline
from zhengwen.pages.rare_characters import unusual

SOUND = (
    "关于印发《2022年工作方案》的通知（试行）\n\n一、增长5.6%，详见附件：“清单”……\n"
    "　　聯絡人：王小姐，電話：02-1234567。\n"
)


def test_a_sound_page_of_either_script_has_none() -> None:
    assert Page(SOUND).view(unusual) == ("", [])


def test_they_are_told_in_order_with_their_places() -> None:
    assert Page("王喆、李\u200b四\ue863").view(unusual) == ("喆\u200b\ue863", [1, 4, 6])


SOUGHT = (
    "\0\r\x85\x9d\u2028\u200b\u202e\ufeff\xad\ud800\udc80\ufffd\ue000\uf8ff\u2f00\u2e81\uf967\U0002f800"
    "\uff21\uff5a\u2003\u3164éÃ锟한か"
)


@pytest.mark.parametrize("character", SOUGHT, ids=lambda one: f"U+{ord(one):04X}")
def test_what_a_rule_of_these_families_looks_for_is_among_them(character: str) -> None:
    assert character in Page(f"关于{character}通知").view(unusual).characters


def test_no_rule_of_these_families_misses_a_fault_because_it_does_not_look() -> None:
    pipeline = Pipeline.default().select("C001", "C002", "C003", "C006")
    for number in range(0x110000):
        one = chr(number)
        if unicodedata.category(one) in ("Cc", "Zl", "Zp") and one not in "\n\t":
            assert pipeline.run(f"关于{one}印发").findings, hex(number)
