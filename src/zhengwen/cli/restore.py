"""`zhengwen restore`: turns cleaned files back into the original bytes."""

from __future__ import annotations

from pathlib import Path

import click

from zhengwen import files
from zhengwen.cli import source
from zhengwen.cli.errors import CommandError, Failures
from zhengwen.ledger import Ledger, LedgerError


@click.command("restore")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The output file or folder.")
@click.option("--in-place", is_flag=True, help="Overwrite the files, and delete their ledgers.")
@click.option("--ledger", type=click.Path(path_type=Path), help="The ledger.  [default: FILE.ledger.json]")
@click.pass_obj
def command(debug: bool, paths: tuple[Path, ...], output: Path | None, in_place: bool, ledger: Path | None) -> int:
    """Restore the original bytes of cleaned files."""
    if output is not None and in_place:
        raise CommandError("--output and --in-place cannot be combined")
    if ledger is not None and len(paths) > 1:
        raise CommandError("--ledger can only be used with one file")
    if len(paths) > 1 and output is None and not in_place:
        raise CommandError(f"{len(paths)} files: use --output FOLDER or --in-place")
    failures = Failures(debug)
    for path in paths:
        ledger_path = ledger if ledger is not None else files.ledger_path(path)
        try:
            original = _original(path, ledger_path)
            if in_place:
                files.write_atomically(path, original)
                ledger_path.unlink()
            elif output is None:
                source.write_out(original)
            else:
                into = output / path.name if len(paths) > 1 or output.is_dir() else output
                into.parent.mkdir(parents=True, exist_ok=True)
                files.write_atomically(into, original)
        except OSError as error:
            failures.add(str(error.filename or path), error)
        except LedgerError as error:
            failures.add(str(path), error)
    return 2 if failures.count else 0


def _original(path: Path, ledger_path: Path) -> bytes:
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        original = Ledger.loads(ledger_path.read_bytes(), text).restore(text)
    except FileNotFoundError as error:
        if error.filename == str(ledger_path):
            raise LedgerError(f"no ledger {ledger_path}; it is needed to restore the file") from error
        raise
    return original if isinstance(original, bytes) else files.as_bytes(original)
