"""Copies versus documents from one template: recall and precision in ten draws, and documents mistaken for copies.

python tests/benchmarks/bench_templates.py --pairs 400 --forms 6000

A pair counts as found if `find_duplicates` reports it, all steps included. Recall is that of pairs whose unfolded
similarity is 0.8 or more. For precision, a found pair is correct at 0.79 or more, folded or unfolded, because copies
that differ in punctuation are copies; in the last column, only the unfolded similarity counts.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

import bench_near_duplicates as bench

from zhengwen.corpus.near_duplicates import compare, find_duplicates

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus" / "near_duplicates"))
import made_forms

DRAWS = range(11, 21)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=400)
    parser.add_argument("--forms", type=int, default=6000)
    given = parser.parse_args()
    print(f"{'draw':<6}{'pairs at 0.8':>13}{'recall':>9}{'precision':>11}{'as they stand':>15}")
    for seed in DRAWS:
        _draw(seed, given.pairs)
    _forms(given.forms)


def _draw(seed: int, count: int) -> None:
    draw = random.Random(seed)
    pairs = [bench.planted(draw) for _ in range(count)]
    found = set()
    for cluster in find_duplicates([text for pair in pairs for text in pair], threshold=bench.THRESHOLD):
        found |= {number // 2 for number in (cluster.kept, *cluster.others)}
    stands = [bench.true_similarity(*pair) for pair in pairs]
    wanted = {number for number, alike in enumerate(stands) if alike >= bench.THRESHOLD}
    near = {number for number in found if stands[number] >= bench.THRESHOLD - 0.01}
    right = {number for number in found if number in near or _bare(*pairs[number]) >= bench.THRESHOLD - 0.01}
    recall, precision, strict = len(found & wanted) / len(wanted), len(right) / len(found), len(near) / len(found)
    print(f"{seed:<6}{len(wanted):>13}{recall:>9.4f}{precision:>11.4f}{strict:>15.4f}")


def _bare(one: str, other: str) -> float:
    """Return the similarity of two texts without punctuation and spaces."""
    return bench.true_similarity("".join(filter(str.isalnum, one)), "".join(filter(str.isalnum, other)))


def _forms(count: int) -> None:
    draw, alike, taken = random.Random(1), 0, Counter[str]()
    for _ in range(count):
        kind, one, other = made_forms.of_one_form(draw)
        if compare(one, other, threshold=bench.THRESHOLD, templates=True) is not None:
            alike += 1
            taken[kind] += compare(one, other, threshold=bench.THRESHOLD) is not None
    share = taken.total() / alike
    print(f"{alike} pairs of documents of one form at 0.8 or more: {taken.total()} taken for one ({share:.4f})")
    print(", ".join(f"{kind} {number}" for kind, number in taken.most_common()))


if __name__ == "__main__":
    main()
