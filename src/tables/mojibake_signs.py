"""Make `encoding/mojibake-signs.txt`: `python -m tables.mojibake_signs`; more in `mojibake-signs.provenance.md`."""

from __future__ import annotations

import math
import random
from collections import Counter

from tables._command import paths
from zhengwen.data import HERE
from zhengwen.filters.encoding._mojibake_pairs import EAST_ASIAN, TRUE
from zhengwen.text import language_model

COMMON = 9.0  # nats: characters that the garbled texts are made of
DRAWN = 400_000
LEAST_SHARE = 5e-4
TELLING = 5.0  # nats by which a character is likelier in a garbled text than in a sound one
USUAL, LEAST = 12.25, 9.0  # nats: those that cost more are odd by themselves, those that cost less are on every page
MARKS = "，。、：；（）《》“”"


def main() -> None:
    """Write the table."""
    costs = language_model.costs()
    known = {
        one: math.exp(-cost) for one, cost in costs.items() if cost < COMMON and (_is_ideograph(one) or one in MARKS)
    }
    text = "".join(random.Random(1).choices(list(known), list(known.values()), k=DRAWN))
    shares: dict[str, float] = {}
    for true, wrong in sorted({(reading.true, reading.wrong) for reading in EAST_ASIAN}):
        garbled = text.encode(TRUE[true].encoder, "ignore").decode(wrong, "ignore")
        for one, count in Counter(garbled).items():
            shares[one] = max(shares.get(one, 0.0), count / len(garbled))
    signs = [
        one
        for one, share in shares.items()
        if share > LEAST_SHARE and LEAST <= costs[one] <= USUAL and costs[one] + math.log(share) >= TELLING
    ]
    (HERE / "encoding/mojibake-signs.txt").write_text(
        "".join(sorted(filter(_is_ideograph, signs))) + "\n", encoding="utf-8"
    )


def _is_ideograph(one: str) -> bool:
    return "\u4e00" <= one <= "\u9fff"


if __name__ == "__main__":
    paths(__doc__)
    main()
