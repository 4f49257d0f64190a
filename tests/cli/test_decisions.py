"""Decisions and the baseline through the command line: what was settled stays settled."""

from pathlib import Path

import pytest

FAULTY = "截至20225月，已办理12件。\n"
DOUBTFUL = "会议于2022年2月30日召开。联系人：张三)李四。\n"
FILE = "zhengwen.decisions.toml"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(FAULTY + DOUBTFUL, encoding="utf-8")
    return path


def test_the_baseline_makes_todays_check_pass_and_reports_what_comes_later(run, page) -> None:
    done = run("check", "--fix", "--add-to-baseline", ".")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[-1] == f"Accepted 2 findings as they stand, in {FILE}."
    assert page.read_text(encoding="utf-8") == FAULTY.replace("20225月", "2022年5月") + DOUBTFUL
    assert run("check", ".").returncode == 0
    page.write_text(page.read_text(encoding="utf-8") + "培训于2023年2月31日开始。\n", encoding="utf-8")
    done = run("check", ".")
    assert (done.returncode, done.stdout.decode().count("N006")) == (1, 1)


def test_without_fix_the_baseline_says_what_is_not_fixed_any_more(run, page) -> None:
    done = run("check", "--add-to-baseline", ".")
    assert "Safe fixes among them that are not applied any more: 1; with --fix" in done.stdout.decode()
    done = run("check", ".")
    assert (done.returncode, done.stdout.decode()) == (0, "No faults found.\n")
    assert run("clean", "page.txt").stdout == page.read_bytes()
    assert run("clean", "page.txt", "--isolated").stdout != page.read_bytes()


def test_a_page_that_is_added_leaves_the_earlier_decisions_as_they_are(run, page, tmp_path) -> None:
    run("check", "--add-to-baseline", "page.txt")
    before = (tmp_path / FILE).read_text(encoding="utf-8")
    (tmp_path / "other.txt").write_text("培训于2023年2月31日开始。\n", encoding="utf-8")
    run("check", "--add-to-baseline", "other.txt")
    after = (tmp_path / FILE).read_text(encoding="utf-8")
    assert set(before.split("\n\n")) < set(after.replace("\n\n[", "\n\n[").split("\n\n")) | {before.split("\n\n")[-1]}
    assert after.count("[[decision]]") == before.count("[[decision]]") + 1
    assert run("check", ".").returncode == 0


def edit(folder: Path) -> None:
    """Turn the rejected date of a baseline into an edited one."""
    file = folder / FILE
    head, *blocks = file.read_text(encoding="utf-8").split("\n\n")
    changed = [
        block.replace('decision = "reject"', 'decision = "edit"\nreplacement = "2022年2月28日"')
        if 'rule = "N006"' in block
        else block
        for block in blocks
    ]
    file.write_text("\n\n".join((head, *changed)), encoding="utf-8")


def test_clean_check_and_corpus_apply_what_was_decided(run, page, tmp_path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("fastwarc")
    run("check", "--add-to-baseline", "page.txt", "--select", "N006")
    edit(tmp_path)
    assert "2022年2月28日" in run("clean", "page.txt").stdout.decode()
    assert "2022年2月28日" in run("check", "--diff", "page.txt").stdout.decode()
    assert run("corpus", "page.txt", "-o", "out", "--output-format", "parquet").returncode == 0
    from pyarrow import parquet

    assert "2022年2月28日" in parquet.read_table(next((tmp_path / "out").glob("pages-*")))["text"][0].as_py()
    assert run("corpus", "page.txt", "-o", "out", "--isolated").returncode == 2  # another job: not silently the old one


def test_the_hook_for_commits_finds_the_decisions_in_a_folder_above(run, page, tmp_path) -> None:
    run("check", "--add-to-baseline", "page.txt")
    below = tmp_path / "below"
    below.mkdir()
    assert run("check", "../page.txt", cwd=below).returncode == 0
    assert run("check", "../page.txt", "--isolated", cwd=below).returncode == 1


def test_the_settings_name_a_file_beside_them(run, page, tmp_path) -> None:
    run("check", "--add-to-baseline", "--decisions", "other.toml", "page.txt")
    assert run("check", "page.txt").returncode == 1
    (tmp_path / "zhengwen.toml").write_text('decisions = "other.toml"\n')
    assert run("check", "page.txt").returncode == 0


def test_decisions_that_apply_to_nothing_are_said_of_the_whole_folder_only(run, page, tmp_path) -> None:
    run("check", "--add-to-baseline", ".")
    page.write_text("本市的规定自公布之日起施行。\n", encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "sound.txt").write_bytes(page.read_bytes())
    for part in ("page.txt", "below"):  # the rest may be elsewhere
        assert run("check", part).stderr == b""
    done = run("check", ".")
    assert done.returncode == 0
    assert "3 of the decisions" in done.stderr.decode()
    assert "N006 会议于【2022年2月30日】召开" in done.stderr.decode()


@pytest.mark.parametrize("command", [["check", "page.txt"], ["clean", "page.txt"], ["check", "--add-to-baseline", "."]])
def test_a_damaged_file_is_one_line_and_stays_as_it_is(run, page, tmp_path, command) -> None:
    (tmp_path / FILE).write_text("version = 1\n[[decision]]\n", encoding="utf-8")
    done = run(*command)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"zhengwen: {tmp_path / FILE}:2: 'rule' is missing\n"
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "version = 1\n[[decision]]\n"


def test_a_file_that_is_named_must_exist(run, page) -> None:
    assert run("check", "--decisions", "no.toml", "page.txt").stderr.decode().startswith("zhengwen: no.toml: No such")


UNSURE = "会议于2022年2月30日召开。\n"


def test_a_baseline_keeps_what_people_decided(run, tmp_path) -> None:
    (tmp_path / "page.txt").write_text(UNSURE, encoding="utf-8")
    assert run("check", "--add-to-baseline", "page.txt").returncode == 0
    file = tmp_path / "zhengwen.decisions.toml"
    edited = file.read_text(encoding="utf-8").replace('"reject"', '"edit"\nreplacement = "2022年2月28日"')
    file.write_text(edited, encoding="utf-8")
    assert b"Accepted 0 findings" in run("check", "--add-to-baseline", "page.txt").stdout
    assert file.read_text(encoding="utf-8") == edited
    assert run("clean", "page.txt").stdout.decode() == "会议于2022年2月28日召开。\n"


def test_a_baseline_leaves_out_what_is_not_text(run, tmp_path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00" + bytes(range(256)) * 8)
    done = run("check", "--add-to-baseline", ".")
    assert b"Accepted 0 findings" in done.stdout
    assert done.stderr.startswith(b"zhengwen: picture.txt: ")


def test_a_baseline_of_fixed_files_has_nothing_of_their_charsets(run, tmp_path) -> None:
    (tmp_path / "page.txt").write_bytes(UNSURE.encode("gbk"))
    run("check", "--fix", "--add-to-baseline", ".")
    assert "E005" not in (tmp_path / "zhengwen.decisions.toml").read_text(encoding="utf-8")
    assert run("check", ".").stdout == b"No faults found.\n"


def test_a_file_without_a_version_says_what_to_write(run, tmp_path) -> None:
    (tmp_path / "page.txt").write_text(UNSURE, encoding="utf-8")
    file = tmp_path / "zhengwen.decisions.toml"
    file.write_text('[[decision]]\nrule = "N006"\n', encoding="utf-8")
    assert b"its first line must be 'version = 1'" in run("check", "page.txt").stderr
    file.write_text("", encoding="utf-8")
    assert run("check", "page.txt").returncode == 1
