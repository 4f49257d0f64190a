"""Kills the command line at random moments (SIGKILL), gives the same command again, and looks whether anything is lost.

    python tests/trust/kill.py --kills 500                # in place, a corpus run, an index
    python tests/trust/kill.py in-place --kills 20

After every kill: a page in place is what it was, or cleaned with a ledger that restores it; the input of a corpus run
is untouched; an index is sound and has every page that it had before. Once the command comes to its end: everything is
as after a run that nobody disturbed. Exits with 1 if something is lost.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import made_pages

import zhengwen
from zhengwen import Ledger
from zhengwen.cli import main as zhengwen_main

PAGES = 12  # in a folder or a corpus
FROM_THE_START = 0.3  # share of kills after which the next run does not take up the work
LOOK_EVERY = 0.001  # seconds


class LostError(AssertionError):
    """Raised when something is lost."""


class Scene:
    """A command that is killed, and what is looked at afterwards."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.pages = [_page(seed, number) for number in range(PAGES)]
        self.prepare()

    def prepare(self) -> None:
        """Make everything as it is before the first run."""

    def command(self) -> list[str]:
        """Return the arguments of the command."""
        raise NotImplementedError

    def check_killed(self) -> None:
        """Look at what a killed run left."""

    def check_done(self) -> None:
        """Look at what a run left that came to its end."""
        raise NotImplementedError

    def is_in_the_middle(self) -> bool:
        """Return whether some of the work is done, and not all."""
        raise NotImplementedError


