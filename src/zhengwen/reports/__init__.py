"""Reports of findings, for people and other tools."""

from zhengwen.reports import formats
from zhengwen.reports.checked import Checked
from zhengwen.reports.paint import Paint, coloured, harmless, plain
from zhengwen.reports.summary import closing_line, statistics

__all__ = ["Checked", "Paint", "closing_line", "coloured", "formats", "harmless", "plain", "statistics"]
