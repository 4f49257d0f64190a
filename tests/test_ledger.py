"""The ledger applies fixes, maps positions and undoes edits: first properties, then typical cases."""

import json
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhengwen
from zhengwen.finding import Finding
from zhengwen.ledger import (
    Edit,
    Ledger,
    LedgerError,
    Step,
    apply,
    digest,
    origin,
    span,
    stored,
    was_made_for,
    was_made_from,
)

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


def origins_by_hand(original: str, ledger: Ledger) -> list[int | None]:
    """Where each character of the result stood in the input, followed one by one; `None` if a fix put it there."""
    origins: list[int | None] = list(range(len(original)))
    for step in ledger.steps:
        for edit in reversed(step.edits):
            origins[edit.start : edit.start + len(edit.old)] = [None] * len(edit.new)
    return origins


@given(runs())
def test_kept_runs_are_all_that_was_kept(drawn) -> None:
    original, ledger, text = drawn
    by_hand = origins_by_hand(original, ledger)
    assert len(by_hand) == len(text)
    kept = ledger.kept(len(original))
    assert kept[0] == (0, 0, 0)
    assert kept[-1] == (len(text), len(original), 0)
    found: list[int | None] = [None] * len(text)
    for after, before, length in kept:
        found[after : after + length] = range(before, before + length)
    assert found == by_hand


@given(runs())
def test_what_a_fix_put_there_comes_from_between_its_neighbours(drawn) -> None:
    original, ledger, _ = drawn
    kept = ledger.kept(len(original))
    before = 0  # behind the last character that was kept
    for place, at in enumerate(origins_by_hand(original, ledger)):
        known = origin(kept, place)
        if at is None:
            following = [one for one in origins_by_hand(original, ledger)[place:] if one is not None]
            end = following[0] if following else len(original)
            assert before <= known <= max(end - 1, before)
        else:
            assert known == at
            before = at + 1


def test_origins_inside_a_replacement_advance_as_far_as_what_it_replaced() -> None:
    applied = apply("甲abc乙", "pass", [Finding("A001", 1, 4, "", "12345"), Finding("A001", 5, 5, "", "xy")])
    kept = Ledger([applied.step]).kept(5)
    assert applied.text == "甲12345乙xy"
    assert kept == [(0, 0, 0), (0, 0, 1), (6, 4, 1), (9, 5, 0)]
    assert [origin(kept, place) for place in range(10)] == [0, 1, 2, 3, 3, 3, 4, 5, 5, 5]


def test_origins_behind_kept_characters_stay_in_their_own_gap() -> None:
    applied = apply("甲乙abc丙defg", "pass", [Finding("A001", 2, 5, "", "12345"), Finding("A001", 6, 10, "", "xyz")])
    kept = Ledger([applied.step]).kept(10)
    assert applied.text == "甲乙12345丙xyz"
    assert [origin(kept, place) for place in range(11)] == [0, 1, 2, 3, 4, 4, 4, 5, 6, 7, 8]


def test_spans_of_the_input_hold_what_became_a_span_of_the_text() -> None:
    applied = apply("甲abc乙丙", "pass", [Finding("A001", 1, 4, "", "12"), Finding("A001", 4, 5, "", "")])
    kept = Ledger([applied.step]).kept(6)
    assert applied.text == "甲12丙"
    spans = {(start, end): span(kept, start, end) for start in range(5) for end in range(start, 5)}
    assert spans[0, 1] == (0, 1)
    assert spans[1, 3] == (1, 3)
    assert spans[2, 4] == (2, 6)
    assert spans[3, 4] == (5, 6)
    assert spans[0, 4] == (0, 6)
    assert [spans[place, place] for place in range(5)] == [(0, 0), (1, 1), (2, 2), (5, 5), (6, 6)]


def test_a_deletion_up_to_the_end_has_no_span_beyond_the_input() -> None:
    applied = apply("ab", "pass", [Finding("A001", 1, 2, "", "xyz")])
    assert span(Ledger([applied.step]).kept(2), 1, 4) == (1, 2)


