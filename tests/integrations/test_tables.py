"""The integrations with table libraries, on realistic columns."""

from __future__ import annotations

import pickle

import pytest

from zhengwen import Ledger, Pipeline
from zhengwen.integrations._values import NotTextWarning, Values

FAULTY = "截至20225月，全部完成。"
SOUND = "截至2022年5月，全部完成。"
UNREADABLE = "中国政府网公布的条例。".encode() + b"\xff" + "自公布之日起施行。".encode()


def restored(text: str, ledger: str) -> str | bytes:
    return Ledger.loads(ledger, text).restore(text)


def test_values_travel_to_other_processes() -> None:
    values = pickle.loads(pickle.dumps(Values(Pipeline.default().without("N"))))
    assert values.texts([FAULTY]) == [FAULTY]


def test_bytes_that_are_no_character_can_be_stored_and_come_back() -> None:
    (stored,) = Values().stored([UNREADABLE])
    assert stored is not None
    stored.text.encode("utf-8")
    assert "\N{REPLACEMENT CHARACTER}" in stored.text
    assert restored(*stored) == UNREADABLE


def test_a_value_that_is_no_page_is_named() -> None:
    with pytest.raises(TypeError, match="value 1 of the column is int"):
        Values().texts([SOUND, 7])


class TestPandas:
    pandas = pytest.importorskip("pandas")

    def test_a_column_is_cleaned_and_keeps_its_index_and_gaps(self) -> None:
        from zhengwen.integrations.pandas import clean

        column = self.pandas.Series([FAULTY, None, float("nan"), SOUND.encode("gb18030")], index=list("abcd"), name="x")
        made = clean(column.astype(object))
        assert made["a"] == made["d"] == SOUND
        assert made.isna().tolist() == [False, True, True, False]
        assert made.name == "x"

    @pytest.mark.parametrize("dtype", ["str", "string", "category"])
    def test_a_typed_column_keeps_its_type_where_it_can(self, dtype: str) -> None:
        from zhengwen.integrations.pandas import clean

        made = clean(self.pandas.Series([FAULTY, None], dtype=dtype))
        assert made[0] == SOUND
        assert made.isna().tolist() == [False, True]

    @pytest.mark.parametrize("kind", ["string", "large_string"])
    def test_an_arrow_column_stays_one(self, kind: str) -> None:
        pyarrow = pytest.importorskip("pyarrow")
        from zhengwen.integrations.pandas import clean

        dtype = self.pandas.ArrowDtype(getattr(pyarrow, kind)())
        made = clean(self.pandas.Series([FAULTY, None], dtype=dtype))
        assert made.dtype == dtype
        assert made[0] == SOUND

    def test_rows_keep_their_order_and_index_even_where_it_repeats(self) -> None:
        from zhengwen.integrations.pandas import clean, inspect

        column = self.pandas.Series([SOUND, FAULTY, None], index=[2, 1, 1])
        assert clean(column).index.tolist() == inspect(column).index.tolist() == [2, 1, 1]
        assert clean(column).tolist()[:2] == [SOUND, SOUND]
        assert inspect(column[:0]).columns.tolist() == ["text", "ledger"]

    @pytest.mark.parametrize("given", [[FAULTY], 7])
    def test_what_is_no_column_is_named(self, given: object) -> None:
        from zhengwen.integrations.pandas import clean

        with pytest.raises(TypeError, match=f"pandas.Series, as .*, not {type(given).__name__}"):
            clean(given)

    def test_numbers_are_refused(self) -> None:
        from zhengwen.integrations.pandas import clean

        with pytest.raises(TypeError, match="value 1 of the column is float"):
            clean(self.pandas.Series([FAULTY, 3.5], dtype=object))

    def test_the_ledger_brings_the_page_back(self) -> None:
        from zhengwen.integrations.pandas import inspect

        made = inspect(self.pandas.Series([FAULTY, UNREADABLE], dtype=object))
        assert restored(made["text"][0], made["ledger"][0]) == FAULTY
        assert restored(made["text"][1], made["ledger"][1]) == UNREADABLE


