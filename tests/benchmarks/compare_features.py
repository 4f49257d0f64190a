"""Which tool does what: linters, cleaners and extractors side by side. Every cell is run, none is read.

    python tests/benchmarks/compare_features.py             # the table, to standard output
    python tests/benchmarks/compare_features.py --write     # into docs/compared.md
    python tests/benchmarks/compare_features.py --cells     # each cell with the command that decided it

A cell is `yes` if one of the commands that might do it does it, here and now, on a page of the kind that the tool is
for. A tool without such an option is asked all the same, with the option as the others call it. The tools are those on
`PATH`: `ruff`, `typos`, `codespell`, `ftfy`, `trafilatura` and `datatrove` (with `warcio`, `python-magic` and
`faust-cchardet`) from PyPI, `autocorrect` from npm (`autocorrect-node`). A tool that is missing has no column.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

DOCS = Path(__file__).parents[2] / "docs" / "compared.md"
START, END = "<!-- table: made by tests/benchmarks/compare_features.py -->", "<!-- end of table -->"
SECONDS = 60  # that a command may take
ZHENGWEN = [sys.executable, "-m", "zhengwen"]

BODY = (
    "各乡镇人民政府，县直有关单位：\n今年以来，全县上下认真落实市委、市政府关于防汛工作的部署要求，坚持预防为主、防救结合，"
    "各项工作取得了阶段性成效。现将有关情况通报如下：\n一、截至2022年11月27日，全县共完成河道清淤三十公里；其中，加固堤防十二处。\n"
    "二、各乡镇要落实责任，加强巡查，发现险情立即报告，确保人民群众生命财产安全。\n"
)
TITLE, BYLINE = "关于做好防汛准备工作的通知\n", "来源：青溪县水利局 发布日期：2022-12-08 10:30\n"
TAIL = "附件：1.物资清单\n联系人：王建国，联系电话：0555-6123456。\n青溪县水利局\n2022年12月8日\n"
SOUND = TITLE + BYLINE + BODY + "第（一）条所称“通知”，是指本机关发布的文件。\n" + TAIL
FOOTER = "主办单位：青溪县人民政府 承办单位：青溪县大数据中心\n网站标识码：3401230001\n皖ICP备12345678号\n"
SPAM = "皇冠体育官网入口|真人百家乐在线|澳门新葡京注册|时时彩开奖直播|欧洲杯外围投注|老虎机免费试玩|皇冠体育app\n"
TRADITIONAL = "濱河區教育局認真落實雙減工作要求，堅持自願參加的原則，全面開展課后服務，覆蓋率達百分之百。\n"
MENU = "<div class='nav'><a href='/'>首页</a> &gt; <a href='/a'>政务公开</a> &gt; 正文</div>"


class Tool(NamedTuple):
    """A tool: its command, and a file that has a fault of the kind that it is for."""

    name: str
    command: list[str]
    file: str
    faulty: str


class Cell(NamedTuple):
    """Whether a tool does something, and the command that decided it."""

    does: bool
    command: str


TOOLS = (
    Tool("ruff", ["ruff"], "page.py", "import os\n"),
    Tool("typos", ["typos"], "page.txt", "We recieve teh letter.\n"),
    Tool("codespell", ["codespell"], "page.txt", "We recieve teh letter.\n"),
    Tool("ftfy", ["ftfy"], "page.txt", "schÃ¶n und groÃŸ\n"),
    Tool("trafilatura", ["trafilatura"], "page.html", f"<html><body>{MENU}<p>{BODY}</p></body></html>"),
    Tool("datatrove", [sys.executable, "-m", "datatrove"], "page.txt", "schÃ¶n und groÃŸ\n"),
    Tool("AutoCorrect", ["autocorrect"], "page.txt", "在2021年使用Hello世界.\n"),
    Tool("zhengwen", ZHENGWEN, "page.txt", "截至20225月，已办理12件。\n"),
)
# How each tool is asked to report; the others are asked as zhengwen is.
CHECK = {
    "ruff": ["check"],
    "typos": [],
    "codespell": [],
    "AutoCorrect": ["--lint"],
    "ftfy": [],
    "trafilatura": ["-i"],
    "datatrove": ["check"],
    "zhengwen": ["check"],
}


class Place:
    """A folder with a tool's faulty page, in which commands are tried."""

    def __init__(self, tool: Tool, folder: Path) -> None:
        self.tool = tool
        self.folder = folder
        self.tried = ""
        self.page = folder / tool.file
        self.page.write_text(tool.faulty, encoding="utf-8")

    def run(self, *arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        """Run the tool; one that hangs or does not exist fails."""
        command = [*self.tool.command, *arguments]
        self.tried = " ".join(["zhengwen" if command[:3] == ZHENGWEN else command[0].rpartition("/")[2], *arguments])
        try:
            return subprocess.run(
                command,
                cwd=self.folder,
                input=stdin,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env={**os.environ, **environment},
            )
        except (OSError, subprocess.TimeoutExpired):
            return subprocess.CompletedProcess(command, 255, b"", b"")

    def check(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        """Report on the page."""
        return self.run(*CHECK[self.tool.name], *arguments, self.tool.file, **environment)

    def own(self, **by_tool: Sequence[str]) -> Sequence[str]:
        """Return the arguments of this tool, or else those of zhengwen."""
        return by_tool.get(self.tool.name, by_tool["zhengwen"])


Probe = Callable[[Place], bool]


def text_of(place: Place, raw: bytes, *, is_html: bool = False) -> str:
    """Return what a tool makes of a page, in the way that it changes texts."""
    name, suffix = place.tool.name, "html" if is_html else "txt"
    page = place.folder / f"given.{suffix}"
    page.write_bytes(raw)
    if name == "datatrove":
        place.tried = "Trafilatura().extract(…)" if is_html else "FTFYFormatter().format(…)"
        return _datatrove(raw, is_html=is_html)
    if name == "trafilatura" and not is_html:
        lines = b"".join(b"<p>%s</p>" % line for line in raw.split(b"\n"))
        page.write_bytes(b"<html><body>%s</body></html>" % lines)
    fixing = {
        "ruff": ("check", "--fix", page.name),
        "typos": ("-w", page.name),
        "codespell": ("-w", page.name),
        "AutoCorrect": ("--fix", page.name),
    }
    if name in fixing:
        place.run(*fixing[name])
        return page.read_bytes().decode("utf-8", "replace")
    if name == "trafilatura":
        return place.run(stdin=page.read_bytes()).stdout.decode("utf-8", "replace")
    return place.run(*(("clean",) if name == "zhengwen" else ()), page.name).stdout.decode("utf-8", "replace")


def _datatrove(raw: bytes, *, is_html: bool) -> str:
    text = raw.decode("utf-8", "replace")
    if is_html:
        from datatrove.pipeline.extractors import Trafilatura

        return str(Trafilatura().extract(text))
    from datatrove.pipeline.formatters import FTFYFormatter

    return str(FTFYFormatter().format(text))


def makes(raw: str | bytes, *, has: Sequence[str] = (), lacks: Sequence[str] = (), is_html: bool = False) -> Probe:
    """Return a probe: in what a tool makes of a page stands all of `has`, and nothing of `lacks`."""

    def probe(place: Place) -> bool:
        made = text_of(place, raw.encode() if isinstance(raw, str) else raw, is_html=is_html)
        return bool(made.strip()) and all(one in made for one in has) and not any(one in made for one in lacks)

    return probe


def untouched(place: Place) -> bool:
    """A sound page comes out as it went in."""
    return text_of(place, SOUND.encode()) == SOUND


def twice(place: Place) -> bool:
    """A page with every fault comes out the same when it is cleaned again."""
    raw = (Path(__file__).parents[2] / "samples" / "pages" / "everything.txt").read_bytes()
    once = text_of(place, raw)
    return bool(once.strip()) and text_of(place, once.encode()) == once


def once(place: Place) -> bool:
    """Of a body that stands twice one copy is left."""
    made = text_of(place, (TITLE + BYLINE + BODY + "\n" + TITLE + BYLINE + BODY).encode())
    return made.count("坚持预防为主、防救结合") == 1


def options(validate: Callable[[bytes], bool], *variants: Sequence[str]) -> Probe:
    """Return a probe: with one of these options, what check prints is valid."""

    def probe(place: Place) -> bool:
        return any(validate(place.check(*one).stdout) for one in variants)

    return probe


def formats(name: str, validate: Callable[[bytes], bool]) -> Probe:
    """Return a probe for a format of reports, under every spelling in use."""
    return options(validate, ("--output-format", name), ("--format", name), (f"--{name}",))


def is_json(said: bytes) -> bool:
    try:
        return bool(json.loads(said)) or said.startswith(b"[{")
    except ValueError:
        try:
            return bool(said.strip()) and all(isinstance(json.loads(line), dict) for line in said.splitlines())
        except ValueError:
            return False


def is_sarif(said: bytes) -> bool:
    try:
        return json.loads(said)["runs"][0]["results"] != []
    except (ValueError, LookupError, TypeError):
        return False


def is_gitlab(said: bytes) -> bool:
    try:
        return bool(json.loads(said)[0]["fingerprint"])
    except (ValueError, LookupError, TypeError):
        return False


def is_junit(said: bytes) -> bool:
    try:
        return ElementTree.fromstring(said).tag == "testsuites"
    except ElementTree.ParseError:
        return False


def has(expression: str) -> Callable[[bytes], bool]:
    """Return a test of an output, of which the colours are left out: some tools colour pipes, too."""

    def test(said: bytes) -> bool:
        bare = re.sub(r"\x1b\[[0-9;]*m", "", said.decode("utf-8", "replace"))
        return re.search(expression, bare, re.MULTILINE) is not None

    return test


def exits(place: Place) -> bool:
    """A fault makes an exit code of its own, a page without faults 0."""
    faulty = place.check().returncode
    place.page.write_text("pass\n" if place.tool.name == "ruff" else "ok\n", encoding="utf-8")
    return faulty not in (0, 255) and place.check().returncode == 0


def coloured(place: Place) -> bool:
    """No colour in a pipe; with FORCE_COLOR there is, and with NO_COLOR there is not."""
    plain, forced = place.check().stdout, place.check(FORCE_COLOR="1", CLICOLOR_FORCE="1").stdout
    off = place.check(FORCE_COLOR="", CLICOLOR_FORCE="", NO_COLOR="1").stdout
    return b"\x1b[" not in plain and b"\x1b[" in forced and b"\x1b[" not in off


def fixes_in_place(place: Place) -> bool:
    arguments = place.own(
        ruff=("check", "--fix"), typos=("-w",), codespell=("-w",), AutoCorrect=("--fix",), zhengwen=("check", "--fix")
    )
    place.run(*arguments, place.tool.file)
    return place.page.read_text(encoding="utf-8") != place.tool.faulty


def restores(place: Place) -> bool:
    """What was changed in place comes back, byte for byte, by the tool itself."""
    if not fixes_in_place(place):
        return False
    return any(
        place.run(*one, place.tool.file).returncode == 0 and place.page.read_text(encoding="utf-8") == place.tool.faulty
        for one in (("restore", "--in-place"), ("--undo",), ("undo",), ("check", "--undo"))
    )


def lists(place: Place) -> bool:
    """Paths come from a file."""
    listed = f"{place.tool.file}\n"
    (place.folder / "list").write_text(listed)
    name = place.tool.file.encode()
    for one in (("--files-from", "list"), ("--file-list", "list"), ("@list",)):
        done = place.run(*CHECK[place.tool.name][:1], *one)
        if name in done.stdout and done.returncode in (0, 1, 2) and b"rror:" not in done.stderr:
            return True
    return False


def explains(place: Place) -> bool:
    """A rule is explained on request."""
    rule = place.own(ruff=("F401",), zhengwen=("N001",))
    return any(len(place.run(*one, *rule).stdout) > 300 for one in (("rule",), ("--explain",), ("explain",)))


def shows_settings(place: Place) -> bool:
    variants = (("check", "--show-settings", "."), ("--dump-config", "-"), ("config",), ("--show-settings",))
    return any(done.returncode == 0 and len(done.stdout) > 200 for done in (place.run(*one) for one in variants))


SETTINGS = {
    "ruff": ("ruff.toml", "[lint.per-file-ignores]\n'page.*' = ['F401']\n", "slect = []\n"),
    "typos": (
        "typos.toml",
        "[type.page]\nextend-glob = ['page.txt']\n[type.page.extend-words]\nteh = 'teh'\nrecieve = 'recieve'\n",
        "[defalt]\n",
    ),
    "codespell": (".codespellrc", "[codespell]\nper-file-ignores = page.*:teh\n", "[codespell]\nskp = 1\n"),
    "AutoCorrect": (".autocorrectrc", "overrides:\n  'page.*':\n    rules: {}\n", "ruls: {}\n"),
    "zhengwen": ("zhengwen.toml", "[per-path]\n'page.*' = { ignore = ['N'] }\n", "ignor = []\n"),
}


def settings_by_path(place: Place) -> bool:
    """A fault that is reported elsewhere is not reported for some paths."""
    name, by_path, _ = SETTINGS.get(place.tool.name, SETTINGS["zhengwen"])
    other = place.folder / f"other{place.page.suffix}"
    other.write_text(place.tool.faulty, encoding="utf-8")
    (place.folder / name).write_text(by_path, encoding="utf-8")
    place.run(*CHECK[place.tool.name], other.name)
    elsewhere = place.run(*CHECK[place.tool.name], other.name)
    here = place.check()
    return elsewhere.returncode not in (0, 255) and here.returncode == 0


def unknown_key(place: Place) -> bool:
    """A key that does not exist is an error that names it."""
    name, _, wrong = SETTINGS.get(place.tool.name, SETTINGS["zhengwen"])
    (place.folder / name).write_text(wrong, encoding="utf-8")
    place.page.write_text("pass\n" if place.tool.name == "ruff" else "ok\n", encoding="utf-8")
    done = place.check()
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    return done.returncode not in (0, 255) and re.search(r"slect|defalt|skp|ruls|ignor\b", said) is not None


def serves(place: Place) -> bool:
    """A language server answers an editor."""
    body = (
        b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{},"processId":null,"rootUri":null}}'
    )
    asked = b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    for one in (("server",), ("lsp",), ("--lsp",)):
        command = [*place.tool.command, *one]
        place.tried = " ".join([place.tool.command[0].rpartition("/")[2], *one])
        try:
            with subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=place.folder
            ) as program:
                assert program.stdin is not None
                assert program.stdout is not None
                try:
                    program.stdin.write(asked)
                    program.stdin.flush()
                    os.set_blocking(program.stdout.fileno(), False)
                    deadline, answer = time.monotonic() + 10, b""
                    while time.monotonic() < deadline and program.poll() is None and b"capabilities" not in answer:
                        answer += program.stdout.read() or b""
                        time.sleep(0.05)
                    answer += program.stdout.read() or b""
                except OSError:
                    answer = b""
                finally:
                    program.kill()
                if b'"capabilities"' in answer:
                    return True
        except OSError:
            continue
    return False


