"""Finds duplicates among texts that fit into memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from zhengwen.corpus.keep_policies import Keep, Member, best
from zhengwen.corpus.near_duplicates.clusters import candidates, components, likely
from zhengwen.corpus.near_duplicates.digests import digests
from zhengwen.corpus.near_duplicates.minhash import MinHash
from zhengwen.corpus.near_duplicates.similarity import compare, similarity
from zhengwen.pages.differences.document_text import document_text


class Cluster(NamedTuple):
    """Duplicate texts: the index of the one to keep, the indexes of the others, and their similarities to the first."""

    kept: int
    others: tuple[int, ...]
    similarities: tuple[float, ...]


def find_duplicates(
    texts: Iterable[str], *, threshold: float = 0.8, keep: Keep = "first", templates: bool = False
) -> list[Cluster]:
    """Return the clusters of duplicates, in the order of their first members.

    Clusters are connected components: each member reaches the threshold with some other member, though not necessarily
    with the one kept.

    Args:
        texts: the texts; held in memory, with a sketch of 512 bytes each.
        threshold: the least Jaccard similarity of character shingles that makes two texts duplicates.
        keep: which text of a cluster to keep; `cleanest` and `newest` act as `first` here, since only `corpus` runs
            know findings and dates.
        templates: also match documents from one template, which differ only in names, dates or figures.

    Raises:
        ValueError: the threshold is not above 0 and at most 1, or the policy does not exist.

    >>> notice = "关于防汛工作的通知。各乡镇要落实责任，加强巡查，发现险情立即报告，确保安全度汛。"
    >>> find_duplicates([notice, "关于植树的通知。", notice.replace("，", ",")])
    [Cluster(kept=0, others=(2,), similarities=(1.0,))]
    """
    pages = [document_text(text) for text in texts]
    minhash = MinHash(threshold)
    first: dict[bytes, int] = {}
    first_same = [first.setdefault(whole, number) for number, whole in enumerate(digests(pages))]
    distinct = sorted(first.values())
    sketches = minhash.sketch([pages[number] for number in distinct])
    likely_pairs = likely(candidates(minhash.band_keys(sketches)), sketches.astype(np.uint8), threshold)
    pairs = [(number, one) for number, one in enumerate(first_same) if one != number]
    for one, other in likely_pairs.tolist():
        mine, theirs = distinct[one], distinct[other]
        if compare(pages[mine], pages[theirs], threshold=threshold, templates=templates) is not None:
            pairs.append((mine, theirs))
    labels = components(len(pages), np.array(pages and pairs, np.int64).reshape(-1, 2))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for number, label in enumerate(labels.tolist()):
        groups[label].append(number)
    return [_cluster(pages, group, keep, threshold) for group in groups.values() if len(group) > 1]


def _cluster(pages: list[str], group: list[int], keep: Keep, threshold: float) -> Cluster:
    kept = best([Member(str(number), number, len(pages[number])) for number in group], keep).order
    others = tuple(number for number in group if number != kept)
    texts_of_others = {pages[number] for number in others}
    similarities = {one: round(similarity(pages[kept], one, threshold=threshold), 6) for one in texts_of_others}
    return Cluster(kept, others, tuple(similarities[pages[number]] for number in others))
