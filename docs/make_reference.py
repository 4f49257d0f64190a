"""Write the pages of the reference that are made from the program: the rules, their index, and the commands.

    python docs/make_reference.py

The pages are below `docs/reference` and in no commit; `.ci/run` makes them before it builds the site.
"""

from __future__ import annotations

import importlib
import re
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from zhengwen import Rule, registry
from zhengwen.cli.main import COMMANDS, zhengwen

REFERENCE = Path(__file__).parent / "reference"
MEANING = {
    "safe": "Safe: fixed by default.",
    "unsafe": "Unsafe: fixed with `--unsafe-fixes`.",
    "report": "Reported only.",
}
HEADING = re.compile(r"^(#+ )", re.MULTILINE)
TAG_OR_LINK = re.compile(r"(?<![`\\])[<\[]")  # would be markup or a link outside of code


def main() -> None:
    """Write all pages."""
    rules = REFERENCE / "rules"
    shutil.rmtree(rules, ignore_errors=True)
    rules.mkdir(parents=True)
    own = [(rule, one.family) for one in registry.built_in() for rule in one.rules]  # no rules of other packages
    known = {rule.code: rule for rule, _ in sorted(own, key=lambda pair: pair[0].code)}
    families = {rule.code: family for rule, family in own}
    for code, rule in known.items():
        (rules / f"{code}.md").write_text(rule_page(rule, families[code]), encoding="utf-8")
    (rules / "index.md").write_text(index(known, families), encoding="utf-8")
    (REFERENCE / "commands.md").write_text(commands(), encoding="utf-8")


def rule_page(rule: type[Rule], family: str) -> str:
    """Return the page of a rule."""
    on_request = "" if rule.default else " Runs on request only: name it in `--extend-select`."
    head = f"# {rule.code} {rule.name()}\n\nFamily *{family}*. {MEANING[rule.safety.value]}{on_request}\n\n"
    return head + escaped(rule.page()) + "\n"


def escaped(page: str) -> str:
    """Return Markdown whose signs outside of code are signs, and no tags or links."""
    parts = re.split(r"(```.*?```|`[^`\n]*`)", page, flags=re.DOTALL)
    return "".join(part if n % 2 else TAG_OR_LINK.sub(r"\\\g<0>", part) for n, part in enumerate(parts))


def index(rules: dict[str, type[Rule]], families: dict[str, str]) -> str:
    """Return the list of all rules."""
    lines = [
        "# Rules",
        "",
        "Options and settings name a rule by its code or its name. A finding may be less safe than its rule.",
    ]
    for family, codes in groupby(rules, key=families.__getitem__):
        lines += ["", f"## {family.capitalize()}", "", "| code | name | | fix |", "|---|---|---|---|"]
        for code in codes:
            rule = rules[code]
            note = "" if rule.default else " (on request)"
            summary = escaped(rule.summary()).replace("|", "\\|")
            lines.append(f"| [{code}]({code}.md) | `{rule.name()}` | {summary} | {rule.safety.value}{note} |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    """Return the help of all commands."""
    parts = ["# Commands", "", "What `--help` says of each."]
    for name, command in every_command():
        said = command.get_help(click.Context(command, info_name=f"zhengwen {name}".strip(), max_content_width=100))
        parts += ["", f"## zhengwen {name}".rstrip(), "", "```", said, "```"]
    return "\n".join(parts) + "\n"


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Yield the commands with their names, groups before what is in them."""
    yield "", zhengwen
    for name in COMMANDS:
        command = importlib.import_module(f"zhengwen.cli.{name}").command
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", command.commands[inner]) for inner in command.commands)


if __name__ == "__main__":
    main()
