"""Corpus runs: clean and deduplicate a whole corpus in stages; an interrupted run can be resumed.

The stages are learning (site profiles), cleaning, pairing (duplicates across pages), clustering and writing. Each stage
consists of work units, whose output is written atomically. A run that was killed and is started again does the missing
units only, and its output is identical to that of an uninterrupted run.
"""

from zhengwen.corpus.runs._job import Dedup, Job, OutputFormat, RunError
from zhengwen.corpus.runs._report import Report
from zhengwen.corpus.runs._run import run
from zhengwen.corpus.runs._stream import cleaned_lines
from zhengwen.corpus.runs._units import Watcher
from zhengwen.corpus.runs.stages.writing import restored

__all__ = ["Dedup", "Job", "OutputFormat", "Report", "RunError", "Watcher", "cleaned_lines", "restored", "run"]
