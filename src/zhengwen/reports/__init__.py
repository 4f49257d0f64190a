"""Reports of findings, for people and other tools."""

from zhengwen.reports import formats
from zhengwen.reports.checked import Checked
from zhengwen.reports.page_as_json import page_as_json
from zhengwen.reports.paint import Paint, coloured, harmless, plain
from zhengwen.reports.summary import Tally, closing_line, statistics, statistics_as_json

__all__ = [
    "Checked",
    "Paint",
    "Tally",
    "closing_line",
    "coloured",
    "formats",
    "harmless",
    "page_as_json",
    "plain",
    "statistics",
    "statistics_as_json",
]
