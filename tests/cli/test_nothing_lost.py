"""No command loses a page: not to another one, not to a link, a damaged ledger, or a program beside it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from zhengwen.cli import main
from zhengwen.pipeline import Pipeline

FAULTY = "截至20225月，已办理12件。\n"
OTHER = "截至20226月，已办理34件。\n"
SOUND = "截至2022年5月，已办理12件。\n"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4


def write(path: Path, text: str = FAULTY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def said(done) -> str:
    """Return the one line on standard error."""
    (line,) = done.stderr.decode().splitlines()
    return line


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestOnePlaceEach:
    def test_pages_of_one_name_in_two_folders_stay_two(self, run, tmp_path) -> None:
        write(tmp_path / "d1" / "x.txt")
        write(tmp_path / "d2" / "x.txt", OTHER)
        assert run("clean", "d1", "d2", "-o", "out").returncode == 0
        assert tree(tmp_path / "out") == {
            "d1/x.txt": SOUND.encode(),
            "d2/x.txt": "截至2022年6月，已办理34件。\n".encode(),
        }

    def test_two_files_of_one_name_stay_two_also_when_restored(self, run, tmp_path) -> None:
        one, two = write(tmp_path / "d1" / "x.txt"), write(tmp_path / "d2" / "x.txt", OTHER)
        assert run("clean", one, two, "-o", "out", "--ledger").returncode == 0
        assert run("restore", "out/d1/x.txt", "out/d2/x.txt", "-o", "back").returncode == 0
        assert tree(tmp_path / "back") == {"d1/x.txt": FAULTY.encode(), "d2/x.txt": OTHER.encode()}

    def test_what_would_become_one_file_is_refused_before_anything_is_written(self, run, tmp_path) -> None:
        write(tmp_path / "stdin.txt")
        write(tmp_path / "a.txt")
        done = run("clean", "a.txt", "stdin.txt", "-", "-o", "out", stdin=OTHER.encode())
        assert done.returncode == 2
        assert "both would become out/stdin.txt, and nothing was written" in said(done)
        assert not (tmp_path / "out").exists()

    def test_a_page_called_like_a_ledger_is_not_overwritten_by_one(self, run, tmp_path) -> None:
        write(tmp_path / "a.txt")
        write(tmp_path / "a.txt.ledger.json", OTHER)
        done = run("clean", "a.txt", "a.txt.ledger.json", "-o", "out", "--ledger")
        assert done.returncode == 2
        assert "a.txt.ledger.json" in said(done)
        assert not (tmp_path / "out").exists()


class TestOutputOntoInput:
    @pytest.mark.parametrize("arguments", [("x.txt", "-o", "x.txt"), (".", "-o", "."), ("x.txt", "-o", ".")])
    def test_is_refused(self, run, tmp_path, arguments) -> None:
        page = write(tmp_path / "x.txt")
        done = run("clean", *arguments)
        assert done.returncode == 2
        assert "would overwrite x.txt, which is read" in said(done)
        assert page.read_text(encoding="utf-8") == FAULTY

    def test_is_refused_under_another_name_of_the_same_file(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt")
        os.link(page, tmp_path / "y.txt")
        done = run("clean", "x.txt", "-o", "y.txt")
        assert (done.returncode, page.read_text(encoding="utf-8")) == (2, FAULTY)

    def test_is_refused_by_restore_too(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt")
        run("clean", "--in-place", page)
        assert run("restore", page, "-o", page).returncode == 2
        assert page.read_text(encoding="utf-8") == SOUND

    def test_the_output_folder_is_no_input(self, run, tmp_path) -> None:
        write(tmp_path / "in" / "x.txt")
        for _ in range(3):
            assert run("clean", "in", "-o", "in/out").returncode == 0
        assert set(tree(tmp_path / "in")) == {"x.txt", "out/x.txt"}


class TestStaleLedgers:
    def test_a_ledger_goes_with_the_text_it_belongs_to(self, run, tmp_path) -> None:
        write(tmp_path / "x.txt")
        run("clean", "x.txt", "-o", "out.txt", "--ledger")
        write(tmp_path / "x.txt", SOUND)  # comes out as the same text, from other bytes
        assert run("clean", "x.txt", "-o", "out.txt").returncode == 0
        done = run("restore", "out.txt")
        assert (done.returncode, done.stdout) == (2, b"")
        assert "no ledger" in said(done)

    def test_a_page_crawled_again_is_cleaned_in_place_again(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt")
        run("clean", "--in-place", page)
        write(page, OTHER)
        assert "--replace-ledgers" in said(run("clean", "--in-place", page))
        assert run("clean", "--in-place", "--replace-ledgers", page).returncode == 0
        assert run("restore", page).stdout.decode() == OTHER

    def test_replacing_ledgers_keeps_those_that_still_belong(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt")
        run("clean", "--in-place", page)
        assert run("clean", "--in-place", "--replace-ledgers", page).returncode == 0
        assert run("restore", page).stdout.decode() == FAULTY

    def test_a_sound_page_crawled_again_has_no_ledger_of_the_earlier_one(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt")
        run("clean", "--in-place", page)
        write(page, "截至2023年5月，已办理12件。\n")
        run("clean", "--in-place", "--replace-ledgers", page)
        assert list(tree(tmp_path)) == ["x.txt"]

    def test_cleaning_without_a_ledger_does_not_orphan_one(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt", "截至20225月,已办理12件.\n共\N{ZERO WIDTH SPACE}3人\n")
        original = page.read_bytes()
        run("clean", "--in-place", "--select", "N", page)
        done = run("clean", "--in-place", "--no-ledger", page)
        assert done.returncode == 2
        assert "omit --no-ledger" in said(done)
        assert run("restore", page).stdout == original


class TestLedgersElsewhere:
    def test_in_a_folder_every_version_has_its_own(self, run, tmp_path) -> None:
        page = write(tmp_path / "crawl" / "x.txt")
        for text in (FAULTY, OTHER):
            write(page, text)
            assert run("clean", "--in-place", "crawl", "--ledger-dir", "ledgers").returncode == 0
            assert run("restore", page, "--ledger-dir", "ledgers").stdout.decode() == text
        assert set(tree(tmp_path / "crawl")) == {"x.txt"}
        write(page, SOUND)
        assert run("restore", "x.txt", "--ledger-dir", "../ledgers", cwd=page.parent).stdout.decode() == FAULTY

    def test_a_second_run_with_more_rules_continues_the_ledger(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt", "截至20225月,已办理12件.\n共\N{ZERO WIDTH SPACE}3人\n")
        original = page.read_bytes()
        run("clean", "--in-place", "--select", "N", page, "--ledger-dir", "ledgers")
        run("clean", "--in-place", page, "--ledger-dir", "ledgers")
        assert run("restore", page, "--ledger-dir", "ledgers").stdout == original

    def test_an_output_folder_may_have_its_ledgers_elsewhere(self, run, tmp_path) -> None:
        write(tmp_path / "in" / "x.txt")
        assert run("clean", "in", "-o", "out", "--ledger-dir", "ledgers").returncode == 0
        assert set(tree(tmp_path / "out")) == {"x.txt"}
        assert run("restore", "out/x.txt", "--ledger-dir", "ledgers").stdout.decode() == FAULTY


class TestDamagedLedgers:
    def test_nothing_is_written_and_the_ledger_stays(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt")
        run("clean", "--in-place", page)
        ledger = tmp_path / "x.txt.ledger.json"
        whole = ledger.read_text(encoding="utf-8")
        ledger.write_text(whole.replace('"20225"', '"20226"'), encoding="utf-8")
        damaged = tree(tmp_path)
        done = run("restore", "--in-place", page)
        assert done.returncode == 2
        assert said(done).endswith("x.txt: the ledger is damaged: it does not match its own digest")
        assert tree(tmp_path) == damaged


class TestWhatIsNotText:
    @pytest.mark.parametrize("name", ["x.txt", "x.html"])
    @pytest.mark.parametrize("raw", [PICTURE, b"PK\x03\x04" + os.urandom(4000)], ids=["picture", "archive"])
    def test_clean_hands_its_bytes_on_and_says_so(self, run, tmp_path, name, raw) -> None:
        (tmp_path / name).write_bytes(raw)
        format = "html" if name.endswith("html") else "auto"
        done = run("clean", name, "--format", format)
        assert (done.returncode, done.stdout) == (2, raw)
        assert "not text; left as it is" in said(done)
        run("clean", name, "-o", "out", "--format", format)
        assert (tmp_path / "out").read_bytes() == raw
        assert run("clean", "--in-place", name, "--format", format).returncode == 2
        assert tree(tmp_path) == {name: raw, "out": raw}

    def test_check_has_one_finding_and_mends_nothing(self, run, tmp_path) -> None:
        (tmp_path / "x.txt").write_bytes(PICTURE)
        for arguments in ((), ("--fix",), ("--fix", "--unsafe-fixes")):
            done = run("check", "x.txt", "-q", *arguments)
            assert done.returncode == 1
            assert done.stdout.decode() == "x.txt:1:1: E002 The input is a PNG image, not text.\n"
        assert tree(tmp_path) == {"x.txt": PICTURE}

    def test_the_other_files_are_cleaned(self, run, tmp_path) -> None:
        (tmp_path / "a.txt").write_bytes(PICTURE)
        write(tmp_path / "b.txt")
        assert run("clean", "--in-place", ".").returncode == 2
        assert (tmp_path / "b.txt").read_text(encoding="utf-8") == SOUND


class TestOtherPrograms:
    @pytest.mark.parametrize("command", [("clean", "--in-place"), ("check", "--fix")], ids=" ".join)
    def test_a_change_made_meanwhile_is_kept(self, tmp_path, monkeypatch, capsys, command) -> None:
        page = write(tmp_path / "x.txt")
        clean = Pipeline.run

        def slowly(self, *given, **options):
            done = clean(self, *given, **options)
            write(page, "别人写的新内容\n")
            return done

        monkeypatch.setattr(Pipeline, "run", slowly)
        assert main([*command, str(page)]) == 2
        assert "x.txt: changed by another program in the meantime" in capsys.readouterr().err
        assert tree(tmp_path) == {"x.txt": "别人写的新内容\n".encode()}

    def test_a_change_made_while_the_ledger_was_written_is_kept_with_its_ledger(self, tmp_path, monkeypatch) -> None:
        page = write(tmp_path / "x.txt", "截至20225月,已办理12件.\n共\N{ZERO WIDTH SPACE}3人\n")
        assert main(["clean", "--in-place", "--select", "N", str(page)]) == 0
        ledger = (tmp_path / "x.txt.ledger.json").read_bytes()
        replace = os.replace

        def slowly(source, target):
            replace(source, target)
            if str(target).endswith(".json"):
                write(page, "别人写的新内容\n")

        monkeypatch.setattr(os, "replace", slowly)
        assert main(["clean", "--in-place", str(page)]) == 2
        assert tree(tmp_path) == {"x.txt": "别人写的新内容\n".encode(), "x.txt.ledger.json": ledger}


class TestLinksAndDevices:
    def test_a_link_in_a_folder_is_not_changed_in_place(self, run, tmp_path) -> None:
        outside = write(tmp_path / "outside" / "x.txt")
        (tmp_path / "crawl").mkdir()
        (tmp_path / "crawl" / "x.txt").symlink_to(outside)
        for command in (("clean", "--in-place"), ("check", "--fix", "-q")):
            done = run(*command, "crawl")
            assert said(done) == (
                "zhengwen: crawl/x.txt: a link, and not changed in place; name the file that it points to"
            )
        assert tree(tmp_path / "outside") == {"x.txt": FAULTY.encode()}
        assert run("clean", "crawl", "-o", "out").returncode == 0
        assert tree(tmp_path / "out") == {"x.txt": SOUND.encode()}

    def test_a_link_that_is_named_stands_for_its_file(self, run, tmp_path) -> None:
        outside = write(tmp_path / "outside" / "x.txt")
        link = tmp_path / "link.txt"
        link.symlink_to(outside)
        assert run("clean", "--in-place", "link.txt").returncode == 0
        assert link.is_symlink()
        assert set(tree(tmp_path / "outside")) == {"x.txt", "x.txt.ledger.json"}
        assert run("restore", "link.txt").stdout.decode() == FAULTY

    def test_a_link_in_the_output_is_replaced_and_its_file_stays(self, run, tmp_path) -> None:
        write(tmp_path / "in" / "x.txt")
        precious = write(tmp_path / "precious.txt", "珍贵\n")
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "x.txt").symlink_to(precious)
        assert run("clean", "in", "-o", "out").returncode == 0
        assert precious.read_text(encoding="utf-8") == "珍贵\n"
        assert (tmp_path / "out" / "x.txt").read_text(encoding="utf-8") == SOUND

    def test_no_link_leads_out_of_the_output(self, run, tmp_path) -> None:
        write(tmp_path / "in" / "below" / "x.txt")
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "below").symlink_to(tmp_path / "elsewhere")
        done = run("clean", "in", "-o", "out")
        assert done.returncode == 2
        assert "a link leads out of out" in said(done)
        assert not tree(tmp_path / "elsewhere")

    def test_an_output_that_is_a_link_is_refused(self, run, tmp_path) -> None:
        write(tmp_path / "x.txt")
        (tmp_path / "link").symlink_to(write(tmp_path / "precious.txt", "珍贵\n"))
        done = run("clean", "x.txt", "-o", "link")
        assert done.returncode == 2
        assert "name the file itself" in said(done)

    def test_another_name_of_a_file_keeps_what_was_there(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt")
        os.link(page, tmp_path / "other-name")
        run("clean", "--in-place", page)
        assert (tmp_path / "other-name").read_text(encoding="utf-8") == FAULTY

    def test_a_device_is_written_to_and_not_replaced(self, run, tmp_path) -> None:
        write(tmp_path / "x.txt")
        assert run("clean", "x.txt", "-o", "/dev/null").returncode == 0
        assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)

    def test_a_pipe_called_like_a_page_is_said_and_does_not_hang(self, run, tmp_path) -> None:
        write(tmp_path / "a.txt")
        os.mkfifo(tmp_path / "x.txt")
        for command in (("check", "--exit-zero"), ("clean", "--in-place"), ("clean", "-o", "out")):
            done = run(*command, ".")
            assert (done.returncode, said(done)) == (2, "zhengwen: x.txt: not a regular file")
        assert (tmp_path / "a.txt").read_text(encoding="utf-8") == SOUND


class TestOwnerAndPermissions:
    def test_the_ledger_may_be_read_by_those_who_may_read_the_page(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt")
        page.chmod(0o600)
        run("clean", "--in-place", page)
        assert mode(page) == mode(tmp_path / "x.txt.ledger.json") == 0o600
        write(page).chmod(0o750)
        run("clean", page, "-o", "out.txt", "--ledger")
        assert (mode(tmp_path / "out.txt"), mode(tmp_path / "out.txt.ledger.json")) == (0o750, 0o640)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
    def test_owner_group_and_the_right_to_run_as_the_owner_stay(self, run, tmp_path) -> None:
        page = write(tmp_path / "x.txt")
        os.chown(page, 4321, 8765)
        page.chmod(0o4755)
        run("clean", "--in-place", page)
        for path, permissions in ((page, 0o4755), (tmp_path / "x.txt.ledger.json", 0o644)):
            known = path.stat()
            assert (known.st_uid, known.st_gid, mode(path)) == (4321, 8765, permissions)

    def test_a_file_that_is_not_changed_keeps_its_time_and_a_changed_one_has_a_new_one(self, run, tmp_path) -> None:
        sound, faulty = write(tmp_path / "sound.txt", SOUND), write(tmp_path / "faulty.txt")
        for page in (sound, faulty):
            os.utime(page, (1_000_000_000, 1_000_000_000))
        run("clean", "--in-place", sound, faulty)
        assert sound.stat().st_mtime == 1_000_000_000
        assert faulty.stat().st_mtime > 1_700_000_000


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
