"""HTML pages: the lines that a reader sees, what is hidden from them, and what the markup says of both.

`visible_text` is all that most callers need. `read` gives the whole `HtmlDocument`.
"""

from __future__ import annotations

from zhengwen.html._attachments import Attachment
from zhengwen.html._document import HtmlDocument, HtmlLine, read, visible_text
from zhengwen.html._hidden import HiddenBlock
from zhengwen.html._markup import Markup
from zhengwen.html._sniffing import is_html
from zhengwen.html._source import HtmlSource

__all__ = [
    "Attachment",
    "HiddenBlock",
    "HtmlDocument",
    "HtmlLine",
    "HtmlSource",
    "Markup",
    "is_html",
    "read",
    "visible_text",
]
