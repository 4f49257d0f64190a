"""Comparing the pairs of a run: folded and unfolded similarity, and memory that does not depend on the texts."""

from __future__ import annotations

import math
import random
import sys
import tracemalloc
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

import numpy as np
import pyarrow
from pyarrow import parquet

from zhengwen.corpus.near_duplicates import similarity
from zhengwen.corpus.runs import Job
from zhengwen.corpus.runs.stages import comparing

sys.path.insert(0, str(Path(__file__).parents[1] / "near_duplicates"))
import made_cases

IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0x9FA0)]


def compared(
    folder: Path, texts: list[str], pairs: list[tuple[int, int]], *, judged: bool = True, peak: list[int] | None = None
) -> list[float]:
    """Compare pairs of texts as a run does; the peak memory is appended to `peak`."""
    job = Job((), folder)
    job.folder(comparing.STAGE).mkdir(parents=True)
    parquet.write_table(pyarrow.table({"text": texts}), folder / "part.parquet")
    rows = np.array(pairs, np.int64)
    comparing.copy_texts(job, [folder / "part.parquet"], rows)
    units = comparing.divide(job, "candidates", rows, judged=judged)
    if peak is not None:
        tracemalloc.start()
    for unit in units:
        comparing.compare_pairs(job, unit)
    if peak is not None:
        peak.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    return [float(alike) for alike in comparing.similarities(job, units)]


def test_a_pair_that_is_near_only_as_it_stands_is_found(tmp_path: Path) -> None:
    one, other = made_cases.alike_as_it_stands()
    bare = [side.replace("，", "") for side in (one, other)]
    found, missed = compared(tmp_path, [one, other, *bare], [(0, 1), (2, 3)])
    assert found == pytest.approx(similarity(one, other))
    assert math.isnan(missed)


def test_long_texts_are_read_a_few_at_a_time(tmp_path: Path) -> None:
    draw = random.Random(3)
    length, count = 1_000_000, 24
    text = "".join(draw.choices(IDEOGRAPHS, k=length))
    starts = [draw.randrange(length - 1000) for _ in range(count)]
    texts = [f"{text[:start]}{text[start + 1000 :]}" for start in starts]
    compared(tmp_path / "before", texts[:2], [(0, 1)], judged=False)  # tables that are loaded once
    peak: list[int] = []
    found = compared(tmp_path / "all", texts, [(n, n + 1) for n in range(count - 1)], judged=False, peak=peak)
    assert min(found) > 0.99
    assert peak[0] < 90 * length  # comparing all at once takes more than twice as much


def test_how_texts_are_read_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(4)
    texts = ["".join(draw.choices(IDEOGRAPHS[:300], k=draw.randint(50, 900))) for _ in range(30)]
    pairs = [(one, other) for one in range(30) for other in range(one + 1, 30)]
    whole = compared(tmp_path / "whole", texts, pairs, judged=False)
    monkeypatch.setattr(comparing, "MAX_READ_CHARS", 1500)
    monkeypatch.setattr(comparing, "MAX_CACHED_CHARS", 4000)
    assert compared(tmp_path / "few", texts, pairs, judged=False) == whole
