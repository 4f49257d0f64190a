"""`zhengwen clean`: writes the published text of pages."""

from __future__ import annotations

from pathlib import Path

import click

from zhengwen import files
from zhengwen.cli import options, source
from zhengwen.cli.errors import CommandError, Failures
from zhengwen.cli.source import Source
from zhengwen.ledger import LedgerError
from zhengwen.result import Cleaned


@click.command("clean")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The output file or folder.")
@click.option("--in-place", is_flag=True, help="Overwrite the files atomically, and write their ledgers next to them.")
@click.option("--ledger/--no-ledger", default=None, help="Write the ledger FILE.ledger.json next to each output file.")
@options.page_format
@options.shared
@click.pass_obj
def command(
    debug: bool, /, paths: tuple[str, ...], output: Path | None, in_place: bool, ledger: bool | None, **given: object
) -> int:
    """Write the published text of pages.

    Reads files, folders or standard input (-). The output is UTF-8 without BOM.
    """
    config = options.settings(given)
    failures = Failures(debug)
    sources = source.expand(paths, config, failures)
    if output is not None and in_place:
        raise CommandError("--output and --in-place cannot be combined")
    if in_place and any(one.path is None for one in sources):
        raise CommandError("standard input cannot be cleaned in place; name files, or omit --in-place")
    into_folder = output is not None and (len(sources) > 1 or output.is_dir() or any(one.root for one in sources))
    if output is None and not in_place and (len(sources) > 1 or any(one.root for one in sources)):
        raise CommandError(f"{len(sources)} files: use --output FOLDER or --in-place")
    if output is None and not in_place and ledger:
        raise CommandError("a ledger is written next to a file: use --output FILE or --in-place")

    with source.progress(sources) as watched:
        for one, raw, cleaned in source.cleaned(watched, config, failures):
            target = one.path if in_place else _target(one, output, into_folder)
            keep = in_place if ledger is None else ledger
            try:
                _write(target, cleaned, raw if in_place else None, keep)
            except (OSError, LedgerError) as error:
                failures.add(str(target or one.name), error)
            except UnicodeEncodeError as error:
                failures.add(one.name, ValueError(f"{error.object[error.start : error.end]!a} cannot be encoded"))
    return 2 if failures.count else 0


def _target(one: Source, output: Path | None, into_folder: bool) -> Path | None:
    if output is None or not into_folder:
        return output
    if one.path is None:
        return output / "stdin.txt"
    return output / (one.path.relative_to(one.root) if one.root is not None else one.path.name)


def _write(target: Path | None, cleaned: Cleaned, raw: bytes | None, keep_ledger: bool) -> None:
    if target is None:
        source.write_out(files.as_bytes(cleaned.text))
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    files.write_cleaned(target, cleaned, raw=raw, keep_ledger=keep_ledger)
