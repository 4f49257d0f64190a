"""Give back the text that an agency published, from what a scraper got of its page.

>>> import zhengwen
>>> zhengwen.clean("截至20225月，全部完成。")
'截至2022年5月，全部完成。'
"""

from types import ModuleType

from zhengwen.api import clean, inspect
from zhengwen.decisions import Decision, Decisions, DecisionsError
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.ledger import Ledger, LedgerError
from zhengwen.page import Page
from zhengwen.pipeline import Pipeline, PipelineError
from zhengwen.result import Cleaned
from zhengwen.text import lazy_import

__all__ = [
    "Cleaned",
    "Decision",
    "Decisions",
    "DecisionsError",
    "Finding",
    "Ledger",
    "LedgerError",
    "Page",
    "Pipeline",
    "PipelineError",
    "Rule",
    "Safety",
    "clean",
    "inspect",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> ModuleType:
    """`zhengwen.html`, which is imported when it is asked for: text does without."""
    if name == "html":
        import importlib

        with lazy_import.IMPORTING:
            return importlib.import_module("zhengwen.html")
    raise AttributeError(f"module 'zhengwen' has no attribute {name!r}")
