"""DuckDB's SQL functions."""

from __future__ import annotations

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

import duckdb

from zhengwen import Ledger, Pipeline
from zhengwen.integrations.duckdb import register

FAULTY = "截至20225月，全部完成。"
SOUND = "截至2022年5月，全部完成。"


def test_texts_ledgers_and_missing_values() -> None:
    connection = duckdb.connect()
    register(connection)
    connection.execute(
        "create table pages as select * from (values (1, ?), (2, null), (3, ?)) as t(id, text)", [FAULTY, SOUND]
    )
    assert connection.sql("select zhengwen_clean(text) from pages order by id").fetchall() == [
        (SOUND,),
        (None,),
        (SOUND,),
    ]
    rows = connection.sql("select zhengwen_inspect(text) as page from pages order by id").fetchall()
    assert rows[1] == (None,)
    (page,) = rows[0]
    assert Ledger.loads(page["ledger"], page["text"]).restore(page["text"]) == FAULTY


def test_many_rows_and_a_pipeline_of_ones_own() -> None:
    connection = duckdb.connect()
    register(connection, prefix="repair", pipeline=Pipeline.default().without("N"))
    register(connection)
    both = "select zhengwen_clean(?) as new, repair_clean(?) as old from range(5000)"
    query = f"select count(*) from ({both}) where new = ? and old = ?"
    assert connection.execute(query, [FAULTY, FAULTY, SOUND, FAULTY]).fetchone() == (5000,)


def test_bytes_in_any_charset() -> None:
    connection = duckdb.connect()
    register(connection, column_type="BLOB")
    raw = (FAULTY * 5).encode("gb18030")
    ((page,),) = connection.execute("select zhengwen_inspect(?)", [raw]).fetchall()
    assert page["text"] == SOUND * 5
    assert Ledger.loads(page["ledger"], page["text"]).restore(page["text"]) == raw