class InPlace(Scene):
    """`clean --in-place` of a folder."""

    def prepare(self) -> None:
        """Write the pages."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for number, raw in enumerate(self.pages):
            (self.folder / f"{number:02}.txt").write_bytes(raw)

    def command(self) -> list[str]:
        """Return the arguments of the command."""
        return ["clean", "--in-place", str(self.folder), "--isolated", "--no-respect-gitignore"]

    def check_killed(self) -> None:
        """Each page is what it was, or its ledger restores it."""
        for number, raw in enumerate(self.pages):
            path = self.folder / f"{number:02}.txt"
            now = path.read_bytes()
            if now != raw:
                self._check_restored(path, now, raw)

    def check_done(self) -> None:
        """Each page comes back, and no half-written file is taken for a page."""
        self.check_killed()
        unclean = [path.name for path in sorted(self.folder.glob("[0-9]*.txt")) if _is_faulty(path.read_bytes())]
        if unclean:
            raise LostError(f"{unclean} are not cleaned")

    def is_in_the_middle(self) -> bool:
        """Return whether some pages are cleaned, or have a ledger, and others are not."""
        written = len(list(self.folder.glob("[0-9]*.txt.ledger.json")))
        changed = sum((self.folder / f"{number:02}.txt").read_bytes() != raw for number, raw in enumerate(self.pages))
        return 0 < written + changed < 2 * PAGES

    def _check_restored(self, path: Path, now: bytes, raw: bytes) -> None:
        text = now.decode("utf-8", "surrogateescape")
        written = path.with_name(f"{path.name}.ledger.json").read_bytes()
        restored = Ledger.loads(written, text).restore(text)
        if restored != raw:
            raise LostError(f"{path.name} comes back otherwise")


class Corpus(Scene):
    """`corpus` from JSON Lines."""

    def prepare(self) -> None:
        """Write the input, and take the output of an undisturbed run for comparison."""
        self.source, self.out = self.folder / "in.jsonl", self.folder / "out"
        if not self.source.exists():
            self.folder.mkdir(exist_ok=True)
            rows = [
                {"id": str(number), "text": raw.decode("utf-8", "replace")} for number, raw in enumerate(self.pages)
            ]
            self.source.write_text("".join(json.dumps(row) + "\n" for row in (*rows, *rows[:3])), encoding="utf-8")
            self.given = self.source.read_bytes()
            _run_undisturbed(self)
            self.wanted = self._output()
        shutil.rmtree(self.out, ignore_errors=True)

    def command(self) -> list[str]:
        """Return the arguments of the command."""
        return ["corpus", str(self.source), "-o", str(self.out), "--workers", "1", "--isolated"]

    def check_killed(self) -> None:
        """The input is as it was."""
        if self.source.read_bytes() != self.given:
            raise LostError("the input was changed")

    def check_done(self) -> None:
        """The output is that of an undisturbed run."""
        self.check_killed()
        if self._output() != self.wanted:
            raise LostError("the output differs from that of a run that nobody disturbed")

    def is_in_the_middle(self) -> bool:
        """Return whether there is a working folder."""
        return (self.out / ".zhengwen").exists()

    def _output(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.out.iterdir() if path.name != "report.json"}


class Index(Scene):
    """`index add` to an index that has pages already."""

    def prepare(self) -> None:
        """Write both halves of the pages, and add the first one undisturbed."""
        self.index = self.folder / "seen.index"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for name, pages in (("first", self.pages[:4]), ("second", self.pages)):
            rows = [
                {"id": str(number), "text": f"第{number}页{raw.decode('utf-8', 'replace')}"}
                for number, raw in enumerate(pages)
            ]
            lines = "".join(json.dumps(row) + "\n" for row in rows)
            (self.folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        self.half = "first"
        _run_undisturbed(self)
        self.half, self.known = "second", self._ids()

    def command(self) -> list[str]:
        """Return the arguments of the command."""
        return ["index", "add", str(self.index), str(self.folder / f"{self.half}.jsonl")]

    def check_killed(self) -> None:
        """The index is sound, and has what it had."""
        now = self._ids()
        if not self.known <= now:
            raise LostError(f"pages {sorted(self.known - now)} are gone from the index")
        self.known = now

    def check_done(self) -> None:
        """The index has all pages, each once."""
        self.check_killed()
        if self.known != {str(number) for number in range(PAGES)}:
            raise LostError(f"the index has the pages {sorted(self.known)}")

    def is_in_the_middle(self) -> bool:
        """Return whether a transaction was begun, or the pages of another one are there."""
        journals = [path for path in self.folder.iterdir() if path.name.startswith(f"{self.index.name}-")]
        return bool(journals) or 4 < len(self.known) < PAGES

    def _ids(self) -> set[str]:
        connection = sqlite3.connect(self.index)
        try:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise LostError("the index is damaged")
            ids = [row[0] for row in connection.execute("SELECT id FROM pages")]
        finally:
            connection.close()
        if len(ids) != len(set(ids)):
            raise LostError("a page is in the index twice")
        return set(ids)


SCENES: dict[str, Callable[[Path, int], Scene]] = {"in-place": InPlace, "corpus": Corpus, "index": Index}

MODULES = {
    "in-place": ("cli.clean",),
    "corpus": ("cli.corpus", "corpus.runs"),
    "index": ("cli.index", "corpus.index"),
}


class Kills(NamedTuple):
    """How often a command was killed, how often in the middle of its work, and how often it came to its end."""

    all: int
    in_the_middle: int
    ends: int


def killed(scene: Scene, kills: int, choose: random.Random) -> Kills:
    """Run a command and kill it, until it was killed so many times, now and then from the start.

    Raises:
        LostError: something is lost.
    """
    begun = time.monotonic()
    _run_undisturbed(scene)
    usual = time.monotonic() - begun
    scene.check_done()
    scene.prepare()
    count = middle = ends = 0
    while count < kills:
        begun = time.monotonic()
        code = _run(scene.command(), choose.uniform(0, usual))
        if code is None:
            count += 1
            middle += scene.is_in_the_middle()
            scene.check_killed()
            if choose.random() < FROM_THE_START:
                scene.prepare()
            continue
        if code != 0:
            raise LostError(f"exit code {code}: {' '.join(scene.command())}")
        usual = time.monotonic() - begun
        scene.check_done()
        scene.prepare()
        ends += 1
    _run_undisturbed(scene)
    scene.check_done()
    return Kills(count, middle, ends + 1)


def _run(arguments: list[str], seconds: float) -> int | None:
    """Run a command in a process of its own; returns its exit code, or `None` if it had to be killed."""
    child = os.fork()
    if not child:
        _be_the_command(arguments)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(LOOK_EVERY)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return None if code == -signal.SIGKILL else code


def _be_the_command(arguments: list[str]) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    code = 3
    try:
        code = zhengwen_main(arguments)
    finally:
        os._exit(code)


def _run_undisturbed(scene: Scene) -> None:
    code = _run(scene.command(), 600)
    if code != 0:
        raise LostError(f"exit code {code}: {' '.join(scene.command())}")


def _page(seed: int, number: int) -> bytes:
    """Return a faulty page: one built at random, with a fault that is mended."""
    made = made_pages.page(made_pages.AtRandom(f"kill-{seed}-{number}"))
    text = made if isinstance(made, str) else made.decode("utf-8", "replace")
    plain = text.encode("utf-8", "replace").decode()[:600].replace("<", "").replace("&", "")
    return f"截至20225月，已办理{number}件。\n{plain}\n".encode("gb18030" if number % 2 else "utf-8")


def _is_faulty(contents: bytes) -> bool:
    return "20225月".encode() in contents or "20225月".encode("gb18030") in contents


def main() -> int:
    """Run from the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("scenes", nargs="*", metavar="SCENE", help=f"{', '.join(SCENES)} (default: all)")
    asked.add_argument("--kills", type=int, default=500, help="of each (default: 500)")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    # Tables and modules are read once, and not by every child.
    zhengwen.api.clean("截至20225月。")
    for name in given.scenes or SCENES:
        for module in MODULES[name]:
            importlib.import_module(f"zhengwen.{module}")
    lost = 0
    for name in given.scenes or SCENES:
        with tempfile.TemporaryDirectory(prefix="killed-") as made:
            begun = time.monotonic()
            try:
                done = killed(SCENES[name](Path(made) / "scene", given.seed), given.kills, random.Random(given.seed))
            except LostError as error:
                lost += 1
                print(f"{name}: {error}")
            else:
                spent = time.monotonic() - begun
                what = f"{done.all} kills, {done.in_the_middle} in the middle of the work, {done.ends} runs to the end"
                print(f"{name}: {what}, nothing lost; {spent:.0f} s", flush=True)
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main())
