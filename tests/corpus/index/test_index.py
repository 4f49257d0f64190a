"""The index on disk: matches, growth, and recovery after a crash."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

pytest.importorskip("numpy")

from zhengwen.cli.main import main
from zhengwen.corpus.index import Index, IndexedPage, IndexFileError
from zhengwen.corpus.near_duplicates import similarity

sys.path.insert(0, str(Path(__file__).parents[1] / "near_duplicates"))
import made_cases
import made_pairs

NOTICE = (
    "关于加强农村饮水安全工作的意见\n各乡镇人民政府，县政府各部门：为进一步提升农村饮水安全保障水平，切实维护广大农村居民身体健康，"
    "现提出如下意见。划定集中式饮用水水源保护区，设立标志牌和隔离防护设施，严禁在保护区内从事可能污染水源的活动。\n"
)
LICENCE = (
    "准予行政许可决定书\n{0}：你单位提出的食品经营许可申请材料齐全，符合法定形式，经营场所布局合理，设备设施与经营规模相适应，从业人员持有健康证明，"
    "根据有关规定，本机关决定准予你单位从事食品经营活动，许可证编号为{1}，有效期五年。请于十个工作日内持本决定书和身份证明到政务服务中心领取食品经营许可证。"
    "从事食品经营活动应当遵守法律法规和食品安全标准，接受社会监督，承担社会责任。\n"
)
IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0x9FA0)]


def page(seed: int, length: int = 300) -> str:
    return "".join(random.Random(seed).choices(IDEOGRAPHS, k=length))


def test_a_page_is_found_again_and_nearly(tmp_path: Path) -> None:
    with Index.open(tmp_path / "seen.index") as index:
        assert index.query(NOTICE) == []
        assert index.add("a", NOTICE, url="https://www.example.cn/a", published="2021-07-19")
        index.add_many(IndexedPage(f"other-{n}", page(n)) for n in range(50))
        (same,) = index.query(NOTICE.replace("，", ","))
        assert same == ("a", 1.0, "https://www.example.cn/a", "2021-07-19")
        (near,) = index.query(NOTICE.replace("严禁", "禁止"))
        assert near.id == "a"
        assert 0.8 <= near.similarity < 1
        assert index.query(NOTICE.replace("严禁", "禁止"), threshold=0.99) == []
        assert len(index) == 51


def test_a_page_is_found_that_is_near_only_as_it_stands(tmp_path: Path) -> None:
    one, other = made_cases.alike_as_it_stands()
    assert similarity(one.replace("，", ""), other.replace("，", "")) < 0.8
    with Index.open(tmp_path / "seen.index") as index:
        index.add("a", one)
        (match,) = index.query(other)
        assert match == ("a", pytest.approx(similarity(one, other)), None, None)


def test_the_likest_comes_first(tmp_path: Path) -> None:
    with Index.open(tmp_path / "seen.index") as index:
        index.add("less", NOTICE.replace("严禁", "禁止").replace("现提出", "提出"))
        index.add("more", NOTICE.replace("严禁", "禁止"))
        assert [match.id for match in index.query(NOTICE)] == ["more", "less"]


def test_it_is_there_for_the_next_crawl_and_for_readers_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "seen.index"
    with Index.open(path) as writer:
        writer.add("a", NOTICE)
        with Index.open(path, readonly=True) as reader:
            assert [match.id for match in reader.query(NOTICE)] == ["a"]
            writer.add("b", page(1))
            assert [match.id for match in reader.query(page(1))] == ["b"]
    with Index.open(path) as index:
        assert [one.id for one in index.pages()] == ["a", "b"]
        assert next(index.pages()).text == NOTICE


def test_a_document_of_the_same_template_was_not_seen_before_unless_asked(tmp_path: Path) -> None:
    with Index.open(tmp_path / "seen.index") as index:
        index.add("a", LICENCE.format("青溪县王伟粮油店", "12"))
        assert index.query(LICENCE.format("柳埠镇李娜水果店", "97")) == []
        (match,) = index.query(LICENCE.format("柳埠镇李娜水果店", "97"), templates=True)
        assert match.id == "a"


def test_a_page_is_found_among_thousands_of_its_template(tmp_path: Path) -> None:
    draw = random.Random(3)
    who = ["".join(draw.choices(IDEOGRAPHS, k=6)) for _ in range(3000)]
    with Index.open(tmp_path / "seen.index") as index:
        index.add_many(IndexedPage(str(n), LICENCE.format(name, n)) for n, name in enumerate(who))
        for number in range(0, 400, 20):
            asked = LICENCE.format(who[number], number)
            assert [match.id for match in index.query(asked)] == [str(number)]
            careless = asked.replace("，", ",").replace("健康证明", "健证明")
            assert [match.id for match in index.query(careless)] == [str(number)]


def test_a_page_that_stands_thousands_of_times_is_found_by_its_digest(tmp_path: Path) -> None:
    with Index.open(tmp_path / "seen.index") as index:
        index.add("first", NOTICE.replace("严禁", "禁止"))
        index.add_many(IndexedPage(str(n), NOTICE) for n in range(2000))
        found = index.query(NOTICE.replace("严禁", "禁止"))
        assert found[0] == ("first", 1.0, None, None)
        assert len(found) > 40


def test_of_many_long_pages_that_are_alike_few_are_held_at_once(tmp_path: Path) -> None:
    long = page(1, 300_000)
    with Index.open(tmp_path / "seen.index") as index:
        peaks = []
        for more in (range(3), range(3, 30)):
            index.add_many(IndexedPage(str(n), long + page(n, 300)) for n in more)
            tracemalloc.start()
            try:
                found = index.query(long, templates=True)
                peaks.append(tracemalloc.get_traced_memory()[1])
            finally:
                tracemalloc.stop()
        assert len(found) == 30
        assert peaks[1] < 1.5 * peaks[0]


def test_pages_are_found_before_and_after_their_bands_are_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhengwen.corpus.index._index.MERGE_PAGES", 70)
    with Index.open(tmp_path / "seen.index") as index:
        for start in range(0, 300, 30):
            index.add_many(IndexedPage(str(n), page(n)) for n in range(start, start + 30))
            for number in (0, start, start + 29):
                assert [match.id for match in index.query(page(number))] == [str(number)]
        index.compact()
        assert [match.id for match in index.query(page(299))] == ["299"]


def test_a_page_is_added_once_under_an_id(tmp_path: Path) -> None:
    with Index.open(tmp_path / "seen.index") as index:
        assert index.add("a", NOTICE)
        assert not index.add("a", NOTICE.replace("，", ","))
        assert index.add("b", NOTICE)
        assert index.add("a", page(3))
        assert index.add_many([IndexedPage("c", NOTICE), IndexedPage("c", NOTICE)]) == 1
        assert len(index) == 4


def test_compacting_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "seen.index"
    with Index.open(path) as index:
        index.add_many(IndexedPage(str(n), page(n)) for n in range(300))
        assert index.compact() == 0
        assert len(index) == 300
        assert [match.id for match in index.query(page(77))] == ["77"]
    assert not path.with_name("seen.index-wal").exists()


@pytest.mark.parametrize("text", ["", "通知", "×", "\0", "\udc80" * 9, "𠀀" * 40, "一" * 300_000])
def test_odd_pages_are_found_again(tmp_path: Path, text: str) -> None:
    with Index.open(tmp_path / "seen.index") as index:
        index.add("odd", text)
        assert [match.id for match in index.query(text)] == ["odd"]


def test_a_second_writer_waits_then_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengwen.corpus.index._file.LOCK_TIMEOUT_SECONDS", 0.2)
    path = tmp_path / "seen.index"
    with Index.open(path) as index, Index.open(path) as other:
        index._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(IndexFileError, match="another process is writing to this index"):
            other.add("a", NOTICE)
        index._connection.execute("COMMIT")
        assert other.add("a", NOTICE)


class TestFiles:
    def test_a_text_is_no_index(self, tmp_path: Path) -> None:
        path = tmp_path / "page.txt"
        path.write_text(NOTICE * 50)
        with pytest.raises(IndexFileError, match=r"page\.txt: not an index of zhengwen"):
            Index.open(path)
        assert path.read_text() == NOTICE * 50

    def test_another_database_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.db"
        with sqlite3.connect(path) as mine:
            mine.execute("CREATE TABLE t (x)")
        mine.close()
        before = path.read_bytes()
        with pytest.raises(IndexFileError, match="not an index"):
            Index.open(path)
        assert path.read_bytes() == before

    def test_an_index_of_a_later_version_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "seen.index"
        Index.open(path).close()
        with sqlite3.connect(path) as later:
            later.execute("PRAGMA user_version = 9")
        later.close()
        with pytest.raises(IndexFileError, match="version 9; this zhengwen reads version 1"):
            Index.open(path)

    def test_a_missing_index_is_made_only_for_writing(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match="no such index"):
            Index.open(tmp_path / "none.index", readonly=True)
        with pytest.raises(FileNotFoundError, match="no such folder"):
            Index.open(tmp_path / "none" / "seen.index")

    def test_a_lower_threshold_than_the_index_has_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "seen.index"
        with Index.open(path, threshold=0.9) as index, pytest.raises(ValueError, match=r"made for 0\.9 or more"):
            index.query(NOTICE, threshold=0.8)
        with pytest.raises(IndexFileError, match=r"0\.9 or more, not 0\.5"):
            Index.open(path, threshold=0.5)


WRITER = """
import random, sys
import zhengwen.corpus.index._index
from zhengwen.corpus.index import Index
zhengwen.corpus.index._index.MERGE_PAGES = 50
ideographs = [chr(code) for code in range(0x4E00, 0x9FA0)]
with Index.open(sys.argv[1]) as index:
    number = len(index)
    while True:
        index.add(str(number), "".join(random.Random(number).choices(ideographs, k=300)))
        print(number, flush=True)
        number += 1
