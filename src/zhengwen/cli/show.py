"""`zhengwen show`: a page before and after, with every change marked in place."""

from __future__ import annotations

import shlex

import click

from zhengwen.cli import colour, options, source
from zhengwen.cli import output as stdout
from zhengwen.cli.errors import CommandError, Failures
from zhengwen.cli.summary import Summary
from zhengwen.reports import marked_text
from zhengwen.reports.paint import Paint, harmless, one_line


@click.command(
    "show",
    epilog=options.examples(
        "show page.txt            what is cut, what is put in its place, and why",
        "show page.html           the visible text of HTML",
        "show --unsafe-fixes -    standard input, with what is only probably right",
    ),
)
@click.argument("path", metavar="PATH")
@options.page_format
@options.shared
@click.pass_obj
def command(debug: bool, /, path: str, **given: object) -> int:
    """Show a page before and after.

    Changes are marked in the page as it was: [-cut-] and {+put in+}, red and green on a terminal. The rules are at the
    right. Nothing is written.
    """
    config = options.settings(given)
    failures = Failures(debug)
    sources = source.expand((path,), config, failures)
    if len(sources) > 1:
        raise CommandError(f"{path}: {len(sources)} pages; name one of them")
    paint = colour.paint()
    for one, raw, cleaned in source.cleaned(sources, config, failures, options.decisions_of(config)):
        if not cleaned.is_text:
            failures.add(one.name, ValueError(source.not_text(raw)))
            continue
        summary = Summary()
        summary.add(cleaned)
        stdout.echo(
            "\n".join(
                (
                    *_titled(f"{one_line(one.name)}, as it was", marked_text.render(cleaned, paint), paint),
                    *_titled("The text that was published", harmless(cleaned.text), paint),
                    *_titled("What was done", summary.as_text(paint), paint),
                    *_titled("What to try next", _next(one.name, summary), paint),
                )
            )
        )
    return 2 if failures.count else 0


def _titled(title: str, text: str, paint: Paint) -> tuple[str, str, str]:
    return paint(f"== {title}", "heading"), text.rstrip("\n"), ""


def _next(name: str, summary: Summary) -> str:
    """Return the commands that somebody who sees a page for the first time may want."""
    rows = []
    for counts, why in ((summary.fixed, "why this was changed"), (summary.open, "why this is only reported")):
        if counts:
            rows.append((f"zhengwen rule {counts.most_common(1)[0][0]}", why))
    if name == source.STDIN or not rows:
        rows.append(("zhengwen rule", "all that is looked for"))
        return "\n".join(f"{command}   {why}" for command, why in rows)
    page = shlex.quote(one_line(name))
    rows += [
        (f"zhengwen check --output-format full {page}", "each finding with its place"),
        (f"zhengwen clean {page} -o clean.txt --ledger", "write the text, and the way back"),
        ("zhengwen restore clean.txt", "the bytes that it was made from"),
    ]
    width = max(len(command) for command, _ in rows)
    return "\n".join(f"{command:<{width}}   {why}" for command, why in rows)