def watches(place: Place) -> bool:
    """It goes on, and reports again when the page changes."""
    command = [*place.tool.command, *CHECK[place.tool.name], "--watch", "."]
    place.tried = " ".join(command[-3:])
    output = place.folder / "watched"
    try:
        with (
            output.open("wb") as said,
            subprocess.Popen(command, cwd=place.folder, stdout=said, stderr=said) as program,
        ):
            try:
                time.sleep(4)
                before = output.stat().st_size
                place.page.write_text(place.tool.faulty * 2, encoding="utf-8")
                time.sleep(4)
                return program.poll() is None and output.stat().st_size > before
            finally:
                program.kill()
    except OSError:
        return False


def completes(place: Place) -> bool:
    """It writes a completion for bash."""
    if has("complet")(place.run(_ZHENGWEN_COMPLETE="bash_source").stdout):
        place.tried = "_ZHENGWEN_COMPLETE=bash_source zhengwen"
        return True
    variants = (("generate-shell-completion", "bash"), ("--completions", "bash"), ("completion", "bash"))
    return any(has("complete -|_arguments|COMPREPLY")(place.run(*one).stdout) for one in variants)


def accepts_today(place: Place) -> bool:
    """What is there today is accepted, and no longer reported."""
    for one in (("check", "--add-to-baseline"), ("check", "--add-noqa"), ("--add-to-baseline",)):
        if place.run(*one, place.tool.file).returncode in (0, 1) and place.check().returncode == 0:
            return place.check().returncode == 0
    return False


