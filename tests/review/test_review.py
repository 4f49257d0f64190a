"""A review from start to end: the program, a real browser, the file, and what clean then gives back."""

from __future__ import annotations

import http.client
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "html"))
sys.path.insert(0, str(Path(__file__).parents[1] / "reports" / "html"))

import accessibility
import browser

import zhengwen
from zhengwen import Decisions

FILE = "zhengwen.decisions.toml"
PROC = Path("/proc/net")  # the sockets of this machine


def write_pages(folder: Path, places: int) -> None:
    """Write pages with as many places on which the program does not decide."""
    chosen = random.Random(7)
    lines: list[str] = []
    for number in range(places):
        office = chosen.choice("甲乙丙丁戊己庚辛") + chosen.choice("科处室组")
        lines += [
            f"第{number}项工作由{office}承办，会议于202{number % 5}年2月30日召开，全体人员参加。",
            f"第{number}项工作由{office}复核，已完成{number % 40 + 10}%{number % 50 + 10}家单位的登记。",
            f"第{number}项经费（含上年结余由{office}安排，按季度拨付到各学校，截至2022{number % 9 + 1}月。",
        ][number % 3 : number % 3 + 1]
    half = len(lines) // 2
    for name, part in (("a.txt", lines[:half]), ("b.txt", lines[half:])):
        (folder / name).write_text("\n".join(("滨河区教育局工作记录", "", *part, "")), encoding="utf-8")


