"""The file: one document of HTML, with its style, its script and its data inside."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from zhengwen import __version__

LANGUAGES = ("en", "zh")
SCRIPTS = ("text.js", "strings.js", "view.js", "plots.js", "review.js", "main.js")
LONE = re.compile("[\ud800-\udfff]")
# What could end a script element, or begin a comment in it.
UNSAFE_IN_SCRIPTS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def document(
    data: Mapping[str, Any], pages: Iterable[str] = (), *, title: str = "zhengwen", connects: bool = False
) -> str:
    """Return the document of a report.

    Nothing in it is markup but the template: pages are data, which the script writes into text nodes only.

    Args:
        data: what the script reads first: `lang`, `rules`, `pages` and, for some, `overview` and `review`.
        pages: the payloads of the pages, as `encoded` returns them.
        title: the title of the window.
        connects: whether the page may talk to the server that it came from.
    """
    blocks = (f'<script type="application/json" id="page-{n}">{page}</script>' for n, page in enumerate(pages))
    values = {
        "policy": policy(connects=connects),
        "version": escape(__version__),
        "title": escape(title),
        "style": _style(),
        "data": encoded(data),
        "pages": "\n".join(blocks),
        "script": _script(),
    }
    parts = re.split(r"\{\{(\w+)\}\}", _read("template.html"))
    return "".join(values[part] if n % 2 else part for n, part in enumerate(parts))


def encoded(value: Any) -> str:  # noqa: ANN401  # anything that JSON holds
    """Return JSON that cannot leave the script element in which it stands, and that UTF-8 can hold."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE_IN_SCRIPTS)
    return LONE.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


@cache
def policy(*, connects: bool = False) -> str:
    """Return the content security policy: only the style and script of this very file, and no network."""
    talks = " connect-src 'self';" if connects else ""
    return (
        f"default-src 'none'; script-src {_hash(_script())}; style-src {_hash(_style())}; img-src data:;{talks}"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


@cache
def _script() -> str:
    whole = "\n".join(map(_read, SCRIPTS))
    return "(() => {\n" + whole.replace('"use strict";\n', "").replace("</", "<\\/") + "\n})();"


@cache
def _style() -> str:
    return _read("report.css")


def _read(name: str) -> str:
    return (files(__package__) / "page" / name).read_text(encoding="utf-8")