def html_report(place: Place) -> bool:
    """A report for people, as a page of HTML."""
    place.run("report", place.tool.file, "-o", "report.html")
    made = place.folder / "report.html"
    return made.exists() and b"<html" in made.read_bytes().lower()


def reads(kind: str) -> Probe:
    """Return a probe for a format of records."""

    def probe(place: Place) -> bool:
        given = place.folder / "in"
        given.mkdir(exist_ok=True)
        _write_records(given, kind)
        if place.tool.name == "datatrove":
            place.tried = f"{kind} reader of datatrove"
            return _datatrove_reads(given, kind)
        done = place.run("corpus", "in", "-o", "out")
        return done.returncode == 0 and b"1 pages of" in done.stderr.replace(b"1 page of", b"1 pages of")

    return probe


def _write_records(folder: Path, kind: str) -> None:
    if kind == "JSON Lines":
        (folder / "a.jsonl").write_text(json.dumps({"text": SOUND, "id": "1"}) + "\n", encoding="utf-8")
    elif kind == "Parquet":
        import pyarrow
        from pyarrow import parquet

        parquet.write_table(pyarrow.table({"text": [SOUND], "id": ["1"]}), folder / "a.parquet")
    else:
        body = f"<!DOCTYPE html><html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>".encode()
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://www.example.gov.cn/1\r\n"
            "WARC-Date: 2022-12-08T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        (folder / "a.warc").write_bytes(head.encode() + answer + b"\r\n\r\n")


