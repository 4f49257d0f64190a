"""datatrove: a step that cleans documents, to stand between a reader and the filters."""

from __future__ import annotations

from collections import Counter

from datatrove.data import DocumentsPipeline
from datatrove.pipeline.base import PipelineStep

from zhengwen.integrations._values import Values
from zhengwen.pipeline import Pipeline


class CleanDocuments(PipelineStep):
    """Clean the text of documents; each keeps its ledger, so that nothing is lost.

    Args:
        ledger: the key of `metadata` that gets the ledger; `None` leaves it out.
        pipeline: what cleans a page; the default pipeline where it is `None`.
        unsafe: apply the fixes that are probably right, too.
    """

    name = "正 zhengwen"
    type = "✂️ - FORMAT"

    def __init__(
        self, *, ledger: str | None = "zhengwen_ledger", pipeline: Pipeline | None = None, unsafe: bool = False
    ) -> None:
        super().__init__()
        self.ledger = ledger
        self.values = Values(pipeline, unsafe=unsafe)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Clean the documents one by one; the statistics count pages and fixes by rule.

        Raises:
            KeyError: a document has a ledger there already, which would be lost.
            TypeError: a document's text is no text.
        """
        for document in data:
            if self.ledger is not None and self.ledger in document.metadata:
                raise KeyError(f"document {document.id} has {self.ledger!r} in its metadata already; name another key")
            with self.track_time():
                cleaned = self.values.pipeline.run(document.text, unsafe=self.values.unsafe)
                stored = cleaned.stored()
                self.stat_update("changed" if len(cleaned.ledger) else "untouched")
                for rule, count in Counter(finding.rule for finding in cleaned.fixed).items():
                    self.stat_update(f"fixed {rule}", value=count, unit="doc")
                document.text = stored.text
                if self.ledger is not None:
                    document.metadata[self.ledger] = stored.ledger
            yield document
