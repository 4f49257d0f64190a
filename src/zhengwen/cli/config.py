"""`zhengwen config`: shows the settings that apply, and where each comes from."""

from __future__ import annotations

import json
from typing import Any

import click

from zhengwen import registry
from zhengwen.cli import colour, options
from zhengwen.cli import output as stdout
from zhengwen.config import DEFAULT, names_of_settings
from zhengwen.reports import Paint

UNUSED = ("per_path", "per_file_ignores")  # what is used up when the settings of one file are asked for


@click.command(
    "config",
    epilog=options.examples(
        "config                        what applies in this folder",
        "config laws/1.txt             what applies to one file",
        "config --preset body          together with options",
        "config --output-format json   for programs",
    ),
)
@click.argument("path", required=False, metavar="[PATH]")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The output format."
)
@options.in_folders
@options.page_format
@options.shared
def command(path: str | None, output_format: str, files_from: str | None, **given: object) -> int:
    """Show the settings that apply, and where each comes from.

    With a path, those of that file, after `per-path` and `per-file-ignores`.
    """
    config = options.settings(given)
    shown = config if path is None else config.for_path(path)
    rows = [
        (name.replace("_", "-"), getattr(shown, name), shown.origins.get(name, DEFAULT))
        for name in names_of_settings()
        if not (path is not None and name in UNUSED)
    ]
    pipeline = shown.pipeline()
    off = [code for code in registry.rules() if not pipeline.runs(code)]
    if output_format == "json":
        settings = {key: {"value": _plain(value), "origin": origin} for key, value, origin in rows}
        stdout.echo(json.dumps({"settings": settings, "rules-off": off}, ensure_ascii=False, indent=2))
        return 0
    stdout.echo(_table(rows, colour.paint()))
    running = len(registry.rules()) - len(off)
    stdout.echo(f"\n{running} rules run" + (f"; these do not: {' '.join(off)}" if off else ""))
    return 0


def _plain(value: object) -> object:
    """Return a setting as JSON has it: tables of patterns as objects."""
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return {pattern: _plain(inner) for pattern, inner in value}
    return list(value) if isinstance(value, tuple) else value


def _table(rows: list[tuple[str, Any, str]], paint: Paint) -> str:
    lines: list[tuple[str, str, str]] = []
    for key, value, origin in rows:
        if isinstance(value, tuple) and value and isinstance(value[0], tuple):
            lines += [(f"{key}.'{pattern}'", _shown(inner), origin) for pattern, inner in value]
        else:
            lines.append((key, "none" if (key, value) == ("decisions", None) else _shown(value), origin))
    key_width, value_width = (max(len(line[n]) for line in lines) for n in (0, 1))
    return "\n".join(
        f"{paint(f'{key:<{key_width}}', 'heading')}  {value:<{value_width}}  "
        f"{paint(origin, 'faint' if origin == DEFAULT else 'literal')}"
        for key, value, origin in lines
    )


def _shown(value: object) -> str:
    """Return a setting as the settings file writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "detected"
    if not isinstance(value, tuple):
        return str(value)
    if value and isinstance(value[0], tuple):
        return ", ".join(f"{key.replace('_', '-')} = {_shown(inner)}" for key, inner in value)
    return f"[{', '.join(map(str, value))}]"
