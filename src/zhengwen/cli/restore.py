"""`zhengwen restore`: turns cleaned files back into the original bytes."""

from __future__ import annotations

from pathlib import Path

import click

from zhengwen import files
from zhengwen.cli import ledgers, options, targets
from zhengwen.cli import output as stdout
from zhengwen.cli.errors import CommandError, Failures
from zhengwen.ledger import Ledger, LedgerError


@click.command(
    "restore",
    epilog=options.examples(
        "restore cleaned/page.txt                 the bytes that it was made from, to standard output",
        "restore cleaned/*.txt -o crawl/          several, into a folder",
        "restore --in-place page.txt              undo 'clean --in-place'; the ledger is deleted",
        "restore --ledger other.json page.txt",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The output file or folder.")
@click.option("--in-place", is_flag=True, help="Overwrite the files, and delete their ledgers.")
@click.option("--ledger", type=click.Path(path_type=Path), help="The ledger.  [default: FILE.ledger.json]")
@ledgers.place_options
@click.pass_obj
def command(
    debug: bool,
    paths: tuple[Path, ...],
    output: Path | None,
    in_place: bool,
    ledger: Path | None,
    ledger_dir: Path | None,
    ledger_in_git: bool,
) -> int:
    """Restore the original bytes of cleaned files."""
    if output is not None and in_place:
        raise CommandError("--output and --in-place cannot be combined")
    if ledger is not None and len(paths) > 1:
        raise CommandError("--ledger can only be used with one file")
    if len(paths) > 1 and output is None and not in_place:
        raise CommandError(f"{len(paths)} files: use --output FOLDER or --in-place")
    place = ledgers.place(ledger_dir, ledger_in_git)
    failures = Failures(debug)
    planned = (
        targets.plan(paths, map(str, paths), output, with_ledgers=False) if output is not None else [None] * len(paths)
    )
    for path, target in zip(paths, planned, strict=True):
        try:
            _restore(path.resolve() if path.is_symlink() else path, target, output, in_place, ledger, place)
        except OSError as error:
            failures.add(str(error.filename or path), error)
        except LedgerError as error:
            failures.add(str(path), error)
    return 2 if failures.count else 0


def _restore(
    path: Path, target: Path | None, output: Path | None, in_place: bool, named: Path | None, place: ledgers.Place
) -> None:
    """Restore one file; everything is checked before anything is written."""
    cleaned = path.read_bytes()
    text = cleaned.decode("utf-8", "surrogateescape")
    ledger = named if named is not None else place.of(path, text)
    original = _original(text, ledger)
    if in_place:
        files.write_atomically(path, original, access=files.Access.of(path), expected=cleaned)
        ledger.unlink()
    elif target is None or output is None:
        stdout.write(original)
    else:
        targets.check_inside(target, output)
        target.parent.mkdir(parents=True, exist_ok=True)
        known = files.Access.of(target) if target.is_file() and not target.is_symlink() else files.Access.of_copy(path)
        files.write_atomically(target, original, access=known)


def _original(text: str, ledger: Path) -> bytes:
    try:
        written = ledger.read_bytes()
    except FileNotFoundError as error:
        raise LedgerError(f"no ledger {ledger}; it is needed to restore the file") from error
    original = Ledger.loads(written, text).restore(text)
    return original if isinstance(original, bytes) else files.as_bytes(original)
