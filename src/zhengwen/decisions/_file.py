"""The decisions file: TOML, one block of lines a decision, sorted, so that git merges it line by line."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from zhengwen.decisions._decision import CHOICES, Decision, DecisionsError

VERSION = 1
HEAD = f"""# What people decided about places that zhengwen reports; see docs/review.md.
version = {VERSION}
"""
FIELDS = ("rule", "context", *Decision._fields[2:])
NEEDED = ("rule", "context", "decision")
CONTEXT = re.compile(r"[0-9a-f]{20}")
HEADER = re.compile(rb"^[ \t]*\[\[[ \t]*decision[ \t]*\]\]", re.MULTILINE)
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def parsed(contents: bytes, name: str) -> Iterator[Decision]:
    """Yield the decisions of a file.

    Raises:
        DecisionsError: the file is no TOML, has unknown or missing fields, or decides one place in two ways.
    """
    try:
        table = tomllib.loads(contents.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise DecisionsError(f"{name}: not a decisions file: {error}") from error
    version = table.pop("version", None)
    if version != VERSION and (version is not None or table):
        states = "states none; its first line must be 'version = 1'" if version is None else f"states {version!r}"
        raise DecisionsError(f"{name}: this zhengwen reads decisions of version {VERSION}; the file {states}")
    rows = table.pop("decision", [])
    if table or not isinstance(rows, list):
        raise DecisionsError(f"{name}: beside 'version' there are only tables [[decision]], not {sorted(table)}")
    lines = [contents.count(b"\n", 0, found.start()) + 1 for found in HEADER.finditer(contents)]
    told: dict[tuple[str, str], tuple[Decision, str]] = {}
    for number, row in enumerate(rows):
        where = f"{name}:{lines[number]}" if len(lines) == len(rows) else f"{name}: decision {number + 1}"
        for one in _decisions(row, where):
            other, other_place = told.setdefault(one.key, (one, where))
            if other.effect != one.effect:
                raise DecisionsError(
                    f"{where}: {one.rule} {one.context} is decided otherwise at {other_place}; keep one"
                )
            if other_place == where:
                yield one


def written(decisions: Iterable[Decision]) -> str:
    """Return the contents of a file with some decisions, in their order.

    Raises:
        DecisionsError: a replacement holds undecodable bytes.
    """
    alike: dict[Decision, list[str]] = {}
    for one in decisions:
        alike.setdefault(one._replace(context=""), []).append(one.context)
    return "\n".join((HEAD, *(_block(one, contexts) for one, contexts in alike.items())))


def _block(one: Decision, contexts: list[str]) -> str:
    lines = ["[[decision]]"]
    for field in FIELDS:
        value = contexts if field == "context" else getattr(one, field)
        if value is not None and (value != "" or field == "replacement"):
            lines.append(f"{field} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _toml(value: str | list[str] | datetime.date) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        return _quoted(value)
    return _quoted(value[0]) if len(value) == 1 else f"[{', '.join(map(_quoted, value))}]"


def _quoted(text: str) -> str:
    """Return a TOML string; what cannot be seen is escaped, so that nothing hides in the file."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code < 0xE000:
        raise DecisionsError("a replacement holds bytes that are no text; edit the place to a text without them")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _decisions(row: object, where: str) -> list[Decision]:
    """Return the decision that a table states, once for each of its contexts."""
    if not isinstance(row, dict):
        raise DecisionsError(f"{where}: a decision is a table [[decision]]")
    fields: dict[str, Any] = row
    for field, value in fields.items():
        if field not in FIELDS:
            near = get_close_matches(field, FIELDS, 1)
            hint = f"; is '{near[0]}' meant?" if near else f"; the fields are {', '.join(FIELDS)}"
            raise DecisionsError(f"{where}: unknown field '{field}'{hint}")
        if field != "context" and not isinstance(value, datetime.date if field == "when" else str):
            raise DecisionsError(f"{where}: '{field}' must be {'a date' if field == 'when' else 'a string'}")
    missing = [field for field in NEEDED if field not in fields]
    if missing:
        raise DecisionsError(f"{where}: '{missing[0]}' is missing")
    if fields["decision"] not in CHOICES:
        raise DecisionsError(f"{where}: 'decision' must be one of {', '.join(CHOICES)}")
    given = fields["context"]
    contexts = given if isinstance(given, list) and given else [given]
    if not all(isinstance(one, str) and CONTEXT.fullmatch(one) for one in contexts):
        raise DecisionsError(f"{where}: 'context' must be the 20 hexadecimal digits that zhengwen wrote")
    if (fields["decision"] == "reject") == ("replacement" in fields):
        needs = "has no" if fields["decision"] == "reject" else "needs a"
        raise DecisionsError(f"{where}: a decision to {fields['decision']} {needs} 'replacement'")
    return [Decision(**fields | {"context": context}) for context in contexts]
