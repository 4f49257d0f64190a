"""The best division of a page: site above, document, site below; and of the document: title, byline, text."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple, cast

from zhengwen.pages.document.weights import ABOVE, BELOW, BYLINE, DOCUMENT, INSIDE, TITLE, Scores, Weights, unpack

# Neighbouring rows say much the same of each other, so that their plain sum is too sure of itself: what they say is
# multiplied with this first. The numbers kept .995 of the documents of sites held back (docs/pages.md).
CAUTION = 0.4  # for where the document begins and ends
INNER_CAUTION = 0.5  # for what its rows are
MIN_PROBABILITY = 1e-280
OUTSIDE = -1e6  # the score of what cannot be
# The four states of the first question: above, first row of the document, its other rows, below; and of the second:
INNER = (TITLE, BYLINE, DOCUMENT, INSIDE)
Four = tuple[float, float, float, float]  # one for each of four states
Links = tuple[Four, Four, Four, Four]  # how readily a state (its row) is followed by another (its column)


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
    if not weights.packed:
        found = filter(None, map(weights.shows.get, shows))
        return tuple(map(sum, zip(weights.always, *found, strict=True)))
    return unpack(sum(filter(None, map(weights.packed.get, shows)), weights.packed["always"]))


def _outer(local: Sequence[Scores], weights: Weights) -> tuple[list[Four], Links]:
    follows, first, last = weights.follows, weights.first, weights.last
    stays = {state: follows[state, state] for state in (ABOVE, *INNER, BELOW)}
    stays_above, stays_below = stays[ABOVE], stays[BELOW]
    opens = [follows[ABOVE, state] for state in INNER[:3]]
    title_on, byline_on, text_on, inside_on = [stays[state] for state in INNER]
    title_first, byline_first, text_first = [first[state] for state in INNER[:3]]
    rows: list[Four] = []
    for above, title, byline, text, inside, below in local:  # in the order of the states
        begun = _log_sum(title + title_first, byline + byline_first, text + text_first)
        going_on = _log_sum(title + title_on, byline + byline_on, text + text_on, inside + inside_on)
        rows.append((above + stays_above, begun, going_on, below + stays_below))
        title_first, byline_first, text_first = opens
    rows[0] = (rows[0][0] + first[ABOVE] - stays_above, rows[0][1], OUTSIDE, OUTSIDE)
    end = rows[-1]
    rows[-1] = (end[0] + OUTSIDE, end[1] + last[DOCUMENT], end[2] + last[DOCUMENT], end[3] + last[BELOW])
    leaves = exp(CAUTION * (follows[DOCUMENT, BELOW] - stays[BELOW]))
    links = (1.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, leaves), (0.0, 0.0, 1.0, leaves), (0.0, 0.0, 0.0, 1.0)
    return [_exponents(*row, CAUTION) for row in rows], links


def _inner(local: Sequence[Scores], weights: Weights) -> tuple[list[Four], Links]:
    links = tuple(tuple(_link(weights, before, after) for after in INNER) for before in INNER)
    rows = [_exponents(title, byline, text, own, INNER_CAUTION) for _, title, byline, text, own, _ in local]
    return rows, cast("Links", links)


def _link(weights: Weights, before: int, after: int) -> float:
    weight = weights.follows.get((before, after))
    return 0.0 if weight is None else exp(INNER_CAUTION * weight)


def _chain(local: list[Four], links: Links) -> list[Four]:
    """How likely each row is in each state, by what it shows itself and by the links between rows.

    Written out for four states: a page has hundreds of rows.
    """
    (aa, ab, ac, ad), (ba, bb, bc, bd), (ca, cb, cc, cd), (da, db, dc, dd) = links
    now = _shares(*local[0])
    forward = [now]
    for one, two, three, four in local[1:]:
        a, b, c, d = now
        now = _shares(
            one * (a * aa + b * ba + c * ca + d * da),
            two * (a * ab + b * bb + c * cb + d * db),
            three * (a * ac + b * bc + c * cc + d * dc),
            four * (a * ad + b * bd + c * cd + d * dd),
        )
        forward.append(now)
    back = (1.0, 1.0, 1.0, 1.0)
    found = [_shares(*forward[-1])]
    for row in range(len(local) - 1, 0, -1):
        (one, two, three, four), (e, f, g, h) = local[row], back
        a, b, c, d = one * e, two * f, three * g, four * h
        back = e, f, g, h = _shares(
            a * aa + b * ab + c * ac + d * ad,
            a * ba + b * bb + c * bc + d * bd,
            a * ca + b * cb + c * cc + d * cd,
            a * da + b * db + c * dc + d * dd,
        )
        a, b, c, d = forward[row - 1]
        found.append(_shares(a * e, b * f, c * g, d * h))
    found.reverse()
    return found


def _log_sum(a: float, b: float, c: float, d: float = OUTSIDE) -> float:
    most = max(a, b, c, d)
    return most + log(exp(a - most) + exp(b - most) + exp(c - most) + exp(d - most))


def _exponents(a: float, b: float, c: float, d: float, caution: float) -> Four:
    most = max(a, b, c, d)
    least = most - 600.0 / caution  # of less than this nothing is left
    return (
        exp(caution * ((a if a > least else least) - most)),
        exp(caution * ((b if b > least else least) - most)),
        exp(caution * ((c if c > least else least) - most)),
        exp(caution * ((d if d > least else least) - most)),
    )


def _shares(a: float, b: float, c: float, d: float) -> Four:
    total = a + b + c + d or MIN_PROBABILITY
    return a / total, b / total, c / total, d / total
