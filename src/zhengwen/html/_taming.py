"""Markup made to stop a parser: what its cost would not be linear in is taken out before it is parsed.

Browsers bound the depth of a page, too; no page that is meant for readers comes near to these bounds.
"""

from __future__ import annotations

import re

MAX_DEPTH = 512  # open elements, as in Chromium
MAX_ATTRIBUTES = 500  # of a tag
LONG_TAG = 4096  # characters without a '>'; a shorter tag has no time to do harm
MAX_REOPENED = 200_000  # formatting elements that blocks would open again
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/><]*)")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
BEGUN = re.compile(r"<[a-zA-Z][^\s/<>]*[\s/]")
RAW_END = re.compile(r"</[a-zA-Z]+\s*\Z")
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
        text = _without_attributes(text)
    if text.count("<") <= MAX_DEPTH:
        return text
    return _flattened(text)


def _without_attributes(text: str) -> str:
    """Take its attributes from a tag that has more than anybody writes."""
    chunks = text.split(">")
    if max(map(len, chunks)) <= LONG_TAG:
        return text
    changed = False
    for number, chunk in enumerate(chunks):
        if len(chunk) <= LONG_TAG or len(chunk.split(None, MAX_ATTRIBUTES)) <= MAX_ATTRIBUTES and chunk.count("/") < MAX_ATTRIBUTES:
            continue
        begun = BEGUN.search(chunk)
        if begun is None:
            continue
        tag = QUOTED.sub('""', chunk[begun.end() :])
        if len(re.split(r"[\s/]+|\"\"", tag, maxsplit=MAX_ATTRIBUTES)) <= MAX_ATTRIBUTES:
            continue
        end = RAW_END.search(chunk)
        chunks[number] = chunk[: begun.end()] + (end[0] if end else "")
        changed = True
    return ">".join(chunks) if changed else text


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
