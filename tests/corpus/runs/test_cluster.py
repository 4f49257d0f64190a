"""A run on a real Ray cluster of two local nodes, one of which is killed.

It takes over a minute, and runs only if ZHENGWEN_TEST_CLUSTER=1 is set.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("daft")
pytest.importorskip("ray")
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "benchmarks")]

PORT = 6411


@pytest.fixture
def second_node() -> Iterator[subprocess.Popen[bytes]]:
    """Start the second node of a cluster; both are stopped at the end."""
    ray = str(Path(sys.executable).with_name("ray"))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    shared = ["--num-cpus", "1", "--disable-usage-stats", "--block"]
    head = [ray, "start", "--head", "--port", str(PORT), "--include-dashboard", "false", *shared]
    with subprocess.Popen(head, start_new_session=True, **quiet) as first:  # type: ignore[call-overload]  # options in a mapping
        time.sleep(12)
        second = [ray, "start", "--address", f"127.0.0.1:{PORT}", *shared]
        with subprocess.Popen(second, start_new_session=True, **quiet) as node:  # type: ignore[call-overload]  # options in a mapping
            time.sleep(10)
            yield node
            _kill(node)
        _kill(first)


def _kill(node: subprocess.Popen[bytes]) -> None:
    if node.poll() is None:
        os.killpg(node.pid, signal.SIGKILL)


@pytest.mark.skipif("ZHENGWEN_TEST_CLUSTER" not in os.environ, reason="takes minutes; set ZHENGWEN_TEST_CLUSTER=1")
def test_a_node_that_dies_makes_no_difference(tmp_path: Path, second_node: subprocess.Popen[bytes]) -> None:
    import made_corpus
    from test_runs import command, run, same

    source = tmp_path / "pages.jsonl"
    made_corpus.write(source, 12_000)
    run(source, "-o", tmp_path / "here", "--workers", 2)
    out = tmp_path / "there"
    with subprocess.Popen(command(source, "-o", out, "--workers", 2, "--ray", f"127.0.0.1:{PORT}")) as going:
        while len(list((out / ".zhengwen" / "clean").glob("*.parquet"))) < 2:
            assert going.poll() is None
            time.sleep(0.1)
        _kill(second_node)
        assert going.wait(600) == 0
    same(tmp_path / "here", out)
