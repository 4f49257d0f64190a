"""`--help` of every command, and the completion of shells."""

import importlib
import re
import shlex
import subprocess
import sys

import click
import pytest

from zhengwen.cli.main import COMMANDS, zhengwen

EXAMPLE = re.compile(r"^  +zhengwen (.*?)(?:\s{2,}\S.*| > \S+)?$", re.MULTILINE)


def every_command() -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = [("", zhengwen)]
    for name in COMMANDS:
        command = importlib.import_module(f"zhengwen.cli.{name}").command
        found.append((name, command))
        if isinstance(command, click.Group):
            found += [(f"{name} {one}", command.commands[one]) for one in command.commands]
    return found


@pytest.mark.parametrize(("name", "command"), every_command(), ids=[name or "zhengwen" for name, _ in every_command()])
def test_help_has_examples_that_the_command_accepts(name, command) -> None:
    said = command.get_help(click.Context(command, info_name=f"zhengwen {name}"))
    examples = EXAMPLE.findall(said[said.index("Examples:") :])
    assert examples
    for example in examples:
        words = shlex.split(example)
        assert " ".join(words).startswith(name), example
        _parse(words)


def _parse(words: list[str]) -> None:
    """Parse a command line as click does; raises what click raises for an option that does not exist."""
    command: click.Command = zhengwen
    context = click.Context(command)
    while isinstance(command, click.Group):
        inner = command.get_command(context, words[0])
        assert inner is not None, words
        command, words = inner, words[1:]
        context = click.Context(command, parent=context)
    command.make_parser(context).parse_args(list(words))


def test_every_command_is_in_the_help(run) -> None:
    said = run("--help").stdout.decode()
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", said, re.MULTILINE), name


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(tmp_path, shell) -> None:
    import os

    command = [sys.executable, "-m", "zhengwen"]
    environment = {**os.environ, "_ZHENGWEN_COMPLETE": f"{shell}_source"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"_ZHENGWEN_COMPLETE" in done.stdout


def test_rules_are_completed_behind_a_comma_too(tmp_path) -> None:
    import os

    typed = {"COMP_WORDS": "zhengwen check --select E001,N00", "COMP_CWORD": "3"}
    environment = {**os.environ, "_ZHENGWEN_COMPLETE": "bash_complete", **typed}
    command = [sys.executable, "-m", "zhengwen"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "plain,E001,N001" in done.stdout.splitlines()
