"""A cleaned page as an object of JSON: its text, its facts, its findings and the means to undo them."""

from __future__ import annotations

import json

from zhengwen.reports.checked import Checked
from zhengwen.reports.formats.json import row
from zhengwen.result import Cleaned


def page_as_json(path: str, cleaned: Cleaned) -> str:
    """Return a cleaned page as one line of JSON.

    The fields are `filename`, `is_text`, `text` (`null` if the input is not text), `meta`, `findings` (as `check`
    reports them, with `fixed`), and `ledger`, from which `zhengwen.Ledger.loads(ledger).restore(text)` gives the input.
    """
    fixed = frozenset(cleaned.fixed)
    findings = [
        {**row(path, located), "fixed": located.finding in fixed} for located in Checked.of(path, cleaned).findings
    ]
    page = {
        "filename": path,
        "is_text": cleaned.is_text,
        "text": cleaned.text if cleaned.is_text else None,
        "meta": cleaned.meta if cleaned.is_text else {},
        "findings": findings,
        "ledger": cleaned.ledger.dumps(cleaned.text) if cleaned.is_text else None,
    }
    written = json.dumps(page, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:  # undecodable bytes are lone surrogates, which UTF-8 cannot hold: they need escapes
        return json.dumps(page)
    return written