"""


def test_nothing_committed_is_lost_when_the_writer_is_killed(tmp_path: Path) -> None:
    path, draw, committed = tmp_path / "seen.index", random.Random(5), -1
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, start_new_session=True
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(draw.uniform(0, 0.4))
            os.killpg(writer.pid, signal.SIGKILL)
            said = writer.stdout.read().split()
        committed = max(committed, *(int(number) for number in said or ["-1"]))
        with Index.open(path) as index:
            assert len(index) > committed
            for number in draw.sample(range(committed + 1), min(20, committed + 1)):
                assert str(number) in [match.id for match in index.query(page(number))]
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


class TestMerging:
    def test_the_pages_of_another_index_are_added_once(self, tmp_path: Path) -> None:
        with Index.open(tmp_path / "a") as one, Index.open(tmp_path / "b") as other:
            one.add("first", made_pairs.NOTICE, url="https://a.example/1", published="2021-07-19")
            other.add("first", made_pairs.NOTICE)
            other.add("second", made_pairs.REPORT, url="https://b.example/2", published="2022-01-02")
        with Index.open(tmp_path / "a") as one:
            assert one.merge(tmp_path / "b") == 1
            assert one.merge(tmp_path / "b") == 0
            assert one.merge(tmp_path / "a") == 0
            assert len(one) == 2
            (match,) = one.query(made_pairs.REPORT)
            assert match[2:] == ("https://b.example/2", "2022-01-02")

    def test_an_index_of_an_earlier_version_is_copied_to_a_new_one(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with Index.open(tmp_path / "old") as old:
            old.add("first", made_pairs.NOTICE)
        connection = sqlite3.connect(tmp_path / "old")
        connection.execute("DELETE FROM about WHERE name = 'sketches'")
        connection.commit()
        connection.close()
        assert main(["index", "info", str(tmp_path / "old")]) == 0
        assert "zhengwen index merge NEW" in capsys.readouterr().out
        assert main(["index", "merge", str(tmp_path / "new"), str(tmp_path / "old")]) == 0
        assert "1 pages added; 1 in" in capsys.readouterr().err
        with Index.open(tmp_path / "new") as new:
            assert new.is_current
            assert [match.id for match in new.query(made_pairs.NOTICE)] == ["first"]
