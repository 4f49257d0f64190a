"""The fixes that an editor offers at a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import CodeAction, CodeActionKind, Command, Diagnostic, Range, TextEdit, WorkspaceEdit

from zhengwen.finding import Finding
from zhengwen.reports.summary import counted
from zhengwen.server._analysis import Analysis, Fix

MAX_TITLE_CHARS = 30  # characters of a replacement that fit the title of an action
REJECT = "zhengwen.reject"  # the command that decides to leave a place as it is
FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.zhengwen"


def actions(
    analysis: Analysis, uri: str, place: Range, diagnostics: Sequence[Diagnostic], only: Sequence[str] | None
) -> list[CodeAction]:
    """Return what can be done about the findings that `place` touches.

    Args:
        analysis: the document.
        uri: its address.
        place: the selection, or where the cursor is.
        diagnostics: the findings there, as the editor knows them.
        only: the kinds of actions that the editor wants; `None`: all.
    """
    found: list[CodeAction] = []
    if _is_wanted(CodeActionKind.QuickFix, only):
        found += _quick_fixes(analysis, uri, place, diagnostics)
    if _is_wanted(FIX_ALL, only):
        found += _fix_all(analysis, uri, FIX_ALL)
    return found


def _quick_fixes(analysis: Analysis, uri: str, place: Range, diagnostics: Sequence[Diagnostic]) -> Iterator[CodeAction]:
    touched = analysis.at(place)
    for finding in touched:
        fix = analysis.fix(finding)
        about = [one for one in diagnostics if one.code == finding.rule]
        if fix is not None:
            yield _action(_title(fix, finding.replacement or ""), uri, fix.edits, about, is_preferred=fix.is_safe)
    yield from (_rejection(uri, finding, diagnostics) for finding in touched)
    fixed = analysis.result.fixed
    for rule in dict.fromkeys(one.rule for one in touched):
        count = sum(one.rule == rule for one in fixed)
        if count > 1:
            yield _action(f"{rule}: fix all {count} in this file", uri, analysis.all_fixes(rule))
    if touched:
        yield from _fix_all(analysis, uri, CodeActionKind.QuickFix)


def _rejection(uri: str, finding: Finding, diagnostics: Sequence[Diagnostic]) -> CodeAction:
    """Return the action that settles a place as it stands: it is neither fixed nor reported any more."""
    about = [one for one in diagnostics if one.code == finding.rule]
    title = f"{finding.rule}: leave it as it is, and do not report it again"
    command = Command(title, REJECT, arguments=[uri, finding.rule, finding.start, finding.end])
    return CodeAction(title, kind=CodeActionKind.QuickFix, diagnostics=about, command=command)


def _fix_all(analysis: Analysis, uri: str, kind: str) -> Iterator[CodeAction]:
    edits = analysis.all_fixes()
    if edits:
        fixes = counted(len(analysis.result.fixed), "safe fix", "safe fixes")
        yield _action(f"zhengwen: apply {fixes} to this file", uri, edits, kind=kind)


def _action(
    title: str,
    uri: str,
    edits: list[TextEdit],
    diagnostics: list[Diagnostic] | None = None,
    *,
    kind: str = CodeActionKind.QuickFix,
    is_preferred: bool | None = None,
) -> CodeAction:
    return CodeAction(
        title, kind=kind, diagnostics=diagnostics, is_preferred=is_preferred, edit=WorkspaceEdit(changes={uri: edits})
    )


def _title(fix: Fix, replacement: str) -> str:
    rules = ", ".join(fix.rules)
    what = f"replace by '{replacement}'" if replacement and len(replacement) <= MAX_TITLE_CHARS else "replace"
    done = what if replacement else "cut"
    return f"{rules}: {done}" + ("" if fix.is_safe else " (unsafe)")


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Return whether an editor asks for a kind of action, or for a kind that it belongs to."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only)
