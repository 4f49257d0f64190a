"""The options that commands share, and their combination with the settings file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from zhengwen import config
from zhengwen.cli.errors import CommandError
from zhengwen.cli.plug_ins import no_plugins
from zhengwen.config import Config, ConfigError
from zhengwen.decisions import NO_DECISIONS, Decisions, DecisionsError
from zhengwen.page import FORMATS
from zhengwen.pipeline import PRESETS, PipelineError
from zhengwen.text import charset

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Command = TypeVar("Command", bound=Callable[..., Any])


def _codes(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(config.rule_name(code) for given in value for code in given.split(",") if code.strip())


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the rules and families that begin as what was typed, for the completion of a shell."""
    from click.shell_completion import CompletionItem

    from zhengwen import registry

    *before, typed = incomplete.split(",")
    head = "".join(f"{one}," for one in before)
    rules = registry.rules().values()
    names = [(rule.code, rule.summary()) for rule in rules] + [(rule.name(), rule.code) for rule in rules]
    return [CompletionItem(head + name, help=said) for name, said in names if name.lower().startswith(typed.lower())]


def _charset(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        charset.lookup(value)
        return value
    except LookupError:
        raise click.BadParameter(f"{value!r} is not the name of a charset") from None


SHARED = (
    no_plugins,
    click.option("--preset", type=click.Choice(list(PRESETS)), help="How much to cut: page (default), body or repair."),
    click.option(
        "--script", type=click.Choice(list(config.SCRIPTS)), help="Convert pages to one script.  [default: keep]"
    ),
    click.option(
        "--select",
        multiple=True,
        callback=_codes,
        shell_complete=complete_rules,
        metavar="RULES",
        help="Run only these rules, by code, name or family.",
    ),
    click.option(
        "--extend-select",
        multiple=True,
        callback=_codes,
        shell_complete=complete_rules,
        metavar="RULES",
        help="Run these rules as well.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        callback=_codes,
        shell_complete=complete_rules,
        metavar="RULES",
        help="Do not run these rules.",
    ),
    click.option("--unsafe-fixes", is_flag=True, default=None, help="Also apply fixes that are only probably right."),
    click.option(
        "--encoding", callback=_charset, metavar="CHARSET", help="The charset of all files.  [default: detect it]"
    ),
    click.option(
        "--decisions",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="The decisions that 'zhengwen review' wrote.  [default: the nearest zhengwen.decisions.toml]",
    ),
    click.option(
        "--config",
        "config_path",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="The settings file to use instead of the nearest zhengwen.toml or pyproject.toml.",
    ),
    click.option("--isolated", is_flag=True, help="Read no settings file."),
)


page_format = click.option(
    "--format",
    type=click.Choice(FORMATS),
    help="What the files are: text, html, or auto (default): what begins like a page of HTML is one.",
)


FILES = (
    click.option(
        "--files-from",
        type=click.Path(dir_okay=False, allow_dash=True),
        metavar="FILE",
        help="Also read the paths in this file, one a line or ended by NUL; - is standard input.",
    ),
    click.option(
        "--include",
        multiple=True,
        metavar="PATTERN",
        help="Names of files to read in folders, such as '*.html'.  [default: *.txt]",
    ),
    click.option("--exclude", multiple=True, metavar="PATTERN", help="Paths to skip in folders."),
    click.option(
        "--respect-gitignore/--no-respect-gitignore",
        default=None,
        help="Skip the files in folders that git ignores (default).",
    ),
)


def listed(paths: tuple[str, ...], files_from: str | None) -> tuple[str, ...]:
    """Return the paths that were named, followed by those in the file of `--files-from`.

    Raises:
        CommandError: the file cannot be read, or is standard input, which is a page already.
    """
    if files_from is None:
        return paths
    if files_from == "-" and "-" in paths:
        raise CommandError("standard input cannot be both a page and the list of --files-from")
    try:
        written = sys.stdin.buffer.read() if files_from == "-" else Path(files_from).read_bytes()
    except OSError as error:
        raise CommandError(f"--files-from: {files_from}: {error.strerror}") from error
    names = written.split(b"\0") if b"\0" in written else written.splitlines()
    return (*paths, *(os.fsdecode(name) for name in names if name))


def examples(*lines: str) -> str:
    r"""Return what stands at the end of a command's help; `\b` keeps its lines apart."""
    return "\b\nExamples:\n" + "\n".join(f"  zhengwen {line}" for line in lines)


def in_folders(command: Command) -> Command:
    """Add the options that say which files in folders are read."""
    for option in reversed(FILES):
        command = option(command)
    return command


def shared(command: Command) -> Command:
    """Add the options that control how pages are cleaned."""
    for option in reversed(SHARED):
        command = option(command)
    return command


def decisions_of(settings: Config, *, may_be_new: bool = False) -> Decisions:
    """Return the decisions that the settings name; with `may_be_new`, none if the file does not exist yet.

    Raises:
        CommandError: they cannot be read.
    """
    if settings.decisions is None or (may_be_new and not Path(settings.decisions).exists()):
        return NO_DECISIONS
    try:
        return Decisions.load(Path(settings.decisions))
    except DecisionsError as error:
        raise CommandError(str(error)) from error


def settings(given: dict[str, Any]) -> Config:
    """Combine the shared options with the settings file.

    Raises:
        CommandError: the file is invalid, or a rule does not exist.
    """
    named, isolated = given.pop("config_path"), given.pop("isolated")
    try:
        found = config.read(named) if named is not None else Config() if isolated else config.load(Path.cwd())
        made = found.override(**given)
        made.pipeline()
        for pattern, _ in (*made.per_file_ignores, *made.per_path):
            made.pipeline(pattern)
    except (ConfigError, PipelineError) as error:
        raise CommandError(str(error)) from error
    return made
