"""The files that a page links to: a name and an address each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from zhengwen.text.lazy_regex import pattern

FILE = r"(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|rtf|txt|csv|zip|rar|7z|tar|gz|ceb|odt|ods|odp|caj|tiff?|dwg)"
FILE_ADDRESS = pattern(rf"(?i)\.{FILE}(?:[?#&]|\s*$)")
FILE_NAME = pattern(rf"(?i)\.{FILE}\s*(?:[\])）】》]|$|\s*[(（])")
CALLED_ATTACHMENT = pattern(
    r"\s*[【\[(（]?附\s?(?:件|表|图)\s?(?:[0-9一二三四五六七八九十]{0,3})\s?[】\])）]?\s?[:：.、\s]"
)
# What a link is called that the reader is to press; what the file is called stands elsewhere.
BUTTON = pattern(
    r"(?i)\s*[\[【(（]?(?:请?点击|点此|按此)?(?:此处|这里|浏览|查看)?(?:附件|文件|檔案|档案)?(?:下载|下載|download)?[\])）】]?\s*$"
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
        return Attachment(_told(node, attributes, address), address)
    child = node.child
    if child is None or (child.tag == "-text" and not _may_be_a_file(child.text_content or "")):
        return None
    name = _name(node)
    if FILE_NAME.search(name) or (CALLED_ATTACHMENT.match(name) and not PAGE_ADDRESS.search(address)):
        return Attachment(name, address)
    return None


def base_of(page: str, stated: str) -> str:
    """The address by which those on a page are read, where it is known: `<base href>`, read by the page's own.

    Args:
        page: the page's address; empty where nobody knows it.
        stated: what `<base href>` says; empty where the page has none.
    """
    base = joined(page, stated) if stated else page
    return base if _is_whole(base) else ""


def joined(base: str, address: str) -> str:
    """An address as the page spells it, made whole where its base is known."""
    if not base or _is_whole(address):
        return address
    try:
        return urljoin(base, address)
    except ValueError:  # as in http://[…
        return address


def _is_whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.scheme not in ("http", "https")))


def _told(node: Any, attributes: Mapping[str, str | None], address: str) -> str:  # noqa: ANN401  # selectolax's node
    """What a file is called: by its link, its title, or at last by its address."""
    name, title = _name(node), " ".join((attributes.get("title") or attributes.get("download") or "").split())
    if title and (not name or BUTTON.match(name)):
        return title[:MAX_NAME_CHARS]
    return name or unquote(address.split("?", 1)[0].rsplit("/", 1)[-1])[:MAX_NAME_CHARS]


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
