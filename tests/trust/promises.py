"""What `zhengwen` promises for every input, as one function that says which promise a page breaks."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from zhengwen.ledger import Ledger
from zhengwen.pipeline import PRESETS, Pipeline
from zhengwen.result import Cleaned


class Setting(NamedTuple):
    """How a page is cleaned."""

    preset: str = "page"
    unsafe: bool = False


SETTINGS = (*(Setting(),) * 6, *(Setting(preset, unsafe) for preset in PRESETS for unsafe in (False, True)))


class BrokenPromiseError(AssertionError):
    """Raised for a page that breaks a promise."""


def run(setting: Setting, raw: str | bytes) -> Cleaned:
    """Clean a page."""
    return _pipeline(setting.preset).run(raw, unsafe=setting.unsafe)


@cache
def _pipeline(preset: str) -> Pipeline:
    return Pipeline.default(preset)


def check(setting: Setting, raw: str | bytes) -> Cleaned:
    """Clean a page and check every promise that can be checked of one page alone.

    Raises:
        BrokenPromiseError: a promise is broken; the message says which.
    """
    try:
        cleaned = run(setting, raw)
        _check_findings(cleaned)
        _check_restored(cleaned, raw)
        again = run(setting, cleaned.text)
    except BrokenPromiseError:
        raise
    except Exception as error:
        raise BrokenPromiseError(f"raises {type(error).__name__}: {error}") from error
    if again.text != cleaned.text:
        raise BrokenPromiseError("not idempotent: " + ", ".join(sorted({step.name for step in again.ledger.steps})))
    if not again.settled and cleaned.settled:
        raise BrokenPromiseError("settles, and its result does not")
    return cleaned


def digest(cleaned: Cleaned) -> str:
    """Return a digest of all that a page comes out as, for comparing two runs."""
    facts = (cleaned.text, cleaned.findings, cleaned.ledger.dumps(cleaned.text), sorted(cleaned.meta.items()))
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()


def _check_findings(cleaned: Cleaned) -> None:
    size = len(cleaned.original)
    for one in cleaned.findings:
        if not 0 <= one.start <= one.end <= size:
            raise BrokenPromiseError(f"a finding of {one.rule} lies outside the input")
    if bool(cleaned.fixed) != bool(len(cleaned.ledger)):
        raise BrokenPromiseError("a change without a finding, or a finding without its change")
    if len(cleaned.text):
        cleaned.origin(len(cleaned.text) - 1)
    cleaned.diff()
    if cleaned.meta.get("published") is None and "published" in cleaned.meta:
        raise BrokenPromiseError("a fact without a value")


def _check_restored(cleaned: Cleaned, raw: str | bytes) -> None:
    if cleaned.restore() != raw:
        raise BrokenPromiseError("not restored")
    stored = cleaned.stored()
    stored.text.encode()
    if Ledger.loads(stored.ledger, stored.text).restore(stored.text) != raw:
        raise BrokenPromiseError("not restored from what is stored")
