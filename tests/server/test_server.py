"""The language server, as an editor uses it: a client over standard input and output."""

from __future__ import annotations

import ast
import asyncio
import subprocess
import sys
from contextlib import asynccontextmanager

import pytest

pytest.importorskip("pygls")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

import zhengwen

LEAVE = "{}: leave it as it is, and do not report it again"
FAULTY = "截至20225月，已办理12件。"
# With a character outside the Basic Multilingual Plane before a fault, and separators that are no line ends.
PAGE = f"關於𠮷野鄉的通知\n第一段\u2028。𠮷{FAULTY}\n第二段\x0c。{FAULTY}\n會議於2022年2月30日召開。\n"


class Editor:
    """An editor that knows its document and what the server says of it."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.messages: list[str] = []
        self.encoding = ""

    async def open(self, uri: str, text: str) -> list[types.Diagnostic]:
        document = types.TextDocumentItem(uri, "plaintext", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        return await self.diagnostics()

    async def change(self, uri: str, version: int, text: str) -> None:
        whole = types.TextDocumentContentChangeWholeDocument(text)
        document = types.VersionedTextDocumentIdentifier(version, uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))

    async def diagnostics(self) -> list[types.Diagnostic]:
        return list((await asyncio.wait_for(self.published.get(), 60)).diagnostics)

    async def actions(self, uri: str, place: types.Range, only: list[str] | None = None) -> dict[str, types.CodeAction]:
        context = types.CodeActionContext([], only=only)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
        found = await self.client.text_document_code_action_async(params)
        return {one.title: one for one in found or []}

    async def format(self, uri: str) -> list[types.TextEdit]:
        how = types.FormattingOptions(4, True)
        params = types.DocumentFormattingParams(types.TextDocumentIdentifier(uri), how)
        return list(await self.client.text_document_formatting_async(params) or [])

    async def hover(self, uri: str, place: types.Position) -> types.Hover | None:
        return await self.client.text_document_hover_async(types.HoverParams(types.TextDocumentIdentifier(uri), place))

    def applied(self, text: str, edits: list[types.TextEdit]) -> str:
        """Apply edits as an editor does: positions in the units that were negotiated, all in the text as it was."""
        spans = sorted(
            ((self._offset(text, one.range.start), self._offset(text, one.range.end), one.new_text) for one in edits),
            reverse=True,
        )
        last = len(text) + 1
        for start, end, new in spans:
            assert end <= last, "edits overlap"
            text, last = text[:start] + new + text[end:], start
        return text

    def _offset(self, text: str, place: types.Position) -> int:
        width, codec = {"utf-8": (1, "utf-8"), "utf-16": (2, "utf-16-le"), "utf-32": (4, "utf-32-le")}[self.encoding]
        lines = text.replace("\r\n", "\n\0").replace("\r", "\n").replace("\n\0", "\r\n").split("\n")
        before = sum(len(line) + 1 for line in lines[: place.line])
        return before + len(lines[place.line].encode(codec)[: width * place.character].decode(codec))


@asynccontextmanager
async def editor(encodings: list[str] | None = None, folder=None):
    client = LanguageClient("test", "1")
    made = Editor(client)

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def published(params: types.PublishDiagnosticsParams) -> None:
        made.published.put_nowait(params)

    @client.feature(types.WINDOW_SHOW_MESSAGE)
    def said(params: types.ShowMessageParams) -> None:
        made.messages.append(params.message)

    await client.start_io(sys.executable, "-m", "zhengwen", "server")
    general = types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None
    params = types.InitializeParams(types.ClientCapabilities(general=general), root_uri=folder and folder.as_uri())
    answered = await client.initialize_async(params)
    agreed = answered.capabilities.position_encoding or "utf-16"
    made.encoding = str(getattr(agreed, "value", agreed))
    client.initialized(types.InitializedParams())
    yield made
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()


def run(scenario) -> None:
    asyncio.run(asyncio.wait_for(scenario(), 120))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", None])
def test_findings_and_edits_are_where_they_belong_in_every_unit(tmp_path, encoding) -> None:
    uri = (tmp_path / "page.txt").as_uri()

    async def scenario() -> None:
        async with editor(encoding and [encoding]) as one:
            assert one.encoding == (encoding or "utf-16")
            found = await one.open(uri, PAGE)
            by_rule = {diagnostic.code: diagnostic for diagnostic in found}
            first = next(diagnostic for diagnostic in found if diagnostic.code == "N001")
            cut = types.TextEdit(first.range, "")
            assert one.applied(PAGE, [cut]) == PAGE.replace("20225", "", 1)
            assert first.severity == types.DiagnosticSeverity.Warning
            assert by_rule["N006"].severity == types.DiagnosticSeverity.Information
            assert one.applied(PAGE, await one.format(uri)) == zhengwen.clean(PAGE)

    run(scenario)


def test_one_fix_all_of_a_rule_and_all_safe_ones(tmp_path) -> None:
    uri = (tmp_path / "page.txt").as_uri()

    async def scenario() -> None:
        async with editor(["utf-32"]) as one:
            found = await one.open(uri, PAGE)
            place = next(diagnostic.range for diagnostic in found if diagnostic.code == "N001")
            offered = await one.actions(uri, place)

            def text(title: str) -> str:
                edit = offered[title].edit
                assert edit is not None
                assert edit.changes is not None
                return one.applied(PAGE, list(edit.changes[uri]))

            assert text("N001: replace by '2022年5'") == PAGE.replace("20225", "2022年5", 1)
            assert offered["N001: replace by '2022年5'"].is_preferred
            assert text("N001: fix all 2 in this file") == zhengwen.clean(PAGE, select="N001")
            (whole,) = [title for title in offered if title.startswith("zhengwen: apply ")]
            assert text(whole) == zhengwen.clean(PAGE)
            assert "4 safe fixes" in whole or "safe fix" in whole
            on_save = await one.actions(uri, types.Range(types.Position(0, 0), types.Position(0, 0)), ["source.fixAll"])
            assert [str(getattr(one.kind, "value", one.kind)) for one in on_save.values()] == ["source.fixAll.zhengwen"]

    run(scenario)


def test_a_report_has_no_fix_and_a_page_of_its_own(tmp_path) -> None:
    uri = (tmp_path / "page.txt").as_uri()
    text = "會議於2022年2月30日召開。\n"

    async def scenario() -> None:
        async with editor() as one:
            (found,) = await one.open(uri, text)
            assert list(await one.actions(uri, found.range)) == [LEAVE.format("N006")]
            shown = await one.hover(uri, found.range.start)
            assert shown is not None
            assert isinstance(shown.contents, types.MarkupContent)
            assert shown.contents.value.startswith("**N006** ")
            assert zhengwen.registry.rules()["N006"].page() in shown.contents.value
            assert await one.hover(uri, types.Position(0, 0)) is None
            assert await one.format(uri) == []

    run(scenario)


def test_editing_saving_and_closing_keep_the_findings_true(tmp_path) -> None:
    page = tmp_path / "page.txt"
    uri = page.as_uri()

    async def scenario() -> None:
        async with editor() as one:
            assert [found.code for found in await one.open(uri, FAULTY)] == ["N001"]
            await one.change(uri, 2, FAULTY + FAULTY)
            await one.change(uri, 3, "已办理12件。")  # while the last one is waited for
            assert await one.diagnostics() == []
            await one.change(uri, 4, FAULTY)
            assert [found.code for found in await one.diagnostics()] == ["N001"]
            (tmp_path / "zhengwen.toml").write_text('[per-path]\n"page.*" = { ignore = ["N"] }\n', encoding="utf-8")
            document = types.TextDocumentIdentifier(uri)
            one.client.text_document_did_save(types.DidSaveTextDocumentParams(document))
            assert await one.diagnostics() == []
            (tmp_path / "zhengwen.toml").write_text("ignor = []\n", encoding="utf-8")
            one.client.text_document_did_save(types.DidSaveTextDocumentParams(document))
            assert [found.code for found in await one.diagnostics()] == ["N001"]
            assert any("unknown key 'ignor' (did you mean 'ignore'?)" in said for said in one.messages)
            one.client.text_document_did_close(types.DidCloseTextDocumentParams(document))
            assert await one.diagnostics() == []

    run(scenario)


def test_html_is_reported_and_never_edited(tmp_path) -> None:
    uri = (tmp_path / "page.html").as_uri()
    text = f"<!DOCTYPE html><html><body><h1>關於</h1><p>{FAULTY}</p></body></html>"

    async def scenario() -> None:
        async with editor() as one:
            (found,) = await one.open(uri, text)
            assert found.message.startswith("HTML with 1 finding in its visible text")
            assert await one.format(uri) == []
            assert await one.actions(uri, found.range) == {}

    run(scenario)


def test_line_ends_of_windows(tmp_path) -> None:
    uri = (tmp_path / "page.txt").as_uri()
    text = f"第一段。\r\n{FAULTY}\r\n第三段。\r\n"

    async def scenario() -> None:
        async with editor(["utf-16"]) as one:
            found = await one.open(uri, text)
            assert [diagnostic.code for diagnostic in found] == ["C003", "N001"]
            assert "(and 2 more of this file)" in found[0].message
            place = found[1].range
            assert (place.start.line, place.start.character, place.end.character) == (1, 2, 7)

    run(scenario)


def test_the_missing_package_is_one_line(tmp_path) -> None:
    import subprocess

    block = "import sys; sys.modules['pygls'] = None; from zhengwen.cli import main; sys.exit(main(['server']))"
    done = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "pip install '.[server]'" in done.stderr


def test_what_was_decided_is_not_shown_again(tmp_path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    command = [sys.executable, "-m", "zhengwen", "check", "--add-to-baseline", "page.txt"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    async def scenario() -> None:
        async with editor() as one:
            assert await one.open(page.as_uri(), PAGE) == []
            assert await one.format(page.as_uri()) == []
            (tmp_path / "zhengwen.decisions.toml").write_text("version = 9\n", encoding="utf-8")
            document = types.TextDocumentIdentifier(page.as_uri())
            one.client.text_document_did_save(types.DidSaveTextDocumentParams(document))
            assert [diagnostic.code for diagnostic in await one.diagnostics()].count("N006") == 1
            assert [message for message in one.messages if "version 1" in message]

    run(scenario)


def test_a_place_that_is_left_as_it_is_is_not_reported_any_more(tmp_path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    uri = page.as_uri()

    async def scenario() -> None:
        async with editor(["utf-32"], tmp_path) as one:
            found = await one.open(uri, PAGE)
            place = next(diagnostic.range for diagnostic in found if diagnostic.code == "N006")
            offered = await one.actions(uri, place)
            # lsprotocol reads an action that has a command as a command, whose name is then the whole of it, in words
            command = ast.literal_eval(offered[LEAVE.format("N006")].command)
            params = types.ExecuteCommandParams(command["command"], command["arguments"])
            await one.client.workspace_execute_command_async(params)
            left = [diagnostic.code for diagnostic in await one.diagnostics()]
            assert sorted([*left, "N006"]) == sorted(diagnostic.code for diagnostic in found)
            assert one.messages == []

    run(scenario)
    checked = subprocess.run(
        [sys.executable, "-m", "zhengwen", "check", "page.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "N006" not in checked.stdout
    assert "N001" in checked.stdout


def test_decisions_that_cannot_be_written_are_said(tmp_path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    (tmp_path / "zhengwen.decisions.toml").mkdir()
    uri = page.as_uri()

    async def scenario() -> None:
        async with editor(["utf-32"], tmp_path) as one:
            await one.open(uri, PAGE)
            params = types.ExecuteCommandParams("zhengwen.reject", [uri, "N006", 0, 0])
            await one.client.workspace_execute_command_async(params)
            assert any("zhengwen.decisions.toml" in message for message in one.messages)

    run(scenario)


def test_documents_keep_the_addresses_that_the_editor_gave_them(tmp_path) -> None:
    uri = (tmp_path / "页 面.txt").as_uri()

    async def scenario() -> None:
        async with editor() as one:
            await one.open(uri, PAGE)
            saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
            one.client.text_document_did_save(saved)
            assert (await asyncio.wait_for(one.published.get(), 60)).uri == uri

    run(scenario)
