"""A real browser, controlled by the WebDriver protocol, to see what a page shows."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --window-size=1280,2000"
).split()


class Browser:
    """A browser window."""

    def __init__(self, port: int, profile: Path) -> None:
        self._base = f"http://127.0.0.1:{port}/session"
        # Scripts of a page would fetch, move and hide what it holds; what is asked of it here runs all the same.
        settings = {"profile.managed_default_content_settings.javascript": 2}
        options = {"binary": CHROMIUM, "args": [*FLAGS, f"--user-data-dir={profile}"], "prefs": settings}
        asked = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options, "pageLoadStrategy": "eager"}}}
        self._session = self._call("", asked)["sessionId"]

    def inner_text(self, path: Path) -> str:
        """Return `document.body.innerText` of a page."""
        self._call(f"/{self._session}/url", {"url": path.as_uri()})
        script = "return document.body ? document.body.innerText : ''"
        return str(self._call(f"/{self._session}/execute/sync", {"script": script, "args": []}))

    def _call(self, path: str, body: object) -> Any:
        request = urllib.request.Request(self._base + path, json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def close(self) -> None:
        """Close the window."""
        request = urllib.request.Request(f"{self._base}/{self._session}", method="DELETE")
        urllib.request.urlopen(request, timeout=60).close()


@contextmanager
def browser(folder: Path, port: int = 9517) -> Iterator[Browser]:
    """Start a browser, and terminate it at the end."""
    assert DRIVER is not None
    with subprocess.Popen([DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as driver:
        try:
            window = _opened(port, folder / "profile")
            yield window
            window.close()
        finally:
            driver.terminate()


def _opened(port: int, profile: Path) -> Browser:
    for _ in range(100):
        try:
            return Browser(port, profile)
        except urllib.error.URLError:
            time.sleep(0.1)
    raise RuntimeError("the browser does not start")
