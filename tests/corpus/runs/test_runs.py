"""Corpus runs through the command line: output, and recovery after a kill, a full disk, a bad record."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
zstandard = pytest.importorskip("zstandard")

import pyarrow  # noqa: E402  # behind what skips without it, or the path
from pyarrow import parquet  # noqa: E402  # behind what skips without it, or the path

from zhengwen.corpus.runs import restored  # noqa: E402  # behind what skips without it, or the path

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("profiles", "near_duplicates")]
import made_pairs  # noqa: E402  # behind what skips without it, or the path
import made_sites  # noqa: E402  # behind what skips without it, or the path

FAULTY = "青溪县水利局通告\n截至20225月，全县已完成河道清淤三十公里，加固堤防十二处。\n"


def corpus(folder: Path, count: int = 60, seed: int = 1) -> Path:
    """Write a file of pages: of two sites, with faults, copies, and documents from one template."""
    draw = random.Random(seed)
    rows = [{"id": "faulty", "url": "https://www.example.cn/0", "text": FAULTY, "n": 1, "tags": ["甲", None]}]
    for number in range(2):
        rows += [
            {"id": page.url, "url": page.url, "text": page.text}
            for page in made_sites.site(number + seed, count // 3)[0]
        ]
    rows += [{"id": f"licence-{n}", "text": made_pairs.licence(draw)} for n in range(count // 6)]
    rows += [{"id": "notice", "text": made_pairs.NOTICE, "published": "2021"}]
    for kind, change in made_pairs.COPIES.items():
        rows.append({"id": f"copy: {kind}", "text": change(draw, made_pairs.NOTICE)[1]})
    rows.append({"id": "same", "text": made_pairs.NOTICE})
    draw.shuffle(rows)
    path = folder / "pages.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "zhengwen", "corpus", *map(str, arguments)]


def run(*arguments: object, code: int = 0) -> str:
    done = subprocess.run(command(*arguments), capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == code, done.stderr
    return done.stderr


def pages(folder: Path, kind: str = "pages") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob(f"{kind}-*.jsonl.zst")):
        with zstandard.open(path, "rb") as file:
            rows += map(json.loads, io.TextIOWrapper(file, encoding="utf-8"))
    return rows


def same(one: Path, other: Path) -> None:
    """Check that two outputs have the same files with the same bytes, except for the seconds in the report."""
    names = sorted(path.name for path in one.iterdir())
    assert names == sorted(path.name for path in other.iterdir())
    for name in names:
        if name == "report.json":
            assert _untimed(one / name) == _untimed(other / name)
        else:
            assert (one / name).read_bytes() == (other / name).read_bytes(), name


def _untimed(path: Path) -> dict[str, Any]:
    return {key: value for key, value in json.loads(path.read_text()).items() if key != "seconds"}


class TestOutput:
    @pytest.fixture(scope="class")
    @classmethod
    def done(cls, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, Any]], Path]:
        folder = tmp_path_factory.mktemp("output")
        source = corpus(folder)
        run(source, "-o", folder / "out")
        return [json.loads(line) for line in source.read_text().splitlines()], folder / "out"

    def test_pages_are_cleaned_and_keep_their_fields(self, done: tuple[list[dict[str, Any]], Path]) -> None:
        (faulty,) = (row for row in pages(done[1]) if row["id"] == "faulty")
        assert "截至2022年5月，" in faulty["text"]
        assert list(faulty) == ["id", "url", "text", "n", "tags", "zhengwen"]
        assert (faulty["n"], faulty["tags"]) == (1, ["甲", None])
        assert faulty["zhengwen"]["fixed"] == {"N001": 1}
        assert faulty["zhengwen"]["meta"]["title"] == "青溪县水利局通告"

    def test_every_page_is_restored_from_the_output_alone(self, done: tuple[list[dict[str, Any]], Path]) -> None:
        source, out = done
        records = [*pages(out), *pages(out, "duplicates")]
        assert {row["id"]: restored(row) for row in records} == {row["id"]: row["text"] for row in source}

    def test_copies_are_left_out_and_templates_stay(self, done: tuple[list[dict[str, Any]], Path]) -> None:
        source, out = done
        kept = {row["id"] for row in pages(out)}
        left_out = {row["id"] for row in pages(out, "duplicates")}
        assert kept | left_out == {row["id"] for row in source}
        assert {row["id"] for row in source if row["id"].startswith("licence")} <= kept
        copies = {row["id"] for row in source if row["id"].startswith(("copy", "notice", "same"))}
        assert len(copies & kept) == 1
        listed = parquet.read_table(out / "clusters.parquet").to_pylist()
        assert {row["id"] for row in listed} == copies
        assert {row["kept"] for row in listed} == copies & kept
        assert all(0.8 <= row["similarity"] <= 1 for row in listed)
        first = next(row["id"] for row in source if row["id"] in copies)
        assert copies & kept == {first}
        assert all(row["zhengwen"]["kept"] == first for row in pages(out, "duplicates"))

    def test_the_sites_lines_are_learned_and_cut(self, done: tuple[list[dict[str, Any]], Path]) -> None:
        assert (done[1] / "profile.toml").read_text().count("[[site") >= 4
        assert json.loads((done[1] / "report.json").read_text())["fixed"]["F012"] > 20

    def test_the_report_counts(self, done: tuple[list[dict[str, Any]], Path]) -> None:
        source, out = done
        report = json.loads((out / "report.json").read_text())
        assert report["pages"] == len(source)
        assert report["duplicates"] == len(pages(out, "duplicates"))
        assert report["clusters"] == 1
        assert set(report["seconds"]) == {"learn", "clean", "duplicates", "write"}
        assert not (out / ".zhengwen").exists()


@pytest.mark.parametrize("arguments", [["--workers", 2], ["--workers", 3, "--keep", "longest"]])
def test_workers_make_no_difference(tmp_path: Path, arguments: list[object]) -> None:
    source = corpus(tmp_path)
    run(source, "-o", tmp_path / "one", *arguments[2:])
    run(source, "-o", tmp_path / "many", *arguments)
    same(tmp_path / "one", tmp_path / "many")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_run_goes_on_and_its_output_is_the_same(
    tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = corpus(tmp_path, 120)
    _small_chunks(monkeypatch, tmp_path)
    run(source, "-o", tmp_path / "undisturbed", "--workers", workers)
    out, killed = tmp_path / "killed", 0
    for written in (1, 4, 9, 16, 25):  # files of unfinished work
        with subprocess.Popen(
            command(source, "-o", out, "--workers", workers), stderr=subprocess.DEVNULL, start_new_session=True
        ) as going:
            killed += _killed_when(going, out / ".zhengwen", written)
        if (out / "report.json").exists():
            break
    if (out / ".zhengwen").exists():
        run(source, "-o", out, "--workers", workers)
    assert killed > 1
    same(tmp_path / "undisturbed", out)


def test_a_run_that_was_killed_at_its_very_end_is_tidied_up(tmp_path: Path) -> None:
    source, out = corpus(tmp_path), tmp_path / "out"
    with subprocess.Popen(command(source, "-o", out), stderr=subprocess.DEVNULL, start_new_session=True) as going:
        while not list(out.glob(".zhengwen/plan.json")):
            time.sleep(0.02)
        plan = next(out.glob(".zhengwen/plan.json")).read_bytes()
        assert going.wait() == 0
    (out / ".zhengwen").mkdir()
    (out / ".zhengwen" / "plan.json").write_bytes(plan)
    before = sorted(path.name for path in out.iterdir())
    assert "pages of" in run(source, "-o", out)
    assert sorted(path.name for path in out.iterdir()) == [name for name in before if name != ".zhengwen"]


def _killed_when(going: subprocess.Popen[bytes], work: Path, written: int) -> bool:
    """Kill a run once its work folder has a number of files; returns whether it was still running."""
    while going.poll() is None:
        with contextlib.suppress(FileNotFoundError):  # a finished run deletes its work folder
            if sum(path.is_file() for path in work.rglob("*")) >= written:
                os.killpg(going.pid, signal.SIGKILL)
                return True
        time.sleep(0.005)
    return False


def test_one_machine_needs_no_daft_and_a_cluster_says_that_it_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, without = corpus(tmp_path), tmp_path / "without"
    without.mkdir()
    (without / "sitecustomize.py").write_text("import sys\nsys.modules['daft'] = None\n")  # as if not installed
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(without), os.environ.get("PYTHONPATH", ""))))
    run(source, "-o", tmp_path / "out", "--workers", "2")
    said = run(source, "-o", tmp_path / "ray", "--ray", "auto", code=2)
    assert said == "zhengwen: running on Ray needs the package daft: in a clone of zhengwen, pip install '.[ray]'\n"


def test_the_profile_of_many_sites_is_what_the_profile_command_learns(tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for seed in range(40):  # more units than workers are submitted at once
            for page in made_sites.site(seed, 12)[0]:
                file.write(json.dumps({"url": f"https://www.{seed}.example.cn/", "text": page.text}) + "\n")
    run(source, "-o", tmp_path / "out", "--workers", "2", "--dedup", "none")
    learn = [sys.executable, "-m", "zhengwen", "profile", "learn", str(source), "-o", str(tmp_path / "alone.toml")]
    subprocess.run(learn, check=True, capture_output=True, timeout=300)
    learned = (tmp_path / "out" / "profile.toml").read_text()
    assert learned == (tmp_path / "alone.toml").read_text()
    assert learned.count("\npages =") > 40


def _small_chunks(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the started processes use small chunks, so that a kill finds some chunks done."""
    (folder / "sitecustomize.py").write_text(
        "import zhengwen.corpus.records._chunks as a\na.CHUNK = 9\n"
        "import zhengwen.corpus.runs.stages.writing as c\nc.PARTS_PER_FILE = 3\n"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(folder), os.environ.get("PYTHONPATH", ""))))


