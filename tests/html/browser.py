"""A real browser, controlled by the WebDriver protocol, to see what a page shows."""

from __future__ import annotations

import json
import shutil
import socket
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

    def __init__(self, port: int, profile: Path, runs_scripts: bool = False) -> None:
        self._base = f"http://127.0.0.1:{port}/session"
        # Scripts of a page would fetch, move and hide what it holds; what is asked of it here runs all the same.
        settings = {} if runs_scripts else {"profile.managed_default_content_settings.javascript": 2}
        options = {"binary": CHROMIUM, "args": [*FLAGS, f"--user-data-dir={profile}"], "prefs": settings}
        wanted = {"goog:chromeOptions": options, "pageLoadStrategy": "eager", "goog:loggingPrefs": {"browser": "ALL"}}
        self._session = self._call("", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def inner_text(self, path: Path) -> str:
        """Return `document.body.innerText` of a page."""
        self._call(f"/{self._session}/url", {"url": path.as_uri()})
        script = "return document.body ? document.body.innerText : ''"
        return str(self._call(f"/{self._session}/execute/sync", {"script": script, "args": []}))

    def open(self, address: str) -> None:
        """Show a page."""
        self._call(f"/{self._session}/url", {"url": address})

    def run(self, script: str, *arguments: object, is_async: bool = False) -> Any:
        """Run a script in the page, and return its value; an asynchronous one calls its last argument."""
        kind = "async" if is_async else "sync"
        return self._call(f"/{self._session}/execute/{kind}", {"script": script, "args": arguments})

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call(f"/{self._session}/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def until(self, script: str, *arguments: object, seconds: float = 20) -> Any:
        """Return the value of a script as soon as it is true.

        Raises:
            AssertionError: it is still not.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = self.run(f"return ({script})", *arguments)
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"after {seconds} s still not: {script}")

    def messages(self) -> list[str]:
        """Return what the console was told since it was asked last."""
        return [one["message"] for one in self._call(f"/{self._session}/se/log", {"type": "browser"})]

    def command(self, name: str, **parameters: object) -> Any:
        """Run a command of the browser's own protocol."""
        return self._call(f"/{self._session}/goog/cdp/execute", {"cmd": name, "params": parameters})

    def _call(self, path: str, body: object) -> Any:
        request = urllib.request.Request(self._base + path, json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def close(self) -> None:
        """Close the window."""
        request = urllib.request.Request(f"{self._base}/{self._session}", method="DELETE")
        urllib.request.urlopen(request, timeout=60).close()


@contextmanager
def browser(folder: Path, runs_scripts: bool = False) -> Iterator[Browser]:
    """Start a browser, and terminate it at the end."""
    assert DRIVER is not None
    port = _free_port()
    with subprocess.Popen([DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as driver:
        try:
            window = _opened(port, folder / "profile", runs_scripts)
            yield window
            window.close()
        finally:
            driver.terminate()


def _free_port() -> int:
    """Return a port that nobody listens on: tests in other processes have browsers of their own."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _opened(port: int, profile: Path, runs_scripts: bool) -> Browser:
    for _ in range(600):  # a minute: other tests start browsers at the same time
        try:
            return Browser(port, profile, runs_scripts)
        except urllib.error.URLError:
            time.sleep(0.1)
    raise RuntimeError("the browser does not start")
