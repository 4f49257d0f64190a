"""The two functions that most users need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from zhengwen.decisions import NO_DECISIONS, Decisions
from zhengwen.page import NO_META
from zhengwen.pipeline import SCRIPTS, Pipeline, PipelineError, nearest, rule_name
from zhengwen.result import Cleaned


def clean(
    raw: str | bytes,
    *,
    preset: str = "page",
    unsafe: bool = False,
    encoding: str | None = None,
    format: str = "auto",
    script: str = "keep",
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
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
        script: `keep`; `simplified` or `traditional` (converts the page, phrase by phrase).
        select: the only rules to run, by code, beginning of codes, name or family; by default those of the preset.
        ignore: rules not to run, likewise.
        decisions: what people decided about findings, as `Decisions.load` reads it.

    Raises:
        LookupError: `encoding` is not the name of a charset.
        PipelineError: the preset, the script or a rule does not exist.
        TypeError: `raw` is neither `str` nor `bytes`.
        ValueError: the format does not exist.
    """
    made = _pipeline(preset, script, _names(select), _names(ignore))
    return made.run(raw, unsafe=unsafe, encoding=encoding, format=format, decisions=decisions).text


def inspect(
    raw: str | bytes,
    *,
    preset: str = "page",
    unsafe: bool = False,
    encoding: str | None = None,
    format: str = "auto",
    script: str = "keep",
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    meta: Mapping[str, str] = NO_META,
    decisions: Decisions = NO_DECISIONS,
) -> Cleaned:
    """Clean a page and return the text with its findings and the means to undo every fix; arguments as for `clean`.

    In addition, `meta` is what the caller knows of the page; its `url` makes the addresses of attachments whole.
    """
    made = _pipeline(preset, script, _names(select), _names(ignore))
    return made.run(raw, unsafe=unsafe, encoding=encoding, meta=meta, format=format, decisions=decisions)


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    """Return the names of rules, of which one may stand alone."""
    return (given,) if isinstance(given, str) else tuple(given)


def _pipeline(preset: str, script: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> Pipeline:
    if script not in SCRIPTS:
        raise PipelineError(
            f"no script is called {script!r}{nearest(script, SCRIPTS)}; the scripts are {', '.join(SCRIPTS)}"
        )
    return pipeline_of(preset, tuple(map(rule_name, select)), SCRIPTS[script], tuple(map(rule_name, ignore)))


@cache
def pipeline_of(
    preset: str, select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...]
) -> Pipeline:
    """Return the pipeline of a preset with other rules, made once.

    Raises:
        PipelineError: the preset or a rule does not exist.
    """
    pipeline = Pipeline.default(preset)
    if select:
        pipeline = pipeline.select(*select)
    return pipeline.extend(*extend_select).without(*ignore)
