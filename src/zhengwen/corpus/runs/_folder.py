"""The output folder of a run: starting or resuming a run there, and locking it."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from zhengwen.corpus.records import Input
from zhengwen.corpus.runs._job import Job, RunError
from zhengwen.files import write_atomically

REPORT_FILE = "report.json"
PLAN_FILE = "plan.json"
OUTPUT_PATTERNS = (
    "pages-*",
    "duplicates-*",
    "clusters.parquet",
    "related.parquet",
    "rejects.jsonl",
    "profile.toml",
    REPORT_FILE,
)


def start_or_resume(job: Job, inputs: list[Input], *, overwrite: bool) -> bool:
    """Start a run, or resume an interrupted one; returns whether a run is resumed.

    Raises:
        RunError: the output folder has a finished run, or an unfinished one with other input or options.
        OSError: the folder cannot be written.
    """
    plan, wanted = job.work / PLAN_FILE, {"fingerprint": job.fingerprint(inputs)}
    if overwrite and not (plan.exists() and json.loads(plan.read_bytes()) == wanted):
        for pattern in OUTPUT_PATTERNS:
            for path in job.output.glob(pattern):
                path.unlink()
        for stage in job.work.iterdir():
            if stage.is_dir():
                shutil.rmtree(stage)
        plan.unlink(missing_ok=True)
    if (job.output / REPORT_FILE).exists() and not plan.exists():
        shutil.rmtree(job.work)
        raise RunError(f"{job.output}: has a finished run; use another folder, or --overwrite")
    if plan.exists():
        if json.loads(plan.read_bytes()) != wanted:
            raise RunError(
                f"{job.output}: has an unfinished run with other input or options;"
                " finish it with the same command, or use --overwrite"
            )
        return True
    if any(path for pattern in OUTPUT_PATTERNS for path in job.output.glob(pattern)):
        raise RunError(f"{job.output}: has files of another run; use another folder, or --overwrite")
    write_atomically(plan, json.dumps(wanted).encode())
    return False


def finished_report(job: Job, fingerprint: str) -> str | None:
    """Return the report of this very run if the folder has it finished, as JSON."""
    path = job.output / REPORT_FILE
    if not path.exists() or (job.work / PLAN_FILE).exists():
        return None
    written = path.read_text(encoding="utf-8")
    return written if json.loads(written).get("run") == fingerprint else None


def give_up(job: Job) -> None:
    """Remove the work folder of a run that does not start, and the output folder if nothing else is in it."""
    shutil.rmtree(job.work)
    with suppress(OSError):
        job.output.rmdir()


def is_unfinished(job: Job) -> bool:
    """Return whether the folder has an unfinished run."""
    return (job.work / "plan.json").exists()


@contextmanager
def lock_output(job: Job) -> Iterator[None]:
    """Lock the output folder against a second run; the lock is released when the process ends, even if it is killed.

    Raises:
        RunError: another run holds the lock.
        OSError: the folder cannot be written.
    """
    job.work.mkdir(parents=True, exist_ok=True)
    with (job.work / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunError(f"{job.output}: another run is writing to this folder") from None
        for pattern in OUTPUT_PATTERNS:
            for partial in job.output.glob(f".{pattern}.*"):  # written by a run that was killed
                partial.unlink()
        yield