def _datatrove_reads(folder: Path, kind: str) -> bool:
    from datatrove.pipeline import readers

    reader = {"JSON Lines": readers.JsonlReader, "Parquet": readers.ParquetReader, "WARC": readers.WarcReader}[kind]
    try:
        return len(list(reader(str(folder))())) == 1
    except (ImportError, SystemExit):
        return False


def mojibake() -> str:
    return "中国政府网公布的条例，自公布之日起施行，各级人民政府应当遵照执行。".encode("gbk").decode("latin-1")


ROWS: dict[str, dict[str, Probe]] = {
    "What it makes of a page": {
        "a sound page comes back byte for byte": untouched,
        "cleaned twice is as cleaned once": twice,
        "bytes in GBK become text": makes(SOUND.encode("gbk"), has=["防汛准备工作"]),
        "UTF-8 read as Latin-1: `ä¸å½`": makes(
            ("中国政府网公布的条例。" * 3).encode().decode("latin-1"), has=["中国政府网"]
        ),
        "GBK read as Latin-1: `ÖÐ¹ú`": makes(mojibake() * 3, has=["中国政府网"]),
        "the body stands twice: one copy is left": once,
        "`20225月` → 2022年5月": makes(SOUND + "截至20225月，全部完成。\n", has=["截至2022年5月"]),
        "`2022年111日`, two readings: left alone": makes(SOUND + "自2022年111日起施行。\n", has=["2022年111日"]),
        "`课后` in a Traditional page → 課後": makes(TRADITIONAL * 3, has=["課後"]),
        "radicals that stand for ideographs: `⼀` → 一": makes(SOUND + "⼀是加强领导。\n", has=["一是加强领导"]),
        "folded marks on a folded page: `,` → `，`": makes(BODY.replace("，", ",") * 2, has=["今年以来，"]),
        "keywords of gambling at the end are cut": makes(SOUND + SPAM, has=["防救结合"], lacks=["百家乐"]),
        "the site's footer is cut, the signature stays": makes(
            SOUND + FOOTER, has=["联系人", "青溪县水利局\n2022"], lacks=["网站标识码"]
        ),
        "HTML: breadcrumbs are cut, the attachment list stays": makes(
            f"<!DOCTYPE html><html><body>{MENU}<h1>{TITLE}</h1>"
            + "".join(f"<p>{line}</p>" for line in (BODY + TAIL).splitlines())
            + "</body></html>",
            has=["附件：1.物资清单", "防救结合", "王建国"],
            lacks=["政务公开"],
            is_html=True,
        ),
    },
    "What it says, and whether one can go back": {
        "line and column of each fault": options(
            has(r"(page\.\w+):\d+:\d+|\"col(umn)?\":|\"c\":\d"), (), ("--format", "json")
        ),
        "the place under carets": options(has(r"\^|╰─|━━"), (), ("--output-format", "full")),
        "explains a rule": explains,
        "a diff of what would change": options(has(r"^[-+] ?\S"), ("--diff",), ("--format", "diff")),
        "fixes in place": fixes_in_place,
        "brings the original back, byte for byte": restores,
        "accepts what is there today (baseline)": accepts_today,
        "a report as HTML": html_report,
    },
    "Where it works": {
        "an exit code for faults": exits,
        "JSON": formats("json", is_json),
        "SARIF": formats("sarif", is_sarif),
        "GitHub annotations": formats("github", has(r"^::(error|warning) ")),
        "GitLab Code Quality": formats("gitlab", is_gitlab),
        "JUnit": formats("junit", is_junit),
        "colour on terminals only; NO_COLOR": coloured,
        "paths from a list": lists,
        "checks again when a file changes": watches,
        "completion for shells": completes,
        "a language server for editors": serves,
        "settings by path": settings_by_path,
        "a wrong key in the settings is an error": unknown_key,
        "shows the settings that apply": shows_settings,
        "reads JSON Lines": reads("JSON Lines"),
        "reads Parquet": reads("Parquet"),
        "reads WARC": reads("WARC"),
    },
}


