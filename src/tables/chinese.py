"""Make `encoding/chinese-characters.txt` and `encoding/chinese-pairs.txt`: `python -m tables.chinese COUNTS JIEBA`.

COUNTS is a folder with `simplified-characters.tsv`, `simplified-bigrams.tsv` and the two for Traditional, one
`text<TAB>count` a line; JIEBA is the dictionary of jieba, one `word count tag` a line. More in
`chinese.provenance.md`.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import opencc

from tables._command import paths
from zhengwen.data import HERE

LAW = 0.45  # share of legal text in the mixture; the rest is general text
COST_STEP = 0.25  # nats
BONUS_STEP = 0.5
LEAST_BONUS = 1.0  # a pair that saves less than this over its two characters is no evidence
MOST_PAIRS = 60_000
INVENTED = 0.4  # added to a pair's count, so that a pair seen once proves little


def main(counts: Path, jieba: Path) -> None:
    """Write the two tables."""
    words = [line.split(" ")[:2] for line in jieba.read_text(encoding="utf-8").splitlines()]
    converter = opencc.OpenCC("s2t")
    general = {
        "simplified": [(word, int(count)) for word, count in words],
        "traditional": [(converter.convert(word), int(count)) for word, count in words],
    }
    characters: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for script, dictionary in general.items():
        for size, into in ((1, characters), (2, pairs)):
            kind = "characters" if size == 1 else "bigrams"
            _add(into, _law(counts / f"{script}-{kind}.tsv"), LAW / 2)
            _add(into, _of_words(dictionary, size), (1 - LAW) / 2)
    costs = {one: -math.log(share) for one, share in characters.items() if _is_ideograph(one)}
    bonuses = {pair: math.log(share / (characters[pair[0]] * characters[pair[1]])) for pair, share in pairs.items()}
    useful = [pair for pair, bonus in bonuses.items() if bonus >= LEAST_BONUS and all(map(_is_ideograph, pair))]
    useful.sort(key=lambda pair: -pairs[pair] * bonuses[pair])
    _write("encoding/chinese-characters", costs, COST_STEP)
    _write("encoding/chinese-pairs", {pair: bonuses[pair] for pair in useful[:MOST_PAIRS]}, BONUS_STEP)


def _law(path: Path) -> Counter[str]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return Counter({text: int(count) for text, count in rows})


def _of_words(dictionary: list[tuple[str, int]], size: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, count in dictionary:
        for n in range(len(word) - size + 1):
            counts[word[n : n + size]] += count
    return counts


def _add(into: Counter[str], counts: Counter[str], weight: float) -> None:
    total = sum(counts.values())
    for text, count in counts.items():
        into[text] += weight * (count - INVENTED * (len(text) > 1)) / total  # type: ignore[assignment]  # a Counter of floats


def _is_ideograph(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff" or text in "\u3400\u3007"


def _write(name: str, values: dict[str, float], step: float) -> None:
    rows: dict[int, list[str]] = {}
    for text, value in values.items():
        rows.setdefault(round(value / step), []).append(text)
    written = "".join(f"{number * step:g}\t{''.join(sorted(texts))}\n" for number, texts in sorted(rows.items()))
    (HERE / f"{name}.txt").write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main(*paths(__doc__, "counts", "jieba"))
