"""The files that a page links to: a name and an address each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from zhengwen.text.lazy_regex import pattern

FILE = r"(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|rtf|txt|csv|zip|rar|7z|tar|gz|ceb|odt|ods|odp|caj|tiff?|dwg)"
FILE_ADDRESS = pattern(rf"(?i)\.{FILE}(?:[?#&]|\s*$)")
FILE_NAME = pattern(rf"(?i)\.{FILE}\s*(?:[\])）】》]|$|\s*[(（])")
CALLED_ATTACHMENT = pattern(
    r"\s*[【\[(（]?附\s?(?:件|表|图)\s?(?:[0-9一二三四五六七八九十]{0,3})\s?[】\])）]?\s?[:：.、\s]"
)
NO_ADDRESS = ("javascript:", "#", "mailto:", "tel:", "about:")
PAGE_ADDRESS = pattern(r"(?i)\.(?:s?html?|aspx?|jsp|php)(?:[?#]|$)")
MAX_NAME_CHARS = 200
MAX_NAME_NODES = 40  # of a link


class Attachment(NamedTuple):
    """A file that the page links to, under the name that the link has; the address is as the page spells it."""

    name: str
    address: str


def attachment(node: Any, attributes: Mapping[str, str | None]) -> Attachment | None:  # noqa: ANN401  # selectolax's node
    """The file that a link leads to; `None` when it leads to a page."""
    address = (attributes.get("href") or "").strip()
    if not address or address.lower().startswith(NO_ADDRESS):
        return None
    if FILE_ADDRESS.search(address) or "download" in attributes:
        name = _name(node) or (attributes.get("title") or "").strip()
        return Attachment(name or address.rsplit("/", 1)[-1], address)
    child = node.child
    if child is None or (child.tag == "-text" and not _may_be_a_file(child.text_content or "")):
        return None
    name = _name(node)
    if FILE_NAME.search(name) or (CALLED_ATTACHMENT.match(name) and not PAGE_ADDRESS.search(address)):
        return Attachment(name, address)
    return None


def _may_be_a_file(text: str) -> bool:
    return "." in text or "附" in text or not text.strip()


def _name(node: Any) -> str:  # noqa: ANN401  # selectolax's node
    """The text of a link, as far as it is a name."""
    pieces = []
    for number, one in enumerate(node.traverse(include_text=True)):
        if number > MAX_NAME_NODES:
            break
        if one.tag == "-text":
            pieces.append(one.text_content or "")
    return " ".join("".join(pieces).split())[:MAX_NAME_CHARS]