def present() -> list[Tool]:
    """Return the tools that are installed here."""
    found = []
    for tool in TOOLS:
        if tool.name == "datatrove":
            is_here = find_spec("datatrove") is not None
        else:
            is_here = shutil.which(tool.command[0]) is not None
        if is_here:
            found.append(tool)
    return found


def decide(probe: Probe, tool: Tool) -> Cell:
    """Run one cell, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(tool, Path(folder))
        return Cell(probe(place), place.tried)


def versions(tools: Sequence[Tool]) -> str:
    """Return the tools with their versions."""
    from importlib.metadata import PackageNotFoundError, version

    said = []
    for tool in tools:
        try:
            said.append(f"{tool.name} {version(tool.name.lower())}")
        except PackageNotFoundError:
            done = subprocess.run([*tool.command, "--version"], capture_output=True, text=True, check=False)
            said.append(f"{tool.name} {done.stdout.split()[-1] if done.stdout else ''}")
    return ", ".join(said)


def main() -> int:
    """Run all cells."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="put the table into docs/compared.md")
    parser.add_argument("--cells", action="store_true", help="print each cell with the command that decided it")
    arguments = parser.parse_args()
    tools = present()
    lines = [f"Run with {versions(tools)}.", ""]
    for title, rows in ROWS.items():
        lines += [
            f"## {title}",
            "",
            f"| | {' | '.join(tool.name for tool in tools)} |",
            "|---" * (len(tools) + 1) + "|",
        ]
        for name, probe in rows.items():
            cells = [decide(probe, tool) for tool in tools]
            lines.append(f"| {name} | {' | '.join('yes' if cell.does else '–' for cell in cells)} |")
            for tool, cell in zip(tools, cells, strict=True):
                if arguments.cells:
                    print(f"{name}: {tool.name}: {'yes' if cell.does else 'no'}: {cell.command}", flush=True)
        lines.append("")
    if arguments.write:
        page = DOCS.read_text(encoding="utf-8")
        head, _, rest = page.partition(START)
        DOCS.write_text(f"{head}{START}\n\n" + "\n".join(lines) + END + rest.partition(END)[2], encoding="utf-8")
    elif not arguments.cells:
        print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
