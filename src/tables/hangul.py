"""Make `encoding/hangul.txt`: `python -m tables.hangul`, where wordfreq is; more in `hangul.provenance.md`."""

from __future__ import annotations

import math
from collections import Counter

from tables._command import paths
from zhengwen.data import HERE

COST_STEP = 0.5  # nats
MOST = 12.0  # what the rarest that occur cost


def main() -> None:
    """Write the table."""
    from wordfreq import get_frequency_dict  # type: ignore[import-not-found]  # needed here only

    counts: Counter[str] = Counter()
    for word, frequency in get_frequency_dict("ko", wordlist="best").items():
        for one in word:
            if "\N{HANGUL SYLLABLE GA}" <= one <= "\N{HANGUL SYLLABLE HIH}":
                counts[one] += frequency
    total = sum(counts.values())
    rows: dict[int, list[str]] = {}
    for one, count in counts.items():
        rows.setdefault(round(min(-math.log(count / total), MOST) / COST_STEP), []).append(one)
    written = "".join(f"{number * COST_STEP:g}\t{''.join(sorted(ones))}\n" for number, ones in sorted(rows.items()))
    (HERE / "encoding/hangul.txt").write_text(written, encoding="utf-8")


if __name__ == "__main__":
    paths(__doc__)
    main()
