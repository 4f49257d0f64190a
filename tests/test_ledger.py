"""The ledger applies fixes, maps positions and undoes edits: first properties, then typical cases."""

import json
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhengwen
from zhengwen.finding import Finding
from zhengwen.ledger import Ledger, LedgerError, Step, apply, origin, was_made_from

CHARACTERS = st.text(alphabet="年月,，。 \n2ab\N{ZERO WIDTH SPACE}\udc80", max_size=60)


@st.composite
def texts_and_findings(draw):
    text = draw(CHARACTERS)
    findings = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 6)))
        replacement = draw(st.none() | st.text(alphabet="年，x\n", max_size=3))
        if replacement != text[start:end]:
            findings.append(
                Finding(draw(st.sampled_from(("A001", "B001"))), start, end, "", replacement, draw(st.booleans()))
            )
    return text, findings


@st.composite
def runs(draw):
    """Generate a text, and a ledger of up to three steps with their results."""
    original, findings = draw(texts_and_findings())
    text, steps = original, []
    for _ in range(draw(st.integers(1, 3))):
        applied = apply(text, "pass", findings, unsafe=True)
        text = applied.text
        steps.append(applied.step)
        findings = [
            Finding("C001", place, place + 1, "", "")
            for place in draw(st.lists(st.integers(0, len(text) - 1), max_size=3, unique=True) if text else st.just([]))
        ]
    return original, Ledger(steps), text


@given(texts_and_findings())
def test_every_finding_is_either_fixed_or_open_and_fixes_never_overlap(drawn) -> None:
    text, findings = drawn
    applied = apply(text, "pass", findings)
    assert sorted([*applied.fixed, *applied.open], key=repr) == sorted(findings, key=repr)
    for one, next_ in pairwise(applied.fixed):
        assert one.end <= next_.start
    assert all(finding.safe and finding.replacement is not None for finding in applied.fixed)


@given(texts_and_findings(), st.randoms())
def test_the_order_in_which_findings_arrive_does_not_matter(drawn, random) -> None:
    text, findings = drawn
    shuffled = random.sample(findings, len(findings))
    if len({(one.start, one.rule, one.end) for one in findings}) == len(findings):
        assert apply(text, "pass", shuffled).text == apply(text, "pass", findings).text


@given(runs())
def test_undoing_gives_the_original_also_after_a_trip_through_json(drawn) -> None:
    original, ledger, text = drawn
    assert ledger.restore(text) == original
    assert Ledger.loads(ledger.dumps(text), text) == ledger
    assert Ledger.loads(ledger.dumps(text).encode("utf-8"), text).restore(text) == original


@given(runs())
def test_kept_runs_hold_the_same_characters_in_both_texts(drawn) -> None:
    original, ledger, text = drawn
    kept = ledger.kept(len(original))
    assert all(run.length > 0 for run in kept[1:-1])
    for after, before, length in kept:
        assert text[after : after + length] == original[before : before + length]
    for one, next_ in pairwise(kept):
        assert one.after + one.length <= next_.after
        assert one.before + one.length <= next_.before


@given(runs())
def test_origins_never_run_backwards_and_stay_inside_the_input(drawn) -> None:
    original, ledger, text = drawn
    kept = ledger.kept(len(original))
    origins = [origin(kept, place) for place in range(len(text))]
    assert origins == sorted(origins)
    assert all(0 <= place <= len(original) for place in origins)


def test_of_two_overlapping_fixes_the_first_wins_and_the_loser_stays_open() -> None:
    first, second = Finding("B001", 0, 3, "", "x"), Finding("A001", 2, 4, "", "y")
    applied = apply("abcd", "pass", [second, first])
    assert (applied.text, applied.fixed, applied.open) == ("xd", [first], [second])


def test_of_two_fixes_at_one_place_the_code_decides() -> None:
    applied = apply("abcd", "pass", [Finding("B001", 0, 2, "", "x"), Finding("A001", 0, 2, "", "y")])
    assert applied.text == "ycd"


def test_touching_fixes_are_both_applied() -> None:
    applied = apply("abcd", "pass", [Finding("A001", 0, 2, "", "x"), Finding("B001", 2, 4, "", "y")])
    assert applied.text == "xy"


@pytest.mark.parametrize(
    "finding", [Finding("A001", 0, 1, "", "a"), Finding("A001", 2, 9, "", "x"), Finding("A001", 2, 1, "", "x")], ids=str
)
def test_a_finding_that_changes_nothing_or_lies_outside_is_refused(finding: Finding) -> None:
    with pytest.raises(ValueError, match="A001"):
        apply("abc", "pass", [finding])


def test_the_ledger_grows_with_the_change_and_not_with_the_page() -> None:
    page = "正文" * 100_000
    applied = apply(page + ",", "pass", [Finding("P001", len(page), len(page) + 1, "", "，")])
    assert len(Ledger([applied.step]).dumps(applied.text)) < 300


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "{}",
        '{"zhengwen": 99}',
        '{"zhengwen": 2}',
        '{"zhengwen": 2, "digest": "0"}',
        '{"zhengwen": 1}',
        '{"zhengwen": 1, "steps": [[]]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_ledger_is_refused_in_one_line(written: str) -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger.loads(written)
    assert "\n" not in str(caught.value)


