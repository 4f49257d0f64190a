"""The option that leaves out the filters of other packages."""

from __future__ import annotations

import os

import click

from zhengwen.registry import NO_PLUG_INS


def _no_plugins(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        os.environ[NO_PLUG_INS] = "1"  # for worker processes, too


no_plugins = click.option(
    "--no-plugins",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_no_plugins,
    help="Do not load the filters of other packages.",
)
