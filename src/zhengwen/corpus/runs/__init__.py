"""Runs: a whole corpus cleaned and rid of its duplicates, stage by stage, taken up again where it was broken off.

The stages are learning (what the pages of a site have in common), cleaning, pairing (duplicates across pages),
clustering and writing. Each works in units that are written whole or not at all. A run that was killed and is started
again does the units that are missing, and its output is that of a run which was not.
"""

from zhengwen.corpus.runs._job import Dedup, Job, OutputFormat, RunError
from zhengwen.corpus.runs._report import Report
from zhengwen.corpus.runs._run import run
from zhengwen.corpus.runs._stream import cleaned_lines
from zhengwen.corpus.runs._units import Watcher
from zhengwen.corpus.runs.stages.writing import restored

__all__ = ["Dedup", "Job", "OutputFormat", "Report", "RunError", "Watcher", "cleaned_lines", "restored", "run"]
