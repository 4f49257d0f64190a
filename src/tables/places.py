"""Make `page/places.txt`: `python -m tables.places WORDS`.

Names of provinces, cities, counties and districts without their ending, a name a line: 彰化 of 彰化县. From the places
in jieba's dictionary (WORDS, its `dict.txt`; MIT) that it also has with the ending of an administrative division.
Names that are everyday words as well (和平, 平安) say nothing of a place and are left out.
"""

from __future__ import annotations

from tables._command import paths
from zhengwen.data import HERE

DIVISIONS = "市县省区州旗盟"
BEFORE_DIVISIONS = ("特别行政", "自治", "地", "直辖")  # 西藏自治区, 恩施自治州
MIN_NAME_CHARS, MAX_NAME_CHARS = 2, 4
NAME_TAGS = frozenset(("ns", "nr", "nz", "nrt", "nrfg", "s", "j", "nt"))  # of names; all others are of words
ALSO_WORDS = frozenset("和平 平原 东北 西北 西南 东南 东方 高原 太阳 金融 工业 保税 开发 城区 郊区 中国".split())


def main() -> None:
    """Write the table."""
    (words,) = paths(__doc__, "words")
    tags = {row[0]: row[2] for row in map(str.split, words.read_text(encoding="utf-8").splitlines())}
    found = set()
    for word, tag in tags.items():
        if tag != "ns" or word[-1] not in DIVISIONS:
            continue
        name = word[:-1]
        for ending in BEFORE_DIVISIONS:
            name = name.removesuffix(ending)
        if MIN_NAME_CHARS <= len(name) <= MAX_NAME_CHARS and tags.get(name, "ns") in NAME_TAGS:
            found.add(name)
    (HERE / "page/places.txt").write_text("\n".join(sorted(found - ALSO_WORDS)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
