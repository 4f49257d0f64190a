"""The cleaning stage: turns each chunk of records into a part, with everything that later stages need."""

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
from zhengwen.corpus.runs._engine import UnitResult
from zhengwen.corpus.runs._job import Job
from zhengwen.corpus.runs._json import as_json
from zhengwen.corpus.runs._schema import FIELDS_SUFFIX, save
from zhengwen.files import write_atomically
from zhengwen.ledger import SURROGATE
from zhengwen.pages.differences.document_text import document_text

STAGE, REJECTS = "clean", "rejects"
DAMAGED_SUFFIX = ".damaged"
ADDED_FIELD = "zhengwen"  # the field that a run adds to each record
ALREADY_CLEANED = f"already has a field {ADDED_FIELD!r}: it is the output of a run"
COLUMNS = {
    "id": pyarrow.string(),
    "fields": pyarrow.string(),
    "text": pyarrow.string(),
    "about": pyarrow.string(),
    "length": pyarrow.int64(),
    "faults": pyarrow.int32(),
    "published": pyarrow.string(),
}
BANDS_SUFFIX = ".bands.npy"


def clean(job: Job, unit: Input) -> UnitResult:
    """Clean the unfinished chunks of a unit; the result counts all of its chunks."""
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
    """Clean a chunk and write its part; the part itself is written last."""
    rows, read, rejects = _cleaned(job, records)
    texts = [row["text"] for row in rows]
    columns: dict[str, Any] = {name: pyarrow.array([row[name] for row in rows], kind) for name, kind in COLUMNS.items()}
    columns["digest"] = pyarrow.array(digests(texts), pyarrow.binary(16))
    if job.dedup == "near":
        columns["sketch"] = _sketch(job, name, list(map(document_text, texts)))
    table = pyarrow.table(columns).replace_schema_metadata({"counts": json.dumps(_counts(rows, rejects))})
    doubts = [reject.reason for reject in rejects if reject.casts_doubt]
    if doubts:
        write_atomically(_damage_path(job, name), doubts[0].encode("utf-8", "backslashreplace"))
    if rejects:
        lines = (json.dumps(reject.as_json(), ensure_ascii=True) + "\n" for reject in rejects)
        write_atomically(job.folder(REJECTS) / f"{name}.jsonl", "".join(lines).encode())
    if job.output_format == "parquet":
        save(job.folder(STAGE) / f"{name}{FIELDS_SUFFIX}", read, job.fields.text)
    part = to_parquet_file(table, use_dictionary=False, write_statistics=False)  # it is read whole, once
    write_atomically(job.folder(STAGE) / f"{name}.parquet", part)


def damage_of(job: Job, part: str) -> str:
    """Return why the records of a part may be altered: damage to their file that was found later; empty if none was."""
    try:
        return _damage_path(job, part).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _damage_path(job: Job, part: str) -> Path:
    """Return the file that says that an input is damaged; parts are called by the number of their input and chunk."""
    return job.folder(STAGE) / f"{part.partition('-')[0]}{DAMAGED_SUFFIX}"


def _cleaned(job: Job, records: list[Record | Reject]) -> tuple[list[dict[str, Any]], list[Record], list[Reject]]:
    """Clean records; returns the rows, their records, and the rejects."""
    profile = job.profile or job.output / "profile.toml"
    profiles = _profiles(profile, profile.stat().st_mtime_ns) if profile.exists() else None
    rows: list[dict[str, Any]] = []
    read: list[Record] = []
    rejects: list[Reject] = []
    for record in records:
        if isinstance(record, Reject):
            rejects.append(record)
        elif ADDED_FIELD in record.fields:
            rejects.append(Reject(record.file, record.number, ALREADY_CLEANED))
        else:
            row = clean_record(job, record, profiles)
            if isinstance(row, Reject):
                rejects.append(row)
                continue
            rows.append(row)
            read.append(record)
    return rows, read, rejects


def _sketch(job: Job, name: str, texts: list[str]) -> pyarrow.Array:
    """Write the band keys of texts to a file, and return the last bytes of their sketches."""
    minhash = MinHash(job.threshold)
    sketches = minhash.sketch(texts)
    # One row per band, so that a single band can be read.
    keys = np.ascontiguousarray(minhash.band_keys(sketches).T)
    write_atomically(job.folder(STAGE) / f"{name}{BANDS_SUFFIX}", to_numpy_file(keys))
    last_bytes = sketches.astype(np.uint8).tobytes()
    rows = [last_bytes[start : start + minhash.size] for start in range(0, len(last_bytes), minhash.size)]
    return pyarrow.array(rows, pyarrow.binary(minhash.size))


def to_parquet_file(table: pyarrow.Table, **options: Any) -> bytes:  # noqa: ANN401  # pyarrow's own options
    """Serialize a table as Parquet."""
    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd", write_page_checksum=True, **options)
    return buffer.getvalue()


def to_numpy_file(array: NDArray[Any]) -> bytes:
    """Serialize an array in NumPy's format."""
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def clean_record(job: Job, record: Record, profiles: Profiles | None) -> dict[str, Any] | Reject:
    """Clean a record; returns its row in the part, and under `added` the added field before serialization.

    A record that is not text, or on which a filter fails, is a reject.
    """
    site = profiles.site(record.url) if profiles and record.url else None
    try:
        cleaned = job.pipeline.run(
            record.raw,
            unsafe=job.unsafe,
            encoding=record.encoding or job.encoding,
            site=site,
            meta=_known_meta(record),
            format=record.format,
            decisions=job.decisions,
        )
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # a filter of another package may raise anything
        return record.failed(error)
    if not cleaned.is_text:
        return record.not_text()
    text, ledger = cleaned.stored()
    counts = cleaned.by_rule()
    about = {"meta": _valid(cleaned.meta), "ledger": ledger, **counts}
    if record.damage:
        about["damaged"] = record.damage
    fields = dict(record.fields)
    fields[job.fields.text] = None  # keeps its place in the order
    return {
        "id": record.id,
        "fields": as_json(fields),
        "text": text,
        "about": as_json(about),
        "length": len(text),
        "faults": sum(counts["fixed"].values()) + sum(counts["open"].values()),
        "published": cleaned.meta.get("published"),
        "added": about,
    }


def _valid(value: Any) -> Any:  # noqa: ANN401  # a value of `meta`
    """Replace lone surrogates, which stand for undecodable bytes, by U+FFFD, so that every store accepts the value."""
    if isinstance(value, str):
        return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, dict):
        return {name: _valid(one) for name, one in value.items()}
    return list(map(_valid, value)) if isinstance(value, list) else value


def _known_meta(record: Record) -> dict[str, str]:
    return {"url": record.url} if record.url else {}


def _counts(rows: list[dict[str, Any]], rejects: list[Reject]) -> dict[str, Any]:
    fixed: Counter[str] = Counter()
    open_findings: Counter[str] = Counter()
    changed = 0
    for one in rows:
        fixed.update(one["added"]["fixed"])
        open_findings.update(one["added"]["open"])
        changed += bool(one["added"]["fixed"])
    return {
        "pages": len(rows),
        "changed": changed,
        "characters": sum(one["length"] for one in rows),
        "rejects": len(rejects),
        "fixed": fixed,
        "open": open_findings,
    }


@lru_cache(maxsize=1)
def _profiles(path: Path, _changed: int) -> Profiles:
    return Profiles.load(path)
