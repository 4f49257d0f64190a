"""Spark's `mapInPandas`, in a local session with two executors' threads and Python workers of their own."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

pytest.importorskip("pyspark")
pytest.importorskip("pandas")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

from pyspark.sql import SparkSession

from zhengwen import Ledger
from zhengwen.integrations.spark import CleanRows

FAULTY = "截至20225月，全部完成。"
SOUND = "截至2022年5月，全部完成。"


@pytest.fixture(scope="module")
def session():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    made = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield made
    made.stop()


def test_rows_are_cleaned_with_their_ledgers(session) -> None:
    frame = session.createDataFrame([(1, FAULTY), (2, None), (3, SOUND)], "id int, text string").repartition(2)
    clean = CleanRows("text")
    rows = {row.id: row for row in frame.mapInPandas(clean, clean.schema(frame)).collect()}
    assert rows[1].text == rows[3].text == SOUND
    assert rows[2].text is None
    assert Ledger.loads(rows[1].ledger, rows[1].text).restore(rows[1].text) == FAULTY


def test_binary_becomes_text_and_can_be_restored(session) -> None:
    raw = (FAULTY * 5).encode("gb18030")
    frame = session.createDataFrame([(bytearray(raw),)], "page binary")
    clean = CleanRows("page", ledger="undo")
    schema = clean.schema(frame)
    assert [one.dataType.typeName() for one in schema.fields] == ["string", "string"]
    (row,) = frame.mapInPandas(clean, schema).collect()
    assert row.page == SOUND * 5
    assert Ledger.loads(row.undo, row.page).restore(row.page) == raw


def test_wrong_columns_are_named(session) -> None:
    frame = session.createDataFrame([("", "")], "text string, ledger string")
    with pytest.raises(KeyError, match="no column 'page'"):
        CleanRows("page").schema(frame)
    with pytest.raises(KeyError, match="'ledger' already exists"):
        CleanRows("text").schema(frame)
