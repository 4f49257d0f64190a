"""Colours: on terminals only, and as NO_COLOR and FORCE_COLOR say; never anything that a terminal would obey."""

import os
import pty
import subprocess
import sys

import pytest

FAULTY = "截至20225月，已办理12件。\n"
ESCAPE = "\x1b["


@pytest.fixture
def page(tmp_path):
    (tmp_path / "page.txt").write_text(FAULTY, encoding="utf-8")
    return tmp_path


def said(folder, *arguments, terminal=False, **environment) -> str:
    """Return what the program writes to standard output, which is a pipe or a terminal."""
    command = [sys.executable, "-m", "zhengwen", *arguments]
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "TERM")}
    environment = {**kept, "TERM": "xterm", **environment}
    if not terminal:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=60)
        return done.stdout.decode()
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=theirs, stderr=subprocess.DEVNULL) as program:
        os.close(theirs)
        written = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:  # the program has ended
                break
            if not more:
                break
            written += more
        os.close(ours)
        program.wait(60)
    return written.decode()


COMMANDS = [
    ("check", "page.txt"),
    ("check", "--output-format", "full", "page.txt"),
    ("check", "--diff", "page.txt"),
    ("check", "--statistics", "page.txt"),
    ("show", "page.txt"),
    ("rule", "N001"),
    ("rule",),
    ("config",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_terminal_is_coloured_and_a_pipe_is_not(page, command) -> None:
    assert ESCAPE not in said(page, *command)
    assert ESCAPE in said(page, *command, terminal=True)


@pytest.mark.parametrize(
    ("terminal", "environment", "is_coloured"),
    [
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),  # no-color.org: when present and not an empty string
        (True, {"TERM": "dumb"}, False),
        (True, {"FORCE_COLOR": "0"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_the_environment_decides(page, terminal, environment, is_coloured) -> None:
    assert (ESCAPE in said(page, "check", "page.txt", terminal=terminal, **environment)) == is_coloured


def test_machines_never_get_colours(page) -> None:
    for form in ("json", "github", "gitlab", "junit", "sarif"):
        assert ESCAPE not in said(page, "check", "--output-format", form, "page.txt", FORCE_COLOR="1"), form
    assert ESCAPE not in said(page, "clean", "page.txt", FORCE_COLOR="1")


def test_colour_changes_nothing_but_colour(page) -> None:
    import re

    for command in COMMANDS[:5]:
        plain, coloured = said(page, *command), said(page, *command, FORCE_COLOR="1")
        bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
        if command[0] == "show":  # colours stand for the marks
            plain = re.sub(r"\[-|-\]|\{\+|\+\}", "", plain)
        assert bare == plain, command


def test_a_page_cannot_steer_the_terminal(tmp_path) -> None:
    attack = "标题\x1b]0;pwned\x07\x1b[2J 截至20225月，已办理12件。\u202e\n"
    (tmp_path / "page.txt").write_text(attack, encoding="utf-8")
    for command in COMMANDS[:5]:
        for terminal in (True, False):
            if command[:2] == ("check", "--diff") and not terminal:
                continue  # a patch must apply
            shown = said(tmp_path, *command, "--ignore", "C", terminal=terminal)
            assert "\x1b]" not in shown, command
            assert "\x1b[2J" not in shown, command
            assert "\u202e" not in shown, command
