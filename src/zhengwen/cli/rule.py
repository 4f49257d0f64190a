"""`zhengwen rule`: prints the documentation of rules."""

from __future__ import annotations

import json

import click

from zhengwen import registry
from zhengwen.cli.errors import CommandError
from zhengwen.finding import Rule


@click.command("rule")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The output format."
)
def command(codes: tuple[str, ...], output_format: str) -> int:
    """Print the documentation of rules.

    Takes codes or names; without any, lists all rules.
    """
    rules = registry.rules()
    chosen = [_named(code, rules) for code in codes] if codes else list(rules.values())
    if output_format == "json":
        click.echo(json.dumps([_fields(rule) for rule in chosen], ensure_ascii=False, indent=2))
    elif codes:
        click.echo("\n\n".join(f"# {rule.name()} ({rule.code})\n\n{rule.page()}" for rule in chosen))
    else:
        for rule in chosen:
            mark = "" if rule.default else " (on request)"
            click.echo(f"{rule.code}  {rule.safety.value:<6}  {rule.name():<30}  {rule.summary()}{mark}")
    return 0


def _named(name: str, rules: dict[str, type[Rule]]) -> type[Rule]:
    found = rules.get(name.upper()) or next((rule for rule in rules.values() if rule.name() == name), None)
    if found is None:
        raise CommandError(f"no rule is called {name!r}; 'zhengwen rule' lists them")
    return found


def _fields(rule: type[Rule]) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name(),
        "summary": rule.summary(),
        "safety": rule.safety.value,
        "default": rule.default,
        "page": rule.page(),
    }
