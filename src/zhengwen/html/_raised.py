"""Raised and lowered characters: 10⁴ must never be read as 104."""

from __future__ import annotations

RAISED = str.maketrans("0123456789+-−–=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
MAX_RAISED_CHARS = 12  # longer ones are words in small type
ORDINALS = frozenset({"st", "nd", "rd", "th", "tm", "r", "sm", "®", "™"})


def raised(text: str, tag: str, before: str) -> str:
    """What `sup` and `sub` show, in characters that keep it apart from what it stands behind.

    Args:
        text: the element's text.
        tag: `sup` or `sub`.
        before: the character that it stands behind, if any.
    """
    text = text.strip()
    table = RAISED if tag == "sup" else LOWERED
    if not text or len(text) > MAX_RAISED_CHARS or (not text.isascii() and not all(ord(one) in table for one in text)):
        return text
    if text.lower() in ORDINALS:
        return text
    if all(ord(one) in table for one in text) and not (text.startswith("(") and text.endswith(")")):
        return text.translate(table)
    if not _would_merge(text, tag, before):
        return text
    return f"{'^' if tag == 'sup' else '_'}({text})"


def _would_merge(text: str, tag: str, before: str) -> bool:
    """Whether nobody could tell the text from the number or the symbol before it."""
    if not text[0].isalnum() and text[0] not in "+-.":
        return False  # [1], *, (a): they stand apart
    if tag == "sub":  # PM2.5 is written so by everybody, figures that run into figures by nobody
        return before.isdigit() and text[0].isdigit()
    return bool(before) and ((before.isascii() and before.isalnum()) or before in ")]）" or "Α" <= before <= "ω")
