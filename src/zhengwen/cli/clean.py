"""`zhengwen clean`: writes the published text of pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zhengwen import files, reports
from zhengwen.cli import colour, ledgers, options, source, targets, writing
from zhengwen.cli import output as stdout
from zhengwen.cli import workers as pool
from zhengwen.cli.errors import CommandError, Failures
from zhengwen.cli.source import Source
from zhengwen.cli.summary import Summary
from zhengwen.cli.writing import LedgerPolicy
from zhengwen.ledger import LedgerError
from zhengwen.result import Cleaned


@click.command(
    "clean",
    epilog=options.examples(
        "clean page.html                          the text of a page, to standard output",
        "clean --summary page.txt > clean.txt     and what was done, to standard error",
        "clean crawl/ -o cleaned/ --ledger        a folder into a folder, with the way back",
        "clean --in-place crawl/                  overwrite; FILE.ledger.json is beside each file",
        "clean --preset repair page.txt           cut nothing",
        "clean --script traditional page.txt      convert, phrase by phrase",
        "clean --files-from list.txt -o cleaned/  the files in a list",
        "clean --output-format json crawl/        text, facts and findings of each page, line by line",
    ),
)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The output file or folder.")
@click.option("--in-place", is_flag=True, help="Overwrite the files atomically, and write their ledgers next to them.")
@click.option("--ledger/--no-ledger", default=None, help="Write the ledger FILE.ledger.json next to each output file.")
@ledgers.place_options
@ledgers.replace_option
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: a line with text, facts, findings and ledger of each page.",
)
@click.option("--summary", is_flag=True, help="Say what was done, by rule, on standard error.")
@pool.option
@options.in_folders
@options.page_format
@options.shared
@click.pass_obj
def command(
    debug: bool,
    /,
    paths: tuple[str, ...],
    files_from: str | None,
    output_format: str,
    summary: bool,
    output: Path | None,
    in_place: bool,
    ledger: bool | None,
    ledger_dir: Path | None,
    ledger_in_git: bool,
    replace_ledgers: bool,
    workers: int | None,
    **given: object,
) -> int:
    """Write the published text of pages.

    Reads files, folders or standard input (-). The output is UTF-8 without BOM.
    """
    config = options.settings(given)
    decisions = options.decisions_of(config)
    if not paths and files_from is None:
        raise click.UsageError("Missing argument 'PATH...'.")
    paths = options.listed(paths, files_from)
    failures = Failures(debug)
    elsewhere = ledger_dir is not None or ledger_in_git
    policy = LedgerPolicy(
        ledgers.place(ledger_dir, ledger_in_git), (in_place or elsewhere) if ledger is None else ledger, replace_ledgers
    )
    if output is not None and in_place:
        raise CommandError("--output and --in-place cannot be combined")
    if in_place and "-" in paths:
        raise CommandError("standard input cannot be cleaned in place; name files, or omit --in-place")
    sources = source.expand(paths, config, failures, in_place=in_place, leave_out=output)
    as_json = output_format == "json"
    if as_json and (output is not None or in_place or ledger or elsewhere):
        raise CommandError("--output-format json goes to standard output, with the ledgers; it takes no other output")
    if output is None and not in_place and not as_json and (len(sources) > 1 or any(one.root for one in sources)):
        raise CommandError(f"{len(sources)} files: use --output FOLDER or --in-place")
    if output is None and not in_place and (ledger or elsewhere):
        raise CommandError("a ledger is written for a file: use --output FILE or --in-place")
    planned = _targets(sources, paths, output, policy)
    done = Summary()
    processes = pool.count(workers, sources, debug=debug)
    with source.progress(sources) as watched:
        for one, raw, cleaned in source.cleaned(watched, config, failures, decisions, processes):
            target = planned.get(one)
            try:
                if as_json:
                    stdout.echo(reports.page_as_json(one.name, cleaned))
                    if not cleaned.is_text:
                        failures.add(one.name, ValueError(source.not_text(raw)))
                elif not cleaned.is_text:
                    _leave(one, raw, target, in_place)
                    failures.add(one.name, ValueError(source.not_text(raw)))
                elif in_place and one.path is not None:
                    writing.in_place(one.path, cleaned, raw, policy)
                else:
                    _write(one, cleaned, target, output, policy)
                if summary and cleaned.is_text:
                    done.add(cleaned)
            except (OSError, LedgerError) as error:
                failures.add(str(target or one.name), error)
            except UnicodeEncodeError as error:
                failures.add(one.name, ValueError(source.not_encodable(error)))
    if summary:
        click.echo(done.as_text(colour.paint(sys.stderr)), err=True, color=True)
    return 2 if failures.count else 0


def _targets(
    sources: list[Source], arguments: tuple[str, ...], output: Path | None, policy: LedgerPolicy
) -> dict[Source, Path]:
    if output is None:
        return {}
    beside = policy.keep and isinstance(policy.place, ledgers.Beside)
    return dict(
        zip(
            sources,
            targets.plan([one.path for one in sources], arguments, output, with_ledgers=beside),
            strict=True,
        )
    )


def _write(one: Source, cleaned: Cleaned, target: Path | None, output: Path | None, policy: LedgerPolicy) -> None:
    if target is None or output is None:
        stdout.write(files.as_bytes(cleaned.text))
        return
    targets.check_inside(target, output)
    writing.to_output(target, cleaned, one.path, policy)


def _leave(one: Source, raw: bytes, target: Path | None, in_place: bool) -> None:
    """Hand on what is not text as it is."""
    if target is not None:
        writing.copy_bytes(target, raw, one.path)
    elif not in_place:
        stdout.write(raw)
