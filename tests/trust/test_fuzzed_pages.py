"""Every promise, on pages that are built and damaged at random; `fuzz.py` is the long form."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import fuzz
import made_pages
import promises

BROKE = tomllib.loads((Path(__file__).parent / "crashers.toml").read_text(encoding="utf-8"))["page"]


class Drawn:
    """Lets Hypothesis choose."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.pick = lambda options: draw(st.sampled_from(options))
        self.number = lambda low, high: draw(st.integers(low, high))


@st.composite
def damaged_pages(draw: st.DrawFn) -> tuple[promises.Setting, str | bytes]:
    choose = Drawn(draw)
    return choose.pick(promises.SETTINGS), made_pages.page(choose)


@given(damaged_pages())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_damaged_page_is_cleaned_restored_and_comes_out_the_same_twice(drawn) -> None:
    promises.check(*drawn)


@pytest.mark.parametrize("page", BROKE, ids=lambda page: page["label"])
@pytest.mark.parametrize(
    "setting", dict.fromkeys(promises.SETTINGS), ids=lambda setting: f"{setting.preset}-{setting.unsafe}"
)
def test_a_page_that_broke_a_promise_once_keeps_them_all(page: dict, setting: promises.Setting) -> None:
    raw = bytes.fromhex(page["bytes"]) if "bytes" in page else page["text"].encode("ascii").decode("unicode_escape")
    promises.check(setting, raw)


def test_a_run_is_one_command() -> None:
    command = [sys.executable, fuzz.__file__, "--pages", "60", "--seed", "11"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "60 pages, 0 break a promise" in done.stdout


def test_a_run_says_which_pages_break_a_promise_and_keeps_them_small(tmp_path: Path, monkeypatch) -> None:
    def breaks(setting: promises.Setting, raw: str | bytes) -> None:
        if len(raw) > 2:
            raise promises.BrokenPromiseError("raises nothing: but is too long")

    monkeypatch.setattr(promises, "check", breaks)
    run = fuzz.Run(5, tmp_path)
    run.batch(range(3))
    assert run.counts["broken"] == 3
    assert sorted(path.stat().st_size >= 3 for path in tmp_path.iterdir()) == [True] * 3
    assert all(len(path.read_bytes()) < 20 for path in tmp_path.iterdir())


def test_the_same_seed_makes_the_same_page() -> None:
    assert fuzz.Run(3, None).page(7) == fuzz.Run(3, None).page(7)
    assert len({repr(fuzz.Run(3, None).page(number)) for number in range(40)}) == 40


def test_the_shares_of_kinds() -> None:
    run = fuzz.Run(4, None)
    kinds = [type(run.page(number)[1]) for number in range(300)]
    assert 60 < kinds.count(bytes) < 150
