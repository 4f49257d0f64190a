"""`zhengwen check`: reports the faults of pages, and fixes them on request."""

from __future__ import annotations

from pathlib import Path

import click

from zhengwen import reports
from zhengwen.cli import ledgers, options, source, writing
from zhengwen.cli import output as stdout
from zhengwen.cli.errors import CommandError, Failures
from zhengwen.cli.writing import LedgerPolicy
from zhengwen.ledger import LedgerError
from zhengwen.reports import Checked
from zhengwen.result import Cleaned


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--fix", is_flag=True, help="Fix the files in place, and report the remaining findings.")
@click.option("--diff", is_flag=True, help="Only show a unified diff of what would be fixed.")
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@click.option(
    "--output-format",
    type=click.Choice(reports.formats.names()),
    default="text",
    show_default=True,
    help="The format of the report.",
)
@click.option("-q", "--quiet", is_flag=True, help="Do not print the summary line.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 if anything was fixed.")
@click.option(
    "--ledger/--no-ledger", default=True, help="With --fix: write FILE.ledger.json next to each changed file."
)
@ledgers.place_options
@ledgers.replace_option
@click.option("--stdin-filename", default=source.STDIN, metavar="NAME", help="The name of standard input in reports.")
@options.page_format
@options.shared
@click.pass_obj
def command(
    debug: bool,
    /,
    paths: tuple[str, ...],
    fix: bool,
    diff: bool,
    statistics: bool,
    output_format: str,
    quiet: bool,
    exit_zero: bool,
    exit_non_zero_on_fix: bool,
    ledger: bool,
    ledger_dir: Path | None,
    ledger_in_git: bool,
    replace_ledgers: bool,
    stdin_filename: str,
    **given: object,
) -> int:
    """Report the faults of pages, and fix them on request.

    Reads files, folders (default: the current one) or standard input (-). Exits with 1 on findings, 2 on errors.
    """
    config = options.settings(given)
    if fix and diff:
        raise CommandError("--fix and --diff cannot be combined")
    if fix and "-" in paths:
        raise CommandError("standard input cannot be fixed in place; use 'zhengwen clean -'")
    failures = Failures(debug)
    policy = LedgerPolicy(ledgers.place(ledger_dir, ledger_in_git), ledger, replace_ledgers)
    sources = source.expand(paths or (".",), config, failures, stdin_filename, in_place=fix)

    left = fixed = 0
    checked: list[Checked] = []
    with source.progress(sources) as watched:
        for one, raw, cleaned in source.cleaned(watched, config, failures):
            if diff and cleaned.is_text:
                stdout.write(stdout.encoded(cleaned.diff(one.name)))
                left += len(cleaned.fixed)
                continue
            is_fixed = fix and cleaned.is_text and one.path is not None
            if is_fixed and one.path is not None and not _fixed(one.path, cleaned, raw, policy, failures):
                continue
            fixed += len(cleaned.fixed) if is_fixed else 0
            result = Checked.of(one.name, cleaned, only_open=is_fixed)
            left += len(result.findings)
            if result.findings:
                checked.append(result)
    if not diff:
        report = reports.statistics(checked) if statistics else reports.formats.render(output_format, checked)
        stdout.echo(report)
        if output_format == "text" and not quiet and (checked or not failures.count):
            stdout.echo(reports.closing_line(checked, fixed))
    if failures.count:
        return 2
    return int((left > 0 and not exit_zero) or (fixed > 0 and exit_non_zero_on_fix))


def _fixed(path: Path, cleaned: Cleaned, raw: bytes, policy: LedgerPolicy, failures: Failures) -> bool:
    try:
        writing.in_place(path, cleaned, raw, policy)
    except UnicodeEncodeError as error:
        failures.add(str(path), ValueError(source.not_encodable(error)))
        return False
    except (OSError, LedgerError) as error:
        failures.add(str(path), error)
        return False
    return True