class TestPolars:
    polars = pytest.importorskip("polars")

    @pytest.mark.parametrize("lazy", [False, True])
    def test_a_column_is_cleaned(self, lazy: bool) -> None:
        from zhengwen.integrations.polars import clean

        frame = self.polars.DataFrame({"text": [FAULTY, None], "id": [1, 2]})
        made = frame.lazy().with_columns(clean("text")).collect() if lazy else frame.with_columns(clean("text"))
        assert made.to_dict(as_series=False) == {"text": [SOUND, None], "id": [1, 2]}

    @pytest.mark.parametrize("engine", ["in-memory", "streaming"])
    def test_many_batches_keep_their_order(self, engine: str) -> None:
        from zhengwen.integrations.polars import clean

        texts = [f"第{number}条" for number in range(3000)]
        frame = self.polars.DataFrame({"text": texts}).lazy().with_columns(clean("text"))
        assert frame.collect(engine=engine)["text"].to_list() == texts

    def test_bytes_categories_groups_and_nothing(self) -> None:
        from zhengwen.integrations.polars import clean

        frame = self.polars.DataFrame({"raw": [FAULTY.encode("gbk"), None], "group": [1, 1]})
        assert frame.select(clean("raw"))["raw"].to_list() == [SOUND, None]
        assert frame.group_by("group").agg(clean("raw"))["raw"].to_list() == [[SOUND, None]]
        assert frame.head(0).select(clean("raw")).schema == {"raw": self.polars.String}

    def test_numbers_are_refused_with_the_expression(self) -> None:
        from zhengwen.integrations.polars import clean

        with pytest.raises(Exception, match="value 0 of the column is int") as raised:
            self.polars.DataFrame({"n": [1]}).select(clean("n"))
        assert 'col("n")' in str(raised.value)

    def test_the_ledger_brings_the_page_back(self) -> None:
        from zhengwen.integrations.polars import inspect

        frame = self.polars.DataFrame({"raw": [UNREADABLE, None]})
        one, none = frame.select(inspect(self.polars.col("raw")))["raw"].to_list()
        assert restored(one["text"], one["ledger"]) == UNREADABLE
        assert none is None


class TestDaft:
    daft = pytest.importorskip("daft")

    def test_a_column_is_cleaned(self) -> None:
        from zhengwen.integrations.daft import clean

        frame = self.daft.from_pydict({"text": [FAULTY, None], "id": [1, 2]})
        made = frame.with_column("text", clean(self.daft.col("text"))).to_pydict()
        assert made == {"text": [SOUND, None], "id": [1, 2]}

    def test_the_ledger_brings_the_page_back(self) -> None:
        from zhengwen.integrations.daft import inspect

        frame = self.daft.from_pydict({"raw": [UNREADABLE, None]})
        one, none = frame.select(inspect(self.daft.col("raw")).alias("made")).to_pydict()["made"]
        assert restored(one["text"], one["ledger"]) == UNREADABLE
        assert none is None or none["text"] is None


