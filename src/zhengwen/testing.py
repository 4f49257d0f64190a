"""The vector harness: test cases as data, with checks that every case must pass. Third-party filters can use it, too.

A vector file is TOML: `rule`, the code under test, and `[[case]]` tables with

- `label`: what the case shows; a near miss says "not … because …"
- `source`: `synthetic`, or `in the wild` and where; `comment`: anything else worth knowing
- `original`: the text; `fixed`: the text after the rule's fixes, omitted if nothing changes
- `findings`: tables with `code`, `seen` (the text under the finding), `safety` (`safe`, `unsafe`, `report`) and, if
  `seen` occurs more than once, `start`; instead of `seen`, `start` and `end` can be given; omitted for a near miss
- `unsafe = true`: unsafe fixes are applied; `alone = true`: other rules may have findings in this text
- `bytes`: the original as hexadecimal bytes, instead of `original`; `encoding`: the charset passed by the caller
- `site`: the site's profile: `pages`, and `line` tables with `text`, `place`, `pages` and `kinds`
- `expect = "fail"`: a known failure; the test fails once the case passes

A test module needs only:

    @pytest.mark.parametrize("vector", load(Path("vectors")), ids=str)
    def test_vector(vector):
        vector.check()
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhengwen.finding import Finding
from zhengwen.html import is_html
from zhengwen.pipeline import Pipeline
from zhengwen.result import Cleaned
from zhengwen.site_profile import Site

FIELDS = frozenset("label source comment original bytes encoding fixed findings unsafe alone site expect".split())


class VectorError(ValueError):
    """Raised for an invalid vector file."""


@dataclass(frozen=True)
class Expected:
    """A finding that a vector expects."""

    code: str
    start: int
    end: int
    safety: str


@dataclass(frozen=True)
class Vector:
    """One case of one rule."""

    rule: str
    label: str
    source: str
    original: str | bytes
    fixed: str
    findings: tuple[Expected, ...]
    encoding: str | None = None
    unsafe: bool = False
    alone: bool = False
    fails: bool = False
    site: Site | None = None

    def __str__(self) -> str:
        return f"{self.rule}: {self.label}"

    @property
    def near_miss(self) -> bool:
        """Whether no findings are expected."""
        return not self.findings

    def check(self) -> None:
        """Run all checks of a vector.

        Raises:
            AssertionError: a check fails, or a known failure passes.
        """
        try:
            self._check()
        except AssertionError:
            if self.fails:
                return
            raise
        assert not self.fails, f"{self} is marked expect = 'fail', yet it passes"

    def _check(self) -> None:
        alone = self._run(Pipeline.default().select(self.rule))
        assert _as_expected(alone.findings) == self.findings, f"{self}: found {alone.findings}"
        assert all(one.message.strip() for one in alone.findings), f"{self}: a finding without a message"
        assert alone.text == self.fixed, f"{self}: cleaned to {alone.text!r}"
        assert alone.restore() == self.original, f"{self}: the original is not restored"

        again = Pipeline.default().select(self.rule).run(self.fixed, unsafe=self.unsafe, site=self.site)
        assert again.text == self.fixed, f"{self}: the fixed text is changed again, to {again.text!r}"

        whole = self._run(Pipeline.default().extend(self.rule))
        assert whole.restore() == self.original, f"{self}: the original is not restored after the whole pipeline"
        if self.near_miss and not self.alone:
            assert whole.text == self.fixed, f"{self}: the whole pipeline changes the text to {whole.text!r}"
        if not self.alone:
            twin = Pipeline.default().extend(self.rule).run(self.fixed, unsafe=self.unsafe, site=self.site)
            assert whole.text == twin.text, (
                f"{self}: another rule undoes the fix: {whole.text!r} instead of {twin.text!r}"
            )

    def _run(self, pipeline: Pipeline) -> Cleaned:
        return pipeline.run(self.original, unsafe=self.unsafe, encoding=self.encoding, site=self.site)


def load(folder: Path) -> list[Vector]:
    """Read all vector files below a folder.

    Raises:
        VectorError: a file is invalid; the message names the file and the case.
    """
    return [vector for path in sorted(folder.rglob("*.toml")) for vector in _read(path)]


def check_batch(vectors: Sequence[Vector], seed: int = 0) -> None:
    """Check that each page is cleaned the same way alone and among others, in any order.

    Raises:
        AssertionError: a result differs.
    """
    pipeline = Pipeline.default()
    alone = {vector: _made(Pipeline.default(), vector) for vector in vectors}
    shuffled = random.Random(seed).sample(list(vectors), len(vectors))
    for vector in shuffled:
        together = _made(pipeline, vector)
        assert together == alone[vector], f"{vector}: is cleaned differently among other pages"


def _made(pipeline: Pipeline, vector: Vector) -> str:
    return pipeline.run(vector.original, encoding=vector.encoding, site=vector.site).text


def _read(path: Path) -> Iterator[Vector]:
    try:
        contents = tomllib.loads(path.read_text(encoding="utf-8"))
        rule, cases = contents["rule"], contents["case"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise VectorError(f"{path}: not a vector file: {error}") from error
    seen: set[str] = set()
    for case in cases:
        label = case.get("label", "")
        unknown = set(case) - FIELDS
        if not label or label in seen or unknown:
            raise VectorError(
                f"{path}: case {label!r} needs a unique label and known fields; unknown: {sorted(unknown)}"
            )
        seen.add(label)
        yield _vector(rule, case, path)


def _vector(rule: str, case: dict[str, Any], path: Path) -> Vector:
    raw: str | bytes = bytes.fromhex(case["bytes"]) if "bytes" in case else case["original"]
    if case.get("expect", "pass") not in ("pass", "fail"):
        raise VectorError(f"{path}: case {case['label']!r}: 'expect' must be 'pass' or 'fail'")
    pipeline = Pipeline.default().select(rule)
    is_text = isinstance(raw, str) and not is_html(raw)
    text = raw if isinstance(raw, str) and is_text else pipeline.run(raw, encoding=case.get("encoding")).original
    return Vector(
        rule,
        case["label"],
        case.get("source", "synthetic"),
        raw,
        case.get("fixed", text),
        tuple(sorted((_expected(one, text, case, path) for one in case.get("findings", ())), key=_key)),
        case.get("encoding"),
        case.get("unsafe", False),
        case.get("alone", False),
        case.get("expect") == "fail",
        Site.from_json("", case["site"]) if "site" in case else None,
    )


def _expected(one: dict[str, Any], text: str, case: dict[str, Any], path: Path) -> Expected:
    seen, start = one.get("seen"), one.get("start")
    if seen is None:
        return Expected(one["code"], one["start"], one["end"], one.get("safety", "safe"))
    if start is None:
        if text.count(seen) != 1:
            raise VectorError(f"{path}: case {case['label']!r}: {seen!r} occurs {text.count(seen)} times; give 'start'")
        start = text.index(seen)
    if text[start : start + len(seen)] != seen:
        raise VectorError(f"{path}: case {case['label']!r}: {seen!r} is not at {start}")
    return Expected(one["code"], start, start + len(seen), one.get("safety", "safe"))


def _as_expected(findings: Sequence[Finding]) -> tuple[Expected, ...]:
    return tuple(sorted((Expected(f.rule, f.start, f.end, _safety(f)) for f in findings), key=_key))


def _safety(finding: Finding) -> str:
    if finding.replacement is None:
        return "report"
    return "safe" if finding.safe else "unsafe"


def _key(expected: Expected) -> tuple[int, int, str]:
    return expected.start, expected.end, expected.code
