"""`zhengwen report`: one file of HTML that shows pages with their findings, or what a corpus run did."""

from __future__ import annotations

from pathlib import Path

import click

from zhengwen import files
from zhengwen.cli import options, source
from zhengwen.cli import output as stdout
from zhengwen.cli.errors import CommandError, Failures


@click.command(
    "report",
    epilog=options.examples(
        "report page.txt -o report.html               one page, side by side",
        "report crawl/ -o report.html --lang zh       a folder, in Chinese at first",
        "report out/ -o report.html                   what 'zhengwen corpus' did",
    ),
)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The HTML file.")
@click.option("--lang", type=click.Choice(("en", "zh")), default="en", show_default=True, help="The language at first.")
@click.option(
    "--pages",
    "most",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    help="How many pages are shown whole: those with most findings.",
)
@click.option("--text-field", default="text", show_default=True, help="Of a corpus: the field with the page.")
@click.option("--id-field", default="id", show_default=True, help="Of a corpus: the field with the page's ID.")
@options.in_folders
@options.page_format
@options.shared
@click.pass_obj
def command(
    debug: bool,
    /,
    paths: tuple[str, ...],
    files_from: str | None,
    output: Path,
    lang: str,
    most: int,
    text_field: str,
    id_field: str,
    **given: object,
) -> int:
    """Show pages with their findings, or what a corpus run did, in one file of HTML.

    Reads files, folders or standard input (-), or the output folder of 'zhengwen corpus'. The file needs no network.
    """
    from zhengwen.reports import html  # slow to import, and only this command needs it

    config = options.settings(given)
    if not paths and files_from is None:
        raise click.UsageError("Missing argument 'PATH...'.")
    paths = options.listed(paths, files_from)
    failures = Failures(debug)
    if len(paths) == 1 and html.is_corpus(Path(paths[0])):
        try:
            written = html.of_corpus(Path(paths[0]), lang, text_field=text_field, id_field=id_field)
        except html.CorpusError as error:
            raise CommandError(str(error)) from error
        except ImportError as error:
            raise CommandError(
                f"the report of a run needs the package {error.name}: in a clone of zhengwen, pip install '.[corpus]'"
            ) from error
    else:
        decisions = options.decisions_of(config)
        report = html.PagesReport(most, decisions)
        if any(
            place != "-" and Path(place).is_file() and output.exists() and output.samefile(place) for place in paths
        ):
            raise CommandError(f"{output}: would overwrite the page that it reports on; name another file")
        sources = source.expand(paths, config, failures, leave_out=output)
        with source.progress(sources) as watched:
            for one, raw, cleaned in source.cleaned(watched, config, failures, decisions):
                if cleaned.is_text:
                    report.add(one.name, cleaned)
                else:
                    failures.add(one.name, ValueError(source.not_text(raw)))
        if not report.overview.pages:
            raise CommandError("there is no page to report on")
        written = report.html(lang)
    if str(output) == "-":
        stdout.echo(written)
        return 2 if failures.count else 0
    try:
        files.write_atomically(output, written.encode())
    except OSError as error:
        raise CommandError(f"{output}: {error.strerror or error}") from error
    click.echo(f"{output}: {len(written.encode()) / 1e6:.1f} MB", err=True)
    return 2 if failures.count else 0
