"""The bands of sketches in the B-trees of an index: writing and querying them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

MAX_PAGES_PER_BAND = 100  # the latest first; bounds the time of a query, see _candidates.py


def rows_in_tree_order(keys: NDArray[np.int64], first: int) -> Iterator[tuple[int, int]]:
    """Yield the bands of pages numbered from `first` on, in the order of the tree, so that writes are local."""
    pages = np.repeat(np.arange(first, first + len(keys)), keys.shape[1])
    order = keys.ravel().argsort(kind="stable")
    return zip(keys.ravel()[order].tolist(), pages[order].tolist(), strict=True)


@cache
def shared_bands_query(bands: int, *, recent: bool) -> str:
    """Return one query for the pages that share any of `bands` bands, the latest first: separate queries are slower."""
    one = "SELECT * FROM (SELECT key, page FROM {tree} WHERE key = ?{number} ORDER BY page DESC LIMIT {most})"
    trees = ("recent", "bands") if recent else ("bands",)
    return " UNION ALL ".join(
        one.format(tree=tree, number=band + 1, most=MAX_PAGES_PER_BAND) for band in range(bands) for tree in trees
    )
