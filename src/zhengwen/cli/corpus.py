"""`zhengwen corpus`: cleans and deduplicates a whole corpus, with a report."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhengwen.cli import options, records
from zhengwen.cli import output as stdout
from zhengwen.cli.errors import CommandError
from zhengwen.corpus.keep_policies import POLICIES

if TYPE_CHECKING:
    from zhengwen.corpus.runs import Job, Watcher

JOB_OPTIONS = (
    *("format", "output_format", "dedup", "threshold", "keep", "templates", "versions", "contained"),
    *("index", "profile", "learn", "workers", "ray"),
)


@click.command(
    "corpus",
    epilog=options.examples(
        "corpus crawl/ -o out/ --workers 4        a folder",
        "corpus crawl/*.warc.gz -o out/           WARC; also JSONL(.gz, .zst) and Parquet",
        "corpus new/ -o out2/ --index seen.index  without what earlier crawls had",
        "corpus s3://crawl/ -o s3://out/ --work tmp/",
        "corpus - -o - --dedup none               JSON Lines, from standard input to standard output",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="IN...")
@click.option(
    "-o",
    "--output",
    required=True,
    help="The output folder or address in object storage; - writes JSON Lines to standard output.",
)
@click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    help="The local work folder, if the output is in object storage.",
)
@records.options
@click.option(
    "--output-format",
    type=click.Choice(("jsonl", "parquet")),
    default="jsonl",
    show_default=True,
    help="The format of the output; JSON Lines are compressed with zstd.",
)
@click.option(
    "--dedup",
    type=click.Choice(("near", "exact", "none")),
    default="near",
    show_default=True,
    help="Which duplicates to drop.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.8,
    show_default=True,
    help="The least similarity of near-duplicates.",
)
@click.option(
    "--keep",
    type=click.Choice(tuple(POLICIES)),
    default="first",
    show_default=True,
    help="Which page of a cluster to keep.",
)
@click.option(
    "--templates",
    type=click.Choice(("keep", "drop")),
    is_flag=False,
    flag_value="drop",
    default="keep",
    show_default=True,
    help="Whether to drop documents from one template, which differ in names, dates or figures; alone, drop.",
)
@click.option(
    "--versions",
    type=click.Choice(("keep", "latest")),
    default="keep",
    show_default=True,
    help="Which versions of a document to keep; latest drops those whose date is older.",
)
@click.option(
    "--contained",
    type=click.Choice(("keep", "drop")),
    default="drop",
    show_default=True,
    help="Whether to drop a page that is part of another one.",
)
@click.option("--index", type=click.Path(path_type=Path), help="Drop pages that this index has; add the pages kept.")
@click.option(
    "--profile", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file with site profiles."
)
@click.option("--learn/--no-learn", default=True, help="Learn site profiles from the input (default).")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="The number of worker processes.")
@click.option("--ray", metavar="ADDRESS", help="Run on this Ray cluster.")
@click.option("--overwrite", is_flag=True, help="Replace the output of an earlier run.")
@options.shared
@click.pass_obj
def command(debug: bool, /, paths: tuple[str, ...], output: str, overwrite: bool, **given: Any) -> int:  # noqa: ANN401  # as click gives them
    """Clean and deduplicate a corpus.

    Writes the pages with their ledgers, and a report. An interrupted run resumes if the same command is run again.
    """
    remote, folder = _places(output, given.pop("work"))
    fields = [given.pop(name) for name in records.FIELDS]
    job_options = {name: given.pop(name) for name in JOB_OPTIONS}
    config = options.settings(given)
    with records.one_line_errors(debug):
        from zhengwen.corpus import runs
        from zhengwen.corpus.records import Options

        job_options |= {"fields": Options(*fields), "pipeline": config.pipeline(), "unsafe": config.unsafe_fixes}
        job_options["decisions"] = options.decisions_of(config)
        job = runs.Job(paths, folder, remote=remote, encoding=config.encoding, **job_options)
        if output == "-" or "-" in paths:
            return _stream(job)
        try:
            with _progress() as watch:
                report = runs.run(job, overwrite=overwrite, watch=watch)
        except KeyboardInterrupt:
            click.echo("zhengwen: interrupted; finished work is kept, run the same command again to resume", err=True)
            return 130
    if report.was_finished:
        click.echo(f"{output}: this run is finished already; --overwrite does it again", err=True)
    click.echo(report.as_text(), err=True)
    if report.rejects:
        click.echo(
            f"zhengwen: {report.rejects} records could not be read: {output.rstrip('/')}/rejects.jsonl", err=True
        )
    return 2 if report.rejects else 0


def _places(output: str, work: Path | None) -> tuple[str | None, Path]:
    """Return the output's address in object storage (`None` for a local folder), and the local folder to write to."""
    if "://" not in output:
        if work is not None:
            raise CommandError("--work is only for output in object storage")
        return None, Path(output)
    if work is None:
        raise CommandError(f"{output}: needs --work FOLDER for unfinished work, on a disk that all workers share")
    return output.rstrip("/"), work


def _stream(job: Job) -> int:
    """Clean JSON lines from standard input to standard output, one by one."""
    from zhengwen.corpus.runs import cleaned_lines

    if job.paths != ("-",) or str(job.output) != "-":
        raise CommandError("standard input can only be cleaned to standard output: zhengwen corpus - -o -")
    if job.dedup == "near" or job.index is not None:
        raise CommandError("a stream cannot be deduplicated: use --dedup none, or name files and a folder")
    rejects = records.Rejects()
    for one in cleaned_lines(job, sys.stdin.buffer):
        if isinstance(one, bytes):
            stdout.write(one)
        else:
            rejects.report(one.file, one.record, one.reason)
    return 2 if rejects.count else 0


@contextmanager
def _progress() -> Iterator[Watcher | None]:
    """Show a progress bar per stage, with rate and remaining time, if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:>10}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%  {task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, TaskID] = {}
        started: dict[str, tuple[float, int]] = {}

        def watch(stage: str, done: int, total: int, /) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total, rate="")
                started[stage] = (time.monotonic(), done)
            start_time, first = started[stage]
            elapsed = time.monotonic() - start_time
            rate = f"{(done - first) / elapsed / 1e6:.1f} MB/s" if elapsed > 1 and total > 1e6 else ""
            bar.update(tasks[stage], completed=done, total=total, rate=rate)

        yield watch
