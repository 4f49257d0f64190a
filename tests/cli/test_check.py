"""`zhengwen check` through its entry point."""

import json
import subprocess

FAULTY = "截至20225月，已办理12件。\n"
SOUND = "截至2022年5月，已办理12件。\n"


def test_sound_pages_exit_with_zero(run, pages) -> None:
    done = run("check", pages / "sound.txt")
    assert (done.returncode, done.stdout.decode()) == (0, "No faults found.\n")


def test_findings_are_printed_with_their_place_and_exit_with_one(run, tmp_path) -> None:
    (tmp_path / "page.txt").write_text("第一段。\n" + FAULTY, encoding="utf-8")
    done = run("check", "page.txt")
    assert done.returncode == 1
    first, last = done.stdout.decode().splitlines()
    assert first.startswith("page.txt:2:")
    assert ": N001 [*] " in first
    assert last == "Found 1 finding in 1 file (1 fixable with --fix)."


def test_the_current_folder_is_checked_by_default(run, pages) -> None:
    done = run("check", "--select", "N", cwd=pages)
    assert done.returncode == 1
    assert {line.split(":")[0] for line in done.stdout.decode().splitlines()[:-1]} == {"below/gbk.txt", "faulty.txt"}


def test_errors_win_over_findings(run, pages) -> None:
    done = run("check", pages / "faulty.txt", "no-such.txt")
    assert done.returncode == 2
    assert "N001" in done.stdout.decode()


def test_fix_mends_the_files_and_reports_what_is_left(run, pages) -> None:
    done = run("check", "--fix", "--select", "N", pages)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        f"{pages}/faulty.txt: fixed (1)",
        f"{pages}/below/gbk.txt: fixed (1, was in GB18030)",
        "Fixed 2 findings in 2 files. Nothing is left.",
    ]
    assert (pages / "faulty.txt").read_text(encoding="utf-8") == SOUND
    assert run("check", "--fix", "--select", "N", "--exit-non-zero-on-fix", pages).returncode == 0
    (pages / "faulty.txt").write_text(FAULTY, encoding="utf-8")
    assert run("check", "--fix", "--exit-non-zero-on-fix", pages).returncode == 1


def test_diff_shows_the_change_and_exits_with_one(run, pages) -> None:
    done = run("check", "--diff", pages / "faulty.txt")
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    assert lines[2:] == ["@@ -1 +1 @@", "-" + FAULTY.strip(), "+" + SOUND.strip()]
    assert (pages / "faulty.txt").read_text(encoding="utf-8") == FAULTY
    assert run("check", "--diff", pages / "sound.txt").returncode == 0


def test_statistics_count_by_rule(run, pages) -> None:
    done = run("check", "--statistics", "--select", "N", pages)
    assert done.stdout.decode().splitlines()[0].startswith("2\tN001\t[*] ")


def test_json_names_code_place_and_fix(run, pages) -> None:
    done = run("check", "--output-format", "json", pages / "faulty.txt")
    (finding,) = json.loads(done.stdout)
    assert done.returncode == 1
    assert finding["code"] == "N001"
    assert finding["location"]["row"] == 1
    assert FAULTY[finding["start"] : finding["end"]] in FAULTY
    assert finding["fix"]["applicability"] == "safe"
    assert json.loads(run("check", "--output-format", "json", pages / "sound.txt").stdout) == []


