"""`zhengwen rule`: prints the documentation of rules."""

from __future__ import annotations

import json

import click

from zhengwen import registry
from zhengwen.cli import colour, options
from zhengwen.cli import output as stdout
from zhengwen.cli.errors import CommandError
from zhengwen.cli.plug_ins import no_plugins
from zhengwen.config import rule_name
from zhengwen.finding import Rule
from zhengwen.pipeline import Pipeline, PipelineError
from zhengwen.reports import Paint
from zhengwen.text.lazy_regex import pattern

LITERAL = pattern("`[^`\n]+`")  # code in Markdown


@click.command(
    "rule",
    epilog=options.examples(
        "rule                 all rules",
        "rule N001            what a rule does, and why",
        "rule spam            the rules of a family",
        "rule --output-format json",
    ),
)
@no_plugins
@click.argument("codes", nargs=-1, metavar="[CODE]...", shell_complete=options.complete_rules)
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
        return 0
    paint = colour.paint()
    if codes and all(len(some) == 1 for some in named):
        pages = (f"# {rule.name()} ({rule.code})\n\n{rule.page()}" for rule in chosen)
        stdout.echo("\n\n".join(_coloured(page, paint) for page in pages))
        return 0
    for rule in chosen:
        mark = "" if rule.default else " (on request)"
        code, name = paint(rule.code, "code"), paint(f"{rule.name():<30}", "heading")
        stdout.echo(f"{code}  {rule.safety.value:<6}  {name}  {rule.summary()}{mark}")
    return 0


def _coloured(page: str, paint: Paint) -> str:
    """Colour the headings and the code of a page of documentation."""
    return "\n".join(
        paint(line, "heading") if line.startswith("#") else LITERAL.sub(lambda found: paint(found[0], "literal"), line)
        for line in page.split("\n")
    )


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
