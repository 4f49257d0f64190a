"""Text that is written for programs: source code, JSON, XML, diffs. It is no prose, and nothing in it is mended."""

from __future__ import annotations

import re

from zhengwen.text.lazy_regex import pattern

HEAD_CHARS = 20_000  # characters that are enough to know it
MIN_LINES = 3
MIN_SHARE_OF_LINES = 0.5  # of the lines that are not blank
JSON = pattern(r'\s*+(?:\{\s*+"(?:[^"\\\n]|\\.){0,200}+"\s*+:|\[\s*+(?:\{\s*+"|"(?:[^"\\\n]|\\.){0,200}+"\s*+[,\]]))')
JSON_END = pattern(r"[\]}]\s*\Z")
HTML = pattern(r"<(?:!DOCTYPE\s+html|html|body|div|span|td|br|p)\b", re.IGNORECASE)
XML = pattern(r"\s*+(?:<\?xml\b|<!DOCTYPE\b)", re.IGNORECASE)
DIFF = pattern(r"^@@ -[0-9,]{1,15} \+[0-9,]{1,15} @@", re.MULTILINE)
CODE_LINE = pattern(
    r"""
    ^[ \t]*+ (?:
        //|/\*|\*/|\#include\b|\#define\b|\#!/|<\?php|<!--|--\ .*;$         # comments, directives
      | (?:import|package|using|from)\ [\w.*{},\ ]++ (?:import\ [\w.*,\ ]++)? ;?$  # what is brought in
      | (?:def|class|function|func|fn|public|private|protected|static|const|let|var|if|for|while|else|try|elif|except
          |with|switch|case|SELECT|INSERT|UPDATE|CREATE)\b [^\n]{0,400} [;{:(,)]$  # statements
      | return\b [^\n\u3400-\u9fff]{0,200} $
      | [A-Za-z0-9_.*&\[\]"'$>\ -]{1,60} (?:[-+*/|&]?=|:=|\() [^\n]{0,400} [;{(,\])"']$      # assignments and calls
      | [{}()\[\]]{1,4} ;? ,?$                                              # brackets alone
      | </?[A-Za-z][^<>\n]{0,300}>                                          # tags
    )
    """,
    re.VERBOSE | re.MULTILINE,
)


def holds_markup(text: str) -> bool:
    """Whether a text is HTML, whose scripts are programs."""
    return HTML.search(text[:HEAD_CHARS]) is not None


def is_program_text(text: str) -> bool:
    """Whether a text is source code, JSON, XML or a diff; called only where a fault was seen.

    HTML is none of them: what stands between its tags is prose.
    """
    head = text[:HEAD_CHARS]
    if holds_markup(text):
        return False
    if XML.match(head) or DIFF.search(head):
        return True
    if JSON.match(head) and JSON_END.search(text[-200:]):
        return True
    lines = sum(1 for line in head.split("\n") if line.strip())
    return lines >= MIN_LINES and len(CODE_LINE.findall(head)) >= MIN_SHARE_OF_LINES * lines
