"""Checks of every pattern and every list of characters in the source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import zhengwen

SOURCE = Path(zhengwen.__file__).parent
SOURCES = sorted(SOURCE.rglob("*.py"))
BOUNDS = (ast.Tuple, ast.Constant)
MAX_PATTERN_CHARS = 120  # a line: what is longer is read alternative by alternative
MAX_LISTED_IDEOGRAPHS = 20  # longer lists are data, with provenance
IDEOGRAPH = "\u3400-\u9fff\U00020000-\U000323af"
PATTERN_SIGN = re.compile(r"\(\?[:=!<>P]|\\[sdwSDWb]|\[[^\]]+\][*+?{]")
VERBOSE = re.compile(r"\(\?[a-z]*x[a-z]*[:)]")
COMMENT = re.compile(r"(?:^|\s)#\s")
# A list of single ideographs: a run of them, or a class (`[…]`) of them.
LIST = re.compile(rf"\[[^\]]*\]|[{IDEOGRAPH}]+")


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("source", SOURCES, ids=_name)
def test_no_bound_of_a_pattern_is_taken_for_a_field_of_its_f_string(source: Path) -> None:
    """`{0,8}` in an f-string is the tuple `(0, 8)`, which compiles and matches something else."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    fields = (node for node in ast.walk(tree) if isinstance(node, ast.FormattedValue))
    bounds = [(field.lineno, ast.unparse(field.value)) for field in fields if isinstance(field.value, BOUNDS)]
    assert not bounds


@pytest.mark.parametrize("source", SOURCES, ids=_name)
def test_long_patterns_are_verbose_and_explain_their_alternatives(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    verbose = {id(part) for call in ast.walk(tree) if _is_verbose(call) for part in ast.walk(call)}
    wrong = []
    for node, text in _strings(tree):
        if len(text) <= MAX_PATTERN_CHARS or not PATTERN_SIGN.search(text):
            continue
        lines = id(node) in verbose or VERBOSE.match(text) or text.startswith("\n")  # or a part of a verbose one
        if not lines or not COMMENT.search(text):
            wrong.append(f"line {node.lineno}: {text.strip()[:50]!r}")
    assert not wrong


@pytest.mark.parametrize("source", SOURCES, ids=_name)
def test_long_lists_of_ideographs_are_data(source: Path) -> None:
    wrong = []
    for node, text in _strings(ast.parse(source.read_text(encoding="utf-8"))):
        for found in LIST.findall(text):
            if len(re.findall(f"[{IDEOGRAPH}]", found)) > MAX_LISTED_IDEOGRAPHS:
                wrong.append(f"line {node.lineno}: {found[:50]!r}")
    assert not wrong


def _is_verbose(node: ast.AST) -> bool:
    given = [*node.args, *(one.value for one in node.keywords)] if isinstance(node, ast.Call) else []
    return any("VERBOSE" in ast.unparse(one) for one in given if not isinstance(one, ast.Constant | ast.JoinedStr))


def _strings(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Every string of a module, fields of f-strings as `{}`; without docstrings."""
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in documents or id(node) in parts:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value
        elif isinstance(node, ast.JoinedStr):
            yield node, "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
