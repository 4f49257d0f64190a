"""Make `script/regional-words.txt`: `python -m tables.regional_words`.

Words that a converter to Taiwan's usage replaces, each with what it puts there, both folded for comparison, as 对象
and 物件. From the phrase tables of opencc-python-reimplemented (Apache-2.0).
"""

from __future__ import annotations

from pathlib import Path

import opencc

from tables._command import paths
from tables.scripts import _table
from zhengwen.data import HERE
from zhengwen.text.folding import fold, fold_forms

MAX_WORD_CHARS = 8


def main() -> None:
    """Write the table."""
    paths(__doc__)
    rows = set()
    for word, forms in _table(Path(opencc.__file__).parent / "dictionary/TWPhrases.txt").items():
        for form in forms:
            one, other = (fold_forms(fold(text)) for text in (word, form))
            if one != other and max(map(len, (one, other))) <= MAX_WORD_CHARS:
                rows.add(f"{one}\t{other}")
    (HERE / "script/regional-words.txt").write_text("\n".join(sorted(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
