"""What a page may need is imported under one lock: threads never see each other's half-made modules."""

import ast
from pathlib import Path

import zhengwen

SOURCE = Path(zhengwen.__file__).parent
CLEANING = (
    "filters",
    "html",
    "pages",
    "text",
    "api.py",
    "ledger.py",
    "page.py",
    "pipeline.py",
    "result.py",
    "__init__.py",
)
HEAVY = ("zhengwen", "rapidfuzz", "ftfy", "opencc", "selectolax", "numpy")
ONE_CALLER = {"parallel.py", "zhengwen.parallel"}  # Pipeline.map is called once, not by each page


def _unlocked(node: ast.AST, within_function: bool = False) -> list[int]:
    """The lines of imports in functions that stand in no `with lazy_import.IMPORTING`."""
    lines = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.With) and any("IMPORTING" in ast.unparse(item) for item in child.items):
            continue
        named = [alias.name for alias in child.names] if isinstance(child, ast.Import) else []
        named += [child.module or ""] if isinstance(child, ast.ImportFrom) else []
        if within_function and any(name.split(".")[0] in HEAVY and name not in ONE_CALLER for name in named):
            lines.append(child.lineno)
        lines += _unlocked(child, within_function or isinstance(child, ast.FunctionDef))
    return lines


def test_imports_in_functions_that_clean_are_made_under_the_lock() -> None:
    files = [
        path
        for name in CLEANING
        for path in ([SOURCE / name] if name.endswith(".py") else (SOURCE / name).rglob("*.py"))
    ]
    found = {str(path.relative_to(SOURCE)): _unlocked(ast.parse(path.read_text())) for path in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_an_import_in_a_function_is_seen() -> None:
    assert _unlocked(ast.parse("def find():\n    from rapidfuzz import fuzz\n")) == [2]
