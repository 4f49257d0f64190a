"""Markup made to stop a parser: what its cost would not be linear in is taken out before it is parsed.

Browsers bound the depth of a page, too; no page that is meant for readers comes near to these bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_DEPTH = 512  # open elements, as in Chromium
MAX_ATTRIBUTES = 500  # of a tag
LONG_TAG = 4096  # characters; a shorter tag has no time to do harm
MANY_VALUES = 5000  # quoted values of a page, from which on they are looked at
MAX_REOPENED = 200_000  # formatting elements that blocks would open again
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/><]*)")
BEGUN = re.compile(r"<[a-zA-Z][^\s/<>]*+(?=[\s/])")
# A tag, with a '>' in its values or without.
WHOLE_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+'|["'<])*+""")
ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))?""")
UNCLOSED = re.compile(r"\s*+=\s*+[\"']")  # a value that goes on behind a '>'
# Elements that end by themselves, or are empty, add no depth.
SHALLOW = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup rt rp thead tbody"
    " tfoot tr td th colgroup html head body script style title textarea".split()
)
FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
FORMATTING_TAG = re.compile(r"(?i)</?(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])[^<>]*>")


def tamed(text: str) -> str:
    """The page, with what no parser gets through in due time taken out; nearly always as it is."""
    if len(text) > LONG_TAG:
        text = _with_short_tags(text)
    if text.count("<") <= MAX_DEPTH:
        return text
    return _flattened(text)


def _with_short_tags(text: str) -> str:
    """End the tags early that have more attributes than anybody writes."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(set(_overlong_tags(text))):
        if start >= done:
            parts += text[done:start], ">"
            # Where this may be no tag, but a script, the rest stays, as text: nothing is lost, whatever it was.
            done = end + 1 if _is_of_a_tag(text[start:end]) else start
    return "".join(parts) + text[done:] if parts else text


def _is_of_a_tag(rest: str) -> bool:
    return "<" not in rest and not rest.count('"') % 2 and not rest.count("'") % 2


def _overlong_tags(text: str) -> Iterator[tuple[int, int]]:
    """Where each tag has had attributes enough, and where it ends."""
    chunks = text.split(">")
    if max(map(len, chunks)) > LONG_TAG:
        start = 0
        for chunk in chunks:
            if len(chunk) > LONG_TAG:
                yield from _cuts(text, start, start + len(chunk))
            start += len(chunk) + 1
    if len(chunks) > MANY_VALUES and text.count("='") + text.count('="') > MANY_VALUES:
        for tag in WHOLE_TAG.finditer(text):
            if tag.end() - tag.start() > LONG_TAG:
                yield from _cuts(text, tag.start(), tag.end())


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begun = BEGUN.search(text, start, end)
    while begun is not None:
        at = begun.end()
        for _ in range(MAX_ATTRIBUTES):
            attribute = ATTRIBUTE.match(text, at, end)
            if attribute is None or UNCLOSED.match(text, attribute.end(), end):
                at = end if attribute is not None else at
                break
            at = attribute.end()
        else:
            yield at, end
        begun = BEGUN.search(text, at, end)


def _flattened(text: str) -> str:
    """Take out the tags that would nest deeper than browsers nest, and formatting that would be opened without end."""
    open_now: dict[str, int] = {}
    depth = reopened = formatting = deepest = 0
    for slash, name in TAG.findall(text):
        if slash:
            if open_now.get(name):
                open_now[name] -= 1
                depth -= 1
                formatting -= name in FORMATTING
        elif name in SHALLOW:
            reopened += formatting
        else:
            open_now[name] = open_now.get(name, 0) + 1
            depth += 1
            if name in FORMATTING:
                formatting += 1
            else:
                reopened += formatting
            if depth > deepest:
                deepest = depth
    if reopened > MAX_REOPENED + len(text):
        text = FORMATTING_TAG.sub("", text)
    return text if deepest <= MAX_DEPTH else _without_depth(text)


def _without_depth(text: str) -> str:
    parts: list[str] = []
    open_now: dict[str, list[bool]] = {}  # by name: whether the start of each open element was left in
    depth = done = 0
    for tag in TAG.finditer(text):
        slash, name = tag.groups()
        if not slash and name not in SHALLOW:
            stays = depth < MAX_DEPTH
            open_now.setdefault(name, []).append(stays)
            depth += 1
        elif slash and open_now.get(name):
            stays = open_now[name].pop()
            depth -= 1
        else:
            stays = not slash or name in SHALLOW
        if not stays:
            end = text.find(">", tag.end())
            end = len(text) if end < 0 else end + 1
            if tag.start() >= done:
                parts.append(text[done : tag.start()])
                done = end
    parts.append(text[done:])
    return "".join(parts)
