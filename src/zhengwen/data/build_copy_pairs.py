"""Make `copy-pairs.txt`: `python -m zhengwen.data.build_copy_pairs FREQUENCIES WORDS`.

Every line is an ideograph and those that are seen after it, all folded to Simplified: what tells a slip (a lost or
doubled character) from a reading that somebody may have written.

From counts of bigrams in public collections of laws, Simplified and Traditional (FREQUENCIES, a folder), and from the
two-character pairs inside the words of jieba's dictionary (WORDS, its `dict.txt`; MIT) that are counted often enough.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from zhengwen.data import HERE
from zhengwen.filters.duplication._flat import simplified

RARE_PAIR = 12  # pairs counted less often in laws are mostly seams between sentences
RARE_WORD = 60  # words counted less often in general text
RARE_DOUBLE = 400  # a character said twice, 常常 or 人人, is no slip when it is this common


def main(frequencies: Path, words: Path) -> None:
    """Write the table beside this module."""
    fold = simplified()
    after: dict[str, set[str]] = defaultdict(set)
    for script in ("simplified", "traditional"):
        for row in (frequencies / f"{script}-bigrams.tsv").read_text(encoding="utf-8").splitlines():
            pair, count = row.split("\t")
            if int(count) >= (RARE_DOUBLE if pair[0] == pair[1] else RARE_PAIR):
                _add(pair.translate(fold), after)
    for row in words.read_text(encoding="utf-8").splitlines():
        word, count, *_ = row.split()
        if int(count) >= RARE_WORD:
            for at in range(len(word) - 1):
                if word[at] != word[at + 1] or int(count) >= RARE_DOUBLE:
                    _add(word[at : at + 2].translate(fold), after)
    lines = "".join(f"{first}{''.join(sorted(others))}\n" for first, others in sorted(after.items()))
    (HERE / "copy-pairs.txt").write_text(lines, encoding="utf-8")


def _add(pair: str, after: dict[str, set[str]]) -> None:
    if all("一" <= character <= "鿿" for character in pair):
        after[pair[0]].add(pair[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
