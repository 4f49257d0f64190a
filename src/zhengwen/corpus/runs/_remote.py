"""Output in object storage: a run writes to a folder on disk, and finished files are uploaded, the report last.

Objects are created atomically, so a killed run never leaves a partial file under a final name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zhengwen.corpus.records import file_system
from zhengwen.corpus.runs._folder import OUTPUT_PATTERNS, REPORT_FILE
from zhengwen.corpus.runs._job import Job, RunError
from zhengwen.files import write_atomically

UPLOADED = "carried"  # work folder with an empty file for each uploaded one


def clear(job: Job, *, overwrite: bool) -> None:
    """Check, before a run starts, that the destination has no output of another run, or delete it if `overwrite`.

    Raises:
        RunError: the destination has output, and `overwrite` is not set.
        OSError: the storage cannot be reached.
    """
    system, folder = _destination(job)
    for path in _existing(system, folder):
        if not overwrite:
            raise RunError(f"{job.remote}: has files of another run; use another address, or --overwrite")
        system.delete_file(path)


def upload_output(job: Job) -> None:
    """Upload the output of the run, except for its report.

    Raises:
        OSError: the storage cannot be written.
    """
    job.folder(UPLOADED).mkdir(exist_ok=True)
    for path in _output_files(job):
        done = job.folder(UPLOADED) / path.name
        if path.name != REPORT_FILE and not done.exists():
            _upload(job, path)
            write_atomically(done, b"")


def upload_report(job: Job) -> None:
    """Upload the report, which marks the output as complete, and delete the local files.

    Raises:
        OSError: the storage cannot be written.
    """
    _upload(job, job.output / REPORT_FILE)
    for path in _output_files(job):
        path.unlink()


def _upload(job: Job, path: Path) -> None:
    """Upload a file without a `with` statement, which would create a partial object if an error closes the stream."""
    system, folder = _destination(job)
    contents = path.read_bytes()
    try:
        stream = system.open_output_stream(f"{folder}/{path.name}", compression=None)
        stream.write(contents)
        stream.close()
        size = system.get_file_info(f"{folder}/{path.name}").size
    except OSError as error:
        raise OSError(f"{job.remote}/{path.name}: {' '.join(str(error).split())[:300]}") from error
    if size != len(contents):
        raise OSError(f"{job.remote}/{path.name}: {len(contents)} bytes were written, but the object has {size}")


def _destination(job: Job) -> tuple[Any, str]:
    system, folder = file_system(str(job.remote))
    return system, folder.rstrip("/")


def _existing(system: Any, folder: str) -> list[str]:  # noqa: ANN401  # pyarrow has no types
    from pyarrow.fs import FileSelector

    found = system.get_file_info(FileSelector(folder, allow_not_found=True))
    return [info.path for info in found if any(Path(info.base_name).match(pattern) for pattern in OUTPUT_PATTERNS)]


def _output_files(job: Job) -> Iterator[Path]:
    """Yield the local files of the output, sorted by name."""
    yield from sorted({path for pattern in OUTPUT_PATTERNS for path in job.output.glob(pattern)})
