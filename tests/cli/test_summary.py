"""`zhengwen clean --summary`."""

FAULTY = "截至20225月，已办理12件。\n"


def test_the_summary_counts_by_rule_and_leaves_standard_output_alone(run, pages) -> None:
    done = run("clean", "--summary", pages / "faulty.txt")
    assert done.stdout == run("clean", pages / "faulty.txt").stdout
    first, *rows = done.stderr.decode().splitlines()
    assert first == "1 page of 1 changed: 17 characters → 18; 1 fix, 0 findings left to look at."
    assert [row.split()[:3] for row in rows] == [["1", "fixed", "N001"]]


def test_the_summary_of_a_folder(run, pages, tmp_path) -> None:
    done = run("clean", "--summary", pages, "-o", tmp_path / "out")
    assert done.stderr.decode().splitlines()[0].startswith("2 pages of 3 changed: ")
