"""Make `page/document-weights.tsv` and the same for HTML: `python -m tables.document_model PAGES [TEXTS…] [--check]`.

PAGES is a folder of labelled real pages (`gold.jsonl`, `html/`), TEXTS are folders of plain texts, or JSONL: documents
to put into the labelled sites, and to leave whole. With `--check` the pages are cut into folds by site; each fold is
judged by weights fitted on the others, and nothing is written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from tables.document_model.chain import FIRST, FOLLOWS, LAST, Chain, Fitted
from tables.document_model.samples import (
    MADE_WEIGHT,
    OURS,
    SITE,
    TEXT_GROUPS,
    UNKNOWN,
    Sample,
    allowed_states,
    made_pages,
    real_pages,
    text_site,
)
from zhengwen.data import HERE
from zhengwen.pages.document import weights as table
from zhengwen.pages.document.find import find_document
from zhengwen.pages.document.weights import STATES, Weights

SEED, FOLDS = 3, 6
SEEN_ROWS, SEEN_SITES, SEEN_SITES_OF_WORDS = 3, 4, 7  # on how many a thing must be shown to count
WORDS = ("starts=", "ends=")
RIDGE, RIDGE_OF_MARKUP, STEPS = 4.0, 1.0, 40
ALONE_STRENGTH = 0.02  # inverse strength of the regularization of what lines say by themselves
ALONE_STRENGTH_OF_MARKUP = 0.06
# Of the weights of text and of HTML, in those of HTML; chosen on the sites held back, of ten pairs.
SHARES, ALONE_SHARES = (0.6, 1.0), (0.5, 0.5)
MOST_LINES = 80  # of a text that is put into a page
# What depends on where a row stands, and what tells the site above the document from the site below.
PLACED = (
    "core ended begun own_ mass_ prose_ place from_ around site_above site_below size_around bullets_around "
    "site_around lull dates_around indent="
).split()
OF_MARKUP = "landmark= linked= name= nearest_name= heading= list_item control table_cells paragraph block=".split()
EDGES = "core= own_core= mass_core= ended= begun= landmark= name= nearest_name=".split()
EDGE_KINDS = {f"kind={kind}" for kind in "SITE CRUMBS NEIGHBOUR LIST QR CREDIT ACCESS TOOLS".split()}


def main() -> int:
    """Fit, then write or judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("texts", type=Path, nargs="*")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    known = read_pages(given.pages, given.texts)
    for fold in range(FOLDS) if given.check else (None,):
        of_text, of_html = fit_both(known, fold)
        if fold is not None:
            _judge([one for one in known.real if known.folds[one.site] == fold], of_text, of_html, fold)
            continue
        (HERE / table.TABLE).write_text(written(of_text), encoding="utf-8")
        (HERE / table.MARKUP_TABLE).write_text(written(of_html), encoding="utf-8")
    return 0


class Known(NamedTuple):
    """All that there is to learn from."""

    real: list[Sample]
    of_text: list[Sample]  # the same as text, and made pages
    of_html: list[Sample]
    folds: dict[str, int]  # in which fold each site is held back


def read_pages(pages: Path, texts: Iterable[Path]) -> Known:
    """Read the labelled pages, and make more of them with the documents of some texts."""
    real = real_pages(pages)
    documents = [text for path in texts for text in read_texts(path)]
    plain, html = [one for one in real if not one.markup], [one for one in real if one.markup]
    samples = [*plain, *made_pages(plain, documents)] if documents else plain
    folds = _folds(real)
    _say_alone(samples, folds, ALONE_STRENGTH)
    _say_alone(html, folds, ALONE_STRENGTH_OF_MARKUP)
    return Known(real, samples, html, folds)


def fit_both(known: Known, left_out: int | None) -> tuple[Weights, Weights]:
    """The weights of text and of HTML from all sites but those of one fold."""
    of_text = fit(known.of_text, known.folds, left_out)
    return of_text, blended(of_text, fit(known.of_html, known.folds, left_out, ALONE_STRENGTH_OF_MARKUP))


