"""Names of agencies and other bodies that sign documents and run sites: known by how they end."""

from __future__ import annotations

from zhengwen.pages.vocabulary import plain
from zhengwen.text.lazy_regex import pattern

# 代办 and 网站 end like an office and a station, and are none.
NAME_END = pattern(lambda: rf"(?:{plain('agency-ends')})(?<!代办)(?<!网站)$")
SITE_NAME_END = pattern(lambda: rf"(?:{plain('site-name-ends')})$")


def ends_like_one(text: str) -> bool:
    """Whether folded text ends like the name of an agency, a school or a firm."""
    return NAME_END.search(text) is not None
