"""The words of websites: files that contradict themselves are refused, and no word stands there in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhengwen.data import HERE
from zhengwen.pages import labels, line_kinds, line_patterns, metadata, rows, vocabulary
from zhengwen.pages.line_kinds import Kind, kind_of, kind_of_folded
from zhengwen.pages.vocabulary import Group, Vocabulary, VocabularyError, read_vocabulary
from zhengwen.text.folding import fold

KINDS = {
    "buttons": Kind.TOOLS,
    "weak-buttons": Kind.TOOLS,  # beside a button
    "accessibility": Kind.ACCESS,
    "neighbours": Kind.NEIGHBOUR,
    "list-heads": Kind.LIST,
    "site-pages": Kind.SITE_PAGES,
    "menus": Kind.MENU,
    "site-labels": Kind.SITE,
    "hosts": Kind.HOST,
    "contacts": Kind.CONTACT,
    "credits": Kind.CREDIT,
    "byline-labels": Kind.BYLINE,
    "table-labels": Kind.FACT,
}
VOCABULARY = read_vocabulary(HERE / "page")
CASES = [(role, group) for role, groups in VOCABULARY.items() if role in KINDS for group in groups]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[buttons.a]\nwords = '打印'\nexample = '{}'\n[buttons.a]\nwords = '关闭'\nexample = '{}'\n", "buttons"),
        ("[buttons.a]\nwords = '打印、关闭、打印'\nexample = '{}'\n", "'打印' twice"),
        ("[buttons.a]\nwords = '打印'\nexample = '{}'\n[buttons.b]\nwords = '打印'\nexample = '{}'\n", "'打印' twice"),
        ("[buttons.a]\nwords = '打印'\n", "example"),
        ("[buttons.a]\nwords = '打印'\nexample = '打印'\n", "example"),
        ("[buttons.a]\nwords = ''\nexample = '{}'\n", "words"),
        ("[buttons.a]\nwords = '打印、、关闭'\nexample = '{}'\n", "empty word"),
        ("[buttons.a]\nwords = '打印'\nexample = '{}'\nsing = true\n", "sing"),
    ],
    ids=[
        "a section stands twice",
        "a word stands twice in a group",
        "a word stands twice in a role",
        "no example",
        "an example without a place for the word",
        "no words",
        "two marks in a row",
        "an unknown field",
    ],
)
def test_a_file_that_contradicts_itself_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=re.escape(message)) as error:
        read_vocabulary(tmp_path)
    assert "words.toml" in str(error.value)


def test_a_role_has_one_file(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(f"[buttons.{name[:3]}]\nwords = '{name}'\nexample = '{{}}'\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="another file"):
        read_vocabulary(tmp_path)


@pytest.mark.parametrize(("role", "group"), CASES, ids=lambda case: case.name if isinstance(case, Group) else "")
def test_every_word_matters(role: str, group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    idle = []
    for word in group.words:
        line = group.example.format(word)
        with_it, without_it = (_kind(line, known, monkeypatch) for known in _beside(role, word, line))
        if with_it is not KINDS[role] or without_it is KINDS[role]:
            idle.append((line, with_it, without_it))
    assert not idle


LABELS = [(group, fact) for role in labels.FACT_ROLES for group in VOCABULARY[role] for fact in group.states]
VALUES = {"published": "2023-02-16", "written": "2023-02-16", "views": "102", "validity": "有效"}


@pytest.mark.parametrize(("group", "fact"), LABELS, ids=lambda case: getattr(case, "name", case))
def test_every_label_states_its_fact(group: Group, fact: str) -> None:
    stated = VALUES.get(fact, "某某")
    table = "索引号：000014349/2023-00012\n" if fact == "title" else ""  # without one, the title is read from the page
    for word in group.words:
        page = (
            f"关于植树的通知\n{table}{word}：{stated}\n\n请各单位于三月十二日前完成植树任务，并将名单报市绿化办公室。"
        )
        assert metadata.extract(page, page).get(fact) == stated, word


def test_labels_that_state_nothing_are_none_of_a_fact() -> None:
    stating = {word for group, _ in LABELS for word in group.words}
    for role in labels.FACT_ROLES:
        for group in VOCABULARY[role]:
            assert group.states or not stating.intersection(group.words), group.name


def _beside(role: str, word: str, line: str) -> Iterator[Vocabulary]:
    """The words that may tell anything of a line, with one of them and without it: patterns of few compile fast."""
    text = "".join(fold(line).split()).lower()
    near = {
        other: tuple(
            group._replace(words=kept)
            for group in groups
            if (kept := tuple(one for one in group.words if "".join(one.split()).lower() in text))
        )
        for other, groups in VOCABULARY.items()
    }
    yield near
    without = (group._replace(words=tuple(one for one in group.words if one != word)) for group in near[role])
    yield near | {role: tuple(group for group in without if group.words)}


def _kind(line: str, known: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> Kind:
    with monkeypatch.context() as patch:
        patch.setattr(vocabulary, "_vocabulary", lambda: known)
        _forget()
        try:
            return kind_of(line)
        finally:
            _forget()


def _forget() -> None:
    """Let patterns be made anew of the words that are known now."""
    made_of_words = (vocabulary.groups, vocabulary.words, vocabulary.spaced, vocabulary.plain, vocabulary._heads)
    for cached in (*made_of_words, line_kinds._list_heads, rows.starts):
        cached.cache_clear()
    kind_of.cache_clear()
    kind_of_folded.cache_clear()
    for module in (line_patterns, line_kinds, labels):
        for made in vars(module).values():
            if type(made).__name__ == "_Lazy" and callable(made._source) and made._source.__code__.co_names:
                kept = {"_source": made._source, "_flags": made._flags}
                made.__dict__.clear()
                made.__dict__.update(kept)