def test_sarif_is_a_run_with_results_and_rules(run, pages) -> None:
    log = json.loads(run("check", "--output-format", "sarif", pages / "faulty.txt").stdout)
    (sarif_run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [result["ruleId"] for result in sarif_run["results"]] == ["N001"]
    assert [rule["id"] for rule in sarif_run["tool"]["driver"]["rules"]] == ["N001"]


def test_github_annotates_the_line(run, pages) -> None:
    done = run("check", "--output-format", "github", pages / "faulty.txt")
    assert done.stdout.decode().startswith("::error title=zhengwen (N001),file=")


def test_standard_input_can_have_a_name(run) -> None:
    done = run("check", "-", "--stdin-filename", "crawl/7.txt", stdin=FAULTY.encode())
    assert done.stdout.decode().startswith("crawl/7.txt:1:")


def test_exit_zero_and_quiet(run, pages) -> None:
    done = run("check", "--exit-zero", "-q", pages / "faulty.txt")
    assert done.returncode == 0
    assert "Found" not in done.stdout.decode()


def test_a_folder_without_pages_is_said(run, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("check", "empty")
    assert (done.returncode, done.stdout) == (0, b"")  # and not that no faults were found
    assert "no files named *.txt" in done.stderr.decode()


def test_the_diff_of_a_page_in_another_charset_says_that_its_bytes_change(run, tmp_path) -> None:
    for text, name in ((SOUND, "sound.txt"), (FAULTY, "faulty.txt")):
        (tmp_path / name).write_bytes(text.encode("gbk"))
        done = run("check", "--diff", name)
        assert done.returncode == 1
        assert done.stderr.decode() == (f"zhengwen: {name}: the file is in GB18030; --fix writes the text as UTF-8\n")


def test_a_file_that_is_only_written_in_another_charset_is_listed_as_changed(run, tmp_path) -> None:
    (tmp_path / "x.txt").write_bytes(SOUND.encode("gbk"))
    done = run("check", "--fix", "--exit-non-zero-on-fix", "--ignore", "E", "x.txt")
    assert done.returncode == 1
    assert "x.txt: fixed (0, was in GB18030)" in done.stdout.decode()
    assert run("restore", "x.txt").stdout == SOUND.encode("gbk")


def test_line_ends_are_one_line_of_the_report(run, tmp_path) -> None:
    (tmp_path / "x.txt").write_bytes("第一条。\r\n第二条。\r\n第三条。\r\n".encode())
    done = run("check", "x.txt")
    assert done.stdout.decode().splitlines() == [
        "x.txt:1:5: C003 [*] The line ends in a carriage return. (and 2 more of this file)",
        "Found 3 findings in 1 file (3 fixable with --fix).",
    ]
    assert run("check", "--output-format", "github", "x.txt").stdout.decode().count("\n") == 1
    assert len(json.loads(run("check", "--output-format", "json", "x.txt").stdout)) == 3


def test_suffixes_in_capitals_are_read_and_others_on_request(run, tmp_path) -> None:
    for name in ("a.TXT", "b.md", "c.html", "d.txt.ledger.json"):
        (tmp_path / name).write_text(FAULTY, encoding="utf-8")
    assert seen(run("check", ".")) == {"a.TXT"}
    assert seen(run("check", ".", "--include", "*.md", "--include", "*.json")) == {"b.md"}
    assert seen(run("check", ".", "--include", "*", "--exclude", "c.*")) == {"a.TXT", "b.md"}


def test_what_git_ignores_is_skipped_unless_it_is_named(run, tmp_path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("ignored/\n*.tmp.txt\n", encoding="utf-8")
    for name in ("a.txt", "b.tmp.txt", "ignored/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(FAULTY, encoding="utf-8")
    every = {"a.txt", "b.tmp.txt", "ignored/c.txt"}
    assert seen(run("check", ".")) == {"a.txt"}
    assert seen(run("check", ".", "--no-respect-gitignore")) == every
    assert seen(run("check", "b.tmp.txt", "ignored")) == {"b.tmp.txt", "ignored/c.txt"}
    (tmp_path / "zhengwen.toml").write_text("respect-gitignore = false\n", encoding="utf-8")
    assert seen(run("check", ".")) == every
    (tmp_path / "zhengwen.toml").unlink()
    (tmp_path / "a.txt").unlink()
    assert "1 that git ignores were skipped" in run("check", ".", "--exclude", "ignored").stderr.decode()


def seen(done: subprocess.CompletedProcess) -> set[str]:
    """Return the files of a report."""
    return {line.split(":")[0] for line in done.stdout.decode().splitlines() if ": N001 " in line}
