"""Runs work units on a Ray cluster, as the rows of a Daft plan."""

from __future__ import annotations

import json
import logging
import os
import pickle
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from zhengwen.corpus.runs._job import RunError

Do = Callable[[Any], dict[str, Any]]


def check_extra() -> None:
    """Check, before a run starts, that the packages for running on a cluster are installed.

    Raises:
        RunError: one is missing.
    """
    for name in ("daft", "ray"):
        if find_spec(name) is None:
            raise RunError(f"running on Ray needs the package {name}: in a clone of zhengwen, pip install '.[ray]'")


def on_cluster(address: str, do: Do, units: Mapping[int, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Run `do` for each unit on a cluster; yields unit numbers with the results, in any order.

    Units run as Ray tasks, which are scheduled wherever there is capacity: a pool of actors would wait for the capacity
    of a node that died.
    """
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    import daft
    import ray

    if not ray.is_initialized():
        ray.init(address, log_to_driver=False, logging_level=logging.ERROR)
    daft.set_runner_ray(noop_if_initialized=True)
    here = Path.cwd()  # relative paths must mean the same on every node

    @daft.func.batch(return_dtype=daft.DataType.string(), use_process=True, batch_size=1, cpus=1)
    def work(column: daft.Series) -> list[str]:
        os.chdir(here)
        return [json.dumps(do(pickle.loads(unit))) for unit in column.to_pylist()]

    plan = daft.from_pydict({"number": list(units), "unit": [pickle.dumps(unit) for unit in units.values()]})
    plan = plan.into_partitions(len(units))
    for row in plan.select("number", work(daft.col("unit")).alias("done")).iter_rows():
        yield int(row["number"]), json.loads(row["done"])