def read_texts(path: Path) -> list[list[str]]:
    """The lines of texts: of the files of a folder, or of the field `text` of a JSONL file."""
    if path.is_dir():
        texts = [one.read_text(encoding="utf-8") for one in sorted(path.glob("*.txt"))]
    else:
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [text.split("\n")[:MOST_LINES] for text in texts]


def _folds(samples: list[Sample]) -> dict[str, int]:
    sites = sorted({sample.site for sample in samples})
    order = np.random.RandomState(SEED).permutation(len(sites))
    texts = {text_site(number): number % FOLDS for number in range(TEXT_GROUPS)}
    return texts | {sites[place]: number % FOLDS for number, place in enumerate(order)}


def fit(
    samples: list[Sample], folds: dict[str, int], left_out: int | None, alone_strength: float = ALONE_STRENGTH
) -> Weights:
    """The weights from all articles but those of one fold."""
    known = [one for one in samples if one.kind == "article" and not _is_of(one, folds, left_out)]
    alone_names, alone, base = _alone(known, alone_strength)
    names = _names(known, lambda sample: sample.shown)
    shown = _matrix([row for one in known for row in one.shown], names, constant=True)
    placed = np.array([name.startswith(tuple(PLACED)) for name in names] + [False])
    edges = np.array([name.startswith(tuple(EDGES)) or name in EDGE_KINDS for name in names] + [True])
    ridge = np.array([RIDGE_OF_MARKUP if name.startswith(tuple(OF_MARKUP)) else RIDGE for name in [*names, ""]])
    lengths = np.array([len(one.rows) for one in known])
    allowed = np.concatenate([allowed_states(one) for one in known])
    worth = np.array([(MADE_WEIGHT if one.made else 1.0) / np.sqrt(len(one.rows) / 50) for one in known])
    fitted = Chain(placed, edges, ridge, STEPS).fit(shown, lengths, allowed, worth)
    return _weights(names, fitted, alone_names, alone, base)


def _is_of(sample: Sample, folds: dict[str, int], fold: int | None) -> bool:
    return fold is not None and fold in (folds.get(sample.site), folds.get(sample.other_site))


def blended(text: Weights, html: Weights) -> Weights:
    """The weights of HTML: pages of HTML are few, so that what the text says is added to what they say themselves."""

    def sums(one: Mapping[Any, Any], other: Mapping[Any, Any], shares: tuple[float, float]) -> dict[Any, Any]:
        zero = (0.0,) * len(STATES) if isinstance(next(iter(one.values())), tuple) else 0.0
        return {name: add(one.get(name, zero), other.get(name, zero), shares) for name in one.keys() | other.keys()}

    def add(one: Any, other: Any, shares: tuple[float, float]) -> Any:  # noqa: ANN401  # a number or a tuple of them
        if isinstance(one, tuple):
            return tuple(add(a, b, shares) for a, b in zip(one, other, strict=True))
        return round(shares[0] * one + shares[1] * other, 2)

    return Weights(
        sums(text.shows, html.shows, SHARES),
        sums(text.alone, html.alone, ALONE_SHARES),
        add(text.always, html.always, SHARES),
        sums(text.first, html.first, SHARES),
        sums(text.last, html.last, SHARES),
        sums(text.follows, html.follows, SHARES),
    )


def _say_alone(samples: list[Sample], folds: dict[str, int], strength: float) -> None:
    """Tell each row what it says by itself, in the eyes of weights that have not seen its site."""
    for fold in range(FOLDS):
        names, values, base = _alone([one for one in samples if not _is_of(one, folds, fold)], strength)
        for sample in samples:
            if folds.get(sample.site, 0) == fold:
                said = _matrix(sample.by_itself, names) @ values + base
                sample.own = said.tolist()
                sample.look_around()


def _alone(samples: list[Sample], strength: float) -> tuple[list[str], NDArray[np.float64], float]:
    names = _names(samples, lambda sample: sample.by_itself)
    shown = _matrix([row for one in samples for row in one.by_itself], names)
    labels = np.concatenate([one.row_labels for one in samples])
    worth = np.concatenate([_row_weights(one) for one in samples])
    known = labels != UNKNOWN
    model = LogisticRegression(C=strength, max_iter=200, solver="liblinear")
    model.fit(shown[known], labels[known], sample_weight=worth[known])
    return names, model.coef_[0], float(model.intercept_[0])


