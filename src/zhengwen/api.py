"""The two functions that most users need."""

from __future__ import annotations

from functools import cache

from zhengwen.decisions import NO_DECISIONS, Decisions
from zhengwen.pipeline import Pipeline
from zhengwen.result import Cleaned


def clean(
    raw: str | bytes,
    *,
    preset: str = "page",
    unsafe: bool = False,
    encoding: str | None = None,
    format: str = "auto",
    decisions: Decisions = NO_DECISIONS,
) -> str:
    """Return the text that was published, given what was scraped.

    Never fails because of a page's contents. A page without faults is returned unchanged.

    Args:
        raw: the page, text or HTML, as `str` or `bytes`.
        preset: `page`; `body` (omits title and byline); `repair` (cuts nothing).
        unsafe: also apply fixes that are only probably right.
        encoding: the charset of `raw` if known from elsewhere (an HTTP header, for example).
        format: `text`, `html`, or `auto`: an input that begins like an HTML page is one, as in browsers.
        decisions: what people decided about findings, as `Decisions.load` reads it.

    Raises:
        LookupError: `encoding` is not the name of a charset.
        PipelineError: the preset does not exist.
        TypeError: `raw` is neither `str` nor `bytes`.
        ValueError: the format does not exist.
    """
    return inspect(raw, preset=preset, unsafe=unsafe, encoding=encoding, format=format, decisions=decisions).text


def inspect(
    raw: str | bytes,
    *,
    preset: str = "page",
    unsafe: bool = False,
    encoding: str | None = None,
    format: str = "auto",
    decisions: Decisions = NO_DECISIONS,
) -> Cleaned:
    """Clean a page and return the text with its findings and the means to undo every fix; arguments as for `clean`."""
    return _pipeline(preset).run(raw, unsafe=unsafe, encoding=encoding, format=format, decisions=decisions)


@cache
def _pipeline(preset: str) -> Pipeline:
    return Pipeline.default(preset)
