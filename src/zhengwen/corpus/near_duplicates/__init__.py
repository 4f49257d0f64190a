"""Near-duplicates across pages: sketches, candidates, true similarity, clusters."""

from zhengwen.corpus.keep_policies import POLICIES, Keep, Member, best
from zhengwen.corpus.near_duplicates.clusters import candidates, components, likely
from zhengwen.corpus.near_duplicates.digests import digest, digests
from zhengwen.corpus.near_duplicates.finder import Cluster, find_duplicates
from zhengwen.corpus.near_duplicates.minhash import MinHash
from zhengwen.corpus.near_duplicates.similarity import compare, judge, similarity
from zhengwen.corpus.near_duplicates.verdicts import Verdict

__all__ = [
    "POLICIES",
    "Cluster",
    "Keep",
    "Member",
    "MinHash",
    "Verdict",
    "best",
    "candidates",
    "compare",
    "components",
    "digest",
    "digests",
    "find_duplicates",
    "judge",
    "likely",
    "similarity",
]
