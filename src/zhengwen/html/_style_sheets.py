"""The page's own style sheets, as far as they say what is shown: `<style>` rules by tag, class and id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from zhengwen.html._styles import COMMENT, declarations

TOKEN = re.compile(r"([^{};]*)([{};])")
PART = re.compile(
    r"([.#]?)(-?[a-zA-Z_\u0080-\U0010ffff][\w\u0080-\U0010ffff-]*)|\[\s*([\w-]+)\s*(?:=\s*[\"']?([^\"'\]]*)[\"']?\s*)?\]|(\*)"
)
# These say where an element stands: what they show may be shown, what they hide may not be.
PLACE = re.compile(r":(?:first|last|only|nth|root|empty|not|is|where)[\w-]*(?:\([^()]*\))?")
CONDITION = re.compile(r"(min|max)-width\s*:\s*(\d+)")
WINDOW_WIDTH = 1280  # pixels of the window that conditions are asked for
MAX_RULES = 5000  # of a page's own sheets
MAX_RULES_A_KEY = 200  # rules that end in the same class, id or tag
MAX_ANCESTORS = 64  # that a selector is compared with
MAX_PARTS = 6  # compounds of a selector

Node = Any  # selectolax has no types for what is asked here
Attributes = Mapping[str, str | None]


class Compound(NamedTuple):
    """What one element must have, and whether it must be the parent of the next one."""

    tag: str
    id: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...]
    is_parent: bool

    @property
    def key(self) -> str:
        """What an element that is meant has: `#id`, `.class` or a tag."""
        return f"#{self.id}" if self.id else f".{min(self.classes)}" if self.classes else self.tag or "*"

    def fits(self, tag: str, attributes: Attributes) -> bool:
        """Whether an element is meant."""
        if self.tag and self.tag != tag:
            return False
        if self.id and self.id != attributes.get("id"):
            return False
        if self.classes and not self.classes <= set((attributes.get("class") or "").split()):
            return False
        return all(
            name in attributes and (value is None or value == attributes[name]) for name, value in self.attributes
        )


class StyleRule(NamedTuple):
    """A selector from its last compound to its first, and what it declares."""

    compounds: tuple[Compound, ...]
    weight: tuple[int, int, int, int]
    declared: dict[str, tuple[str, bool]]
    above: frozenset[str]  # keys that must be among those of the ancestors


class StyleSheet:
    """The rules of a page that say anything of whether elements are shown."""

    def __init__(self, texts: list[str]) -> None:
        self._by_key: dict[str, list[StyleRule]] = {}
        self._fitting: dict[tuple[str, str | None, str | None], list[StyleRule]] = {}
        self._attributes_count = False  # whether rules ask for other attributes than ids and classes
        order = 0
        for text in texts:
            for selector, body in _rules(text):
                declared = declarations(body)
                if not declared:
                    continue
                for one in selector.split(","):
                    order += 1
                    if order > MAX_RULES:
                        return
                    self._add(one, declared, order)

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def is_silent(self, tag: str) -> bool:
        """Whether the sheets say nothing of a kind of element without attributes."""
        return tag not in self._by_key and "*" not in self._by_key

    def style(
        self, node: Node, tag: str, attributes: Attributes, above: Mapping[str, int]
    ) -> dict[str, tuple[str, bool]]:
        """What the sheets say of an element.

        Args:
            node: the element.
            tag: its tag.
            attributes: its attributes.
            above: the keys of its ancestors.
        """
        style: dict[str, tuple[str, bool]] = {}
        for rule in self._candidates(tag, attributes):
            if len(rule.compounds) > 1 and not (rule.above <= above.keys() and _fits_above(rule, node)):
                continue
            for name, said in rule.declared.items():
                if said[1] or not style.get(name, said)[1]:
                    style[name] = said
        return style

    def _candidates(self, tag: str, attributes: Attributes) -> list[StyleRule]:
        """The rules that mean an element as far as itself goes, the weightiest last."""
        known = tag, attributes.get("id"), attributes.get("class")
        found = self._fitting.get(known)
        if found is None or self._attributes_count:
            by_key = self._by_key
            rules = [rule for key in ("*", *keys_of(tag, attributes)) if key in by_key for rule in by_key[key]]
            found = sorted((one for one in rules if one.compounds[0].fits(tag, attributes)), key=_weight)
            self._fitting[known] = found
        return found

    def _add(self, selector: str, declared: dict[str, tuple[str, bool]], order: int) -> None:
        plain, hides = PLACE.sub("", selector), _may_hide(declared)
        if plain != selector and hides:
            return
        compounds = _compounds(plain)
        if compounds is None:
            return
        self._attributes_count = self._attributes_count or bool(compounds[0].attributes)
        weight = (
            sum(bool(one.id) for one in compounds),
            sum(len(one.classes) + len(one.attributes) for one in compounds),
            sum(bool(one.tag) for one in compounds),
            order,
        )
        above = frozenset(one.key for one in compounds[1:]) - {"*"}
        rules = self._by_key.setdefault(compounds[0].key, [])
        if len(rules) < MAX_RULES_A_KEY:
            rules.append(StyleRule(compounds, weight, declared, above))


def keys_of(tag: str, attributes: Attributes) -> list[str]:
    """The keys by which rules may mean an element."""
    keys = [tag]
    if attributes:
        if attributes.get("id"):
            keys.append(f"#{attributes['id']}")
        keys += {f".{name}" for name in (attributes.get("class") or "").split()}
    return keys


def _weight(rule: StyleRule) -> tuple[int, int, int, int]:
    return rule.weight


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """The rules of a sheet that hold for a screen: selectors and bodies."""
    if "{" not in text:
        return
    text = COMMENT.sub(" ", text.replace("<!--", " ").replace("-->", " "))
    open_blocks: list[bool] = []  # whether what stands in each open block holds
    selector = ""
    spoilt = False  # by a '}' too many, which makes the next selector none
    body: list[str] = []
    for before, sign in TOKEN.findall(text + "}"):
        if sign == "{":
            head = before.strip()
            holds = not open_blocks or open_blocks[-1]
            if head.startswith("@"):
                open_blocks.append(holds and _holds(head))
            else:
                open_blocks.append(holds)
                selector = head if holds and not spoilt else ""
                spoilt = False
            body = []
        elif sign == ";":
            body.append(before)
        else:
            body.append(before)
            spoilt = spoilt or not open_blocks
            if open_blocks:
                open_blocks.pop()
            if selector:
                yield selector, ";".join(body)
            selector, body = "", []


def _holds(condition: str) -> bool:
    """Whether a block of an at-rule holds in a window on a desk."""
    condition = condition.lower()
    if not condition.startswith(("@media", "@supports", "@layer")):
        return False
    if not condition.startswith("@media"):
        return True
    if "print" in condition and "screen" not in condition:
        return False
    widths = CONDITION.findall(condition)
    return all(int(width) <= WINDOW_WIDTH if end == "min" else int(width) >= WINDOW_WIDTH for end, width in widths)


def _may_hide(declared: dict[str, tuple[str, bool]]) -> bool:
    shows = {"display": "none", "visibility": "hidden"}
    return not any(name in declared and declared[name][0] != value for name, value in shows.items())


def _compounds(selector: str) -> tuple[Compound, ...] | None:
    """A selector's compounds, the last first; `None` when it has anything else than tags, classes, ids, attributes."""
    words = selector.replace(">", " > ").split()
    compounds: list[Compound] = []
    for n, word in enumerate(words):
        if word == ">":
            continue
        parts = PART.findall(word)
        if not parts or "".join(_spelt(part) for part in parts) != re.sub(r"[\[\]=\"'\s]", "", word):
            return None
        tag = next((name.lower() for sign, name, *_ in parts if name and not sign), "")
        compounds.append(
            Compound(
                tag,
                next((name for sign, name, *_ in parts if sign == "#"), ""),
                frozenset(name for sign, name, *_ in parts if sign == "."),
                tuple((name, value if "=" in word else None) for _, _, name, value, _ in parts if name),
                words[n + 1 : n + 2] == [">"],
            )
        )
    if not 0 < len(compounds) <= MAX_PARTS:
        return None
    return tuple(reversed(compounds))


def _spelt(part: tuple[str, ...]) -> str:
    sign, name, attribute, value, star = part
    return sign + name + attribute + value + star


def _fits_above(rule: StyleRule, node: Node) -> bool:
    """Whether the ancestors are those that a selector asks for."""
    above, waiting = node.parent, list(rule.compounds[1:])
    for _ in range(MAX_ANCESTORS):
        if not waiting:
            return True
        if above is None or above.tag is None:
            return False
        if waiting[0].fits(above.tag, above.attributes):
            waiting.pop(0)
        elif waiting[0].is_parent:
            return False
        above = above.parent
    return not waiting
