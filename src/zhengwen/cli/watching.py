"""Does something again whenever a file changes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from zhengwen.cli.errors import CommandError
from zhengwen.config import Config
from zhengwen.files import SUFFIX

CLEAR = "\x1b[2J\x1b[H"  # clear the screen, cursor to the upper left
INTERRUPTED = 130


def repeat(run: Callable[[], int], places: Sequence[str], config: Config) -> int:
    """Run once, and again whenever a page below `places` changes, until interrupted.

    Raises:
        CommandError: the package `watchfiles` is missing, or there is nothing to watch.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        raise CommandError(
            "--watch needs the package watchfiles: in a clone of zhengwen, pip install '.[watch]'"
        ) from error
    existing = [place for place in places if Path(place).exists()]
    if not existing:
        raise CommandError(f"nothing to watch: {', '.join(places)} does not exist")
    named = {Path(place).resolve() for place in existing if not Path(place).is_dir()}

    def is_page(change: object, path: str) -> bool:
        changed = Path(path)
        if changed.resolve() in named:
            return True
        return config.is_included(changed.name) and not changed.name.startswith(".") and not path.endswith(SUFFIX)

    # The folder of a file is watched, not the file: editors replace a file by a new one.
    folders = {str(Path(place) if Path(place).is_dir() else Path(place).parent) for place in existing}
    _run(run)
    try:
        for _ in watch(*folders, watch_filter=is_page, raise_interrupt=True):
            _run(run)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _run(run: Callable[[], int]) -> None:
    if sys.stdout.isatty():
        click.echo(CLEAR, nl=False)
    run()
    click.echo(f"[{time.strftime('%H:%M:%S')}] Waiting for changes; Ctrl-C ends this.", err=True)
