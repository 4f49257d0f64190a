"""The two calls that most users need."""

from __future__ import annotations

from functools import cache

from zhengwen.pipeline import Pipeline
from zhengwen.result import Cleaned


def clean(
    raw: str | bytes, *, preset: str = "page", unsafe: bool = False, encoding: str | None = None, format: str = "auto"
) -> str:
    """Give back the text that was published, from what was scraped.

    Never raises for any `str` or `bytes`; a page without faults comes back as it is.

    Args:
        raw: the page, text or HTML, as `str` or as bytes.
        preset: `page`; `body` (title and byline are left out); `repair` (cuts nothing).
        unsafe: apply the fixes that are probably right, too.
        encoding: the charset of `raw`, when it is known from elsewhere (an HTTP header, say).
        format: `text`, `html`, or `auto`: what begins like a page of HTML is one, as in browsers.

    Raises:
        LookupError: `encoding` is not the name of a charset.
        PipelineError: there is no such preset.
        TypeError: `raw` is neither `str` nor `bytes`.
        ValueError: there is no such format.
    """
    return inspect(raw, preset=preset, unsafe=unsafe, encoding=encoding, format=format).text


def inspect(
    raw: str | bytes, *, preset: str = "page", unsafe: bool = False, encoding: str | None = None, format: str = "auto"
) -> Cleaned:
    """Clean a page and say what was found, what was fixed and how to undo it; arguments as for `clean`."""
    return _pipeline(preset).run(raw, unsafe=unsafe, encoding=encoding, format=format)


@cache
def _pipeline(preset: str) -> Pipeline:
    return Pipeline.default(preset)