class Reviewed:
    """The program, reviewing a folder."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "zhengwen", "review", *arguments, "."]
        self.program = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.program.stdout is not None
        self.address = self.program.stdout.readline().strip()
        parts = urlsplit(self.address)
        self.host, self.token = parts.netloc, parts.path.strip("/")

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, str, dict[str, str]]:
        """Send a request as any program may; returns status, contents and headers of the answer."""
        connection = http.client.HTTPConnection(self.host, timeout=20)
        given = {"Host": self.host, "Content-Type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        connection.putrequest(method, path, skip_host=True)
        for name, value in (given | {"Content-Length": headers.get("Content_Length", str(len(content)))}).items():
            if value:
                connection.putheader(name, value)
        connection.endheaders(content)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())

    def page(self, number: int = 0) -> dict:
        status, content, _ = self.ask("GET", f"/{self.token}/page/{number}")
        assert status == 200, content
        return json.loads(content)["page"]

    def decide(self, decision: str, *findings: dict, replacement: object = None, page: int = 0) -> tuple[int, dict]:
        places = [[one["rule"], one["start"], one["end"]] for one in findings]
        body = {"page": page, "decision": decision, "places": places, "replacement": replacement}
        status, content, _ = self.ask("POST", f"/{self.token}/decide", body)
        return status, json.loads(content)

    def stop(self) -> str:
        self.program.terminate()
        return self.program.communicate(timeout=60)[1]


@pytest.fixture
def reviewed(tmp_path: Path) -> Iterator[Reviewed]:
    write_pages(tmp_path, 12)
    made = Reviewed(tmp_path)
    yield made
    if made.program.poll() is None:
        made.program.kill()
        made.program.communicate()


def is_open(one: dict) -> bool:
    return one["decision"] is None and one["state"] in ("unsafe", "report")


# What the server does


def test_the_pages_are_listed_and_the_program_says_where_it_is(reviewed) -> None:
    assert reviewed.address.startswith("http://127.0.0.1:")
    assert len(reviewed.token) >= 32
    assert sum(map(is_open, reviewed.page(0)["findings"])) == 6
    told = reviewed.stop()
    assert told.splitlines()[0] == "12 findings on 2 pages are open, 0 are settled."
    assert told.splitlines()[-1] == f"0 settled, 12 left; decisions in {FILE}"
    assert not (reviewed.folder / FILE).exists()


def test_what_is_decided_is_in_the_file_at_once_and_can_be_undone(reviewed) -> None:
    date, percentage, *_ = (one for one in reviewed.page()["findings"] if is_open(one))
    assert (date["rule"], percentage["rule"]) == ("N006", "N007")
    status, told = reviewed.decide("edit", date, replacement="2020年2月28日")
    assert (status, told["progress"]["settled"]) == (200, 1)
    reviewed.decide("accept", percentage)
    decided = {one.rule: one for one in Decisions.load(reviewed.folder / FILE)}
    assert decided["N006"].replacement == "2020年2月28日"
    assert (decided["N007"].decision, decided["N007"].replacement) == ("accept", "，")
    assert decided["N006"].when is not None
    assert reviewed.ask("POST", f"/{reviewed.token}/undo", {})[0] == 200
    assert {one.rule for one in Decisions.load(reviewed.folder / FILE)} == {"N006"}
    reviewed.ask("POST", f"/{reviewed.token}/undo", {})
    status, content, _ = reviewed.ask("POST", f"/{reviewed.token}/undo", {})
    assert (status, json.loads(content)["note"]) == (200, "nothing_to_undo")
    assert len(Decisions.load(reviewed.folder / FILE)) == 0


def test_a_choice_can_be_changed(reviewed) -> None:
    date = next(one for one in reviewed.page()["findings"] if one["rule"] == "N006")
    reviewed.decide("edit", date, replacement="2020年2月28日")
    status, told = reviewed.decide("reject", date)
    assert status == 200
    assert next(one for one in told["page"]["findings"] if one["start"] == date["start"])["state"] == "rejected"
    assert {one.decision for one in Decisions.load(reviewed.folder / FILE)} == {"reject"}


def test_a_safe_fix_can_be_rejected_and_accepted_again(reviewed) -> None:
    fix = next(one for one in reviewed.page()["findings"] if one["rule"] == "N001")
    raw = (reviewed.folder / "a.txt").read_text(encoding="utf-8")
    _, told = reviewed.decide("reject", fix)
    rejected = next(one for one in told["page"]["findings"] if one["start"] == fix["start"])
    assert (rejected["state"], rejected["decision"]) == ("rejected", "reject")
    decisions = Decisions.load(reviewed.folder / FILE)
    assert raw[fix["start"] : fix["end"]] in zhengwen.clean(raw, decisions=decisions)
    status, _ = reviewed.decide("accept", rejected)
    assert status == 200
    assert zhengwen.clean(raw, decisions=Decisions.load(reviewed.folder / FILE)) == zhengwen.clean(raw)


def test_decisions_that_others_write_meanwhile_are_kept(reviewed) -> None:
    first, second, *_ = (one for one in reviewed.page()["findings"] if is_open(one))
    reviewed.decide("reject", first)
    file = reviewed.folder / FILE
    foreign = '\n[[decision]]\nrule = "N006"\ncontext = "00000000000000000000"\ndecision = "reject"\n'
    file.write_text(file.read_text(encoding="utf-8") + foreign, encoding="utf-8")
    reviewed.decide("reject", second)
    assert Decisions.load(file).get("N006", "0" * 20) is not None
    assert len(Decisions.load(file)) == 3
    file.write_text("<<<<<<< ours\n", encoding="utf-8")
    status, told = reviewed.decide("accept", second)
    assert status == 409
    assert FILE in told["error"]
    assert file.read_text(encoding="utf-8") == "<<<<<<< ours\n"


def test_choices_that_cannot_be_made_are_refused(reviewed) -> None:
    date = next(one for one in reviewed.page()["findings"] if one["rule"] == "N006")
    for decision, places, replacement in (
        ("accept", [date], None),
        ("edit", [date], None),
        ("edit", [date], 7),
        ("edit", [date], "x" * 100_001),
        ("edit", [date], "\ud800"),
        ("drop", [date], None),
        ("reject", [], None),
        ("reject", [date | {"start": date["start"] + 1}], None),
        ("reject", [date | {"start": "1"}], None),
    ):
        status, told = reviewed.decide(decision, *places, replacement=replacement)
        assert status == 409, (decision, told)
        assert told["error"]
    assert reviewed.ask("GET", f"/{reviewed.token}/page/99")[0] == 409
    assert reviewed.ask("GET", f"/{reviewed.token}/page/x")[0] == 404
    assert reviewed.ask("POST", f"/{reviewed.token}/drop", {})[0] == 404
    assert not (reviewed.folder / FILE).exists()


# Whom it serves


def test_nobody_without_the_token_is_served(reviewed) -> None:
    for path in (
        "/",
        "/wrong/",
        f"/{reviewed.token[:-1]}/",
        "/page/0",
        f"/x/{reviewed.token}/",
        "/%FF/",
    ):
        status, content, _ = reviewed.ask("GET", path)
        assert status == 403, path
        assert reviewed.token not in content
    assert reviewed.ask("POST", "/wrong/decide", {})[0] == 403


def test_foreign_hosts_and_origins_are_refused(reviewed) -> None:
    port = reviewed.host.rpartition(":")[2]
    for headers in (
        {"Host": "evil.example.org"},
        {"Host": f"evil.example.org:{port}"},
        {"Host": "127.0.0.1"},
        {"Host": ""},
        {"Origin": "https://evil.example.org"},
        {"Origin": "null"},
        {"Origin": f"https://{reviewed.host}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ):
        for method, path in (("GET", "page/0"), ("POST", "undo")):
            status, _, told = reviewed.ask(method, f"/{reviewed.token}/{path}", {}, **headers)
            assert status == 403, headers
            assert not [name for name in told if name.lower().startswith("access-control")]
    own = {"Origin": f"http://{reviewed.host}", "Sec_Fetch_Site": "same-origin"}
    assert reviewed.ask("POST", f"/{reviewed.token}/undo", {}, **own)[0] == 200
    assert reviewed.ask("GET", f"/{reviewed.token}/", Host=f"localhost:{port}")[0] == 200


def test_it_listens_on_loopback_only_and_allows_nobody_to_read_or_frame_it(reviewed) -> None:
    port = int(reviewed.host.rpartition(":")[2])
    rows = [line.split() for path in ("tcp", "tcp6") for line in PROC.joinpath(path).read_text().splitlines()[1:]]
    assert [row[1] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"] == [f"0100007F:{port:04X}"]
    _, _, headers = reviewed.ask("GET", f"/{reviewed.token}/")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    for method in ("OPTIONS", "PUT", "DELETE", "HEAD"):
        assert reviewed.ask(method, f"/{reviewed.token}/undo")[0] == 501


def test_requests_that_are_no_json_or_too_large_are_refused(reviewed) -> None:
    path = f"/{reviewed.token}/decide"
    assert reviewed.ask("POST", path, {}, Content_Type="text/plain")[0] == 415
    assert reviewed.ask("POST", path, b"[" * 100_000)[0] == 400
    assert reviewed.ask("POST", path, b"\xff")[0] == 400
    for length in ("-1", "x", "99999999999999999999", str(5 << 20)):
        assert reviewed.ask("POST", path, b"", Content_Length=length)[0] == 413
    assert reviewed.ask("POST", path, {"page": True, "decision": 1, "places": 1})[0] == 409
    assert reviewed.page()["findings"]


def test_a_taken_port_is_one_line(reviewed, run, tmp_path) -> None:
    port = reviewed.host.rpartition(":")[2]
    done = run("review", ".", "--port", port)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines()[-1].startswith(f"zhengwen: port {port}: ")


def test_with_nothing_open_there_is_nothing_to_serve(run, tmp_path) -> None:
    (tmp_path / "x.txt").write_text("本市的规定自公布之日起施行。\n", encoding="utf-8")
    done = run("review", ".")
    assert (done.returncode, done.stderr.decode()) == (0, "Nothing is open, and nothing was decided.\n")


# A person at work


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Browser]:
    if browser.CHROMIUM is None or browser.DRIVER is None:
        pytest.skip("no chromium with chromedriver is installed: no review was done in a browser")
    with browser.browser(tmp_path_factory.mktemp("browser"), runs_scripts=True) as opened:
        yield opened


CARD = "document.querySelector('#card .badge').textContent"
SETTLED = "document.querySelector('#progress').textContent"


def test_a_hundred_findings_are_settled_with_keys_and_replayed_byte_for_byte(window, tmp_path) -> None:
    write_pages(tmp_path, 100)
    made = Reviewed(tmp_path, "--who", "某人")
    try:
        window.open(made.address)
        edited = 0
        for page in range(2):
            if page:
                window.press("n")
            window.until(f"document.querySelector('#pages').value === '{page}' && document.querySelector('.item')")
            for _ in range(60):
                page_settled = window.until(
                    "document.querySelector('#progress').textContent.match(/Page: (\\d+) of (\\d+)/)"
                )
                if page_settled[1] == page_settled[2]:
                    break
                rule = window.run(f"return {CARD}")
                before = int(page_settled[1])
                if rule == "N007":
                    window.press("a")
                elif rule == "P006":
                    window.press("r")
                else:
                    edited += 1
                    window.press("e")
                    window.run(
                        "const area = document.querySelector('textarea');"
                        "area.value = area.value.replace('30日', arguments[0] + '日')",
                        str(edited % 28 + 1),
                    )
                    window.press("\ue009")  # the Control key alone does nothing
                    window.run(
                        "[...document.querySelectorAll('#card button')].find(b => b.className === 'primary').click()"
                    )
                window.until(f"{SETTLED}.includes('Page: {before + 1} of')")
        window.until(f"{SETTLED}.includes('100 of 100 settled')")
        assert window.messages() == []
    finally:
        told = made.stop()
    assert told.splitlines()[-1] == f"100 settled, 0 left; decisions in {FILE}"
    decisions = Decisions.load(tmp_path / FILE)
    assert {one.who for one in decisions} == {"某人"}
    for path in sorted(tmp_path.glob("*.txt")):
        raw = path.read_bytes()
        page = zhengwen.inspect(raw, decisions=decisions)
        assert page.open == ()
        assert "30日" not in page.text
        assert page.restore() == raw
        assert zhengwen.clean(page.text, decisions=decisions) == page.text
        expected = [re.sub(r"(\d%)(\d)", r"\1，\2", line) for line in zhengwen.clean(raw).split("\n")]
        shown = [re.sub(r"2月\d+日", "2月30日", line) for line in page.text.split("\n")]
        assert shown == expected
        first, second = (
            subprocess.run(
                [sys.executable, "-m", "zhengwen", "clean", path.name], cwd=tmp_path, capture_output=True, check=True
            ).stdout
            for _ in range(2)
        )
        assert first == second == page.text.encode()
    check = subprocess.run(
        [sys.executable, "-m", "zhengwen", "check", "--fix", "."], cwd=tmp_path, capture_output=True, check=False
    )
    assert check.returncode == 0, check.stdout.decode()


def test_all_of_a_rule_are_settled_at_once_and_undone_at_once(window, reviewed) -> None:
    window.open(reviewed.address)
    window.until("document.querySelector('.item')")
    window.press("R")
    window.until(f"{SETTLED}.includes('2 of 12 settled')")
    assert window.run("return document.querySelectorAll('.item .done').length") == 2
    window.press("u")
    window.until(f"{SETTLED}.includes('0 of 12 settled')")
    window.press("a")  # nothing is proposed for a date
    assert "Nothing is proposed" in window.until("document.querySelector('#toast').textContent")
    window.press("e")
    assert window.run("return document.activeElement.value") == "2020年2月30日"
    window.press("\ue00c")
    assert window.run("return document.querySelector('textarea')") is None
    assert window.messages() == []


def test_when_the_program_was_stopped_the_page_says_so(window, reviewed) -> None:
    window.open(reviewed.address)
    window.until("document.querySelector('.item')")
    reviewed.stop()
    window.press("r")
    assert "stopped" in window.until("document.querySelector('#toast').textContent")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 900, 1400])
def test_nothing_stands_in_the_way_of_anybody(window, reviewed, scheme, width) -> None:
    axe = accessibility.script()
    window.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    window.command("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
    window.open(reviewed.address)
    window.until("document.querySelector('#card .badge')")
    assert accessibility.violations(window, axe) == []
    window.press("r", "e")
    assert accessibility.violations(window, axe) == []
    assert window.run("return document.documentElement.scrollWidth <= innerWidth")
    window.command("Emulation.clearDeviceMetricsOverride")
