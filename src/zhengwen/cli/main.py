"""`zhengwen`: the command group, which imports only the command that is run."""

from __future__ import annotations

import importlib
import os
import sys
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import click

from zhengwen import __version__
from zhengwen.cli.errors import CommandError
from zhengwen.cli.output import BROKEN_PIPE, OutputClosed, discard
from zhengwen.cli.plug_ins import no_plugins
from zhengwen.registry import PlugInWarning, RegistryError

COMMANDS = (
    "check",
    "clean",
    "show",
    "restore",
    "rule",
    "report",
    "review",
    "config",
    "server",
    "corpus",
    "index",
    "profile",
)
COMPLETION = "_ZHENGWEN_COMPLETE"  # set when a shell asks for the completion of a command; click answers, and exits


class Lazy(click.Group):
    """A command group that imports a command when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command `cmd_name`."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"zhengwen.cli.{cmd_name}").command
        return command


EXAMPLES = """\b
Examples:
  zhengwen show page.txt                 a page before and after, each change marked
  zhengwen check crawl/                  report the faults of all pages in a folder
  zhengwen clean crawl/ -o cleaned/      write the published text of each
  zhengwen rule N001                     what a rule does, and why"""


@click.group(
    cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, epilog=EXAMPLES
)
@click.version_option(__version__, "-V", "--version", message="zhengwen %(version)s")
@click.option("--debug", is_flag=True, help="Show tracebacks of errors.")
@no_plugins
@click.pass_context
def zhengwen(ctx: click.Context, debug: bool) -> None:
    """Give back the text that an agency published, from what a scraper got of its page."""
    ctx.obj = debug


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0, 1 (findings), 2 (errors) or 130 (interrupted)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = sys.argv[1:] if argv is None else argv
    with warnings.catch_warnings():
        warnings.showwarning = partial(_show_warning, warnings.showwarning)
        return _run(arguments)


def _run(arguments: list[str]) -> int:
    try:
        code = zhengwen.main(arguments, prog_name="zhengwen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return 130
    except (OutputClosed, SystemExit):  # click exits when a pipe is broken, or a shell was answered, and only then
        if COMPLETION in os.environ:
            return 0
        discard()
        return BROKEN_PIPE
    except Exception as error:
        if "--debug" in arguments:
            raise
        click.echo(f"zhengwen: {_line_about(error)}", err=True)
        discard()
        return 2
    return code if isinstance(code, int) else 0


def _line_about(error: Exception) -> str:
    """Return an error in one line; one that no command expects is named as such."""
    if isinstance(error, (CommandError, RegistryError)):
        return str(error)
    if isinstance(error, OSError):
        what = f"{error.filename}: " if error.filename else ""
        return f"{what}{error.strerror or error}"
    notes = "".join(f" {note}" for note in getattr(error, "__notes__", ()))
    said = " ".join(f"{type(error).__name__}: {error}{notes}".split())
    return f"unexpected {said}; please report it, with what 'zhengwen --debug' shows"


def _show_warning(show: Callable[..., None], message: Warning | str, category: type[Warning], *where: Any) -> None:  # noqa: ANN401  # as warnings.showwarning
    if issubclass(category, PlugInWarning):
        click.echo(f"zhengwen: {message}", err=True)
    else:
        show(message, category, *where)