def test_a_ledger_is_refused_for_another_text() -> None:
    applied = apply("a,b", "pass", [Finding("P001", 1, 2, "", "，")])
    written = Ledger([applied.step]).dumps(applied.text)
    with pytest.raises(LedgerError, match="changed after"):
        Ledger.loads(written, "a，c")
    with pytest.raises(LedgerError, match="another text"):
        Ledger.loads(written).restore("xyz")


def test_an_edit_that_runs_backwards_is_refused() -> None:
    written = json.dumps({"zhengwen": 1, "crc32": 0, "steps": [{"pass": "x", "edits": [["A001", -3, "a", "b"]]}]})
    with pytest.raises(LedgerError, match="before the previous one"):
        Ledger.loads(written)


def test_a_ledger_knows_the_input_it_was_made_from() -> None:
    applied = apply("a,b", "pass", [Finding("P001", 1, 2, "", "，")])
    written = Ledger([applied.step]).dumps(applied.text)
    assert was_made_from(written, "a,b")
    assert was_made_from(written, b"a,b")
    assert not was_made_from(written, "a，b")


def test_two_runs_make_one_ledger() -> None:
    one = apply("a,b", "pass", [Finding("P001", 1, 2, "", "，")])
    two = apply(one.text, "pass", [Finding("W001", 0, 1, "", "")])
    both = Ledger([one.step]).then(Ledger([two.step]))
    assert both.restore(two.text) == "a,b"
    assert Ledger([Step("pass", [])]).restore("x") == "x"


HALVES = "\ud83d\ude00"  # the two halves of an emoji, side by side: not the emoji


def test_the_halves_of_a_character_come_back_as_two() -> None:
    applied = apply(f"a{HALVES}b,c", "pass", [Finding("E003", 1, 3, "", "\N{REPLACEMENT CHARACTER}")])
    ledger = Ledger([applied.step])
    assert Ledger.loads(ledger.dumps(applied.text), applied.text).restore(applied.text) == f"a{HALVES}b,c"


@pytest.mark.parametrize(
    "raw",
    [f"第一条{HALVES}。\n", f"第一条{HALVES * 3}\ud83d。\n", f"<html><p>第一条{HALVES}。</p></html>"],
    ids=["one", "several", "in HTML"],
)
@pytest.mark.parametrize("rules", ["ALL", "N"])
def test_the_halves_of_a_character_come_back_from_a_store(raw: str, rules: str) -> None:
    stored = zhengwen.Pipeline.default().select(rules).run(raw).stored()
    stored.text.encode()
    assert Ledger.loads(stored.ledger.encode(), stored.text).restore(stored.text) == raw


PAGES = {
    "text in GBK": "截至20225月，已办理12件。\n网站标识码:4502040001\n".encode("gbk"),
    "broken bytes": "截至20225月，已办理12件。\n".encode() + b"\xff\xfe\x80",
    "HTML": "<html><body><p>截至20225月，已办理12件。</p></body></html>".encode(),
    "str": "截至20225月，已办理12件。\n",
}


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("raw", PAGES.values(), ids=PAGES)
def test_a_damaged_ledger_restores_the_input_or_nothing(raw: str | bytes, version: int) -> None:
    cleaned = zhengwen.inspect(raw)
    written = cleaned.ledger.dumps(cleaned.text).encode()
    if version == 1:
        written = as_version_1(written, cleaned.text, raw)
    for place, flip in ((place, 1 << bit) for place in range(len(written)) for bit in range(8)):
        damaged = bytearray(written)
        damaged[place] ^= flip
        try:
            restored = Ledger.loads(bytes(damaged), cleaned.text).restore(cleaned.text)
        except LedgerError as error:
            assert "\n" not in str(error)
        else:
            assert restored == raw, (place, flip)
    for end in range(len(written)):
        with pytest.raises(LedgerError):
            Ledger.loads(written[:end], cleaned.text).restore(cleaned.text)


def as_version_1(written: bytes, text: str, raw: str | bytes) -> bytes:
    """Return a ledger as earlier versions wrote it."""
    fields = json.loads(written)
    sums = {
        "zhengwen": 1,
        "crc32": zlib.crc32(text.encode()),
        "input_crc32": zlib.crc32(raw.encode() if isinstance(raw, str) else raw),
    }
    kept = {name: fields[name] for name in ("steps", "decoding", "html") if name in fields}
    return json.dumps({**sums, **kept}, separators=(",", ":")).encode()


@pytest.mark.parametrize("raw", PAGES.values(), ids=PAGES)
def test_a_ledger_of_version_1_is_still_read(raw: str | bytes) -> None:
    cleaned = zhengwen.inspect(raw)
    written = as_version_1(cleaned.ledger.dumps(cleaned.text).encode(), cleaned.text, raw)
    assert Ledger.loads(written, cleaned.text).restore(cleaned.text) == raw
    assert was_made_from(written, raw)
    assert not was_made_from(written, "其他")


def test_a_ledger_may_be_spaced_ordered_and_escaped_otherwise() -> None:
    cleaned = zhengwen.inspect(PAGES["text in GBK"])
    fields = json.loads(cleaned.ledger.dumps(cleaned.text))
    written = json.dumps(dict(sorted(fields.items())), indent=2)
    assert Ledger.loads(written, cleaned.text).restore(cleaned.text) == PAGES["text in GBK"]
