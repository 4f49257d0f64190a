"""The formats of `zhengwen check`, read as those who read them do."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from zhengwen.reports import formats
from zhengwen.reports.formats.full import width

FAULTY = "截至20225月，已办理12件。\n"
SOUND = "截至2022年5月，已办理12件。\n"
DOUBTFUL = "会议于2022年2月30日召开，请各单位按时参加。\n"  # no such day: reported only


def test_the_names_of_earlier_releases_still_work(run, pages) -> None:
    assert formats.names()[0] == "concise"
    assert {"concise", "full", "json", "github", "gitlab", "junit", "sarif", "text"} == set(formats.names())
    old, new = (run("check", "--output-format", name, pages / "faulty.txt").stdout for name in ("text", "concise"))
    assert old == new == run("check", pages / "faulty.txt").stdout


def test_full_shows_the_place_under_carets_of_its_width(run, pages) -> None:
    shown = run("check", "--output-format", "full", pages / "faulty.txt").stdout.decode().splitlines()
    assert shown[0] == "N001 [*] The date 20225 lost a separator; it reads 2022年5."
    assert shown[1] == f" --> {pages}/faulty.txt:1:3"
    line, carets = shown[3], shown[4]
    assert line == "1 | 截至20225月，已办理12件。"
    start = carets.index("^")
    assert width(line[: line.index("20225")]) == start
    assert carets[start:] == "^^^^^ → 2022年5"
    assert shown[-1] == "Found 1 finding in 1 file (1 fixable with --fix)."


def test_full_shows_what_cannot_be_seen_and_bounds_what_is_long(run, tmp_path) -> None:
    long = "各单位要认真落实工作责任，" * 4000
    (tmp_path / "x.txt").write_text(f"{long}防汛\u200b工作。{long}\n", encoding="utf-8")
    shown = run("check", "--output-format", "full", "--select", "C001", "x.txt").stdout.decode()
    assert "防汛<U+200B>工作" in shown
    line, carets = shown.splitlines()[3:5]
    assert carets.split()[1] == "^" * len("<U+200B>")
    assert width(line[: line.index("<")]) == carets.index("^")
    assert max(map(width, shown.splitlines())) < 140


def test_full_says_how_many_lines_a_long_place_has(run) -> None:

    shown = run(
        "check",
        "--output-format",
        "full",
        "--select",
        "D001",
        Path(__file__).parents[2] / "samples/pages/everything.txt",
    ).stdout.decode()
    assert "… 21 lines" in shown
    assert "^ cut" in shown


def test_only_what_nobody_can_have_meant_is_an_error_on_github(run, tmp_path) -> None:
    (tmp_path / "x.txt").write_text(FAULTY + DOUBTFUL, encoding="utf-8")
    levels = {
        line.split("(")[1][:4]: line.split()[0]
        for line in run("check", "--output-format", "github", "x.txt").stdout.decode().splitlines()
    }
    assert levels.pop("N001") == "::error"
    assert set(levels.values()) == {"::warning"}


def test_gitlab_tells_findings_apart_and_knows_them_again(run, tmp_path, monkeypatch) -> None:
    (tmp_path / "below").mkdir()
    page = tmp_path / "below" / "x.txt"
    page.write_text(FAULTY * 2, encoding="utf-8")
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    first = json.loads(run("check", "--output-format", "gitlab", page).stdout)
    assert [row["location"]["path"] for row in first] == ["below/x.txt"] * 2
    assert [row["location"]["positions"]["begin"] for row in first] == [
        {"line": 1, "column": 3},
        {"line": 2, "column": 3},
    ]
    assert {row["severity"] for row in first} == {"major"}
    assert len({row["fingerprint"] for row in first}) == 2
    page.write_text("新的一段。\n" + FAULTY * 2, encoding="utf-8")
    second = json.loads(run("check", "--output-format", "gitlab", page).stdout)
    assert [row["fingerprint"] for row in second] == [row["fingerprint"] for row in first]


def test_junit_is_xml_whatever_the_page_holds(run, tmp_path) -> None:
    (tmp_path / 'a"<&.txt').write_bytes(b"\x00\x1b<&\"'\xff" + FAULTY.encode())
    made = run("check", "--output-format", "junit", ".").stdout
    suites = ElementTree.fromstring(made)
    (suite,) = suites
    assert suite.get("name") == 'a"<&.txt'
    assert int(suites.get("failures")) == len(suite) == len(suite.findall("testcase/failure"))
    assert "N001" in {failure.get("type") for failure in suite.iter("failure")}


@pytest.mark.parametrize("content", [SOUND])
def test_a_sound_run_has_a_report_in_every_format(run, tmp_path, content) -> None:
    (tmp_path / "x.txt").write_text(content, encoding="utf-8")
    expected = {"json": "[]", "gitlab": "[]", "github": "", "concise": "No faults found.", "full": "No faults found."}
    for name, shown in expected.items():
        done = run("check", "--output-format", name, "x.txt")
        assert (done.returncode, done.stdout.decode().strip()) == (0, shown), name
    (suite,) = ElementTree.fromstring(run("check", "--output-format", "junit", "x.txt").stdout)
    assert len(suite.findall("testcase")) == 1
    assert not list(suite.iter("failure"))
