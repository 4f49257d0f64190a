"""The bands of sketches in the trees of an index: how they are written, and how they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

MOST_OF_A_BAND = 100  # pages of a band that are looked at, the latest first


def in_order(keys: NDArray[np.int64], first: int) -> Iterator[tuple[int, int]]:
    """The bands of pages from number `first` on, in the order of the tree, so that neighbours are written together."""
    pages = np.repeat(np.arange(first, first + len(keys)), keys.shape[1])
    order = keys.ravel().argsort(kind="stable")
    return zip(keys.ravel()[order].tolist(), pages[order].tolist(), strict=True)


@cache
def sharing(bands: int, *, recent: bool) -> str:
    """The query for the pages that share bands, the latest of each band first: one for all, for each one costs."""
    one = "SELECT * FROM (SELECT key, page FROM {tree} WHERE key = ?{number} ORDER BY page DESC LIMIT {most})"
    trees = ("recent", "bands") if recent else ("bands",)
    return " UNION ALL ".join(
        one.format(tree=tree, number=band + 1, most=MOST_OF_A_BAND) for band in range(bands) for tree in trees
    )
