"""`zhengwen index`: an index on disk of pages seen before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhengwen.cli import records
from zhengwen.cli.options import examples

if TYPE_CHECKING:
    from zhengwen.corpus.records import Record


@click.group(
    "index",
    epilog=examples(
        "index add seen.index crawl/          remember pages",
        "index query seen.index new/          which of these are known?",
    ),
)
def command() -> None:
    """Find duplicates of pages seen before, with an index on disk."""


@command.command("add", epilog=examples("index add seen.index crawl/*.jsonl.gz"))
@click.argument("index", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("paths", nargs=-1, required=True, metavar="IN...")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    help="The least similarity to query for, if the index is new.  [default: 0.8]",
)
@records.options
@click.pass_obj
def add(debug: bool, /, index: Path, paths: tuple[str, ...], threshold: float | None, **given: Any) -> int:  # noqa: ANN401  # as click gives them
    """Add pages to an index.

    The index is created if it does not exist.
    """
    rejects = records.Rejects()
    with records.one_line_errors(debug):
        from zhengwen.corpus.index import Index, IndexedPage

    with records.one_line_errors(debug), Index.open(index, threshold=threshold) as opened:
        pages = (
            IndexedPage(record.id, text, record.url or None, published)
            for record, text, published in _cleaned(paths, given, rejects)
        )
        added = opened.add_many(pages)
        click.echo(f"{added:,} pages added; {len(opened):,} in {index}", err=True)
    return 2 if rejects.count else 0


@command.command(
    "query",
    epilog=examples(
        "index query seen.index page.txt",
        "index query seen.index --threshold 0.95 new/",
        "index query seen.index --output-format json new/",
    ),
)
@click.argument("index", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("paths", nargs=-1, required=True, metavar="IN...")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    help="The least similarity of a match.  [default: that of the index]",
)
@click.option("--templates", is_flag=True, help="Also match documents from one template.")
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
    """Find duplicates of pages in an index.

    Near-duplicates are included. Exits with 1 if there are any.
    """
    rejects, found = records.Rejects(), False
    with records.one_line_errors(debug):
        from zhengwen.corpus.index import Index

    with records.one_line_errors(debug), Index.open(index, readonly=True) as opened:
        for record, text, _ in _cleaned(paths, given, rejects):
            matches = opened.query(text, threshold=threshold, templates=templates)
            found = found or bool(matches)
            if output_format == "json":
                row = {"id": record.id, "matches": [match._asdict() for match in matches]}
                click.echo(json.dumps(row, ensure_ascii=False))
            for match in matches if output_format == "text" else ():
                click.echo(f"{record.id}: {match.similarity:.3f} like {match.id}")
    return 2 if rejects.count else int(found)


@command.command("merge", epilog=examples("index merge seen.index other.index"))
@click.argument("index", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("others", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True)
@click.pass_obj
def merge(debug: bool, index: Path, others: tuple[Path, ...]) -> int:
    """Add the pages of other indexes to an index.

    The index is created if it does not exist. Pages that it has under the same ID are skipped.
    """
    with records.one_line_errors(debug):
        from zhengwen.corpus.index import Index

    with records.one_line_errors(debug), Index.open(index) as opened:
        added = sum(map(opened.merge, others))
        click.echo(f"{added:,} pages added; {len(opened):,} in {index}", err=True)
    return 0


@command.command("compact", epilog=examples("index compact seen.index"))
@click.argument("index", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def compact(debug: bool, index: Path) -> int:
    """Remove duplicates from an index.

    Removes pages that are stored twice under one ID, and frees the disk space.
    """
    with records.one_line_errors(debug):
        from zhengwen.corpus.index import Index

    with records.one_line_errors(debug), Index.open(index) as opened:
        removed = opened.compact()
        click.echo(f"{removed:,} pages removed; {len(opened):,} in {index}", err=True)
    return 0


@command.command("info", epilog=examples("index info seen.index"))
@click.argument("index", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def info(debug: bool, index: Path) -> int:
    """Show the size and threshold of an index."""
    with records.one_line_errors(debug):
        from zhengwen.corpus.index import Index

    with records.one_line_errors(debug), Index.open(index, readonly=True) as opened:
        click.echo(f"{index}: {len(opened):,} pages, for similarities of {opened.threshold} or more")
        if not opened.is_current:
            click.echo(
                f"{index}: made by an earlier version, which finds fewer near-duplicates; "
                f"zhengwen index merge NEW {index} copies it to a new one"
            )
    return 0


def _cleaned(
    paths: tuple[str, ...], given: dict[str, Any], rejects: records.Rejects
) -> Iterator[tuple[Record, str, str | None]]:
    """Yield the records of the inputs with their texts, cleaned as in a corpus run, and their publication dates."""
    from zhengwen import Pipeline

    pipeline = Pipeline.default()
    for record in records.read_all(paths, given, rejects):
        try:
            cleaned = pipeline.run(record.raw, encoding=record.encoding, format=record.format)
        except Exception as error:  # noqa: BLE001  # a filter of another package may raise anything
            rejects.report(record.file, record.number, record.failed(error).reason)
            continue
        if not cleaned.is_text:
            rejects.report(record.file, record.number, record.not_text().reason)
            continue
        yield record, cleaned.stored().text, cleaned.meta.get("published")
