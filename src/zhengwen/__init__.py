"""Give back the text that an agency published, from what a scraper got of its page.

>>> import zhengwen
>>> zhengwen.clean("截至20225月，全部完成。")
'截至2022年5月，全部完成。'
"""

from zhengwen.api import clean, inspect
from zhengwen.finding import Finding, Rule, Safety
from zhengwen.ledger import Ledger, LedgerError
from zhengwen.page import Page
from zhengwen.pipeline import Pipeline, PipelineError
from zhengwen.result import Cleaned

__all__ = [
    "Cleaned",
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
