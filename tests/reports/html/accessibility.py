"""Asks axe-core whether a page can be used by everybody."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

AXE = "ZHENGWEN_AXE"  # environment variable: the path of axe.min.js, if another one is to be used


def script() -> str:
    """Return axe-core's script; where there is none, the test is skipped."""
    if AXE in os.environ:
        return Path(os.environ[AXE]).read_text(encoding="utf-8")
    package = find_spec("axe_core_python")
    if package is None or package.origin is None:
        pytest.skip("axe-core is not installed (pip install axe-core-python): accessibility was not checked")
    return (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(window: Any, axe: str) -> list[str]:
    """Return what stands in somebody's way on the page that a window shows, and where."""
    # The page's policy forbids foreign scripts; the protocol of the browser is not bound by it.
    window.command("Runtime.evaluate", expression=axe)
    asked = "const done = arguments[0]; axe.run(document).then(done, error => done({error: String(error)}))"
    found = window.run(asked, is_async=True)
    assert "error" not in found, found["error"]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
