"""`zhengwen`: the command group, which imports only the command that is run."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from zhengwen import __version__
from zhengwen.cli.errors import CommandError
from zhengwen.registry import RegistryError

COMMANDS = ("check", "clean", "restore", "rule", "corpus", "index", "profile")


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


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="zhengwen %(version)s")
@click.option("--debug", is_flag=True, help="Show tracebacks of errors.")
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
    try:
        code = zhengwen.main(arguments, prog_name="zhengwen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return 130
    except (CommandError, RegistryError) as error:
        if "--debug" in arguments:
            raise
        click.echo(f"zhengwen: {error}", err=True)
        return 2
    return code if isinstance(code, int) else 0
