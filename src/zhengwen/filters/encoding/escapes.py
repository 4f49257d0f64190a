"""Chinese written as the numbers of its bytes or characters: percent-encoding, backslash escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengwen.finding import Finding, Rule
from zhengwen.page import Page
from zhengwen.pages.not_prose import holds_markup, is_program
from zhengwen.pages.quoted_faults import is_cited
from zhengwen.text import language_model
from zhengwen.text.char_classes import UNIFIED
from zhengwen.text.lazy_regex import pattern

STARTS = {
    "%": re.compile("%(?:u[0-9a-fA-F]|[89a-fA-F][0-9a-fA-F]%)"),
    "\\": re.compile(r"\\(?:u[0-9a-fA-F]|x[89a-fA-F]|[23][0-7]{2}\\)"),
    "=": re.compile("=[89A-F][0-9A-F]="),
}
NUMBERS = pattern(
    r"""
    [\\%=] (?:
        (?P<characters>                                         # \u4e2d\u56fd, \\u4e2d\\u56fd, %u4E2D%u56FD
            (?: (?<=\\)\\? | (?<=%) ) u[0-9a-fA-F]{4} (?: (?: \\{1,2} | % ) u[0-9a-fA-F]{4} ){1,399}
        )
      | (?P<bytes>                                              # %E4%B8%AD, \xe4\xb8\xad
            (?: (?<=%) | (?<=\\)x ) [89a-fA-F][0-9a-fA-F] (?: (?: % | \\x ) [0-9a-fA-F]{2} ){3,1200}
        )
      | (?P<printable> (?<==) [89A-F][0-9A-F] (?: =(?:\n=)? [0-9A-F]{2} ){3,1200} )     # =E4=B8=AD, as mail has it
      | (?P<octal> (?<=\\) [23][0-7]{2} (?: \\[0-3][0-7]{2} ){3,1200} )             # \344\270\255
    )
    """,
    re.VERBOSE,
)
HEXADECIMAL = pattern(r"[0-9a-fA-F]{2,4}")
OCTAL = pattern(r"[0-7]{3}")
# What stands right before a part of a web address, or of a form that a browser sent.
ADDRESS = pattern(r"(?:[/=?&#@+_~.-]|[A-Za-z0-9])$")
NATURAL = 9.5  # nats a character: more is no Chinese anybody wrote
IDEOGRAPH = pattern(f"[{UNIFIED}]")
MIN_IDEOGRAPHS, SURE_IDEOGRAPHS = 2, 3  # ideographs


def find(page: Page) -> Iterator[Finding]:
    """Find Chinese that is written in numbers."""
    text = page.text
    if not any(sign in text and start.search(text) for sign, start in STARTS.items()):
        return
    for found in NUMBERS.finditer(text):
        start, end = found.span()
        written = _written(found)
        ideographs = len(IDEOGRAPH.findall(written))
        if ideographs < MIN_IDEOGRAPHS or language_model.cost(written) > NATURAL * len(written):
            continue
        if found[0][0] in "%=" and not found["characters"] and ADDRESS.search(text[max(0, start - 1) : start]):
            continue
        if page.view(holds_markup) or page.view(is_program) or is_cited(text, start, end, written):
            yield Finding("E012", start, end, f"{written[:12]} is written as numbers, for a program or as an example.")
        else:
            yield Finding(
                "E012", start, end, f"{written[:12]} is written as numbers.", written, ideographs >= SURE_IDEOGRAPHS
            )


def _written(found: re.Match[str]) -> str:
    """What the numbers stand for; nothing when that is no text."""
    numbers = HEXADECIMAL.findall(found[0].replace("u", ""))
    if found["characters"]:
        written = b"".join(bytes.fromhex(number) for number in numbers).decode("utf-16-be", "replace")
        return "" if "\N{REPLACEMENT CHARACTER}" in written else written
    if found["octal"]:
        raw = bytes(int(number, 8) for number in OCTAL.findall(found[0]))
    else:
        raw = bytes.fromhex("".join(numbers).replace("x", ""))
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return ""


class EscapedText(Rule):
    r"""Chinese written as numeric escapes: `%E4%B8%AD%E5%9B%BD`, `\u4e2d\u56fd`.

    ## What it does
    Puts the ideographs for percent-encoded bytes (UTF-8 or GBK), for `=E4=B8=AD`, `\xE4\xB8\xAD` and `\344\270\255`,
    and for `\u4e2d` or `%u4E2D`, where two ideographs or more stand in a row and read as Chinese.

    ## Why it is damage
    Addresses, programs and databases exchange Chinese this way; readers cannot read it.

    ## Example
    `\u5173\u4e8e\u5370\u53d1` → `关于印发`

    ## Leaves alone
    Web addresses and form data, where percent-encoding belongs; single escapes, as in tables of codes; numbers that are
    no Chinese text. In JSON, source code and HTML with its scripts, and where they are quoted with what they mean, they
    are reported.

    ## Safety
    Safe for three ideographs or more; unsafe for two.

    ## Evidence
    In none of 100 sound documents and 18 pages of news and agencies.
    """

    code = "E012"