def test_of_two_insertions_at_one_place_the_first_is_applied_and_other_places_take_theirs() -> None:
    inserted = [Finding(rule, place, place, "", "x") for rule in ("A001", "B001") for place in (0, 1, 2)]
    applied = apply("ab", "pass", inserted)
    assert applied.text == "xaxbx"
    assert [(one.rule, one.start) for one in applied.open] == [("B001", 0), ("B001", 1), ("B001", 2)]


def test_an_insertion_behind_a_replacement_is_applied() -> None:
    applied = apply("ab", "pass", [Finding("A001", 0, 1, "", "x"), Finding("B001", 1, 1, "", "y")])
    assert applied.text == "xyb"


def test_fixes_are_applied_as_far_as_they_are_safe_or_wanted() -> None:
    findings = [Finding("A001", 0, 1, "", "x", safe=False), Finding("B001", 1, 2, "", "y"), Finding("C001", 2, 3, "")]
    assert apply("abc", "pass", findings).text == "ayc"
    assert apply("abc", "pass", findings, unsafe=True).text == "xyc"


def test_a_ledger_is_equal_to_no_other_thing_and_to_one_with_the_same_steps() -> None:
    one = Ledger([Step("pass", [Edit("A001", 0, "a", "b")])])
    assert one == Ledger([Step("pass", [Edit("A001", 0, "a", "b")])])
    assert one != Ledger([Step("other", [Edit("A001", 0, "a", "b")])])
    assert one != 3
    assert len({one, Ledger([Step("pass", [Edit("A001", 0, "a", "b")])])}) == 1
    assert len(one) == 1
    assert len(Ledger([*one.steps, *one.steps])) == 2


@pytest.mark.parametrize("raw", PAGES.values(), ids=PAGES)
def test_a_ledger_that_goes_on_keeps_what_is_known_of_the_input(raw: str | bytes) -> None:
    cleaned = zhengwen.inspect(raw)
    ledger = Ledger.loads(cleaned.ledger.dumps(cleaned.text))
    assert ledger.input_digest == digest(raw)
    later = apply(cleaned.text, "pass", [Finding("A001", 0, 1, "", "x")])
    both = ledger.then(Ledger([later.step]))
    assert (both.decoding, both.html, both.input_digest) == (ledger.decoding, ledger.html, ledger.input_digest)
    assert both.restore(later.text) == raw
    assert was_made_for(both.dumps(later.text), later.text)
    assert not was_made_for(both.dumps(later.text), cleaned.text)


def test_a_ledger_is_written_as_it_always_was() -> None:
    cleaned = zhengwen.Pipeline.default().select("N001").run("截至20225月，\udc80")
    assert cleaned.ledger.dumps(cleaned.text) == (
        '{"zhengwen":2,"digest":"DIGEST","text_digest":"TEXT","input_digest":"INPUT",'
        '"steps":[{"pass":"numerals","edits":[["N001",2,"20225","2022年5"]]}]}'
    ).replace("DIGEST", "f7c596f35814fe68225e38ba78d179f7").replace("TEXT", digest(cleaned.text)).replace(
        "INPUT", digest("截至20225月，\udc80")
    )
    text, written = stored(cleaned.text, cleaned.ledger)
    fields = json.loads(written)
    assert text == "截至2022年5月，\N{REPLACEMENT CHARACTER}"
    assert written.isascii()
    assert ": " not in written
    assert ", " not in written
    assert fields["steps"][-1] == {"pass": "stored", "edits": [["E003", 10, "\udc80", "\N{REPLACEMENT CHARACTER}"]]}


def test_a_lone_half_is_written_as_a_text_and_two_side_by_side_as_a_list() -> None:
    ledger = Ledger([Step("pass", [Edit("E003", 0, "\ud83d", "x"), Edit("E003", 1, HALVES, "y")])])
    rows = json.loads(ledger.dumps("xy"))["steps"][0]["edits"]
    assert [row[2] for row in rows] == ["\ud83d", ["\ud83d", "\ude00"]]


