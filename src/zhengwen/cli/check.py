"""`zhengwen check`: reports the faults of pages, and fixes them on request."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengwen import reports
from zhengwen.cli import colour, ledgers, options, source, writing
from zhengwen.cli import output as stdout
from zhengwen.cli import workers as pool
from zhengwen.cli.errors import CommandError, Failures
from zhengwen.cli.source import Source
from zhengwen.cli.writing import LedgerPolicy
from zhengwen.config import Config
from zhengwen.decisions import Decisions
from zhengwen.ledger import LedgerError
from zhengwen.reports import Checked
from zhengwen.result import Cleaned
from zhengwen.text.charset.names import name_of

if TYPE_CHECKING:
    from zhengwen.cli.baseline import Baseline

JSON = "json"
MAX_STALE_SHOWN = 3  # decisions: the rest is only counted


@dataclass(frozen=True)
class Request:
    """What a run of the command is asked for; the fields are its options."""

    fix: bool
    diff: bool
    statistics: bool
    output_format: str
    quiet: bool
    exit_zero: bool
    exit_non_zero_on_fix: bool
    stdin_filename: str
    policy: LedgerPolicy
    workers: int | None
    add_to_baseline: bool


@click.command(
    "check",
    epilog=options.examples(
        "check                                        the folder that you are in",
        "check --output-format full page.txt          each place, with what stands around it",
        "check --diff crawl/                          what --fix would change",
        "check --fix --select E,C crawl/              mend charsets and characters, and nothing else",
        "check --statistics crawl/                    findings by rule",
        "check --output-format sarif crawl/ > out.sarif",
        "check --watch crawl/                         again whenever a file changes",
        "check --files-from list.txt                  the files in a list",
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--fix", is_flag=True, help="Fix the files in place, and report the remaining findings.")
@click.option("--diff", is_flag=True, help="Only show a unified diff of what would be fixed.")
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until interrupted.")
@click.option(
    "--output-format",
    type=click.Choice(reports.formats.names()),
    default=reports.formats.DEFAULT,
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
@click.option(
    "--add-to-baseline",
    is_flag=True,
    help="Accept what is found as it stands: it goes to the decisions file, and is not reported again.",
)
@click.option("--stdin-filename", default=source.STDIN, metavar="NAME", help="The name of standard input in reports.")
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
    watch: bool,
    ledger: bool,
    ledger_dir: Path | None,
    ledger_in_git: bool,
    replace_ledgers: bool,
    add_to_baseline: bool,
    fix: bool,
    diff: bool,
    statistics: bool,
    output_format: str,
    quiet: bool,
    exit_zero: bool,
    exit_non_zero_on_fix: bool,
    stdin_filename: str,
    workers: int | None,
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
    if statistics and output_format != JSON and not reports.formats.for_people(output_format):
        raise CommandError(f"--statistics has no format {output_format}; it has json, or lines for people")
    if add_to_baseline and (diff or watch):
        raise CommandError(f"--add-to-baseline and {'--diff' if diff else '--watch'} cannot be combined")
    if watch and "-" in (*paths, files_from):
        raise CommandError("standard input cannot be watched")
    policy = LedgerPolicy(ledgers.place(ledger_dir, ledger_in_git), ledger, replace_ledgers)
    request = Request(
        fix,
        diff,
        statistics,
        output_format,
        quiet,
        exit_zero,
        exit_non_zero_on_fix,
        stdin_filename,
        policy,
        workers,
        add_to_baseline,
    )
    places = options.listed(paths, files_from) or (() if files_from else (".",))
    if not watch:
        return _check(places, config, request, debug)
    from zhengwen.cli import watching

    return watching.repeat(lambda: _check(places, config, request, debug), places, config)


def _baseline(config: Config, decisions: Decisions) -> Baseline:
    from zhengwen.cli.baseline import Baseline  # slow to import, with the server of reviews

    return Baseline(config, decisions)


def _check(places: Sequence[str], config: Config, request: Request, debug: bool) -> int:
    """Check the pages once; returns the exit code."""
    failures, outcome, paint = Failures(debug), Outcome(), colour.paint()
    decisions = options.decisions_of(config, may_be_new=request.add_to_baseline)
    baseline = _baseline(config, decisions) if request.add_to_baseline else None
    sources = source.expand(places, config, failures, request.stdin_filename, in_place=request.fix)
    excerpts = not request.statistics and reports.formats.shows_places(request.output_format)
    at_once = not request.statistics and reports.formats.by_file(request.output_format)
    processes = pool.count(request.workers, sources, debug=debug)
    with source.progress(sources, hidden=at_once and sys.stdout.isatty()) as watched:
        for one, raw, cleaned in source.cleaned(watched, config, failures, decisions, processes):
            outcome.used |= cleaned.used_decisions
            if request.diff:
                _show_diff(one.name, cleaned, raw, outcome, paint)
                continue
            changes = request.fix and cleaned.is_text and one.path is not None
            if changes and one.path is not None and not _fixed(one, one.path, cleaned, raw, request, failures, outcome):
                continue
            if baseline is not None and not cleaned.is_text:
                failures.add(one.name, ValueError(source.not_text(raw)))
                continue
            if baseline is not None:
                baseline.add(one, raw, cleaned, only_open=changes)
                continue
            checked = Checked.of(one.name, cleaned, only_open=changes, excerpts=excerpts)
            outcome.tally.add(checked)
            if at_once and checked.findings:
                stdout.echo(reports.formats.render(request.output_format, [checked], paint))
            elif checked.findings and not request.statistics:
                outcome.checked.append(checked)
    if baseline is not None:
        stdout.echo("\n".join((*outcome.changed, baseline.save())))
        return 2 if failures.count else 0
    if not request.quiet and decisions and _is_below(config.decisions, {one.root for one in sources if one.root}):
        _say_stale(decisions, outcome.used, config)
    if not request.diff:
        _report(request, outcome, paint, is_empty=not sources or (not outcome.tally.files and failures.count > 0))
    left = outcome.left + outcome.tally.by_rule.total()
    if failures.count:
        return 2
    return int((left > 0 and not request.exit_zero) or (bool(outcome.changed) and request.exit_non_zero_on_fix))


def _report(request: Request, outcome: Outcome, paint: reports.Paint, *, is_empty: bool) -> None:
    """Write what is said once all files are checked."""
    if request.statistics and request.output_format == JSON:
        stdout.echo(reports.statistics_as_json(outcome.tally))
    elif request.statistics:
        stdout.echo(reports.statistics(outcome.tally, paint))
    elif not reports.formats.by_file(request.output_format):
        stdout.echo(reports.formats.render(request.output_format, outcome.checked, paint))
    if reports.formats.for_people(request.output_format) and not request.quiet:
        stdout.echo("\n".join(outcome.changed))
        if not is_empty:
            stdout.echo(reports.closing_line(outcome.tally, outcome.fixed, outcome.fixed_files))


@dataclass
class Outcome:
    """What a run found.

    Attributes:
        tally: the findings that are left.
        left: with --diff, how many would be fixed.
        fixed: how many were fixed.
        fixed_files: in how many files.
        checked: the findings of each file, for reports that need all of them at once.
        changed: a line for each file that changed.
        used: the decisions that applied.
    """

    tally: reports.Tally = field(default_factory=reports.Tally)
    left: int = 0
    fixed: int = 0
    fixed_files: int = 0
    checked: list[Checked] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    used: set[tuple[str, str]] = field(default_factory=set)


def _is_below(decisions: str | None, checked: Iterable[Path]) -> bool:
    """Return whether the folder of a decisions file was checked whole, so that what did not apply has no page there."""
    if decisions is None:
        return False
    home = Path(decisions).resolve().parent
    return any(home.is_relative_to(folder.resolve()) for folder in checked)


def _say_stale(decisions: Decisions, used: set[tuple[str, str]], config: Config) -> None:
    """Say which decisions apply to nothing any more: the page is gone, or changed at that place."""
    stale = decisions.unused(used, config.pipeline().runs)
    if stale:
        named = ", ".join(f"{one.rule} {one.place or one.context}" for one in stale[:MAX_STALE_SHOWN])
        more = f" and {len(stale) - MAX_STALE_SHOWN} more" if len(stale) > MAX_STALE_SHOWN else ""
        click.echo(
            f"zhengwen: {len(stale)} of the decisions in {config.decisions} apply to nothing here: {named}{more}",
            err=True,
        )


def _show_diff(name: str, cleaned: Cleaned, raw: bytes, outcome: Outcome, paint: reports.Paint) -> None:
    """Show what --fix would change; what a diff of the text cannot show is said."""
    if not cleaned.is_text:
        click.echo(f"zhengwen: {name}: {source.not_text(raw)}", err=True)
        return
    stdout.write(stdout.encoded(colour.diff(cleaned.diff(name), paint)))
    outcome.left += len(cleaned.fixed)
    rewriting = _rewriting(cleaned, raw)
    if rewriting:
        outcome.left += not cleaned.fixed
        click.echo(f"zhengwen: {name}: the file is {rewriting}; --fix writes the text as UTF-8", err=True)


def _rewriting(cleaned: Cleaned, raw: bytes) -> str:
    """Return what a file is that comes out as other bytes even where its text stays; empty if it is plain UTF-8."""
    if cleaned.ledger.html is not None:
        return "HTML"
    decoding = cleaned.ledger.decoding
    if decoding is None or stdout.encoded(cleaned.original) == raw:
        return ""
    return f"in {name_of(decoding.charset)}"


def _fixed(
    one: Source, path: Path, cleaned: Cleaned, raw: bytes, request: Request, failures: Failures, outcome: Outcome
) -> bool:
    """Fix a file; returns whether that worked."""
    try:
        is_changed = writing.in_place(path, cleaned, raw, request.policy)
    except UnicodeEncodeError as error:
        failures.add(one.name, ValueError(source.not_encodable(error)))
        return False
    except (OSError, LedgerError) as error:
        failures.add(one.name, error)
        return False
    outcome.fixed += len(cleaned.fixed)
    if is_changed:
        outcome.fixed_files += bool(cleaned.fixed)
        rewriting = _rewriting(cleaned, raw)
        was = f", was {rewriting}" if rewriting else ""
        outcome.changed.append(f"{one.name}: fixed ({len(cleaned.fixed)}{was})")
    return True
