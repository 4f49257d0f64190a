"""A linear-chain conditional random field with partial labels, over all pages at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from zhengwen.pages.document.weights import ABOVE, BELOW, BYLINE, DOCUMENT, INSIDE, STATES, TITLE

Floats = NDArray[np.float64]
COUNT = len(STATES)
NEVER = -1e4
FOLLOWS = (
    *((ABOVE, state) for state in (ABOVE, TITLE, BYLINE, DOCUMENT)),
    *((TITLE, state) for state in (TITLE, BYLINE, INSIDE, DOCUMENT, BELOW)),
    *((BYLINE, state) for state in (BYLINE, TITLE, INSIDE, DOCUMENT, BELOW)),
    *((DOCUMENT, state) for state in (DOCUMENT, INSIDE, BELOW)),
    *((INSIDE, state) for state in (INSIDE, BYLINE, TITLE, DOCUMENT)),
    (BELOW, BELOW),
)
FIRST, LAST = (ABOVE, TITLE, BYLINE, DOCUMENT), (TITLE, BYLINE, DOCUMENT, BELOW)
# The parameters of what a row shows: for the site anywhere, for three states of the document, and what
# is said more of the site above, below and inside. Where the place decides, a row inside shows what the document's do.
PARAMETERS = 7
CHUNKS = 10  # pages of like length are done together


@dataclass
class Fitted:
    """The weights of a chain."""

    shows: Floats  # a thing shown and a state
    follows: Floats
    first: Floats
    last: Floats


def _log_sum(scores: Floats, axis: int) -> Floats:
    most = scores.max(axis=axis, keepdims=True)
    total: Floats = (most + np.log(np.exp(scores - most).sum(axis=axis, keepdims=True))).squeeze(axis)
    return total


def _passes(local: Floats, lengths: NDArray[np.int64], chain: Fitted) -> tuple[Floats, Floats, Floats]:
    """The logarithm of all ways through each page; how likely each state is at each row, and each pair over a page."""
    pages, longest, _ = local.shape
    every = np.arange(pages)
    ahead = np.full(local.shape, -1e9)
    ahead[:, 0] = chain.first + local[:, 0]
    for row in range(1, longest):
        ahead[:, row] = _log_sum(ahead[:, row - 1][:, :, None] + chain.follows[None], 1) + local[:, row]
    back = np.full(local.shape, -1e9)
    back[every, lengths - 1] = chain.last
    for row in range(longest - 2, -1, -1):
        here = _log_sum(chain.follows[None] + (local[:, row + 1] + back[:, row + 1])[:, None, :], 2)
        going = row < lengths - 1
        back[going, row] = here[going]
    total = _log_sum(ahead[every, lengths - 1] + chain.last, 1)
    there = np.arange(longest)[None] < lengths[:, None]
    rows = np.where(there[:, :, None], np.exp(np.minimum(ahead + back - total[:, None, None], 0)), 0)
    pairs = ahead[:, :-1, :, None] + chain.follows + (local[:, 1:] + back[:, 1:])[:, :, None, :]
    pairs = np.where(there[:, 1:, None, None], np.exp(np.minimum(pairs - total[:, None, None, None], 0)), 0)
    return total, rows, pairs.sum(1)


class Chain:
    """Fits weights; `placed` are things shown that depend on the place, `edges` those that tell above from below."""

    def __init__(self, placed: NDArray[np.bool_], edges: NDArray[np.bool_], ridge: Floats, steps: int) -> None:
        self.placed, self.edges, self.ridge, self.steps = placed, edges, ridge, steps

    def fit(self, shown: csr_matrix, lengths: NDArray[np.int64], allowed: NDArray[np.bool_], weights: Floats) -> Fitted:
        """Fit to rows (all pages on end), the states that each may be in, and the weight of each page."""
        offsets = np.cumsum(np.r_[0, lengths])
        chunks = [chunk for chunk in np.array_split(np.argsort(lengths), CHUNKS) if len(chunk)]
        size = shown.shape[1] * PARAMETERS
        transposed = shown.T.tocsr()
        ridge = np.r_[np.repeat(self.ridge, PARAMETERS), np.full(len(FOLLOWS) + 2 * COUNT, self.ridge.max())]

        def loss(values: Floats) -> tuple[float, Floats]:
            chain = self._unpack(values, size)
            local = shown @ chain.shows
            gain = 0.0
            rows, pairs = np.zeros_like(local), np.zeros((COUNT, COUNT))
            first, last = np.zeros(COUNT), np.zeros(COUNT)
            for chunk in chunks:
                some = lengths[chunk]
                free = np.zeros((len(chunk), some.max(), COUNT))
                bound = np.zeros_like(free)
                for place, page in enumerate(chunk):
                    part = slice(offsets[page], offsets[page + 1])
                    free[place, : lengths[page]] = local[part]
                    bound[place, : lengths[page]] = np.where(allowed[part], local[part], NEVER)
                any_way, any_rows, any_pairs = _passes(free, some, chain)
                own_way, own_rows, own_pairs = _passes(bound, some, chain)
                gain += float((weights[chunk] * (own_way - any_way)).sum())
                more = (own_rows - any_rows) * weights[chunk][:, None, None]
                for place, page in enumerate(chunk):
                    rows[offsets[page] : offsets[page + 1]] = more[place, : lengths[page]]
                pairs += ((own_pairs - any_pairs) * weights[chunk][:, None, None]).sum(0)
                first += more[:, 0].sum(0)
                last += more[np.arange(len(chunk)), some - 1].sum(0)
            slope = np.r_[self._gather(transposed @ rows).ravel(), [pairs[pair] for pair in FOLLOWS], first, last]
            return -gain + 0.5 * float(values @ (ridge * values)), -slope + ridge * values

        start = np.zeros(size + len(FOLLOWS) + 2 * COUNT)
        done = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": self.steps})
        return self._unpack(done.x, size)

    def _unpack(self, values: Floats, size: int) -> Fitted:
        follows = np.full((COUNT, COUNT), NEVER)
        for pair, value in zip(FOLLOWS, values[size:], strict=False):
            follows[pair] = value
        first, last = np.split(values[size + len(FOLLOWS) :].copy(), 2)
        first[[state for state in range(COUNT) if state not in FIRST]] = NEVER
        last[[state for state in range(COUNT) if state not in LAST]] = NEVER
        return Fitted(self._spread(values[:size].reshape(-1, PARAMETERS)), follows, first, last)

    def _spread(self, given: Floats) -> Floats:
        """The weights of the states from the parameters."""
        weights = np.zeros((len(given), COUNT))
        weights[:, [TITLE, BYLINE, DOCUMENT]] = given[:, 1:4]
        weights[:, ABOVE] = given[:, 0] + np.where(self.edges, given[:, 4], 0)
        weights[:, BELOW] = given[:, 0] + np.where(self.edges, given[:, 5], 0)
        weights[:, INSIDE] = np.where(self.placed, given[:, 3], given[:, 0] + np.where(self.edges, given[:, 6], 0))
        return weights

    def _gather(self, slope: Floats) -> Floats:
        """The slope of the parameters from that of the weights."""
        found = np.zeros((len(slope), PARAMETERS))
        found[:, 1:4] = slope[:, [TITLE, BYLINE, DOCUMENT]]
        found[:, 3] += np.where(self.placed, slope[:, INSIDE], 0)
        found[:, 0] = slope[:, ABOVE] + slope[:, BELOW] + np.where(self.placed, 0, slope[:, INSIDE])
        found[:, 4] = np.where(self.edges, slope[:, ABOVE], 0)
        found[:, 5] = np.where(self.edges, slope[:, BELOW], 0)
        found[:, 6] = np.where(self.edges & ~self.placed, slope[:, INSIDE], 0)
        return found
