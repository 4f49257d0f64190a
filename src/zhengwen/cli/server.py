"""`zhengwen server`: a language server for editors, on standard input and output."""

from __future__ import annotations

import sys

import click

from zhengwen.cli import options
from zhengwen.cli.errors import CommandError
from zhengwen.cli.plug_ins import no_plugins


@click.command(
    "server", epilog=options.examples("server    started by an editor; it speaks the Language Server Protocol")
)
@no_plugins
def command() -> int:
    """Serve an editor: findings, fixes, explanations, formatting.

    Speaks the Language Server Protocol on standard input and output. Settings are those of the nearest zhengwen.toml or
    pyproject.toml of each file.
    """
    try:
        from zhengwen.server import serve
    except ImportError as error:
        raise CommandError(
            "this command needs the package pygls: in a clone of zhengwen, pip install '.[server]'"
        ) from error
    if sys.stdin.isatty():
        click.echo("zhengwen: an editor starts this command, and speaks to it; see 'zhengwen server --help'", err=True)
    serve()
    return 0
