"""`zhengwen show`: a page before and after."""

import re
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
FAULTY = "截至20225月，已办理12件。\n"


def test_what_was_cut_and_put_in_is_marked_with_its_rule(run, tmp_path) -> None:
    (tmp_path / "page.txt").write_text(FAULTY, encoding="utf-8")
    done = run("show", "page.txt")
    said = done.stdout.decode()
    assert done.returncode == 0
    assert "截至[-20225-]{+2022年5+}月，已办理12件。  ← N001\n" in said
    assert "\n截至2022年5月，已办理12件。\n" in said
    assert "1 page of 1 changed: 15 characters → 16" not in said  # counted with the line break
    assert "1 page of 1 changed: 17 characters → 18; 1 fix, 0 findings left to look at." in said
    assert "zhengwen rule N001" in said
    assert (tmp_path / "page.txt").read_text(encoding="utf-8") == FAULTY


@pytest.mark.parametrize("page", sorted((SAMPLES / "pages").glob("*.txt")), ids=lambda path: path.name)
def test_marks_and_text_agree(run, page) -> None:
    """Without what is cut, and with what is put in, the marked page is the clean text where nothing was shortened."""
    said = run("show", page).stdout.decode()
    marked, clean = re.split(r"^== .*\n", said, flags=re.MULTILINE)[1:3]
    marked = re.sub(r"  ← [A-Z0-9 ]+$", "", marked, flags=re.MULTILINE)
    read = re.sub(r"\{\+(.*?)\+\}", r"\1", re.sub(r"\[-.*?-\]", "", marked, flags=re.DOTALL), flags=re.DOTALL)
    assert "".join(read.split()) == "".join(clean.split())


def test_one_page_at_a_time(run, pages) -> None:
    done = run("show", pages)
    assert done.returncode == 2
    assert "3 pages; name one of them" in done.stderr.decode()


def test_a_page_without_faults_is_untouched(run, pages) -> None:
    said = run("show", pages / "sound.txt").stdout.decode()
    assert "[-" not in said
    assert "0 pages of 1 changed" in said


def test_commands_to_try_next_can_be_copied_whatever_the_file_is_called(run, tmp_path) -> None:
    name = "a b;c.txt"
    (tmp_path / name).write_text("截至20225月，已办理12件。\n", encoding="utf-8")
    assert f"zhengwen check --output-format full '{name}'" in run("show", name).stdout.decode()


def test_standard_input_is_not_proposed_again(run) -> None:
    said = run("show", "-", stdin="截至20225月，已办理12件。\n".encode()).stdout.decode()
    assert "zhengwen rule N001" in said
    assert " - " not in said.split("What to try next")[1]
