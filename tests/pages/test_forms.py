"""Forms of what sites say: each is known by its line, and no other form knows that line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from zhengwen.pages.forms import forms
from zhengwen.pages.line_kinds import Kind, kind_of
from zhengwen.pages.line_patterns import QR_FRAME
from zhengwen.text.folding import fold

FOUND: dict[str, Callable[[str, str], object]] = {
    "site-footer": re.search,
    "dialog": re.fullmatch,
    "qr-caption": lambda form, line: re.fullmatch(QR_FRAME.format(form), line),
}
KINDS = {"site-footer": Kind.SITE, "dialog": Kind.DIALOG, "qr-caption": Kind.QR}
CASES = [(name, form, line) for name in FOUND for form, line in forms(name).items()]


@pytest.mark.parametrize(("name", "form", "line"), CASES, ids=[line for _, _, line in CASES])
def test_every_form_matters(name: str, form: str, line: str) -> None:
    assert kind_of(line) is KINDS[name]
    folded = fold(line).strip()
    assert FOUND[name](form, folded)
    assert [other for other in forms(name) if other != form and FOUND[name](other, folded)] == []
