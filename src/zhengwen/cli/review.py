"""`zhengwen review`: serves pages to this machine, for people to settle what is open on them."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengwen.cli import options, source
from zhengwen.cli.errors import CommandError, Failures
from zhengwen.cli.source import Source
from zhengwen.config import Config
from zhengwen.decisions import FILE_NAME, Decisions, DecisionsError
from zhengwen.result import Cleaned

if TYPE_CHECKING:
    from zhengwen.review import ReviewPage


@click.command(
    "review",
    epilog=options.examples(
        "review                                       the folder that you are in",
        "review crawl/ --who 'Wang Fang' --lang zh    in Chinese, with your name in the file",
        "review page.txt --select N                   dates and figures only",
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port on this machine.  [default: any]")
@click.option("--lang", type=click.Choice(("en", "zh")), default="en", show_default=True, help="The language at first.")
@click.option("--who", metavar="NAME", help="Who decides.  [default: git's user.name]")
@options.in_folders
@options.page_format
@options.shared
@click.pass_obj
def command(
    debug: bool,
    /,
    paths: tuple[str, ...],
    files_from: str | None,
    port: int,
    lang: str,
    who: str | None,
    **given: object,
) -> int:
    """Settle what is open on pages, in a browser on this machine.

    Reads files and folders (default: the current one). What is decided goes to zhengwen.decisions.toml at once, which
    clean, check and corpus apply. Ctrl+C ends the review.
    """
    from zhengwen import review  # slow to import, and only this command needs it

    if "-" in (*paths, files_from):
        raise CommandError("standard input cannot be reviewed; name files or folders")
    config = options.settings(given)
    decisions = options.decisions_of(config, may_be_new=True)
    failures = Failures(debug)
    pages, stale = _pages(options.listed(paths, files_from) or (".",), config, decisions, failures)
    if not pages:
        click.echo("Nothing is open, and nothing was decided.", err=True)
        return 2 if failures.count else 0
    try:
        session = review.Session(pages, review.Store(Path(config.decisions or FILE_NAME)), who or review.who())
        session.stale = stale
        server = review.Server(session, lang, port)
    except (DecisionsError, OSError) as error:
        raise CommandError(f"port {port}: {error.strerror}" if isinstance(error, OSError) else str(error)) from error
    told = session.progress()
    click.echo(f"{told['left']} findings on {len(pages)} pages are open, {told['settled']} are settled.", err=True)
    click.echo(server.address)
    sys.stdout.flush()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what supervises programs ends them by it
    with server:
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            told = session.progress()
            click.echo(f"\n{told['settled']} settled, {told['left']} left; decisions in {told['file']}", err=True)
    return 2 if failures.count else 0


def _pages(
    paths: tuple[str, ...], config: Config, decisions: Decisions, failures: Failures
) -> tuple[list[ReviewPage], int]:
    """Return the pages on which something is open or decided, and how many decisions apply to nothing."""
    from zhengwen.reports.html import of_cleaned
    from zhengwen.review import ReviewPage

    pages: list[ReviewPage] = []
    used: set[tuple[str, str]] = set()
    sources = source.expand(paths, config, failures)
    with source.progress(sources) as watched:
        for one, raw, cleaned in source.cleaned(watched, config, failures, decisions):
            used |= cleaned.used_decisions
            if not cleaned.is_text:
                failures.add(one.name, ValueError(source.not_text(raw)))
                continue
            page = ReviewPage(one.name, _runner(one, raw, config))
            if cleaned.open or cleaned.used_decisions:
                page.count(of_cleaned(one.name, cleaned, decisions)["findings"])
            if page.left or page.settled:
                pages.append(page)
    return pages, len(decisions.unused(used, config.pipeline().runs))


def _runner(one: Source, raw: bytes, config: Config) -> Callable[[Decisions], Cleaned]:
    def run(decisions: Decisions) -> Cleaned:
        return source.run(one, raw, config, decisions)

    return run
