"""`zhengwen rule`: prints the documentation of rules."""

from __future__ import annotations

import json

import click

from zhengwen import registry
from zhengwen.cli.errors import CommandError
from zhengwen.cli.plug_ins import no_plugins
from zhengwen.config import rule_name
from zhengwen.finding import Rule
from zhengwen.pipeline import Pipeline, PipelineError


@click.command("rule")
@no_plugins
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The output format."
)
def command(codes: tuple[str, ...], output_format: str) -> int:
    """Print the documentation of rules.

    Takes codes or names; of a family (spam, S) lists the rules, and without any name all rules.
    """
    rules = registry.rules()
    named = [_named(code, rules) for code in codes]
    chosen = list(dict.fromkeys(rule for some in named for rule in some)) if codes else list(rules.values())
    if output_format == "json":
        click.echo(json.dumps([_fields(rule) for rule in chosen], ensure_ascii=False, indent=2))
    elif codes and all(len(some) == 1 for some in named):
        click.echo("\n\n".join(f"# {rule.name()} ({rule.code})\n\n{rule.page()}" for rule in chosen))
    else:
        for rule in chosen:
            mark = "" if rule.default else " (on request)"
            click.echo(f"{rule.code}  {rule.safety.value:<6}  {rule.name():<30}  {rule.summary()}{mark}")
    return 0


def _named(given: str, rules: dict[str, type[Rule]]) -> list[type[Rule]]:
    """Return the rules that a name means to --select: a code, the beginning of codes, a name, a family, or ALL."""
    try:
        others = Pipeline.default().extend(*rules).without(rule_name(given))
    except PipelineError as error:
        raise CommandError(f"no rule is called {given!r}; 'zhengwen rule' lists them") from error
    return [rule for code, rule in rules.items() if not others.runs(code)]


def _fields(rule: type[Rule]) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name(),
        "summary": rule.summary(),
        "safety": rule.safety.value,
        "default": rule.default,
        "page": rule.page(),
    }
