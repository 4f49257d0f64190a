"""The words of websites by the role they have there, read from `data/page/*.toml`, and patterns made of them.

A file has a section for each group of words, `[role.group]`:

- `words`: Simplified, in half width, with `、` or a line break between two
- `example`: a line as pages have it, with `{}` where every word of the group can stand
- `sign`: nothing else is called so; other words of the role count beside a sign only
- `states`: the fact that a label states, or several, as they are called in `meta`
- `ambiguous`: documents use the label for facts of their own
- `any-rest`: the word heads a list whatever stands behind it
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from zhengwen import data

BETWEEN = "|/·•、,;:>«»-–—_[]{}()<…+*※★●■◆▲▼→←↑↓【】「」〖〗『』"  # what divides words on a line of them
GAP = rf"[\s{re.escape(BETWEEN)}]*+"
HEAD_CHARS = 3  # that tell whether a word of a role may begin
FIELDS = frozenset(("words", "example", "sign", "states", "ambiguous", "any-rest"))
SIGN = "sign"
NEVER = "(?!)"  # the pattern for no word at all


class VocabularyError(ValueError):
    """A file of words that cannot be read as one."""


class Group(NamedTuple):
    """Words of one role that stand in the same place of the same line."""

    name: str
    words: tuple[str, ...]
    example: str
    states: tuple[str, ...]
    marks: frozenset[str]  # of `sign`, `ambiguous`, `any-rest` those that are true


Vocabulary = Mapping[str, tuple[Group, ...]]


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read the groups of each role from the files of a folder.

    Raises:
        VocabularyError: a file is no TOML, a section stands twice, a role in two files, a word twice in a role, or a
            group lacks words or an example or has an unknown field.
    """
    roles: dict[str, tuple[Group, ...]] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            sections = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:  # a section that stands twice, too
            raise VocabularyError(f"{path.name}: {error}") from error
        for role, groups in sections.items():
            if role in roles:
                raise VocabularyError(f"{path.name}: the role {role!r} stands in another file, too")
            roles[role] = tuple(_group(f"{path.name}: [{role}.{name}]", fields) for name, fields in groups.items())
            _refuse_duplicates(f"{path.name}: role {role!r}", roles[role])
    return roles


def _group(name: str, fields: object) -> Group:
    if not isinstance(fields, dict):
        raise VocabularyError(f"{name} is no section")
    unknown = fields.keys() - FIELDS
    if unknown or not fields.get("words") or "{}" not in fields.get("example", ""):
        raise VocabularyError(f"{name} needs words, an example with {{}} and known fields only, not {sorted(unknown)}")
    listed = re.split("[、\n]", fields["words"].strip())
    if not all(word and word == word.strip() for word in listed):
        raise VocabularyError(f"{name} has an empty word, or one with blanks around it")
    states: Any = fields.get("states", ())
    marks = frozenset(field for field, value in fields.items() if value is True)
    return Group(name, tuple(listed), fields["example"], (states,) if isinstance(states, str) else tuple(states), marks)


def _refuse_duplicates(role: str, groups: Iterable[Group]) -> None:
    seen: set[str] = set()
    for group in groups:
        for word in group.words:
            if word in seen:
                raise VocabularyError(f"{role} has {word!r} twice")
            seen.add(word)


@cache
def groups(role: str) -> tuple[Group, ...]:
    """The groups of words that have a role."""
    return _vocabulary()[role]


@cache
def words(*roles: str, marked: str = "") -> tuple[str, ...]:
    """The words of some roles, longest first; with `marked` those of the groups that have this mark."""
    found = {
        word for role in roles for group in groups(role) if not marked or marked in group.marks for word in group.words
    }
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def spaced(*roles: str, marked: str = "") -> str:
    """A pattern for any word of some roles, with blanks allowed between the characters of each."""
    return "|".join(r"\s{0,4}".join(map(re.escape, word)) for word in words(*roles, marked=marked)) or NEVER


@cache
def plain(*roles: str) -> str:
    """A pattern for any word of some roles, as it is listed."""
    return plain_words(words(*roles))


def plain_words(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or NEVER


def head(text: str) -> str:
    """The first characters of the first word on a line of words."""
    divided = _leading().match(text)
    at = divided.end() if divided else 0
    return "".join(text[at : at + 6 * HEAD_CHARS].split())[:HEAD_CHARS].lower()


def begins(head: str, *roles: str) -> bool:
    """Whether a line with that head may begin with a word of some roles: checked before its pattern."""
    known = _heads(*roles)
    return head in known or head[:2] in known or head[:1] in known


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(GAP)


@cache
def _heads(*roles: str) -> frozenset[str]:
    return frozenset("".join(word[: 2 * HEAD_CHARS].split())[:HEAD_CHARS].lower() for word in words(*roles))


@cache
def _vocabulary() -> Vocabulary:
    return read_vocabulary(data.HERE / "page")
