"""Types of fields that a run passes through, from Parquet and JSON to Parquet and JSON."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")
zstandard = pytest.importorskip("zstandard")

from pyarrow import dataset, parquet  # noqa: E402  # behind what skips without it, or the path

FAULTY = "截至20225月，全部完成。"
SOUND = "截至2022年5月，全部完成。"
NANOSECONDS = 1_700_000_000_123_456_789
MOMENT = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
COLUMNS = {
    "id": pa.array(["a", "b", "c"]),
    "when": pa.array([MOMENT, None, MOMENT], pa.timestamp("ms", "Asia/Shanghai")),
    "exactly": pa.array([NANOSECONDS, None, 0], pa.timestamp("ns")),
    "day": pa.array([date(2024, 5, 1), None, date(1, 1, 1)]),
    "hour": pa.array([time(1, 2, 3), None, time(0)], pa.time64("us")),
    "lasted": pa.array([timedelta(seconds=90), None, timedelta(0)]),
    "money": pa.array([Decimal("12345678901234567890.10"), None, Decimal("0.00")], pa.decimal128(38, 2)),
    "small": pa.array([1, None, -1], pa.int8()),
    "large": pa.array([2**64 - 1, None, 0], pa.uint64()),
    "share": pa.array([0.5, None, float("nan")], pa.float32()),
    "yes": pa.array([True, None, False]),
    "raw": pa.array([b"\x00\xff", None, b""]),
    "digest": pa.array([b"0123", None, b"4567"], pa.binary(4)),
    "long": pa.array(["甲", None, ""], pa.large_string()),
    "kind": pa.array(["通知", None, "通知"]).dictionary_encode(),
    "text": pa.array([FAULTY, SOUND, FAULTY], pa.large_string()),
    "lists": pa.array([[["x"], None, []], None, []], pa.list_(pa.list_(pa.string()))),
    "nested": pa.array(
        [{"a": 1, "b": [{"c": Decimal("1.5")}]}, None, {"a": None, "b": []}],
        pa.struct([("a", pa.int16()), ("b", pa.list_(pa.struct([("c", pa.decimal128(5, 2))])))]),
    ),
    "map": pa.array([[("k", 1)], None, []], pa.map_(pa.string(), pa.int32())),
    "nothing": pa.nulls(3),
}
TABLE = pa.table(COLUMNS)


def run(folder: Path, *paths: Path, kind: str = "parquet", dedup: str = "none", **environment: str) -> Path:
    out = folder / f"out-{kind}"
    command = [sys.executable, "-m", "zhengwen", "corpus", *map(str, paths), "-o", str(out)]
    command += ["--output-format", kind, "--dedup", dedup, "--no-learn"]
    around = os.environ | environment
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=around)
    assert done.returncode == 0, done.stderr
    return out


def rows(out: Path) -> list[dict[str, Any]]:
    with zstandard.open(out / "pages-00000.jsonl.zst", "rb") as file:
        return list(map(json.loads, io.TextIOWrapper(file, encoding="utf-8")))


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_nanoseconds_need_no_pandas(tmp_path: Path) -> None:
    moments = pa.array([NANOSECONDS], pa.timestamp("ns"))
    columns = {
        "when": moments,
        "lists": pa.array([[NANOSECONDS]], pa.list_(pa.timestamp("ns"))),
        "nested": pa.StructArray.from_arrays([moments], ["at"]),
        "map": pa.array([[("at", NANOSECONDS)]], pa.map_(pa.string(), pa.timestamp("ns"))),
        "lasted": pa.array([NANOSECONDS], pa.duration("ns")),
        "text": pa.array([FAULTY]),
    }
    parquet.write_table(pa.table(columns), tmp_path / "pages.parquet")
    (tmp_path / "pandas.py").write_text("raise ImportError")
    out = run(
        tmp_path, tmp_path / "pages.parquet", kind="jsonl", PYTHONPATH=f"{tmp_path}:{os.getenv('PYTHONPATH', '')}"
    )
    (row,) = rows(out)
    moment = "2023-11-14T22:13:20.123456789"
    assert (row["when"], row["lists"], row["nested"]) == (moment, [moment], {"at": moment})
    assert row["map"] == [["at", moment]]
    assert row["lasted"] == pytest.approx(NANOSECONDS / 1e9)
    assert row["text"] == SOUND


@pytest.mark.parametrize("row_group_size", [1, 3])
def test_parquet_to_parquet_changes_the_text_and_adds_one_field(tmp_path: Path, row_group_size: int) -> None:
    source = tmp_path / "pages.parquet"
    parquet.write_table(TABLE, source, row_group_size=row_group_size)
    read = parquet.read_table(source)
    made = parquet.read_table(run(tmp_path, source) / "pages-00000.parquet")
    assert made.column_names == [*read.column_names, "zhengwen"]
    assert made["text"].to_pylist() == [SOUND] * 3
    for name in read.column_names:
        if name != "text":
            assert made.schema.field(name).type == read.schema.field(name).type, name
            assert made[name].combine_chunks().equals(read[name].combine_chunks()) or name == "share", name


def test_a_large_row_group_is_read_as_a_stream(tmp_path: Path) -> None:
    source = tmp_path / "pages.parquet"
    count = 20_000
    parquet.write_table(
        pa.table({"n": pa.array(range(count), pa.uint32()), "text": [f"第{n}条。" for n in range(count)]}), source
    )
    out = run(tmp_path, source)
    made = pa.concat_tables([parquet.read_table(path) for path in sorted(out.glob("pages-*"))])
    assert made["n"].to_pylist() == list(range(count))
    assert made["text"][-1].as_py() == f"第{count - 1}条。"
    assert made.schema.field("n").type == pa.uint32()


def test_parquet_to_json_reads_sensibly(tmp_path: Path) -> None:
    source = tmp_path / "pages.parquet"
    parquet.write_table(TABLE, source)
    first, second, third = rows(run(tmp_path, source, kind="jsonl"))
    assert first["text"] == SOUND
    assert {name: first[name] for name in COLUMNS if name != "text"} == {
        "id": "a",
        "when": "2024-05-01T20:30:00+08:00",
        "exactly": first["exactly"],
        "day": "2024-05-01",
        "hour": "01:02:03",
        "lasted": 90.0,
        "money": "12345678901234567890.10",
        "small": 1,
        "large": 2**64 - 1,
        "share": 0.5,
        "yes": True,
        "raw": "AP8=",
        "digest": "MDEyMw==",
        "long": "甲",
        "kind": "通知",
        "lists": [["x"], None, []],
        "nested": {"a": 1, "b": [{"c": "1.50"}]},
        "map": [["k", 1]],
        "nothing": None,
    }
    assert first["exactly"].replace(" ", "T") == "2023-11-14T22:13:20.123456789"
    assert all(second[name] is None for name in COLUMNS if name not in ("id", "text"))
    assert third["share"] is None


def test_files_of_several_schemas_become_one_table(tmp_path: Path) -> None:
    one, other, third = (tmp_path / f"{name}.parquet" for name in "abc")
    parquet.write_table(pa.table({"text": [SOUND], "n": pa.array([1], pa.int8()), "x": ["甲"], "m": [1]}), one)
    parquet.write_table(pa.table({"text": [SOUND], "n": pa.array([2**40]), "y": [[1.5]], "m": ["one"]}), other)
    parquet.write_table(pa.table({"text": [SOUND], "x": pa.array(["乙"]).dictionary_encode()}), third)
    made = parquet.read_table(run(tmp_path, one, other, third) / "pages-00000.parquet").to_pydict()
    assert made["n"] == [1, 2**40, None]
    assert made["x"] == ["甲", None, "乙"]
    assert made["y"] == [None, [1.5], None]
    assert made["m"] == ["1", '"one"', None]


def test_what_json_has_becomes_columns_of_one_kind_in_all_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patch = "import zhengwen.corpus.runs.stages.writing as a\na.PARTS_PER_FILE = 1\n"
    (tmp_path / "sitecustomize.py").write_text(patch)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    huge = 2**60 + 1
    one = lines(
        tmp_path / "a.jsonl",
        {"text": SOUND, "n": 1, "mixed": "x", "empty": {}, "late": None, "huge": huge, "deep": {"a": [1]}},
        {"text": SOUND, "n": 2, "mixed": [2], "empty": {}, "huge": 2**70},
    )
    more = [{"text": f"第{n}条。", "n": n, "late": n, "huge": n} for n in range(2500)]
    other = lines(tmp_path / "b.jsonl", *more, {"text": SOUND, "n": 0.5, "mixed": None, "huge": 0.5, "late": 2**60 + 1})
    out = run(tmp_path, one, other)
    files = sorted(out.glob("pages-*.parquet"))
    assert len(files) > 1
    assert len({str(parquet.read_schema(path)) for path in files}) == 1
    made = dataset.dataset(files).to_table()
    assert made["n"][:2].to_pylist() == [1.0, 2.0]
    assert made["n"][-1].as_py() == 0.5
    assert made["mixed"][:2].to_pylist() == ['"x"', "[2]"]
    assert made["empty"][:2].to_pylist() == ["{}", "{}"]
    assert made["huge"][:3].to_pylist() == [str(huge), str(2**70), "0"]
    assert made["late"][-1].as_py() == 2**60 + 1
    assert made["deep"][0].as_py() == {"a": [1]}


def test_duplicates_have_the_types_of_pages(tmp_path: Path) -> None:
    source = tmp_path / "pages.parquet"
    parquet.write_table(TABLE, source)
    out = run(tmp_path, source, dedup="exact")
    kept, left_out = (parquet.read_table(out / f"{name}-00000.parquet") for name in ("pages", "duplicates"))
    assert (kept["id"].to_pylist(), left_out["id"].to_pylist()) == (["a"], ["b", "c"])
    assert kept.schema == left_out.schema


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "pages.parquet"
    parquet.write_table(
        pa.Table.from_arrays([pa.array([SOUND]), pa.array([1]), pa.array([2])], ["text", "n", "n"]), source
    )
    command = [sys.executable, "-m", "zhengwen", "corpus", str(source), "-o", str(tmp_path / "out"), "--no-learn"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2
    assert "field 'n' occurs twice" in json.loads((tmp_path / "out" / "rejects.jsonl").read_text())["reason"]
