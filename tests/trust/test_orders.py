"""What a page comes out as depends on nothing but the page: not on others, their order, threads or processes."""

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from inspect import signature
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import fuzz
import promises

PROGRAM = Path(__file__).parent / "orders.py"
PAGES, PROCESSES = 1000, 4
RUNS = [*((order, 1) for order in range(11)), (11, 8), (12, 8)]  # orders and threads


def _digests(run: tuple[int, int]) -> list[str]:
    order, threads = run
    command = [sys.executable, str(PROGRAM), "--pages", str(PAGES), "--order", str(order), "--threads", str(threads)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def outcomes() -> dict[tuple[int, int], list[str]]:
    with ThreadPoolExecutor(PROCESSES) as pool:
        return dict(zip(RUNS, pool.map(_digests, RUNS), strict=True))


@pytest.mark.parametrize("run", RUNS[1:], ids=lambda run: f"order-{run[0]}-threads-{run[1]}")
def test_pages_come_out_the_same_in_every_order_thread_and_process(run, outcomes) -> None:
    first = outcomes[RUNS[0]]
    assert len(set(first)) > PAGES // 2
    differing = [number for number, (one, other) in enumerate(zip(first, outcomes[run], strict=True)) if one != other]
    assert not differing


def _tables() -> Iterator[tuple[str, object]]:
    """The tables that the package has read by now: what its cached functions without arguments return."""
    for name, module in sorted(sys.modules.items()):
        if name.split(".")[0] != "zhengwen":
            continue
        for function in vars(module).values():
            if (
                hasattr(function, "cache_info")
                and function.cache_info().currsize
                and not signature(function).parameters
            ):
                yield f"{name}.{function.__name__}", function()


def test_no_table_changes_once_it_is_read() -> None:
    run = fuzz.Run(19, None)
    for number in range(150):
        promises.run(*run.page(number))
    before = {name: copy.deepcopy(table) for name, table in _tables() if isinstance(table, (dict, list, set))}
    assert len(before) > 20
    for number in range(150, 400):
        promises.run(*run.page(number))
    after = dict(_tables())
    assert [name for name, table in before.items() if after[name] != table] == []
