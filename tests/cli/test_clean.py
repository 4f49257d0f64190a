"""`zhengwen clean` through its entry point."""

import json
import stat
import subprocess
import sys
from pathlib import Path

from zhengwen.ledger import Ledger

FAULTY = "截至20225月，已办理12件。\n"
SOUND = "截至2022年5月，已办理12件。\n"


def test_one_file_goes_to_standard_output(run, pages) -> None:
    done = run("clean", pages / "faulty.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, SOUND.encode(), b"")
    assert (pages / "faulty.txt").read_text(encoding="utf-8") == FAULTY


def test_standard_input_goes_to_standard_output_in_any_charset(run) -> None:
    assert run("clean", "-", stdin=FAULTY.encode("gb18030")).stdout == SOUND.encode()
    assert run("clean", "-", "--encoding", "gbk", stdin=FAULTY.encode("gbk")).stdout == SOUND.encode()


def test_the_output_has_no_byte_order_mark_and_no_carriage_returns(run) -> None:
    assert run("clean", "-", stdin=b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode()).stdout == SOUND.encode()


def test_in_place_writes_a_ledger_that_restores_the_bytes(run, pages) -> None:
    page = pages / "below" / "gbk.txt"
    page.chmod(0o640)
    assert run("clean", "--in-place", pages).returncode == 0
    assert page.read_bytes() == SOUND.encode()
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    ledger = Ledger.loads((pages / "below" / "gbk.txt.ledger.json").read_bytes(), page.read_text(encoding="utf-8"))
    assert ledger.restore(SOUND) == FAULTY.encode("gbk")
    assert run("restore", page).stdout == FAULTY.encode("gbk")


def test_in_place_leaves_sound_pages_and_other_files_alone(run, pages) -> None:
    before = (pages / "sound.txt").stat()
    run("clean", "--in-place", pages)
    after = (pages / "sound.txt").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert not (pages / "sound.txt.ledger.json").exists()
    assert (pages / "picture.png").read_bytes().startswith(b"\x89PNG")
    assert (pages / ".hidden" / "not.txt").read_text(encoding="utf-8") == FAULTY


def test_in_place_twice_changes_nothing_and_keeps_the_ledger(run, pages) -> None:
    run("clean", "--in-place", pages)
    ledger = (pages / "faulty.txt.ledger.json").read_bytes()
    assert run("clean", "--in-place", pages).returncode == 0
    assert (pages / "faulty.txt.ledger.json").read_bytes() == ledger


def test_a_second_run_with_more_rules_continues_the_ledger(run, pages) -> None:
    page = pages / "faulty.txt"
    page.write_text("截至20225月,已办理12件.\n共\N{ZERO WIDTH SPACE}3人\n", encoding="utf-8")
    original = page.read_bytes()
    run("clean", "--in-place", "--select", "N", page)
    first = page.read_bytes()
    run("clean", "--in-place", page)
    assert original != first != page.read_bytes()
    assert run("restore", page).stdout == original


def test_a_ledger_of_another_text_is_not_overwritten(run, pages) -> None:
    page = pages / "faulty.txt"
    run("clean", "--in-place", page)
    ledger = (pages / "faulty.txt.ledger.json").read_bytes()
    page.write_text("改过的" + FAULTY, encoding="utf-8")
    done = run("clean", "--in-place", page)
    assert done.returncode == 2
    assert (
        "belongs to an earlier version of the page; if this one is new, use --replace-ledgers" in done.stderr.decode()
    )
    assert page.read_text(encoding="utf-8") == "改过的" + FAULTY
    assert (pages / "faulty.txt.ledger.json").read_bytes() == ledger


def test_a_run_stopped_between_ledger_and_text_is_taken_up_again(run, pages) -> None:
    page = pages / "faulty.txt"
    run("clean", "--in-place", page)
    page.write_text(FAULTY, encoding="utf-8")
    assert run("clean", "--in-place", page).returncode == 0
    assert page.read_text(encoding="utf-8") == SOUND
    assert run("restore", page).stdout == FAULTY.encode()


def test_a_folder_goes_into_a_folder(run, pages, tmp_path) -> None:
    assert run("clean", pages, "-o", tmp_path / "out", "--ledger").returncode == 0
    written = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.txt"))
    assert written == ["below/gbk.txt", "faulty.txt", "sound.txt"]
    ledger = (tmp_path / "out" / "faulty.txt.ledger.json").read_text(encoding="utf-8")
    assert json.loads(ledger)["zhengwen"] == 2


def test_several_files_need_a_place_to_go(run, pages) -> None:
    done = run("clean", pages)
    assert done.returncode == 2
    assert "--output FOLDER" in done.stderr.decode()
    assert done.stdout == b""


def test_files_that_cannot_be_read_are_said_and_the_others_are_done(run, pages, tmp_path) -> None:
    done = run("clean", "no-such.txt", pages / "faulty.txt", "--in-place")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == ["zhengwen: no-such.txt: No such file or directory"]
    assert (pages / "faulty.txt").read_text(encoding="utf-8") == SOUND


def test_an_unwritable_place_is_one_line(run, pages, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("clean", pages / "faulty.txt", "-o", tmp_path / "file" / "below.txt")
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


def test_debug_shows_the_traceback(run) -> None:
    assert b"Traceback" in run("--debug", "clean", "no-such.txt").stderr


def test_what_begins_like_html_is_read_as_html_unless_it_is_said_to_be_text(run) -> None:
    for head in ("<!DOCTYPE html>\n<html>", "\ufeff\n<HTML lang=zh>", '<?xml version="1.0"?>\n<html>'):
        page = f"{head}<p>{SOUND}</p></html>".encode()
        assert run("clean", "-", stdin=page).stdout.decode().strip() == SOUND.strip()
        assert "<p>" in run("clean", "-", "--format", "text", stdin=page).stdout.decode()
    text = f"{SOUND}<b>注</b>\n".encode()
    assert run("clean", "-", stdin=text).stdout == text
    assert run("clean", "-", "--format", "html", stdin=text).stdout.decode() == f"{SOUND.strip()} 注"


def test_rules_can_be_selected_and_ignored(run) -> None:
    assert run("clean", "-", "--ignore", "N", stdin=FAULTY.encode()).stdout == FAULTY.encode()
    assert run("clean", "-", "--select", "P,W", stdin=FAULTY.encode()).stdout == FAULTY.encode()
    assert run("clean", "-", "--select", "numerals", stdin=FAULTY.encode()).stdout == SOUND.encode()
    done = run("clean", "-", "--select", "X123", stdin=FAULTY.encode())
    assert done.returncode == 2
    assert "X123" in done.stderr.decode()


def test_a_wrong_charset_name_is_refused(run) -> None:
    for name in ("klingon", "base64"):
        done = run("clean", "-", "--encoding", name)
        assert done.returncode == 2
        assert name in done.stderr.decode()


def test_undecodable_bytes_come_out_as_valid_utf_8_and_back(run, tmp_path) -> None:
    page = tmp_path / "cut.txt"
    raw = "各区人民政府应当加强监督管理，落实责任。".encode()[:-1] + b"\n\xff\xfe\x80"
    page.write_bytes(raw)
    run("clean", "--in-place", page)
    page.read_bytes().decode("utf-8")
    assert run("restore", page).stdout == raw


def test_the_installed_program_is_there() -> None:
    program = Path(sys.executable).with_name("zhengwen")
    assert subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.startswith(
        "zhengwen "
    )


def test_a_page_is_converted_on_request_only(run) -> None:
    page = "各区人民政府应当加强对校外培训机构的监督管理，落实责任。\n"
    assert run("clean", "-", stdin=page.encode()).stdout.decode() == page
    converted = run("clean", "-", "--script", "traditional", stdin=page.encode()).stdout.decode()
    assert converted == "各區人民政府應當加強對校外培訓機構的監督管理，落實責任。\n"
    assert run("clean", "-", "--script", "simplified", stdin=converted.encode()).stdout.decode() == page


def test_title_and_byline_go_to_meta_only_with_the_preset_body(run) -> None:
    page = (Path(__file__).parents[2] / "samples" / "cleaned" / "furniture.txt").read_bytes()
    whole, body = run("clean", "-", stdin=page), run("clean", "-", "--preset", "body", stdin=page)
    assert whole.stdout == page
    assert body.stdout.decode().startswith("各乡镇人民政府")
    assert page.decode().endswith(body.stdout.decode())


def test_repair_cuts_nothing(run) -> None:
    page = (Path(__file__).parents[2] / "samples" / "pages" / "everything.txt").read_bytes()
    kept = run("clean", "-", "--preset", "repair", stdin=page).stdout.decode()
    assert "网站" in kept or "網站標識碼" in kept
    assert kept.count("課後服務工作總結") >= 2
