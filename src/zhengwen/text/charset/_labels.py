"""The labels of charsets that pages and servers use, and the codec that browsers read each with: the Encoding Standard.

Only text charsets are among them: `rot13`, `hex`, `idna` and other codecs of Python are none.
"""

from __future__ import annotations

from types import MappingProxyType

# `big5` stands for all kinds of it; HZ and UTF-32 are kept, although browsers dropped them.
_CODECS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf8mb4 u8 utf-8-sig utf8-sig",
    "gb18030": "gb18030 gb2312 gbk x-gbk chinese csgb2312 csiso58gb231280 gb-2312 gb-2312-80 gb2312-80 iso-ir-58"
    " cp936 windows-936 936 euc-cn euccn ms936 gb",
    "big5": "big5 big5-hkscs big5hkscs big-5 big5-tw big5-eten cn-big5 csbig5 x-x-big5 cp950 ms950 950 windows-950"
    " hkscs",
    "cp932": "shift-jis shiftjis sjis x-sjis ms-kanji csshiftjis windows-31j ms932 cp932 932",
    "euc_jp": "euc-jp eucjp x-euc-jp cseucpkdfmtjapanese ujis",
    "iso2022_jp": "iso-2022-jp iso2022-jp iso2022jp csiso2022jp",
    "cp949": "euc-kr euckr cseuckr korean ks-c-5601-1987 ks-c-5601-1989 ksc5601 ksc-5601 iso-ir-149 csksc56011987"
    " windows-949 cp949 ms949 949 uhc",
    "cp1252": "windows-1252 cp1252 x-cp1252 1252 ascii us-ascii ansi-x3.4-1968 iso-8859-1 iso8859-1 iso88591 iso-ir-100"
    " latin1 latin-1 l1 cp819 ibm819 csisolatin1 iso-8859-1:1987 646",
    "cp1250": "windows-1250 cp1250 x-cp1250 1250",
    "cp1251": "windows-1251 cp1251 x-cp1251 1251",
    "cp1253": "windows-1253 cp1253 x-cp1253 1253",
    "cp1254": "windows-1254 cp1254 x-cp1254 1254 iso-8859-9 iso8859-9 iso88599 iso-ir-148 latin5 l5 csisolatin5"
    " iso-8859-9:1989",
    "cp1255": "windows-1255 cp1255 x-cp1255 1255",
    "cp1256": "windows-1256 cp1256 x-cp1256 1256",
    "cp1257": "windows-1257 cp1257 x-cp1257 1257",
    "cp1258": "windows-1258 cp1258 x-cp1258 1258",
    "cp874": "windows-874 cp874 874 dos-874 tis-620 iso-8859-11 iso8859-11 iso885911",
    "cp866": "ibm866 cp866 866 csibm866",
    "cp437": "cp437 ibm437 437",
    "iso8859-2": "iso-8859-2 iso8859-2 iso88592 iso-ir-101 latin2 l2 csisolatin2 iso-8859-2:1987",
    "iso8859-3": "iso-8859-3 iso8859-3 iso88593 iso-ir-109 latin3 l3 csisolatin3 iso-8859-3:1988",
    "iso8859-4": "iso-8859-4 iso8859-4 iso88594 iso-ir-110 latin4 l4 csisolatin4 iso-8859-4:1988",
    "iso8859-5": "iso-8859-5 iso8859-5 iso88595 iso-ir-144 cyrillic csisolatincyrillic iso-8859-5:1988",
    "iso8859-6": "iso-8859-6 iso8859-6 iso88596 iso-ir-127 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic"
    " ecma-114 iso-8859-6-e iso-8859-6-i iso-8859-6:1987",
    "iso8859-7": "iso-8859-7 iso8859-7 iso88597 iso-ir-126 greek greek8 sun-eu-greek csisolatingreek ecma-118 elot-928"
    " iso-8859-7:1987",
    "iso8859-8": "iso-8859-8 iso8859-8 iso88598 iso-ir-138 hebrew visual csiso88598e csisolatinhebrew iso-8859-8-e"
    " iso-8859-8:1988 iso-8859-8-i csiso88598i logical",
    "iso8859-10": "iso-8859-10 iso8859-10 iso885910 iso-ir-157 latin6 l6 csisolatin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "iso-8859-15 iso8859-15 iso885915 l9 csisolatin9",
    "iso8859-16": "iso-8859-16 iso8859-16",
    "koi8-r": "koi8-r koi8 koi cskoi8r",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh mac macroman mac-roman x-mac-roman csmacintosh",
    "mac-cyrillic": "x-mac-cyrillic mac-cyrillic x-mac-ukrainian maccyrillic",
    "utf-16-le": "utf-16le utf-16-le utf-16 utf16 ucs-2 unicode iso-10646-ucs-2 csunicode unicodefeff",
    "utf-16-be": "utf-16be utf-16-be unicodefffe",
    "utf-32-le": "utf-32 utf-32le utf-32-le utf32 ucs-4",
    "utf-32-be": "utf-32be utf-32-be",
    "hz": "hz-gb-2312 hz hzgb",
}
LABELS = MappingProxyType({label: codec for codec, labels in _CODECS.items() for label in labels.split()})


def lookup(label: str) -> str:
    """The codec for a charset as pages and callers spell it; `big5` stands for all kinds of it.

    Raises:
        LookupError: there is no such charset.
    """
    spelt = label.strip(" \t\r\n\f\"'").lower().replace("_", "-")
    try:
        return LABELS[spelt]
    except KeyError:
        raise LookupError(f"unknown charset: {label!r}") from None
