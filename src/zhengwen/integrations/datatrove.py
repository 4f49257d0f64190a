"""datatrove: a pipeline step that cleans documents, for use between a reader and the filters."""

from __future__ import annotations

from collections import Counter

from datatrove.data import DocumentsPipeline
from datatrove.pipeline.base import PipelineStep

from zhengwen.integrations._values import Values
from zhengwen.pipeline import Pipeline


class CleanDocuments(PipelineStep):
    """Cleans the text of documents and stores the ledger of each in its metadata.

    Args:
        ledger: the key in `metadata` for the ledger; `None` to store none.
        pipeline: the pipeline to use; by default, `Pipeline.default()`.
        unsafe: also apply fixes that are only probably right.
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
        """Clean the documents one by one; the statistics count pages, and fixes by rule.

        Raises:
            KeyError: a document's metadata already has the key of the ledger, whose value would be lost.
            TypeError: a document's text is neither `str` nor `bytes`.
        """
        for document in data:
            if self.ledger is not None and self.ledger in document.metadata:
                raise KeyError(f"the metadata of document {document.id} already has {self.ledger!r}; use another key")
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
