"""Make `character-ranks.txt` and `mojibake-signs.txt`: `python -m zhengwen.data.build_mojibake COUNTS DICT`.

`COUNTS` is a folder with `simplified-characters.tsv` and `traditional-characters.tsv` (character, count: legal and
administrative text), `DICT` the word frequencies of jieba (MIT; word, count, tag: general text). Traditional forms of
the general text come from the tables of opencc-python-reimplemented (Apache-2.0).

`character-ranks.txt` holds the characters of both scripts, the commonest first. `mojibake-signs.txt` holds those that
wrong charsets produce often and Chinese text next to never has.
"""

from __future__ import annotations

import sys
import textwrap
from collections import Counter
from pathlib import Path

import opencc

from zhengwen.data import HERE

MOST = 9000  # beyond this rank a character says nothing
ROUTES = (("gb18030", "utf-8"), ("big5", "utf-8"), ("big5", "gb18030"), ("gb18030", "big5"))
RATIO = 100  # how much oftener a wrong charset makes a character than Chinese text has it
OFTEN = 2e-4  # of all characters that a wrong charset makes


def main() -> None:
    """Write the two tables beside this module."""
    counts, words = Path(sys.argv[1]), Path(sys.argv[2])
    law = [_counted(counts / f"{script}-characters.tsv") for script in ("simplified", "traditional")]
    general = _general(words)
    shares: Counter[str] = Counter()
    for part in (*law, general, _traditional(general)):
        total = part.total()
        for character, count in part.items():
            shares[character] += count / total / 4  # type: ignore[assignment]
    ranked = [character for character, _ in shares.most_common(MOST)]
    _write("character-ranks", ranked)
    _write("mojibake-signs", sorted(_signs(shares)))


def _counted(path: Path) -> Counter[str]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return Counter({row[0]: int(row[1]) for row in rows})


def _general(path: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split()
        for character in word:
            if "\u3400" <= character <= "\u9fff":
                counts[character] += int(count)
    return counts


def _traditional(general: Counter[str]) -> Counter[str]:
    table = Path(opencc.__file__).parent / "dictionary" / "STCharacters.txt"
    forms = dict(line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    counts: Counter[str] = Counter()
    for character, count in general.items():
        for form in forms.get(character, character).split():
            counts[form] += count
    return counts


def _signs(shares: Counter[str]) -> set[str]:
    """Characters that each route makes of common characters, two by two as they may follow each other."""
    signs: set[str] = set()
    common = [character for character, _ in shares.most_common(1500)]
    for read_as, meant in ROUTES:
        made: Counter[str] = Counter()
        for n, one in enumerate(common):
            for other in common[n % 7 :: 37]:
                raw = f"{one}{other}{one}".encode(meant, "ignore")
                made.update(raw.decode(read_as, "ignore"))
        total = made.total()
        signs |= {
            character
            for character, count in made.items()
            if count / total >= max(OFTEN, RATIO * shares[character]) and "\u3400" <= character <= "\uf8ff"
        }
    return signs


def _write(name: str, characters: list[str]) -> None:
    (HERE / f"{name}.txt").write_text("\n".join(textwrap.wrap("".join(characters), 60)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
