"""`zhengwen index`: what was seen before, on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhengwen.cli import records

if TYPE_CHECKING:
    from zhengwen.corpus.records import Record


@click.group("index")
def command() -> None:
    """Keep an index of pages, and ask it whether a page was seen before, or nearly."""


@command.command("add")
@click.argument("index", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("paths", nargs=-1, required=True, metavar="IN...")
@click.option("--threshold", type=click.FloatRange(0, 1, min_open=True), help="Of a new index; 0.8 if not given.")
@records.options
@click.pass_obj
def add(debug: bool, /, index: Path, paths: tuple[str, ...], threshold: float | None, **given: Any) -> int:  # noqa: ANN401  # as click gives them
    """Add pages to an index; a new one is made where there is none."""
    rejects = records.Rejects()
    with records.said(debug):
        from zhengwen.corpus.index import Index, IndexedPage

    with records.said(debug), Index.open(index, threshold=threshold) as opened:
        pages = (
            IndexedPage(record.id, text, record.url or None, published)
            for record, text, published in _cleaned(paths, given, rejects)
        )
        added = opened.add_many(pages)
        click.echo(f"{added:,} pages added; {len(opened):,} in {index}", err=True)
    return 2 if rejects.count else 0


@command.command("query")
@click.argument("index", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("paths", nargs=-1, required=True, metavar="IN...")
@click.option("--threshold", type=click.FloatRange(0, 1, min_open=True), help="That of the index if not given.")
@click.option("--templates", is_flag=True, help="Documents of one template count, too.")
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", show_default=True)
@records.options
@click.pass_obj
def query(
    debug: bool,
    /,
    index: Path,
    paths: tuple[str, ...],
    threshold: float | None,
    templates: bool,
    output_format: str,
    **given: Any,  # noqa: ANN401  # as click gives them
) -> int:
    """Say which pages the index has, or nearly; the exit code is 1 when it has any of them."""
    rejects, found = records.Rejects(), False
    with records.said(debug):
        from zhengwen.corpus.index import Index

    with records.said(debug), Index.open(index, readonly=True) as opened:
        for record, text, _ in _cleaned(paths, given, rejects):
            matches = opened.query(text, threshold=threshold, templates=templates)
            found = found or bool(matches)
            if output_format == "json":
                told = {"id": record.id, "matches": [match._asdict() for match in matches]}
                click.echo(json.dumps(told, ensure_ascii=False))
            for match in matches if output_format == "text" else ():
                click.echo(f"{record.id}: {match.similarity:.3f} like {match.id}")
    return 2 if rejects.count else int(found)


@command.command("compact")
@click.argument("index", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def compact(debug: bool, index: Path) -> int:
    """Take out pages that stand twice under one name, and give back the room."""
    with records.said(debug):
        from zhengwen.corpus.index import Index

    with records.said(debug), Index.open(index) as opened:
        gone = opened.compact()
        click.echo(f"{gone:,} pages taken out; {len(opened):,} in {index}", err=True)
    return 0


@command.command("info")
@click.argument("index", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def info(debug: bool, index: Path) -> int:
    """Say how many pages an index has, and its threshold."""
    with records.said(debug):
        from zhengwen.corpus.index import Index

    with records.said(debug), Index.open(index, readonly=True) as opened:
        click.echo(f"{index}: {len(opened):,} pages, for similarities of {opened.threshold} or more")
    return 0


def _cleaned(
    paths: tuple[str, ...], given: dict[str, Any], rejects: records.Rejects
) -> Iterator[tuple[Record, str, str | None]]:
    """The pages of some inputs, cleaned as a run cleans them, with the days on which they were published."""
    from zhengwen import Pipeline

    pipeline = Pipeline.default()
    for record in records.each(paths, given, rejects):
        cleaned = pipeline.run(record.raw, encoding=record.encoding, format=record.format)
        yield record, cleaned.stored().text, cleaned.meta.get("published")
