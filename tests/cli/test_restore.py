"""`zhengwen restore` through its entry point."""

FAULTY = "截至20225月，已办理12件。\n"


def test_in_place_restores_and_removes_the_ledger(run, pages) -> None:
    run("clean", "--in-place", pages)
    done = run("restore", "--in-place", pages / "faulty.txt", pages / "below" / "gbk.txt")
    assert done.returncode == 0
    assert (pages / "faulty.txt").read_text(encoding="utf-8") == FAULTY
    assert (pages / "below" / "gbk.txt").read_bytes() == FAULTY.encode("gbk")
    assert not list(pages.rglob("*.ledger.json"))


def test_a_folder_of_restored_files(run, pages, tmp_path) -> None:
    run("clean", "--in-place", pages)
    run("restore", pages / "faulty.txt", pages / "below" / "gbk.txt", "-o", tmp_path / "back")
    assert (tmp_path / "back" / "faulty.txt").read_text(encoding="utf-8") == FAULTY
    assert (tmp_path / "back" / "below" / "gbk.txt").read_bytes() == FAULTY.encode("gbk")


def test_no_ledger_is_one_line(run, pages) -> None:
    done = run("restore", pages / "sound.txt")
    assert done.returncode == 2
    assert "no ledger" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_an_edited_text_is_refused(run, pages) -> None:
    run("clean", "--in-place", pages / "faulty.txt")
    (pages / "faulty.txt").write_text("别的\n", encoding="utf-8")
    done = run("restore", pages / "faulty.txt")
    assert done.returncode == 2
    assert "no longer matches" in done.stderr.decode()


def test_the_ledger_can_be_named(run, pages, tmp_path) -> None:
    run("clean", "--in-place", pages / "faulty.txt")
    (pages / "faulty.txt.ledger.json").rename(tmp_path / "elsewhere.json")
    assert run("restore", pages / "faulty.txt", "--ledger", tmp_path / "elsewhere.json").stdout == FAULTY.encode()
