"""Input and output in object storage, through the command line, with a local server of the S3 protocol."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("moto", reason="a server of the S3 protocol: pip install 'moto[server]'")
zstandard = pytest.importorskip("zstandard")

import pyarrow  # noqa: E402  # behind what skips without it, or the path
from moto.server import ThreadedMotoServer  # noqa: E402  # behind what skips without it, or the path
from pyarrow import fs, parquet  # noqa: E402  # behind what skips without it, or the path

TEXT = "截至20225月，第{}村已完成河道清淤三十公里，加固堤防十二处。"


class Store:
    """A bucket of the server, and the environment variables to access it."""

    def __init__(self, server: ThreadedMotoServer) -> None:
        host, port = server.get_host_and_port()
        self.environment = {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        self.system = fs.S3FileSystem(
            endpoint_override=f"http://{host}:{port}",
            access_key="key",
            secret_key="secret",
            region="us-east-1",
            allow_bucket_creation=True,
            allow_bucket_deletion=True,
        )

    def put(self, key: str, contents: bytes) -> None:
        with self.system.open_output_stream(f"pages/{key}", compression=None) as stream:
            stream.write(contents)

    def get(self, key: str) -> bytes:
        with self.system.open_input_stream(f"pages/{key}", compression=None) as stream:
            return bytes(stream.read())

    def names(self, folder: str) -> list[str]:
        found = self.system.get_file_info(fs.FileSelector(f"pages/{folder}", recursive=True, allow_not_found=True))
        return sorted(info.path.partition(f"{folder}/")[2] for info in found if info.is_file)


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadedMotoServer]:
    running = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def store(server: ThreadedMotoServer) -> Iterator[Store]:
    made = Store(server)
    made.system.create_dir("pages")
    yield made
    made.system.delete_dir("pages")


def run(store: Store, *arguments: object, code: int = 0, command: str = "corpus") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "zhengwen", command, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, **store.environment},
    )
    assert done.returncode == code, done.stderr
    return done.stderr


def lines(first: int, count: int) -> bytes:
    rows = ({"id": f"{n}", "text": TEXT.format(n)} for n in range(first, first + count))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def inputs() -> dict[str, bytes]:
    table = io.BytesIO()
    parquet.write_table(pyarrow.table({"id": ["p"], "text": [TEXT.format("p")]}), table)
    return {
        "a.jsonl": lines(0, 4500),
        "b/公告 2024.jsonl.gz": gzip.compress(lines(5000, 10)),
        "b/c.jsonl.zst": zstandard.compress(lines(6000, 10)),
        "c.parquet": table.getvalue(),
        "d.txt": TEXT.format("d").encode("gb18030"),
        "e.html": f"<meta charset=utf-8><p>{TEXT.format('e')}".encode(),
        "picture.png": b"\x89PNG",
        ".hidden/x.txt": b"x",
    }


def pages(contents: bytes) -> list[dict[str, Any]]:
    with zstandard.ZstdDecompressor().stream_reader(contents) as stream:
        return list(map(json.loads, io.TextIOWrapper(stream, encoding="utf-8")))


def test_input_and_output_are_those_of_files(tmp_path: Path, store: Store) -> None:
    for name, contents in inputs().items():
        store.put(f"in/{name}", contents)
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
    run(store, tmp_path / "in", "-o", tmp_path / "out", "--dedup", "exact")
    run(store, "s3://pages/in", "-o", "s3://pages/out", "--dedup", "exact", "--work", tmp_path / "work", "--workers", 2)
    assert store.names("out") == sorted(path.name for path in (tmp_path / "out").iterdir() if path.is_file())
    here = pages((tmp_path / "out" / "pages-00000.jsonl.zst").read_bytes())
    there = pages(store.get("out/pages-00000.jsonl.zst"))
    assert len(here) == len(there) == 4523
    assert [row["text"] for row in there] == [row["text"] for row in here]
    assert [row["id"] for row in there[-2:]] == ["s3://pages/in/d.txt", "s3://pages/in/e.html"]
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.skipif("ZHENGWEN_TEST_CLUSTER" not in os.environ, reason="takes a minute; set ZHENGWEN_TEST_CLUSTER=1")
def test_a_cluster_reads_and_writes_there(tmp_path: Path, store: Store) -> None:
    pytest.importorskip("daft")
    pytest.importorskip("ray")
    for name, contents in inputs().items():
        store.put(f"in/{name}", contents)
    command = ["s3://pages/in", "--dedup", "exact"]
    run(store, *command, "-o", "s3://pages/one", "--work", tmp_path / "one")
    head = [str(Path(sys.executable).with_name("ray")), "start", "--head", "--port", "6421", "--num-cpus", "2"]
    head += ["--include-dashboard", "false", "--disable-usage-stats", "--block"]
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    with subprocess.Popen(head, env={**os.environ, **store.environment}, **quiet) as node:
        try:
            time.sleep(12)
            there = ["--work", tmp_path / "two", "--ray", "127.0.0.1:6421", "--workers", 2]
            run(store, *command, "-o", "s3://pages/two", *there)
        finally:
            os.killpg(node.pid, signal.SIGKILL)
    assert store.names("one") == store.names("two")
    for name in store.names("one"):
        if name != "report.json":
            assert store.get(f"one/{name}") == store.get(f"two/{name}")


def test_a_killed_run_goes_on(tmp_path: Path, store: Store) -> None:
    store.put("in/a.jsonl", lines(0, 9000))
    arguments = ["s3://pages/in/a.jsonl", "--dedup", "exact", "--output-format", "parquet"]
    run(store, *arguments, "-o", "s3://pages/whole", "--work", tmp_path / "one")
    command = [sys.executable, "-m", "zhengwen", "corpus", *arguments, "-o", "s3://pages/out"]
    killed = 0
    for seconds in (2.0, 2.5, 3.0):
        with subprocess.Popen(
            [*command, "--work", str(tmp_path / "two")],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, **store.environment},
        ) as going:
            time.sleep(seconds)
            if going.poll() is None:
                os.killpg(going.pid, signal.SIGKILL)
                killed += 1
        if "report.json" in store.names("out"):
            break
    if "report.json" not in store.names("out"):
        run(store, *arguments, "-o", "s3://pages/out", "--work", tmp_path / "two")
    assert killed
    assert store.names("out") == store.names("whole")
    for name in store.names("out"):
        if name != "report.json":
            assert store.get(f"out/{name}") == store.get(f"whole/{name}")


def test_what_is_broken_there_is_named(tmp_path: Path, store: Store) -> None:
    store.put("in/a.jsonl", lines(0, 3) + b"{broken\n")
    store.put("in/b.jsonl.gz", gzip.compress(lines(3, 500))[:-200])
    store.put("in/c.parquet", b"no Parquet")
    said = run(store, "s3://pages/in", "-o", "s3://pages/out", "--work", tmp_path / "work", code=2)
    assert "records could not be read: s3://pages/out/rejects.jsonl" in said
    rows = list(map(json.loads, store.get("out/rejects.jsonl").splitlines()))
    assert {row["file"] for row in rows} == {f"s3://pages/in/{name}" for name in ("a.jsonl", "b.jsonl.gz", "c.parquet")}
    assert (rows[0]["record"], rows[0]["reason"][:8]) == (4, "not JSON")


def test_the_output_of_another_run_is_not_replaced_unasked(tmp_path: Path, store: Store) -> None:
    store.put("in/a.jsonl", lines(0, 3))
    command = ["s3://pages/in", "-o", "s3://pages/in/out", "--work", tmp_path / "work"]
    run(store, *command)
    before = store.get("in/out/report.json")
    said = run(store, *command, code=2)
    assert said == "zhengwen: s3://pages/in/out: has files of another run; use another address, or --overwrite\n"
    assert store.get("in/out/report.json") == before
    store.put("in/a.jsonl", lines(0, 5))
    run(store, *command, "--overwrite")
    assert json.loads(store.get("in/out/report.json"))["pages"] == 5  # the objects of the output are not read


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("s3://pages/none", "-o", "out"), "s3://pages/none"),
        (("s3://nowhere/x", "-o", "out"), "nowhere"),
        (("https://www.example.cn/a.jsonl", "-o", "out"), "unknown kind of address"),
        (("a.jsonl", "-o", "s3://pages/out"), "needs --work FOLDER"),
        (("a.jsonl", "-o", "out", "--work", "work"), "--work is only for output in object storage"),
        (("a.jsonl", "-o", "s3://nowhere/out", "--work", "work"), "s3://nowhere/out"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], wanted: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_bytes(lines(0, 1))
    said = run(store, *arguments, code=2)
    assert said.count("\n") == 1
    assert wanted in said


def test_an_index_is_filled_from_there(tmp_path: Path, store: Store) -> None:
    store.put("in/a.jsonl", lines(0, 3))
    assert "3 pages added" in run(store, "add", tmp_path / "seen.index", "s3://pages/in", command="index")
