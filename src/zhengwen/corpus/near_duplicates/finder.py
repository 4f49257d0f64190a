"""Finds duplicates among texts that fit into memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from zhengwen.corpus.keep_policies import Keep, Member, best
from zhengwen.corpus.near_duplicates.choosing import LeaveOut, Pair, choose
from zhengwen.corpus.near_duplicates.clusters import candidates, likely
from zhengwen.corpus.near_duplicates.digests import digests
from zhengwen.corpus.near_duplicates.minhash import MinHash
from zhengwen.corpus.near_duplicates.similarity import judge
from zhengwen.corpus.near_duplicates.verdicts import EXACT, UNRELATED, Verdict
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

    Each member of a cluster was compared with the one kept, and is a copy of it or a part of it. Of two texts of which
    one contains the other, the longer is kept, whatever the policy. The lines of the site above and below the documents
    do not count.

    Args:
        texts: the texts; held in memory, with a sketch of 512 bytes each.
        threshold: the least Jaccard similarity of character shingles that makes two texts duplicates.
        keep: which text of a cluster to keep; `cleanest` and `newest` act as `first` here, since only `corpus` runs
            know findings and dates.
        templates: also match versions, and documents from one template, which differ only in names, dates or figures.

    Raises:
        ValueError: the threshold is not above 0 and at most 1, or the policy does not exist.

    >>> notice = "关于防汛工作的通知。各乡镇要落实责任，加强巡查，发现险情立即报告，确保安全度汛。"
    >>> find_duplicates([notice, "关于植树的通知。", notice.replace("，", ",")])
    [Cluster(kept=0, others=(2,), similarities=(1.0,))]
    """
    best([Member("", 0)], keep)  # raises if there is no such policy
    whole_pages = list(texts)
    pages = [document_text(text) for text in whole_pages]
    minhash = MinHash(threshold)
    first: dict[bytes, int] = {}
    first_same = [first.setdefault(whole, number) for number, whole in enumerate(digests(whole_pages))]
    distinct = sorted(first.values())
    sketches = minhash.sketch([pages[number] for number in distinct])
    likely_pairs = likely(candidates(minhash.band_keys(sketches)), sketches.astype(np.uint8), threshold)
    known: dict[Pair, Verdict] = {}
    for one, other in likely_pairs.tolist():
        verdict = judge(pages[distinct[one]], pages[distinct[other]], threshold=threshold)
        if verdict is not None:
            known[distinct[one], distinct[other]] = verdict
    same = [(one, number) for number, one in enumerate(first_same) if one != number]

    def verdicts(pairs: Sequence[Pair]) -> Iterable[Verdict]:
        for one, other in pairs:
            mine, theirs = first_same[one], first_same[other]
            yield EXACT if mine == theirs else judge(pages[mine], pages[theirs], threshold=threshold) or UNRELATED

    dropped = choose(
        known | dict.fromkeys(same, EXACT),
        lambda group: best([Member(str(number), number, len(pages[number])) for number in group], keep).order,
        verdicts,
        LeaveOut(templates="drop" if templates else "keep"),
    )
    clusters: defaultdict[int, list[int]] = defaultdict(list)
    for number in sorted(dropped):
        clusters[dropped[number].kept].append(number)
    found = [
        Cluster(kept, tuple(others), tuple(round(dropped[number].verdict.similarity, 6) for number in others))
        for kept, others in clusters.items()
    ]
    return sorted(found, key=lambda cluster: min(cluster.kept, *cluster.others))
