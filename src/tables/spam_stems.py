"""Print the strong stems of `spam/words.txt` that stand in sound texts: `python -m tables.spam_stems FILE...`.

FILES are `.txt`, or `.jsonl` with a field `text`, or `lines` and `keep`. Each line printed is a stem, its trade, how
often it stands there, and one place. Who reads the place decides whether the stem becomes weak.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tables._command import paths
from zhengwen.filters.spam._lexicon import STRONG, hits, plain

AROUND = 10  # characters on either side of a stem that are shown


def texts(path: Path, *, menus: bool = False) -> Iterator[str]:
    """The texts of a file; of pages the document alone, or their `menus`, too."""
    if path.suffix != ".jsonl":
        yield path.read_text(encoding="utf-8")
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["text"] if "text" in row else "\n".join(row["lines"] if menus else _document(row))


def _document(row: dict[str, Any]) -> list[str]:
    return [row["lines"][number] for number in row["keep"]]


def main(paths: list[Path]) -> None:
    """Count and print."""
    counts: Counter[tuple[str, str]] = Counter()
    places: dict[str, str] = {}
    for path in paths:
        for text in texts(path):
            for hit in hits(plain(text)):
                if hit.weight == STRONG:
                    counts[hit.stem, hit.trade] += 1
                    places.setdefault(hit.stem, text[max(0, hit.start - AROUND) : hit.end + AROUND])
    for (stem, trade), count in counts.most_common():
        sys.stdout.write(f"{stem}\t{trade}\t{count}\t{' '.join(places[stem].split())}\n")


if __name__ == "__main__":
    main(paths(__doc__, more="files"))
