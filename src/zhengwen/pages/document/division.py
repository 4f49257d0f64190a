"""The best division of a page: site above, document, site below; and of the document: title, byline, text."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

from zhengwen.pages.document.weights import ABOVE, BELOW, BYLINE, DOCUMENT, INSIDE, TITLE, Scores, Weights

# Neighbouring rows say much the same of each other, so that their plain sum is too sure of itself: what they say is
# multiplied with this first. The numbers kept .995 of the documents of sites held back (docs/pages.md).
CAUTION = 0.4  # for where the document begins and ends
INNER_CAUTION = 0.5  # for what its rows are
LEAST = 1e-280
OUTSIDE = -1e6  # the score of what cannot be
OUTER = 4  # states of the first question: above, first row of the document, its other rows, below
INNER = (TITLE, BYLINE, DOCUMENT, INSIDE)
Links = list[list[tuple[int, float]]]


class Likelihoods(NamedTuple):
    """How likely each row is in the stretch of the document, and, if it is, how likely it is what."""

    within: list[float]
    begins: list[float]  # with this row
    title: list[float]
    byline: list[float]
    inside: list[float]  # the site's own, amid the document


def likelihoods(local: Sequence[Scores], weights: Weights) -> Likelihoods:
    """Judge the rows of a page, each given all the others (forward-backward, twice).

    Args:
        local: what each row shows, added up for each state.
        weights: the fitted weights.
    """
    if not local:
        return Likelihoods([], [], [], [], [])
    outer = _chain(*_outer(local, weights))
    inner = _chain(*_inner(local, weights))
    within = [row[1] + row[2] for row in outer]
    columns = list(zip(*inner, strict=True))
    return Likelihoods(within, [row[1] for row in outer], list(columns[0]), list(columns[1]), list(columns[3]))


def emission(shows: Sequence[str], weights: Weights) -> Scores:
    """What a row shows, added up for each state."""
    known = weights.shows
    found = [known[one] for one in shows if one in known]
    return tuple(map(sum, zip(weights.always, *found, strict=True)))


def _outer(local: Sequence[Scores], weights: Weights) -> tuple[list[list[float]], Links, list[float]]:
    follows, first, last = weights.follows, weights.first, weights.last
    stays = {state: follows[state, state] for state in (ABOVE, *INNER, BELOW)}
    opens = {state: follows[ABOVE, state] for state in INNER[:3]}
    rows = []
    for number, row in enumerate(local):
        begins = opens if number else first
        rows.append(
            [
                row[ABOVE] + stays[ABOVE],
                _log_sum([row[state] + begins[state] for state in INNER[:3]]),
                _log_sum([row[state] + stays[state] for state in INNER]),
                row[BELOW] + stays[BELOW],
            ]
        )
    rows[0][0] += first[ABOVE] - stays[ABOVE]
    rows[0][2] = rows[0][3] = OUTSIDE
    ends = [OUTSIDE, last[DOCUMENT], last[DOCUMENT], last[BELOW]]
    rows[-1] = [score + end for score, end in zip(rows[-1], ends, strict=True)]
    leaves = exp(CAUTION * (follows[DOCUMENT, BELOW] - stays[BELOW]))
    out: Links = [[(0, 1.0), (1, 1.0)], [(2, 1.0), (3, leaves)], [(2, 1.0), (3, leaves)], [(3, 1.0)]]
    return [_exponents(row, CAUTION) for row in rows], out, [1.0] * OUTER


def _inner(local: Sequence[Scores], weights: Weights) -> tuple[list[list[float]], Links, list[float]]:
    place = {state: number for number, state in enumerate(INNER)}
    out: Links = [[] for _ in INNER]
    for (before, after), weight in weights.follows.items():
        if before in place and after in place:
            out[place[before]].append((place[after], exp(INNER_CAUTION * weight)))
    rows = [_exponents([row[state] for state in INNER], INNER_CAUTION) for row in local]
    return rows, out, [1.0] * len(INNER)


def _chain(local: list[list[float]], out: Links, first: list[float]) -> list[list[float]]:
    """How likely each row is in each state, by what it shows itself and by the links between rows."""
    count = len(first)
    into: Links = [[] for _ in range(count)]
    for before, links in enumerate(out):
        for after, weight in links:
            into[after].append((before, weight))
    now = _shares([a * b for a, b in zip(local[0], first, strict=True)])
    forward = [now]
    for here in local[1:]:
        now = _shares(
            [here[state] * sum([now[before] * weight for before, weight in into[state]]) for state in range(count)]
        )
        forward.append(now)
    back = [1.0] * count
    found = [_shares(forward[-1])]
    for row in range(len(local) - 1, 0, -1):
        ahead = [a * b for a, b in zip(local[row], back, strict=True)]
        back = _shares([sum([ahead[after] * weight for after, weight in out[state]]) for state in range(count)])
        found.append(_shares([a * b for a, b in zip(forward[row - 1], back, strict=True)]))
    found.reverse()
    return found


def _log_sum(scores: list[float]) -> float:
    most = max(scores)
    return most + log(sum([exp(score - most) for score in scores]))


def _exponents(scores: Sequence[float], caution: float) -> list[float]:
    most = max(scores)
    return [exp(max(caution * (score - most), -600.0)) for score in scores]


def _shares(values: list[float]) -> list[float]:
    total = sum(values) or LEAST
    return [value / total for value in values]
