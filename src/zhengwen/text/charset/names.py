"""What charsets are called in messages, by the names of Python's codecs for them."""

from __future__ import annotations

NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "gbk": "GBK",
    "big5": "Big5",
    "cp950": "Big5",
    "big5hkscs": "Big5",
    "hz": "HZ",
    "cp932": "Shift-JIS",
    "cp949": "EUC-KR",
    "euc_jp": "EUC-JP",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "mac_cyrillic": "Mac Cyrillic",
    "cp437": "code page 437",
    "cp850": "code page 850",
    "cp866": "code page 866",
    "iso8859-2": "ISO 8859-2",
    "iso8859-5": "ISO 8859-5",
    "koi8_r": "KOI8-R",
}


def name_of(codec: str) -> str:
    """The name that readers know a charset by."""
    return NAMES.get(codec, codec.upper())
