"""The stage that cleans: a chunk of records in, a part with all that later stages need out."""

from __future__ import annotations

import io
import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import parquet

from zhengwen.corpus.near_duplicates import MinHash, digests
from zhengwen.corpus.profiles import Profiles
from zhengwen.corpus.records import Input, Record, Reject, read
from zhengwen.corpus.runs._engine import Done
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs._schema import SUFFIX, as_json, save
from zhengwen.files import write_atomically

STAGE, REJECTS = "clean", "rejects"
FIELD = "zhengwen"  # what a run adds to a record
ALREADY = f"has a field {FIELD!r} already: it comes from another run"
COLUMNS = {
    "id": pyarrow.string(),
    "fields": pyarrow.string(),
    "text": pyarrow.string(),
    "about": pyarrow.string(),
    "length": pyarrow.int64(),
    "faults": pyarrow.int32(),
    "published": pyarrow.string(),
}
BANDS = ".bands.npy"


def clean(job: Job, unit: Input) -> Done:
    """Clean the chunks of a unit that are not done yet; what is said counts for all of them."""
    folder = job.folder(STAGE)
    ended = folder / f"{unit.name}.ended"
    if ended.exists():
        return {"size": unit.size}
    if unit.step:
        done = frozenset(int(path.stem.split("-")[1]) for path in folder.glob(f"{unit.number:07d}-*.parquet"))
    else:
        done = frozenset({unit.chunk} if (folder / f"{unit.name}.parquet").exists() else ())
    for number, records in read(unit, job.fields, skip=done):
        _write(job, f"{unit.number:07d}-{number:06d}", records)
    write_atomically(ended, b"")
    return {"size": unit.size}


def _write(job: Job, name: str, records: list[Record | Reject]) -> None:
    profile = job.profile or job.output / "profile.toml"
    profiles = _profiles(profile, profile.stat().st_mtime_ns) if profile.exists() else None
    rows: list[dict[str, Any]] = []
    read: list[Record] = []
    rejects: list[Reject] = []
    for record in records:
        if isinstance(record, Reject):
            rejects.append(record)
        elif FIELD in record.fields:
            rejects.append(Reject(record.file, record.number, ALREADY))
        else:
            rows.append(row(job, record, profiles))
            read.append(record)
    texts = [one["text"] for one in rows]
    columns: dict[str, Any] = {name: pyarrow.array([one[name] for one in rows], kind) for name, kind in COLUMNS.items()}
    columns["digest"] = pyarrow.array(digests(texts), pyarrow.binary(16))
    if job.dedup == "near":
        minhash = MinHash(job.threshold)
        sketches = minhash.sketch(texts)
        marks = sketches.astype(np.uint8).tobytes()
        rests = (marks[start : start + minhash.size] for start in range(0, len(marks), minhash.size))
        columns["marks"] = pyarrow.array(list(rests), pyarrow.binary(minhash.size))
        # A row for each band, so that one band of all parts is read at a time; written before the part it belongs to.
        keys = np.ascontiguousarray(minhash.band_keys(sketches).T)
        write_atomically(job.folder(STAGE) / f"{name}{BANDS}", as_numpy(keys))
    said = json.dumps(_counts(rows, rejects))
    table = pyarrow.table(columns).replace_schema_metadata({"counts": said})
    if rejects:
        lines = (json.dumps(reject._asdict(), ensure_ascii=True) + "\n" for reject in rejects)
        write_atomically(job.folder(REJECTS) / f"{name}.jsonl", "".join(lines).encode())
    if job.output_format == "parquet":
        save(job.folder(STAGE) / f"{name}{SUFFIX}", read, job.fields.text)
    part = as_parquet(table, use_dictionary=False, write_statistics=False)  # read whole, once
    write_atomically(job.folder(STAGE) / f"{name}.parquet", part)


def as_parquet(table: pyarrow.Table, **options: Any) -> bytes:  # noqa: ANN401  # pyarrow's own options
    """A table as a Parquet file."""
    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd", **options)
    return buffer.getvalue()


def as_numpy(array: NDArray[Any]) -> bytes:
    """An array as a file of NumPy's."""
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def row(job: Job, record: Record, profiles: Profiles | None) -> dict[str, Any]:
    """Clean a record: the row it becomes in its part, and what is `told` of it, which the row has as JSON."""
    site = profiles.site(record.url) if profiles and record.url else None
    cleaned = job.pipeline.run(
        record.raw,
        unsafe=job.unsafe,
        encoding=record.encoding or job.encoding,
        site=site,
        meta=_given(record),
        format=record.format,
    )
    text, ledger = cleaned.stored()
    counts = cleaned.by_rule()
    about = {"meta": cleaned.meta, "ledger": ledger, **counts}
    fields = dict(record.fields)
    fields[job.fields.text] = None  # its place among the others
    return {
        "id": record.id,
        "fields": as_json(fields),
        "text": text,
        "about": as_json(about),
        "length": len(text),
        "faults": sum(counts["fixed"].values()) + sum(counts["open"].values()),
        "published": cleaned.meta.get("published"),
        "told": about,
    }


def _given(record: Record) -> dict[str, str]:
    return {"url": record.url} if record.url else {}


def _counts(rows: list[dict[str, Any]], rejects: list[Reject]) -> dict[str, Any]:
    fixed: Counter[str] = Counter()
    left: Counter[str] = Counter()
    changed = 0
    for one in rows:
        fixed.update(one["told"]["fixed"])
        left.update(one["told"]["open"])
        changed += bool(one["told"]["fixed"])
    return {
        "pages": len(rows),
        "changed": changed,
        "characters": sum(one["length"] for one in rows),
        "rejects": len(rejects),
        "fixed": fixed,
        "open": left,
    }


@lru_cache(maxsize=1)
def _profiles(path: Path, _changed: int) -> Profiles:
    return Profiles.load(path)
