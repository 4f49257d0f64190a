"""Output in object storage: a run writes to a folder on disk, and what is finished is carried over, the report last.

Storage has no files that grow: an object is there whole or not at all, and so nothing half-written stands under a final
name, whenever a run is killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zhengwen.corpus.records import file_system
from zhengwen.corpus.runs._job import OWN, REPORT, Job, RunError
from zhengwen.files import write_atomically

CARRIED = "carried"


def clear(job: Job, *, overwrite: bool) -> None:
    """See that no output of another run is there, before one begins.

    Raises:
        RunError: there is, and it is not to be replaced.
        OSError: the storage cannot be reached.
    """
    system, folder = _place(job)
    for path in _there(system, folder):
        if not overwrite:
            raise RunError(f"{job.remote}: holds files of another run; name another place, or say --overwrite")
        system.delete_file(path)


def carry(job: Job) -> None:
    """Carry over what the run has made, but for its report.

    Raises:
        OSError: the storage cannot be written.
    """
    job.folder(CARRIED).mkdir(exist_ok=True)
    for path in _own(job):
        done = job.folder(CARRIED) / path.name
        if path.name != REPORT and not done.exists():
            _put(job, path)
            write_atomically(done, b"")


def close(job: Job) -> None:
    """Carry over the report, which says that all is there, and leave nothing on the disk.

    Raises:
        OSError: the storage cannot be written.
    """
    _put(job, job.output / REPORT)
    for path in _own(job):
        path.unlink()


def _put(job: Job, path: Path) -> None:
    """Write an object at once: a stream that were closed by an error would leave the part that it had."""
    system, folder = _place(job)
    contents = path.read_bytes()
    try:
        stream = system.open_output_stream(f"{folder}/{path.name}", compression=None)
        stream.write(contents)
        stream.close()
        size = system.get_file_info(f"{folder}/{path.name}").size
    except OSError as error:
        raise OSError(f"{job.remote}/{path.name}: {' '.join(str(error).split())[:300]}") from error
    if size != len(contents):
        raise OSError(f"{job.remote}/{path.name}: {len(contents)} bytes were written, and {size} are there")


def _place(job: Job) -> tuple[Any, str]:
    system, folder = file_system(str(job.remote))
    return system, folder.rstrip("/")


def _there(system: Any, folder: str) -> list[str]:  # noqa: ANN401  # pyarrow has no types
    from pyarrow.fs import FileSelector

    found = system.get_file_info(FileSelector(folder, allow_not_found=True))
    return [info.path for info in found if any(Path(info.base_name).match(pattern) for pattern in OWN)]


def _own(job: Job) -> Iterator[Path]:
    """The files of the output, in the order of their names."""
    yield from sorted({path for pattern in OWN for path in job.output.glob(pattern)})
