"""An index on disk: has this page been seen before, or nearly?

An SQLite file in write-ahead mode: one process writes, any number read meanwhile, and what was committed is there after
a crash at any byte. Each page is kept compressed, so that a match is told by the true similarity of the texts and not
by their sketches; beside it stand the bands of its sketch, which find the candidates. A page's bands belong anywhere in
their tree, so that adding a few pages to a large one would write most of it anew: bands of the latest pages stand in a
small tree of their own, which is merged into the large one now and then, in its order.
"""

from __future__ import annotations

from zhengwen.corpus.index._file import IndexFileError
from zhengwen.corpus.index._index import Index, IndexedPage, Match

__all__ = ["Index", "IndexFileError", "IndexedPage", "Match"]
