"""Make `script/comparison-forms.txt`: `python -m tables.comparison_forms UNIHAN`.

`UNIHAN` is `Unihan_Variants.txt` of the Unicode Character Database. A row holds characters that are one and the same
when texts are compared: first the one that stands for all. From the character tables of opencc-python-reimplemented
(Apache-2.0), all forms of all regions; and, for what neither these tables nor GB 2312 have, the z-variants and semantic
variants of Unihan (Unicode licence).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import opencc

from tables._command import paths
from tables.scripts import _table
from zhengwen.data import HERE

TABLES = ("STCharacters", "TSCharacters", "TWVariants", "HKVariants")
FIELDS = ("kZVariant", "kSemanticVariant")
LAST_OF_BASIC_PLANE = 0xFFFF


def main() -> None:
    """Write the table."""
    (unihan,) = paths(__doc__, "UNIHAN")
    group_of = _groups()
    for rare, usual in _rare_forms(unihan, group_of):
        group_of[rare] = group_of[usual] = group_of.get(usual, usual)
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for one, first in group_of.items():
        if ord(one) <= LAST_OF_BASIC_PLANE:
            groups[first].add(one)
    rows = sorted(_row(group) for group in groups.values() if len(group) > 1)
    (HERE / "script/comparison-forms.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _groups() -> dict[str, str]:
    """Return a member of the group of each character of OpenCC's tables."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            one = parent[one]
        return one

    for name in TABLES:
        for one, forms in _table(Path(opencc.__file__).parent / "dictionary" / f"{name}.txt").items():
            for form in forms:
                if len(one) == len(form) == 1:
                    parent[root(one)] = root(form)
    return {one: root(one) for one in parent}


def _rare_forms(unihan: Path, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the rare characters that Unihan calls a variant of one that is known, with it."""
    for line in unihan.read_text(encoding="utf-8").splitlines():
        if not line.startswith("U+"):
            continue
        code, field, values = line.split("\t")
        rare = chr(int(code[2:], 16))
        if field not in FIELDS or rare in known or _is_usual(rare):
            continue
        forms = [chr(int(value.split("<")[0][2:], 16)) for value in values.split()]
        usual = [form for form in forms if form in known or _is_usual(form)]
        if usual:
            yield rare, usual[0]


def _is_usual(character: str) -> bool:
    return len(character.encode("gb2312", "ignore")) > 1


def _row(group: set[str]) -> str:
    """Return a group as a row: a character of GB 2312 first, if there is one."""
    first = min(group, key=lambda one: (not _is_usual(one), one))
    return first + "".join(sorted(group - {first}))


if __name__ == "__main__":
    main()
