"""The command line: one module per command, which parses arguments, calls the library and prints."""

from zhengwen.cli.main import main

__all__ = ["main"]
