"""Any bytes go in: every charset Python knows, cut, damaged, glued together, declared wrongly."""

import codecs
import encodings.aliases

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhengwen
from zhengwen import Page
from zhengwen.text.charset import lookup
from zhengwen.text.charset._labels import LABELS

NOTICE = (
    "青溪县人民政府办公室关于做好防汛抗旱工作的通知\n\n各乡镇人民政府，县直各部门：\n"
    "为进一步落实防汛责任，现将有关事项通知如下。一、加强值班值守，于2022年5月1日前完成隐患排查。\n"
)
TRADITIONAL = (
    "青溪縣政府辦公室關於召開會議的通知\n\n各鄉鎮公所，縣屬各機關：\n"
    "為落實防汛責任，茲將有關事項通知如下。一、加強值班，於2022年5月1日前完成檢查，並報送本府。\n"
)
FOREIGN = "Café „Größe“ Кириллица ひらがな カタカナ 한글 العربية 😀\n"


def _is_text(name: str) -> bool:
    return codecs.lookup(name)._is_text_encoding and name not in ("idna", "punycode", "undefined", "mbcs", "oem")


def _known(name: str) -> bool:
    try:
        return _is_text(name)
    except LookupError:
        return False


CHARSETS = sorted(filter(_known, {*encodings.aliases.aliases.values(), "utf-8", "utf-8-sig"}))
WRITTEN = st.builds(
    lambda text, charset: text.encode(charset, "ignore"),
    st.sampled_from((NOTICE, TRADITIONAL, FOREIGN, NOTICE[:10], TRADITIONAL[:10])),
    st.sampled_from(CHARSETS),
)
CUT = st.builds(lambda raw, first, last: raw[first : len(raw) - last], WRITTEN, st.integers(0, 40), st.integers(0, 40))
DAMAGED = st.builds(
    lambda raw, place, put: raw[:place] + put + raw[place + 1 :], CUT, st.integers(0, 200), st.binary(max_size=3)
)
DECLARED = st.builds(
    lambda raw, label: b'<meta charset="' + label.encode() + b'">' + raw, DAMAGED, st.sampled_from(CHARSETS)
)
ANY = st.one_of(WRITTEN, DAMAGED, DECLARED, st.builds(bytes.__add__, CUT, DAMAGED))


@given(ANY)
@settings(max_examples=150)
def test_any_bytes_are_restored_and_what_they_make_stays(raw: bytes) -> None:
    cleaned = zhengwen.inspect(raw)
    assert cleaned.restore() == raw
    assert zhengwen.clean(cleaned.text) == cleaned.text


@pytest.mark.parametrize(
    "label", ["foo", "rot13", "hex", "base64", "idna", "punycode", "unicode_escape", "cp037", "", "\0"]
)
def test_only_the_charsets_of_pages_have_a_name(label: str) -> None:
    with pytest.raises(LookupError):
        lookup(label)


@pytest.mark.parametrize("label", sorted(LABELS))
def test_every_label_is_a_charset_that_python_reads(label: str) -> None:
    codec = "big5hkscs" if lookup(label) == "big5" else lookup(label)
    assert "第1条".encode(codec, "ignore").decode(codec, "ignore").endswith("条") or "1" in "1".encode(codec).decode(
        codec
    )


@given(ANY, st.sampled_from(sorted(LABELS)))
@settings(max_examples=60)
def test_a_charset_that_the_caller_names_is_no_promise(raw: bytes, charset: str) -> None:
    assert zhengwen.Pipeline.default().run(raw, encoding=charset).restore() == raw


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "hz"])
def test_a_page_is_read_in_the_charset_it_is_in(charset: str) -> None:
    assert Page.read(NOTICE.encode(charset)).text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}") == NOTICE


@pytest.mark.parametrize("charset", ["utf-8", "cp950", "big5hkscs", "utf-16-le", "gb18030"])
def test_a_traditional_page_is_read_in_the_charset_it_is_in(charset: str) -> None:
    assert Page.read(TRADITIONAL.encode(charset)).text == TRADITIONAL


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "cp950", "utf-16-le"])
def test_ten_characters_are_enough(charset: str) -> None:
    text = TRADITIONAL[:10] if charset == "cp950" else NOTICE[:10]
    assert Page.read(text.encode(charset)).text == text


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "cp950"])
@pytest.mark.parametrize("cut", [1, 2])
def test_a_character_cut_at_the_end_costs_that_character_only(charset: str, cut: int) -> None:
    text = (TRADITIONAL if charset == "cp950" else NOTICE).rstrip()
    read = Page.read(text.encode(charset)[:-cut]).text
    assert read[: len(text) - 1] == text[:-1]


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_byte_lost_in_the_middle_costs_a_character_or_two(charset: str) -> None:
    raw = NOTICE.encode(charset)
    place = raw.index("防汛责任".encode(charset)) + 1
    lines = Page.read(raw[:place] + raw[place + 1 :]).text.split("\n")
    wanted = NOTICE.split("\n")
    assert [line for line in lines if line not in wanted] == [lines[3]]
    assert lines[3].endswith("责任，现将有关事项通知如下。一、加强值班值守，于2022年5月1日前完成隐患排查。")


def test_a_footer_in_another_charset_is_read_in_it() -> None:
    footer = "版权所有：青溪县人民政府办公室，未经许可不得转载。\n"
    assert Page.read(NOTICE.encode() + footer.encode("gbk")).text == NOTICE + footer


@pytest.mark.parametrize("declared", ["utf-8", "big5", "iso-8859-1", "gb2312", "shift_jis", "utf-16", "no-such"])
@pytest.mark.parametrize("form", ['<meta charset="{}">', '<?xml version="1.0" encoding="{}"?>\n'])
def test_a_declaration_that_lies_is_not_believed(declared: str, form: str) -> None:
    page = form.format(declared) + NOTICE
    for charset in ("gbk", "utf-8"):
        assert Page.read(page.encode(charset)).text == page


def test_single_nuls_leave_the_charset_what_it_is() -> None:
    for charset in ("utf-8", "gbk"):
        raw = NOTICE.encode(charset).replace(b"\n", b"\0\n")
        assert Page.read(raw).text == NOTICE.replace("\n", "\0\n")
        assert "\0" not in zhengwen.clean(raw)


def test_sound_utf8_has_no_finding_and_other_charsets_say_what_they_were() -> None:
    assert not zhengwen.inspect(NOTICE.encode()).findings
    found = zhengwen.inspect(NOTICE.encode("gbk"))
    assert [finding.rule for finding in found.findings] == ["E005"]
    assert found.text == NOTICE
