"""Tables of encodings are built once: pages come out the same in any order, in any thread, and cleaned twice."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from zhengwen import Pipeline
from zhengwen.filters.encoding import _examination, _mojibake_pairs
from zhengwen.text import language_model

SENTENCE = "某市人民政府关于进一步加强城镇基础设施建设工作的通知，自2022年5月10日起施行。"
PIPELINE = Pipeline.default().select("E", "C")
ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"


def misread(text: str, true: str, wrong: str) -> str:
    raw = text.encode(true, "ignore")
    if wrong in ("gbk", "cp949", "cp932", "big5hkscs"):
        return raw.decode(wrong, "replace")
    return "".join(bytes((byte,)).decode(wrong, "ignore") or chr(byte) for byte in raw)


def watermarked(text: str, every: int) -> str:
    return ZERO_WIDTH.join(text[n : n + every] for n in range(0, len(text), every))


WRONG = (
    "latin-1",
    "cp1252",
    "cp1251",
    "mac_cyrillic",
    "mac_roman",
    "koi8_r",
    "cp437",
    "gbk",
    "cp949",
    "cp932",
    "big5hkscs",
)
TWICE = [(below, above) for below in WRONG[:7] for above in WRONG[:6]]


def odd_pages() -> list[str]:
    made = random.Random(7)
    pages = [misread(SENTENCE, true, wrong) for wrong in WRONG for true in ("utf-8", "gbk", "big5")]
    pages += [misread(misread(SENTENCE, "utf-8", below), "utf-8", above) for below, above in TWICE]
    pages += ["".join(chr(made.randrange(0x80, 0xD800)) for _ in range(200)) for _ in range(30)]
    pages += ["Привет, мир! ひらがな カタカナ 한글 Ελληνικά\n" + SENTENCE, "&nbsp1、&copy 2022 \uf0b7 \ufe0f(cid:1)"]
    return pages


def test_pages_come_out_the_same_in_any_order_and_in_threads() -> None:
    pages = odd_pages()
    expected = [PIPELINE.run(page).text for page in pages]
    for cached in (language_model.costs, language_model.known_costs, language_model.bonuses, _mojibake_pairs.bytes_of):
        cached.cache_clear()
    shuffled = random.Random(3).sample(range(len(pages)), len(pages))
    with ThreadPoolExecutor(8) as threads:
        found = dict(zip(shuffled, threads.map(lambda n: PIPELINE.run(pages[n]).text, shuffled), strict=True))
    assert [found[n] for n in range(len(pages))] == expected


def test_tables_do_not_grow() -> None:
    tables = [language_model.costs(), *map(_mojibake_pairs.bytes_of, ("gbk", "cp1252", "cp949"))]
    before = [len(table) for table in tables]
    for page in odd_pages():
        PIPELINE.run(page)
    assert [len(table) for table in tables] == before


@pytest.mark.parametrize(("below", "above"), TWICE, ids=" on ".join)
def test_what_was_misread_twice_with_zero_width_spaces_comes_back_and_stays(below: str, above: str) -> None:
    garbled = watermarked(misread(watermarked(misread(SENTENCE, "utf-8", below), 7), "utf-8", above), 5)
    cleaned = PIPELINE.run(garbled)
    assert cleaned.text == SENTENCE
    assert cleaned.restore() == garbled
    assert PIPELINE.run(cleaned.text).text == cleaned.text


@pytest.mark.parametrize("wrong", ["cp949", "big5hkscs"])
def test_too_much_garbled_text_is_reported_and_settles(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_examination, "MAX_ALIGNED_CHARS", 10_000)
    lines = [misread(f"{number}{SENTENCE}", "gbk", wrong) for number in range(400)]
    garbled = "\n".join(lines).replace("1", "1\N{REPLACEMENT CHARACTER}")
    cleaned = PIPELINE.run(garbled)
    assert cleaned.settled
    assert any("too much garbled text" in finding.message for finding in cleaned.findings)
    assert PIPELINE.run(cleaned.text).text == cleaned.text
