"""An index on disk that finds duplicates and near-duplicates of pages seen before.

An SQLite file in write-ahead mode: one process writes while any number read, and committed pages survive a crash at any
point. Each page is stored compressed, so that matches are verified by the true similarity of the texts, and not just by
their sketches. The bands of its sketch find the candidates. Band keys are random, so adding a few pages to a large
B-tree would rewrite most of it: the bands of recent pages have a small tree of their own, which is merged into the
large one from time to time, in key order.
"""

from __future__ import annotations

from zhengwen.corpus.index._adding import IndexedPage
from zhengwen.corpus.index._file import IndexFileError
from zhengwen.corpus.index._index import Index, Match

__all__ = ["Index", "IndexFileError", "IndexedPage", "Match"]
