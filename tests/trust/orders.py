"""Cleans the pages of a run in some order, in this process, whose tables are still unread, and prints their digests.

python tests/trust/orders.py --pages 1000 --order 3 --threads 8
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import fuzz
import promises

MAX_CHARS = 300  # of a page: what is odd about a page does not need more
SWITCH = 1e-5  # seconds after which another thread has its turn: a five-hundredth of the usual time


def main() -> None:
    """Run from the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=1000)
    asked.add_argument("--order", type=int, default=0, help="0: as they come; else the seed of a random order")
    asked.add_argument("--threads", type=int, default=1)
    given = asked.parse_args()
    run = fuzz.Run(17, None)
    short = (number for number in count() if len(run.page(number)[1]) <= MAX_CHARS)
    numbers = list(islice(short, given.pages))
    if given.order:
        random.Random(given.order).shuffle(numbers)
    if given.threads > 1:
        sys.setswitchinterval(SWITCH)

    def digest(number: int) -> str:
        return promises.digest(promises.run(*run.page(number)))

    with ThreadPoolExecutor(given.threads) as threads:
        digests = dict(zip(numbers, threads.map(digest, numbers), strict=True))
    print(json.dumps([digests[number] for number in sorted(numbers)]))


if __name__ == "__main__":
    main()