WRITTEN = {"zhengwen": 1, "crc32": 0}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ([], "not a zhengwen ledger: it has no field 'zhengwen'"),
        ({"steps": []}, "not a zhengwen ledger: it has no field 'zhengwen'"),
        ({"zhengwen": "2"}, "the ledger has version '2'; this zhengwen reads versions 1 to 2"),
        ({"zhengwen": True}, "the ledger has version True; this zhengwen reads versions 1 to 2"),
        ({"zhengwen": 0}, "the ledger has version 0; this zhengwen reads versions 1 to 2"),
        ({"zhengwen": 2, "steps": []}, "the ledger is damaged: it does not match its own digest"),
        ({**WRITTEN}, "not a zhengwen ledger: KeyError: 'steps'"),
        (
            {**WRITTEN, "steps": [{"pass": "x", "edits": [["A001", "0", "a", "b"]]}]},
            "not a zhengwen ledger: the place of an edit is not a whole number",
        ),
        (
            {**WRITTEN, "steps": [{"pass": "x", "edits": [["A001", 0, "a", "b"], ["A001", -1, "a", "b"]]}]},
            "not a zhengwen ledger: an edit starts before the previous one ends",
        ),
        (
            {**WRITTEN, "steps": [{"pass": "x", "edits": [["A001", 0, 3, "b"]]}]},
            "not a zhengwen ledger: 3 stands where a text belongs",
        ),
    ],
)
def test_what_is_wrong_with_a_ledger_is_said(fields: object, message: str) -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger.loads(json.dumps(fields))
    assert str(caught.value) == message


def test_what_is_wrong_with_a_ledger_or_its_text_is_said_when_it_is_restored() -> None:
    with pytest.raises(LedgerError, match=r"^not a zhengwen ledger: Expecting value"):
        Ledger.loads("zhengwen")
    ledger = Ledger([Step("pass", [Edit("A001", 1, "b", "x")])], input_digest=digest("other"))
    with pytest.raises(LedgerError, match=r"^the ledger is damaged: what it restores is not the input$"):
        ledger.restore("ax")
    with pytest.raises(
        LedgerError, match=r"^the ledger belongs to another text: the edit of A001 at 1 does not match$"
    ):
        ledger.restore("ay")
    with pytest.raises(
        LedgerError, match=r"^the text was changed after it was cleaned, so its ledger no longer matches$"
    ):
        Ledger.loads(Ledger(ledger.steps).dumps("ax"), "ay")
    html = zhengwen.inspect(PAGES["HTML"])
    with pytest.raises(LedgerError, match=r"^the ledger belongs to another text: its page shows something else$"):
        Ledger((), html=html.ledger.html).restore("another page")
    latin = zhengwen.inspect("é".encode("latin-1"), encoding="latin-1")
    with pytest.raises(LedgerError, match=r"^the ledger is damaged: UnicodeEncodeError: "):
        Ledger((), latin.ledger.decoding).restore("文")


def test_every_field_of_a_ledger_is_under_its_digest() -> None:
    cleaned = zhengwen.inspect(PAGES["broken bytes"])
    fields = json.loads(cleaned.ledger.dumps(cleaned.text))
    for name in fields:
        if name in ("zhengwen", "digest"):
            continue
        changed = {**fields, name: "0" * 32}
        with pytest.raises(LedgerError, match="its own digest"):
            Ledger.loads(json.dumps(changed))
        with pytest.raises(LedgerError, match="its own digest"):
            was_made_for(json.dumps({key: value for key, value in fields.items() if key != name}), cleaned.text)


def test_overlapping_edits_of_a_made_up_ledger_are_refused() -> None:
    with pytest.raises(LedgerError, match="does not match"):
        Ledger([Step("pass", [Edit("A001", 0, "ab", "xx"), Edit("A001", 1, "b", "xx")])]).undo("xxxx")