def test_a_run_with_other_options_does_not_take_up_the_old_one(tmp_path: Path) -> None:
    source, out = corpus(tmp_path), tmp_path / "out"
    with subprocess.Popen(command(source, "-o", out), stderr=subprocess.DEVNULL, start_new_session=True) as going:
        while not list(out.glob(".zhengwen/plan.json")):
            time.sleep(0.02)
        os.killpg(going.pid, signal.SIGKILL)
    said = run(source, "-o", out, "--dedup", "none", code=2)
    assert "has an unfinished run with other input or options" in said
    run(source, "-o", out, "--dedup", "none", "--overwrite")
    assert not (out / "clusters.parquet").exists()


def test_a_finished_run_given_again_says_so_and_changes_nothing(tmp_path: Path) -> None:
    source, out = corpus(tmp_path), tmp_path / "out"
    first = run(source, "-o", out)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.iterdir()}
    for workers in (1, 2):
        said = run(source, "-o", out, "--workers", workers)
        assert said.splitlines()[0] == f"{out}: this run is finished already; --overwrite does it again"
        assert said.splitlines()[1:] == first.splitlines()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.iterdir()} == before
    run(source, "-o", out, "--overwrite")
    assert (out / "report.json").stat().st_mtime_ns > before[out / "report.json"][1]