def _row_weights(sample: Sample) -> NDArray[np.float64]:
    worth = np.sqrt(np.clip(sample.sizes, 4, 200))
    return np.asarray(worth / np.sqrt(worth.sum()) * 10 * (MADE_WEIGHT if sample.made else 1.0))


def _names(samples: list[Sample], shown: Callable[[Sample], Iterable[Iterable[str]]]) -> list[str]:
    """What is shown on rows and sites enough."""
    rows: dict[str, int] = defaultdict(int)
    sites: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        for row in shown(sample):
            for name in row:
                rows[name] += 1
                sites[name].add(sample.site)
    return sorted(
        name
        for name, count in rows.items()
        if count >= SEEN_ROWS and len(sites[name]) >= (SEEN_SITES_OF_WORDS if name.startswith(WORDS) else SEEN_SITES)
    )


def _matrix(rows: Iterable[Iterable[str]], names: list[str], constant: bool = False) -> csr_matrix:
    number = {name: place for place, name in enumerate(names)}
    places: list[int] = []
    starts = [0]
    for row in rows:
        places += [number[name] for name in row if name in number]
        if constant:
            places.append(len(names))
        starts.append(len(places))
    return csr_matrix((np.ones(len(places)), places, starts), shape=(len(starts) - 1, len(names) + constant))


def _weights(
    names: list[str], fitted: Fitted, alone_names: list[str], alone: NDArray[np.float64], base: float
) -> Weights:
    rounded = [tuple(float(value) for value in np.round(row, 2)) for row in fitted.shows]
    says = {name: round(float(value), 2) for name, value in zip(alone_names, alone, strict=True)}
    says["always"] = round(base, 2)
    return Weights(
        dict(zip(names, rounded, strict=False)),
        says,
        rounded[-1],
        {state: round(float(fitted.first[state]), 2) for state in FIRST},
        {state: round(float(fitted.last[state]), 2) for state in LAST},
        {pair: round(float(fitted.follows[pair]), 2) for pair in FOLLOWS},
    )


def written(weights: Weights) -> str:
    """The table as text."""
    lines = [
        "# What each thing that a line shows says for each state (natural logarithms; differences count):",
        f"# shown\t{chr(9).join(STATES)}",
        *(_row("always", weights.always), *(_row(name, weights.shows[name]) for name in sorted(weights.shows))),
        "# What a line says for the document by itself, whatever stands around it:",
        *(f"alone\t{name}\t{value:g}" for name, value in sorted(weights.alone.items()) if value),
        "# The state of the first row, of the last one, and which follows which:",
        *(f"first\t{STATES[state]}\t{value:g}" for state, value in weights.first.items()),
        *(f"last\t{STATES[state]}\t{value:g}" for state, value in weights.last.items()),
        *(f"follows\t{STATES[one]}\t{STATES[other]}\t{value:g}" for (one, other), value in weights.follows.items()),
    ]
    return "\n".join(lines) + "\n"


def _row(name: str, scores: tuple[float, ...]) -> str:
    return "\t".join((name, *(f"{score:g}" for score in scores)))


def _judge(pages: list[Sample], of_text: Weights, of_html: Weights, fold: int) -> None:
    """Print how much of the documents of one fold is kept, and of the rest removed."""
    for variant in ("lines", "soup", "html"):
        ours = kept = others = removed = 0
        for sample in pages:
            if sample.variant != variant or sample.kind != "article":
                continue
            gone = np.array(
                find_document(sample.lines, sample.markup or None, of_html if sample.markup else of_text).cut
            )
            labels, sizes = sample.row_labels, sample.sizes
            ours += sizes[labels == OURS].sum()
            kept += sizes[(labels == OURS) & ~gone].sum()
            others += sizes[labels == SITE].sum()
            removed += sizes[(labels == SITE) & gone].sum()
        sys.stdout.write(
            f"fold {fold} {variant}: kept {kept / max(ours, 1):.4f} removed {removed / max(others, 1):.3f}\n"
        )


if __name__ == "__main__":
    sys.exit(main())
