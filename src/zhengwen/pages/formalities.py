"""What official documents state without a label: to whom they go, who signs them and when, orders, and validity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from zhengwen.pages import dates
from zhengwen.pages.agencies import ends_like_one
from zhengwen.text.lazy_regex import pattern

MAX_SIGNED_ROWS, MAX_SIGNED_CHARS = 8, 24  # at the end, where a document's date stands; its length
MAX_SIGNING_BODIES, MAX_BODY_CHARS = 6, 40  # that sign one document; characters of the name of each
MAX_ADDRESSEE_CHARS, ADDRESSEE_ROWS = 160, 14  # of the line; rows below the title in which it stands
MAX_ORDER_ROWS, MAX_PROMULGATED_ROWS = 20, 30  # rows in which an order stands; below it, those of what it promulgates
ADDRESSED = pattern(r"^[^。;!?]{2,}:$")
# Listeners of a speech, and what announces a list.
NO_ADDRESSEE = pattern(r"^(?:各位|尊敬的|亲爱的|同志们|女士们|先生们|朋友们|主席)|如下|以下|通知|附件|事项|公告")
BODIES = pattern(
    r"^各.{0,60}(?:单位|部门|机构|学校|院校|高校|企业|公司|支行|银行|街道|乡镇|镇|乡|区|县|市|州|盟|旗|省|组织|协会|场所|所|站)$"
)
NAME_BREAK = pattern(r"[、,]")
ORDER = pattern(r"^(?P<name>[\u3400-\u9fff]{4,30}令)\s*(?P<number>\(?第?\s?\d{1,4}\s?号\)?)?$")
ORDER_NUMBER = pattern(r"^\(?(?P<number>第\s?\d{1,4}\s?号)\)?$")
PROMULGATED = pattern(r"《(?P<name>[^《》]{4,80})》[^《》]{0,120}(?:公布|发布|施行|通过)")
REVOKED = pattern(r"[(\[【](?P<state>已废止|废止|已失效|失效|已修改|已修订|部分失效|部分废止|现行有效)[)\]】]")
HOUR = pattern(r"^香港时间\s?(?P<hour>\d{1,2})时(?P<minute>\d{1,2})分$")


class Line(NamedTuple):
    """A line without the blanks around it, as it stands and folded; the places in both are the same."""

    text: str
    folded: str


class Signature(NamedTuple):
    """Who signed a document, and when (ISO 8601); empty where nobody did."""

    issuer: str
    written: str


class Order(NamedTuple):
    """The number of an order, and the title of what it promulgates where that stands below it."""

    number: str
    promulgates: str


def signature(lines: Sequence[Line]) -> Signature:
    """The date on a line of its own among the last ones, below the last sentence, and the bodies named above it."""
    first = max(0, len(lines) - MAX_SIGNED_ROWS)
    for row in range(len(lines) - 1, first - 1, -1):
        folded = lines[row].folded
        if "。" in folded:
            break
        if len(folded) <= MAX_SIGNED_CHARS and dates.SIGNING_DATE.match(folded):
            return Signature(_bodies(lines, row), _with_hour(dates.iso(folded), lines[row + 1 : row + 2]))
    return Signature("", "")


def _with_hour(day: str, below: Sequence[Line]) -> str:
    hour = HOUR.match(below[0].folded) if below else None
    return f"{day}T{int(hour['hour']):02d}:{int(hour['minute']):02d}" if hour and day else day


def _bodies(lines: Sequence[Line], date: int) -> str:
    """The names of agencies on the lines right above a date, the first one first."""
    found: list[str] = []
    for line in reversed(lines[max(0, date - MAX_SIGNING_BODIES) : date]):
        name = re.sub(r"\s+", "", line.text)
        if len(name) > MAX_BODY_CHARS or not ends_like_one("".join(line.folded.split())):
            break
        found.insert(0, name)
    return "、".join(found)


def addressee(lines: Sequence[Line], title: int) -> str:
    """To whom a document goes (主送机关): the line below the title that names bodies and ends with a colon."""
    for text, folded in lines[title + 1 : title + 1 + ADDRESSEE_ROWS]:
        if "。" in folded:
            break
        if len(folded) > MAX_ADDRESSEE_CHARS or not ADDRESSED.match(folded) or NO_ADDRESSEE.search(folded):
            continue
        names = folded[:-1].strip()
        if BODIES.match(names) or all(map(_is_body, NAME_BREAK.split(names))):
            return text[:-1].strip()
    return ""


def _is_body(name: str) -> bool:
    return ends_like_one(name.strip()) or BODIES.match(name.strip()) is not None


def order(lines: Sequence[Line]) -> Order:
    """The order at the head of a document: 某某令, 第 748 号, with what it promulgates."""
    for row, (text, folded) in enumerate(lines[:MAX_ORDER_ROWS]):
        found = ORDER.match(folded)
        if found is None:
            continue
        number = found["number"]
        if number is None and row + 1 < len(lines) and (below := ORDER_NUMBER.match(lines[row + 1].folded)):
            number = below["number"]
        if number is None:
            continue
        number = re.sub(r"[\s()]", "", number)
        name = re.sub(r"\s", "", text[found.start("name") : found.end("name")])
        return Order(f"{name}{number if number.startswith('第') else '第' + number}", _promulgated(lines, row))
    return Order("", "")


def _promulgated(lines: Sequence[Line], order: int) -> str:
    """The title of what an order promulgates: named in it, and standing below it on a line of its own."""
    below = lines[order + 1 : order + 1 + MAX_PROMULGATED_ROWS]
    for place, line in enumerate(below):
        found = PROMULGATED.search(line.folded)
        if found:
            name = "".join(found["name"].split())
            titles = (one.text for one in below[place + 1 :] if "".join(one.folded.split()) == name)
            return next(titles, "")
    return ""


def validity(lines: Sequence[Line]) -> str:
    """Whether a document still holds, where a mark in brackets beside its title says so: 【已废止】."""
    marks = (REVOKED.search(folded) for _, folded in lines if len(folded) <= MAX_ADDRESSEE_CHARS and "。" not in folded)
    found = next((mark for mark in marks if mark), None)
    return found["state"] if found else ""
