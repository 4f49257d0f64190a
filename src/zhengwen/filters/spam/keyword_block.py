"""Lines of injected keywords."""

from __future__ import annotations

from collections.abc import Iterator

from zhengwen.filters.spam._blocks import message, read
from zhengwen.finding import Finding, Rule
from zhengwen.page import Page


class KeywordBlock(Rule):
    """Lines of injected keywords of a trade that has nothing to do with the page.

    ## What it does
    Cuts keywords of a shady trade, in one line or many, with any separator or none, also inside markup that hides them.

    ## Why it is damage
    Intruders put them there for search engines; the agency never published them.

    ## Example
    ```text
    老虎机|网上真钱在线|棋牌平台官网|开户送钱        →  (gone)
    ```

    ## Leaves alone
    Sentences; lists that the page announces and discusses, such as the gambling sites in a police notice; labelled
    addresses (直播链接：…); fields such as 关键词; lists of names, companies, schools, villages and products. Where the
    title warns of frauds, fakes or offences, what is not at the end of the page is only reported, unless whole entries
    are repeated. Official draw results, labels that head each paragraph, markup.

    ## Safety
    Safe; only reported where the page itself is about the trade, or where nothing else would be left of it.

    ## Evidence
    On 24 laws with injected blocks: 24 cut exactly. On 18 pages as scraped, 100 laws and news of 1.9 million
    characters: none, right or wrong. On 900 documents with blocks of eleven trades made for it: 97 in 100 cut exactly,
    nothing of a document lost. On 385 documents with spam of 30 trades in 22 forms made without knowledge of the rule:
    250 cut exactly at first, 362 now; of 127 honest pages that discuss such trades or list companies or prices, none
    was changed.
    """

    code = "S001"


class GluedKeywords(Rule):
    """Injected keywords on the line of a sentence, after it or before it.

    ## What it does
    Cuts keywords of a shady trade after the last sentence of a line or before its first.

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
    On 100 laws and 18 pages as scraped: none. Counted with S001 on made pages.
    """

    code = "S002"


class UnfamiliarKeywords(Rule):
    """Lines of keywords of no known trade that come with selling words and are unrelated to the page.

    ## What it does
    Cuts lists of short pieces with words such as 官网, 下载, 哪家好, 多少钱 again and again, whose other words occur in
    no sentence of the page, and some of which are repeated; words beside throwaway hosts (`hg93781.cc`); one keyword
    after the names of many cities; words in Latin letters repeated again and again.

    ## Why it is damage
    Intruders sell everything; the form gives them away where no word does.

    ## Example
    ```text
    蓝翼飞毯官网|蓝翼飞毯多少钱|星梭木马下载|星梭木马哪家好|云顶风车官网|云顶风车价格        →  (gone)
    ```

    ## Leaves alone
    Lists whose entries end like agencies, companies, schools and places; lists of words that the page uses; menus,
    whose words appear once; markup, style sheets, addresses and code.

    ## Safety
    Safe.

    ## Evidence
    On 100 laws and 18 pages as scraped: none. Counted with S001 on made pages.
    """

    code = "S004"


def find(page: Page) -> Iterator[Finding]:
    """Find injected keywords."""
    for block in page.view(read):
        code = KeywordBlock.code if block.whole_lines else GluedKeywords.code
        if not block.judged.is_of_a_known_trade:
            code = UnfamiliarKeywords.code
        yield Finding(code, block.start, block.end, message(page, block), "" if block.certain else None)