class TestDatasets:
    datasets = pytest.importorskip("datasets")

    @pytest.mark.parametrize("workers", [None, 2])
    def test_a_dataset_is_mapped(self, workers: int | None, tmp_path: object) -> None:
        from zhengwen.integrations.datasets import CleanColumn

        pages = self.datasets.Dataset.from_dict({"text": [FAULTY, SOUND, None], "id": [1, 2, 3]})
        made = pages.map(CleanColumn("text"), batched=True, num_proc=workers)
        assert made["text"][:] == [SOUND, SOUND, None]
        assert made["id"][:] == [1, 2, 3]
        assert restored(made["text"][0], made["ledger"][0]) == FAULTY

    @pytest.mark.parametrize("format", ["numpy", "pandas", "polars"])
    def test_formats_make_no_difference(self, format: str) -> None:
        from zhengwen.integrations.datasets import CleanColumn

        pages = self.datasets.Dataset.from_dict({"text": [FAULTY, None]}).with_format(format)
        assert pages.map(CleanColumn("text"), batched=True).with_format(None)["text"][:] == [SOUND, None]

    def test_a_stream_comes_in_batches(self) -> None:
        from zhengwen.integrations.datasets import CleanColumn

        pages = self.datasets.Dataset.from_dict({"text": [FAULTY, None, SOUND]}).to_iterable_dataset()
        made = pages.map(CleanColumn("text"), batched=True, batch_size=2)
        assert [row["text"] for row in made] == [SOUND, None, SOUND]

    def test_what_cannot_be_done_is_said(self) -> None:
        from zhengwen.integrations.datasets import CleanColumn

        pages = self.datasets.Dataset.from_dict({"text": [FAULTY], "n": [1]})
        with pytest.raises(TypeError, match="value 0 of the column is int"):
            pages.map(CleanColumn("n"), batched=True)
        with pytest.raises(TypeError, match="has the format arrow"):
            pages.with_format("arrow").map(CleanColumn("text"), batched=True)

    def test_a_column_of_bytes_stays_one(self) -> None:
        from zhengwen.integrations.datasets import CleanColumn

        pages = self.datasets.Dataset.from_dict({"text": [FAULTY.encode("gbk")]})
        row = pages.map(CleanColumn("text"), batched=True)[0]
        assert row["text"] == SOUND.encode()
        assert restored(row["text"].decode(), row["ledger"]) == FAULTY.encode("gbk")

    def test_a_missing_column_is_named_with_those_there_are(self) -> None:
        from zhengwen.integrations.datasets import CleanColumn

        with pytest.raises(KeyError, match="no column 'body'; the columns are 'text'"):
            CleanColumn("body")({"text": [FAULTY]})

    def test_a_column_is_not_overwritten_by_the_ledger(self) -> None:
        from zhengwen.integrations.datasets import CleanColumn

        with pytest.raises(KeyError, match="already"):
            CleanColumn("text")({"text": [FAULTY], "ledger": ["mine"]})

    def test_single_rows_are_refused_with_what_to_do(self) -> None:
        from zhengwen.integrations.datasets import CleanColumn

        with pytest.raises(TypeError, match="batched=True"):
            CleanColumn("text")({"text": FAULTY})


class TestDatatrove:
    datatrove = pytest.importorskip("datatrove")

    def test_documents_go_through_a_real_pipeline(self, tmp_path: object) -> None:
        from datatrove.data import Document
        from datatrove.executor import LocalPipelineExecutor
        from datatrove.pipeline.writers import JsonlWriter

        from zhengwen.integrations.datatrove import CleanDocuments

        documents = [Document(FAULTY, "1"), Document(SOUND, "2")]
        LocalPipelineExecutor(
            [documents, CleanDocuments(), JsonlWriter(f"{tmp_path}/out", compression=None)],
            logging_dir=f"{tmp_path}/logs",
        ).run()
        import json
        from pathlib import Path

        rows = [json.loads(line) for line in Path(f"{tmp_path}/out/00000.jsonl").read_text().splitlines()]
        assert [row["text"] for row in rows] == [SOUND, SOUND]
        assert restored(rows[0]["text"], rows[0]["metadata"]["zhengwen_ledger"]) == FAULTY

    def test_a_ledger_is_not_written_over(self) -> None:
        from datatrove.data import Document

        from zhengwen.integrations.datatrove import CleanDocuments

        (once,) = CleanDocuments().run([Document(FAULTY, "1")])
        with pytest.raises(KeyError, match="metadata of document 1 already has 'zhengwen_ledger'"):
            list(CleanDocuments().run([once]))
        (twice,) = CleanDocuments(ledger="second").run([once])
        assert sorted(twice.metadata) == ["second", "zhengwen_ledger"]


def test_what_is_not_text_is_left_as_it_is_and_comes_back() -> None:
    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06\x00\x00\x00\x1f\xf3\xffa"
    with pytest.warns(NotTextWarning, match="1 values are not text"):
        first, second = Values().stored([picture, "截至20225月，全部完成。"])
    assert first is not None
    assert second is not None
    assert Ledger.loads(first.ledger, first.text).restore(first.text) == picture
    assert not len(Ledger.loads(first.ledger)) or [step.name for step in Ledger.loads(first.ledger).steps] == ["stored"]
    assert second.text == "截至2022年5月，全部完成。"
