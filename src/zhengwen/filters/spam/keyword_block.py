"""Lines of injected keywords."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.spam._reading import message, read
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class KeywordBlock(Rule):
    """Lines of injected keywords, of a trade that has no business on the page.

    ## What it does
    Cuts lines that consist of keywords of some shady trade, in one line or many, with any separator or none.

    ## Why it is damage
    Intruders put them there for search engines; the agency never published them.

    ## Example
    ```text
    老虎机|网上真钱在线|棋牌平台官网|开户送钱        →  (gone)
    ```

    ## Leaves alone
    Sentences; lists that the page announces and speaks of, such as the gambling sites in a police notice; fields such as
    关键词; lists of names, companies, schools, villages and products.

    ## Safety
    Safe; reported only when the page itself speaks of the trade.

    ## Evidence
    EVID
    """

    code = "S001"


class GluedKeywords(Rule):
    """Injected keywords on the line of a sentence, after it or before it.

    ## What it does
    Cuts keywords of some shady trade that follow the last sentence of a line, or precede its first.

    ## Why it is damage
    Intruders put them there for search engines; the agency never published them.

    ## Example
    ```text
    第四十条 本条例自公布之日起施行。老虎机|棋牌平台|开户送钱        →  第四十条 本条例自公布之日起施行。
    ```

    ## Leaves alone
    What is part of a sentence.

    ## Safety
    Safe.

    ## Evidence
    EVID
    """

    code = "S002"


def find(page: Page) -> Iterator[Finding]:
    """Find injected keywords."""
    for block in page.view(read):
        code = KeywordBlock.code if block.lines else GluedKeywords.code
        yield Finding(code, block.start, block.end, message(block), "" if block.certain else None)