def test_a_finished_run_with_rejects_given_again_ends_as_it_did_and_says_why(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out"
    source.write_text('{"text": "截至20225月，已办理12件。"}\n{"broken\n', encoding="utf-8")
    first = run(source, "-o", out, code=2)
    said = run(source, "-o", out, code=2)
    assert said.splitlines()[0] == f"{out}: this run is finished already; --overwrite does it again"
    assert said.splitlines()[1:] == first.splitlines()
    assert said.splitlines()[-1] == f"zhengwen: 1 records could not be read: {out}/rejects.jsonl"


def test_another_finished_run_is_not_overwritten_unasked(tmp_path: Path) -> None:
    source, out = corpus(tmp_path), tmp_path / "out"
    run(source, "-o", out)
    before = (out / "report.json").read_bytes()
    refused = f"zhengwen: {out}: has a finished run; use another folder, or --overwrite\n"
    assert run(source, "-o", out, "--dedup", "none", code=2) == refused
    with source.open("a", encoding="utf-8") as file:
        file.write('{"text": "新的一页。"}\n')
    assert run(source, "-o", out, code=2) == refused
    assert (out / "report.json").read_bytes() == before
    run(source, "-o", out, "--overwrite")


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.zst", "parquet"])
def test_a_wrong_text_field_stops_the_run_at_once(tmp_path: Path, suffix: str) -> None:
    rows = [{"id": n, "body": f"第{n}条"} for n in range(1100)]
    source = tmp_path / f"pages.{suffix}"
    if suffix == "parquet":
        parquet.write_table(pyarrow.Table.from_pylist(rows), source)
    else:
        raw = "".join(json.dumps(row) + "\n" for row in rows).encode()
        source.write_bytes(zstandard.compress(raw) if suffix.endswith("zst") else raw)
    said = f"zhengwen: {source}: none of the first 1,000 records has the field 'text'; the last one has 'id', 'body';"
    assert run(source, "-o", tmp_path / "out", code=2) == f"{said} name the right one with --text-field\n"
    assert not (tmp_path / "out").exists()
    done = subprocess.run(
        [sys.executable, "-m", "zhengwen", "index", "add", tmp_path / "seen.index", source],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.splitlines()[-1].startswith(said)) == (2, True)
    run(source, "-o", tmp_path / "out", "--text-field", "body")


def test_a_field_that_most_records_lack_is_no_wrong_one(tmp_path: Path) -> None:
    rows = [{"id": n, "body": ""} for n in range(1100)]
    rows[900] = {"id": 900, "text": "第一条。"}
    source = tmp_path / "pages.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert run(source, "-o", tmp_path / "out", code=2).startswith("1 pages of ")


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    source, out = corpus(tmp_path), tmp_path / "out"
    with subprocess.Popen(command(source, "-o", out), stderr=subprocess.DEVNULL, start_new_session=True) as going:
        while not list(out.glob(".zhengwen/plan.json")):
            time.sleep(0.02)
        os.killpg(going.pid, signal.SIGSTOP)
        assert "another run is writing to this folder" in run(source, "-o", out, code=2)
        os.killpg(going.pid, signal.SIGCONT)
        assert going.wait() == 0


def test_records_that_cannot_be_read_are_listed_and_the_rest_is_done(tmp_path: Path) -> None:
    source, out = corpus(tmp_path), tmp_path / "out"
    with source.open("a") as file:
        file.write('{"id": "bad"}\n{broken\n')
    said = run(source, "-o", out, code=2)
    assert "2 records could not be read" in said
    rejects = [json.loads(line) for line in (out / "rejects.jsonl").read_text().splitlines()]
    assert [(reject["file"], reject["reason"][:8]) for reject in rejects] == [
        (str(source), "no field"),
        (str(source), "not JSON"),
    ]
    assert len(pages(out)) > 50


def test_bytes_no_charset_explains_and_lone_surrogates_come_back(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    raw = "中国政府网公布的条例。".encode() + b"\xff" + "自公布之日起施行。".encode()
    (folder / "a.txt").write_bytes(raw)
    (folder / "b.txt").write_bytes("截至20225月，全部完成。".encode("gb18030"))
    (folder / "c.jsonl").write_text(json.dumps({"id": "c", "text": "坏\udc80字。", "x": "\ud800"}))
    for kind, suffix in (("jsonl", "jsonl.zst"), ("parquet", "parquet")):
        run(folder, "-o", out, "--output-format", kind, "--overwrite")
        assert list(out.glob(f"pages-*.{suffix}"))
        rows = pages(out) if kind == "jsonl" else parquet.read_table(next(out.glob("pages-*.parquet"))).to_pylist()
        by_id = {Path(row["id"]).name: row for row in rows}
        assert restored(by_id["a.txt"]) == raw
        assert restored(by_id["b.txt"]) == "截至20225月，全部完成。".encode("gb18030")
        assert restored(by_id["c"]) == "坏\udc80字。"


def test_parquet_keeps_fields_and_says_what_was_done(tmp_path: Path) -> None:
    source, out = corpus(tmp_path), tmp_path / "out"
    run(source, "-o", out, "--output-format", "parquet")
    rows = parquet.read_table(sorted(out.glob("pages-*.parquet"))).to_pylist()
    (faulty,) = (row for row in rows if row["id"] == "faulty")
    assert (faulty["n"], faulty["tags"]) == (1, ["甲", None])
    assert faulty["zhengwen"]["fixed"] == [{"rule": "N001", "count": 1}]
    assert restored(faulty) == FAULTY


class TestIndex:
    def test_the_next_crawl_leaves_out_what_was_seen(self, tmp_path: Path) -> None:
        index = tmp_path / "seen.index"
        first = corpus(tmp_path, 30)
        run(first, "-o", tmp_path / "one", "--index", index)
        kept = {row["id"] for row in pages(tmp_path / "one")}
        second = tmp_path / "second.jsonl"
        fresh = {"id": "fresh", "text": made_pairs.REPORT}
        near = {"id": "near", "text": made_pairs.NOTICE.replace("总体要求", "目标要求")}
        second.write_text("".join(json.dumps(row) + "\n" for row in (fresh, near)))
        run(second, "-o", tmp_path / "two", "--index", index)
        assert [row["id"] for row in pages(tmp_path / "two")] == ["fresh"]
        (left_out,) = pages(tmp_path / "two", "duplicates")
        assert left_out["id"] == "near"
        assert left_out["zhengwen"]["kept"] in kept
        (listed,) = parquet.read_table(tmp_path / "two" / "clusters.parquet").to_pylist()
        assert (listed["id"], listed["page"], listed["kept_page"]) == ("near", 1, None)
        assert json.loads((tmp_path / "two" / "report.json").read_text())["duplicates"] == 1
        run(second, "-o", tmp_path / "three", "--index", index)
        assert pages(tmp_path / "three") == []


def test_pages_that_share_an_id_are_told_apart(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": text} for text in (made_pairs.NOTICE, made_pairs.REPORT) * 2]
    rows.append({"id": "b", "text": made_pairs.NOTICE})
    path = tmp_path / "pages.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    said = run(path, "-o", tmp_path / "out")
    listed = parquet.read_table(tmp_path / "out" / "clusters.parquet").to_pylist()
    assert [(row["id"], row["page"], row["kept_page"]) for row in listed] == [
        ("a", 0, 0),
        ("a", 1, 1),
        ("a", 2, 0),
        ("a", 3, 1),
        ("b", 4, 0),
    ]
    assert "3 duplicates in 2 clusters dropped" in said
    assert "4 pages in clusters share an ID" in said


def test_standard_input_goes_to_standard_output(tmp_path: Path) -> None:
    given = json.dumps({"id": 1, "text": FAULTY}) + "\n{broken\n"
    done = subprocess.run(
        command("-", "-o", "-", "--dedup", "none"), input=given, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    (row,) = map(json.loads, done.stdout.splitlines())
    assert "2022年5月" in row["text"]
    assert restored(row) == FAULTY
    assert "standard input: record 2: not JSON" in done.stderr


def test_an_output_of_a_run_is_not_taken_for_raw_pages(tmp_path: Path) -> None:
    source = corpus(tmp_path, 12)
    run(source, "-o", tmp_path / "one")
    said = run(tmp_path / "one", "-o", tmp_path / "two", "--format", "jsonl", "--no-learn", code=2)
    assert "could not be read" in said
    assert "it is the output of a run" in (tmp_path / "two" / "rejects.jsonl").read_text() or "not JSON" in said


class TestDisk:
    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        said = run(corpus(tmp_path), "-o", tmp_path / "file" / "out", code=2)
        assert said.count("\n") == 1
        assert "Not a directory" in said

    def test_a_full_disk_leaves_nothing_half_written_and_the_run_goes_on_later(self, tmp_path: Path) -> None:
        source, out = corpus(tmp_path), tmp_path / "out"
        limited = f"ulimit -f 20; exec {' '.join(command(source, '-o', out))}"
        done = subprocess.run(["bash", "-c", f"trap '' XFSZ; {limited}"], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "File too large" in done.stderr
        assert "run the same command again to resume" in done.stderr
        assert not list(out.glob("pages-*"))
        run(source, "-o", out)
        run(source, "-o", tmp_path / "whole")
        same(tmp_path / "whole", out)
