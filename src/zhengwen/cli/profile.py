"""`zhengwen profile`: learns and shows site profiles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from zhengwen.cli import records
from zhengwen.cli.errors import CommandError
from zhengwen.cli.options import examples


@click.group(
    "profile",
    epilog=examples(
        "profile learn crawl.jsonl -o sites.toml    learn from pages with URLs",
        "profile show sites.toml www.example.gov.cn",
    ),
)
def command() -> None:
    """Learn which lines recur on a site's pages."""


@command.command(
    "learn",
    epilog=examples(
        "profile learn crawl.jsonl -o sites.toml", "profile learn crawl/*.warc.gz -o sites.toml --sample 500"
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="IN...")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file for the profiles."
)
@click.option(
    "--sample", type=click.IntRange(1), default=200, show_default=True, help="The number of pages per site to sample."
)
@records.options
@click.pass_obj
def learn(debug: bool, /, paths: tuple[str, ...], output: Path, sample: int, **given: Any) -> int:  # noqa: ANN401  # as click gives them
    """Learn site profiles from pages with URLs."""
    from zhengwen.corpus.profiles import Learner

    rejects, without_url = records.Rejects(), 0
    with records.one_line_errors(debug):
        learner = Learner(sample)
        for record in records.read_all(paths, given, rejects):
            page = record.read()
            if not page.is_text:
                rejects.report(record.file, record.number, record.not_text().reason)
                continue
            without_url += not record.url
            learner.add(record.url, page.text)
        profiles = learner.profiles()
        profiles.save(output)
    lines = sum(len(site.lines) for site in profiles.sites.values())
    click.echo(f"{lines:,} lines of {len(profiles.sites):,} sites in {output}", err=True)
    if without_url:
        click.echo(f"zhengwen: {without_url:,} pages have no URL; set its field with --url-field", err=True)
    return 2 if rejects.count else 0


@command.command("show", epilog=examples("profile show sites.toml", "profile show sites.toml www.example.gov.cn"))
@click.argument("profile", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("hosts", nargs=-1, metavar="[HOST]...")
@click.pass_obj
def show(debug: bool, profile: Path, hosts: tuple[str, ...]) -> int:
    """Show the recurring lines of all sites, or of some hosts."""
    from zhengwen.corpus.profiles import Profiles

    with records.one_line_errors(debug):
        sites = Profiles.load(profile).sites
    missing = [host for host in hosts if host not in sites]
    if missing:
        raise CommandError(f"{profile}: no profile of {', '.join(missing)}")
    for host in hosts or sites:
        site = sites[host]
        click.echo(f"{host}: {site.pages} pages sampled")
        for line in site.lines:
            click.echo(f"  {line.place:6} {line.pages:5} pages, {line.kinds:5} kinds  {line.text}")
    return 0
