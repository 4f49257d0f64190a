"""Make `script/simplified-only.txt` and `script/traditional-only.txt`: `python -m tables.scripts`.

From the character tables of opencc-python-reimplemented (Apache-2.0). A character belongs to one script only when the
tables turn it into something else for the other script and never give it as that script's form of anything.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import opencc

from tables._command import paths
from zhengwen.data import HERE

# Listed as Simplified only, and used in Traditional texts all the same: 雇 in 雇員, 庄 in place names.
ALSO_TRADITIONAL = frozenset("雇庄霉晒虱洒灶")


def main() -> None:
    """Write the two tables."""
    dictionaries = Path(opencc.__file__).parent / "dictionary"
    to_traditional = _table(dictionaries / "STCharacters.txt")
    to_simplified = _table(dictionaries / "TSCharacters.txt")
    # 鍾, 乾, 瞭 … may stand in Simplified pages too, and the tables say so by giving themselves as one of their forms.
    simplified = {one for one, forms in to_traditional.items() if one not in forms and one not in to_simplified}
    simplified -= ALSO_TRADITIONAL | _regional(dictionaries)
    traditional = {one for one, forms in to_simplified.items() if one not in forms and one not in to_traditional}
    _write("script/simplified-only", simplified)
    _write("script/traditional-only", traditional)


def _regional(dictionaries: Path) -> set[str]:
    """The forms that Taiwan writes where the tables have another one: 群, 床, 峰."""
    return {form for forms in _table(dictionaries / "TWVariants.txt").values() for form in forms}


def _table(path: Path) -> dict[str, list[str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {row[0]: row[1].split() for row in rows}


def _write(name: str, characters: set[str]) -> None:
    written = "\n".join(textwrap.wrap("".join(sorted(characters)), 60)) + "\n"
    (HERE / f"{name}.txt").write_text(written, encoding="utf-8")


if __name__ == "__main__":
    paths(__doc__)
    main()
