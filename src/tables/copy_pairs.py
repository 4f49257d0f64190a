"""Make `page/copy-pairs.txt`: `python -m tables.copy_pairs FREQUENCIES WORDS`.

Every line is an ideograph, those that are often seen after it, a bar, and those that are seen after it seldom, all
folded to Simplified: what tells a slip (a lost or doubled character) from a reading that somebody may have written.

From counts of bigrams in public collections of laws, Simplified and Traditional (FREQUENCIES, a folder), and from the
two-character pairs inside the words of jieba's dictionary (WORDS, its `dict.txt`; MIT) that are counted often enough.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from tables._command import paths
from zhengwen.data import HERE
from zhengwen.pages.script_folding import simplified

# In laws: pairs counted less often are mostly seams between sentences; in general text: words less often are names.
SELDOM, OFTEN = 12, 200
SELDOM_WORD, OFTEN_WORD = 60, 1500
DOUBLE = 400  # a character said twice, 常常 or 人人, is no slip when it is counted so often


def main(frequencies: Path, words: Path) -> None:
    """Write the table."""
    fold = simplified()
    seldom: dict[str, set[str]] = defaultdict(set)
    often: dict[str, set[str]] = defaultdict(set)
    for script in ("simplified", "traditional"):
        for row in (frequencies / f"{script}-bigrams.tsv").read_text(encoding="utf-8").splitlines():
            pair, count = row.split("\t")
            if int(count) >= (DOUBLE if pair[0] == pair[1] else SELDOM):
                _add(pair.translate(fold), often if int(count) >= OFTEN else seldom)
    for row in words.read_text(encoding="utf-8").splitlines():
        word, count, *_ = row.split()
        for one, other in pairwise(word.translate(fold)):
            if int(count) >= (DOUBLE if one == other else SELDOM_WORD):
                _add(one + other, often if int(count) >= OFTEN_WORD else seldom)
    lines = (
        f"{first}{''.join(sorted(often[first]))}|{''.join(sorted(seldom[first] - often[first]))}\n"
        for first in sorted(often.keys() | seldom.keys())
    )
    (HERE / "page/copy-pairs.txt").write_text("".join(lines), encoding="utf-8")


def _add(pair: str, after: dict[str, set[str]]) -> None:
    if all("\u4e00" <= character <= "\u9fff" for character in pair):
        after[pair[0]].add(pair[1])


if __name__ == "__main__":
    main(*paths(__doc__, "frequencies", "words"))
