"""The language server: what it answers to an editor."""

from __future__ import annotations

import asyncio
import datetime
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from zhengwen import __version__, config, registry, review
from zhengwen.config import Config, ConfigError
from zhengwen.decisions import FILE_NAME, NO_DECISIONS, Decisions, DecisionsError
from zhengwen.server._actions import FIX_ALL, REJECT, actions
from zhengwen.server._analysis import Analysis, settings_folder

PAUSE_SECONDS = 0.2  # without typing, before a document is read again


class Server(LanguageServer):
    """A server with the last analysis of each open document."""

    def __init__(self) -> None:
        # Documents are sent whole: pygls edits them in place by lines that it splits as Python does, at ten characters
        # of which the protocol knows three. Pages are small.
        super().__init__("zhengwen", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.analyses: dict[str, tuple[str, Analysis]] = {}
        self.said: set[str] = set()
        self.open: dict[str, None] = {}  # documents, as the client calls them: pygls decodes their addresses

    def analysis(self, uri: str) -> Analysis:
        """Return what is found in a document as it is now."""
        text = self.workspace.get_text_document(uri).source
        known = self.analyses.get(uri)
        if known is not None and known[0] == text:
            return known[1]
        path = to_fs_path(uri) or ""
        settings = self.settings(path)
        made = Analysis(text, path, settings, self.units(), self.decisions(settings))
        self.analyses[uri] = text, made
        return made

    def units(self) -> str:
        """Return the units of positions that were negotiated."""
        agreed = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        return agreed.value if isinstance(agreed, types.PositionEncodingKind) else agreed

    def settings(self, path: str) -> Config:
        """Return the settings for a file; a settings file that is wrong is said once, and not used."""
        try:
            return config.load(settings_folder(path))
        except ConfigError as error:
            self.say_once(str(error))
            return Config()

    def decisions(self, settings: Config) -> Decisions:
        """Return the decisions that the settings name; a file that is wrong is said once, and not used."""
        if settings.decisions is None:
            return NO_DECISIONS
        try:
            return Decisions.load(Path(settings.decisions))
        except DecisionsError as error:
            self.say_once(str(error))
            return NO_DECISIONS

    def decisions_file(self, path: str) -> Path:
        """Return the file for decisions about a document: the one that applies, or a new one of the project."""
        settings = self.settings(path)
        if settings.decisions is not None:
            return Path(settings.decisions)
        folder, root = settings_folder(path), self.workspace.root_path
        return (Path(root) if root and folder.is_relative_to(root) else folder) / FILE_NAME

    def reject(self, uri: str, place: review.Place) -> None:
        """Decide that a place stays as it is.

        Raises:
            DecisionsError: the decisions cannot be read or written.
            OSError: the file cannot be written.
        """
        analysis = self.analysis(uri)
        today = datetime.datetime.now(datetime.UTC).date()
        choices = {place: review.Choice("reject", None)}
        done = review.settle(
            analysis.run,
            analysis.decisions,
            review.by_place(choices),
            who=review.who(),
            when=today,
            cleaned=analysis.result,
        )
        review.Store(self.decisions_file(to_fs_path(uri) or "")).change(done.added)
        self.analyses.clear()

    def publish_all(self) -> None:
        """Send the findings of every open document again."""
        for uri in list(self.open):
            self.publish(uri)

    def say_once(self, error: str) -> None:
        """Show an error, unless it was shown since the last document was saved."""
        if error not in self.said:
            self.said.add(error)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"zhengwen: {error}"))

    def publish(self, uri: str) -> None:
        """Send the findings of a document to the editor; none of a file that the settings exclude."""
        path = to_fs_path(uri) or ""
        document = self.workspace.get_text_document(uri)
        is_excluded = bool(path) and self.settings(path).is_excluded(path)
        found = [] if is_excluded else self.analysis(uri).diagnostics()
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, document.version))


server = Server()


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def did_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    """Show the findings of a document that was opened."""
    ls.open[params.text_document.uri] = None
    ls.publish(params.text_document.uri)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
async def did_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    """Show the findings of a document that was edited, once nobody types any more."""
    uri, version = params.text_document.uri, params.text_document.version
    await asyncio.sleep(PAUSE_SECONDS)
    if uri in ls.workspace.text_documents and ls.workspace.get_text_document(uri).version == version:
        ls.publish(uri)


@server.feature(types.TEXT_DOCUMENT_DID_SAVE)
def did_save(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    """Read the settings again, which may be what was saved, and show the findings of every open document."""
    ls.analyses.clear()
    ls.said.clear()
    ls.publish_all()


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def did_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    """Take the findings of a document away."""
    uri = params.text_document.uri
    ls.analyses.pop(uri, None)
    ls.open.pop(uri, None)
    ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


@server.feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]),
)
def code_action(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Offer the fixes at a place."""
    uri = params.text_document.uri
    only = None if params.context.only is None else [str(getattr(one, "value", one)) for one in params.context.only]
    return actions(ls.analysis(uri), uri, params.range, params.context.diagnostics, only)


@server.feature(types.TEXT_DOCUMENT_HOVER)
def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """Explain the findings at a place: what each says, and the page of its rule."""
    analysis = ls.analysis(params.text_document.uri)
    found = analysis.at(types.Range(params.position, params.position))
    if not found:
        return None
    rules = registry.rules()
    pages = []
    for one in found:
        rule = rules.get(one.rule)
        page = f"\n\n{rule.page()}" if rule is not None else ""
        name = f" {rule.name()}" if rule is not None else ""
        pages.append(f"**{one.rule}**{name}: {one.message}{page}")
    first = found[0]
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(dict.fromkeys(pages))),
        analysis.positions.range(first.start, first.end),
    )


@server.feature(types.TEXT_DOCUMENT_FORMATTING)
def formatting(ls: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    """Clean a document: what `zhengwen check --fix` does to its file."""
    return ls.analysis(params.text_document.uri).all_fixes()


@server.command(REJECT)
def reject(ls: Server, uri: str, rule: str, start: int, end: int) -> None:
    """Leave a place as it is, and report it no more."""
    try:
        ls.reject(uri, (rule, start, end))
    except (DecisionsError, OSError) as error:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"zhengwen: {error}"))
        return
    ls.publish_all()


def serve() -> None:
    """Serve one editor on standard input and output, until it leaves."""
    server.start_io()
