"""Cleans pages built and damaged at random, and says which promises they break: `test_fuzzed_pages.py` in long.

    python tests/trust/fuzz.py --pages 100000            # one process; about an hour
    python tests/trust/fuzz.py --minutes 60 --seed 7
    python tests/trust/fuzz.py --page 7-1234             # one page of a run again, made smaller

Each page is cleaned under one of six settings. Checked are: no exception, restored byte for byte (also from what is
stored), idempotent, deterministic (one page of five once more, after others and in another order). Exits with 1 if a
promise is broken; `--keep FOLDER` keeps the pages that break one, made smaller.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import made_pages
import promises

BATCH = 500  # pages, of which some are cleaned once more, in another order
AGAIN = 100  # pages of a batch
LINE_EVERY = 5000  # pages


class Run:
    """A run over many pages, and what it found."""

    def __init__(self, seed: int, keep: Path | None) -> None:
        self.seed, self.keep = seed, keep
        self.counts: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.slowest: list[tuple[float, str]] = []
        self.characters = 0

    def page(self, number: int) -> tuple[promises.Setting, str | bytes]:
        """Return a page of this run, with the setting under which it is cleaned."""
        choose = made_pages.AtRandom(f"{self.seed}-{number}")
        return choose.pick(promises.SETTINGS), made_pages.page(choose)

    def batch(self, numbers: range) -> None:
        """Check some pages, and then that some of them come out the same once more."""
        digests = {number: self._first(number) for number in numbers}
        for number in random.Random(numbers.start).sample(list(numbers), min(AGAIN, len(numbers))):
            setting, raw = self.page(number)
            if digests[number] is not None and promises.digest(promises.run(setting, raw)) != digests[number]:
                self._broken(number, "not deterministic")

    def _first(self, number: int) -> str | None:
        setting, raw = self.page(number)
        self.characters += len(raw)
        begun = time.process_time()
        try:
            cleaned = promises.check(setting, raw)
        except promises.BrokenPromiseError as error:
            self._broken(number, str(error))
            return None
        self._time(time.process_time() - begun, number)
        self.counts["pages"] += 1
        self.counts["changed"] += bool(len(cleaned.ledger))
        self.counts["bytes"] += isinstance(raw, bytes)
        self.counts["HTML"] += cleaned.ledger.html is not None
        self.counts["left as they were (U001)"] += not cleaned.settled
        self.rules.update({one.rule for one in cleaned.findings})
        return promises.digest(cleaned)

    def _time(self, seconds: float, number: int) -> None:
        self.slowest = sorted([*self.slowest, (seconds, f"{self.seed}-{number}")], reverse=True)[:5]

    def _broken(self, number: int, why: str) -> None:
        self.counts["pages"] += 1
        self.counts["broken"] += 1
        print(f"{self.seed}-{number}: {why}", flush=True)
        if self.keep is not None:
            setting, raw = self.page(number)
            small = smaller(setting, raw)
            name = self.keep / f"{self.seed}-{number}.{'bytes' if isinstance(small, bytes) else 'txt'}"
            name.write_bytes(small if isinstance(small, bytes) else small.encode("utf-8", "surrogatepass"))


def smaller(setting: promises.Setting, raw: str | bytes) -> str | bytes:
    """Return a page that is as small as can be and breaks the same promise, by leaving out ever smaller stretches."""
    why = _why(setting, raw)
    step = len(raw) // 2
    while step and why:
        start = 0
        while start < len(raw):
            shorter = raw[:start] + raw[start + step :]  # type: ignore[operator]  # both are of one type
            if _why(setting, shorter) == why:
                raw = shorter
            else:
                start += step
        step //= 2
    return raw


def _why(setting: promises.Setting, raw: str | bytes) -> str:
    try:
        promises.check(setting, raw)
    except promises.BrokenPromiseError as error:
        return str(error).partition(":")[0]
    return ""


def _show(run: Run, begun: float) -> None:
    pages = run.counts["pages"]
    spent = time.process_time() - begun
    print(f"{pages} pages, {run.counts['broken']} break a promise; {spent:.0f} s of CPU time", flush=True)


def main() -> int:
    """Run from the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=100_000)
    asked.add_argument("--minutes", type=float, help="stop after this time, or as many pages")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path, metavar="FOLDER")
    asked.add_argument(
        "--page", metavar="SEED-NUMBER", help="show a page of a run, made smaller if it breaks a promise"
    )
    given = asked.parse_args()
    if given.page:
        seed, _, number = given.page.partition("-")
        setting, raw = Run(int(seed), None).page(int(number))
        print(setting, _why(setting, raw) or "keeps every promise", repr(smaller(setting, raw)), sep="\n")
        return 0
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
    run = Run(given.seed, given.keep)
    begun, until = time.process_time(), time.monotonic() + 60 * given.minutes if given.minutes else None
    for start in range(0, given.pages, BATCH):
        if until is not None and time.monotonic() > until:
            break
        run.batch(range(start, min(start + BATCH, given.pages)))
        if not (start + BATCH) % LINE_EVERY:
            _show(run, begun)
    _show(run, begun)
    print(f"{run.characters / max(1, run.counts['pages']):.0f} characters or bytes a page", dict(run.counts))
    print(f"{len(run.rules)} rules have findings: {', '.join(sorted(run.rules))}")
    print("slowest:", ", ".join(f"{name} {seconds:.2f} s" for seconds, name in run.slowest))
    return int(run.counts["broken"] > 0)


if __name__ == "__main__":
    sys.exit(main())
