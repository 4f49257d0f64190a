"""Settings files, as the command line finds and uses them."""

FAULTY = "截至20225月，已办理12件。\n"
SOUND = "截至2022年5月，已办理12件。\n"


def test_pyproject_is_read_from_a_folder_above(run, pages) -> None:
    (pages / "pyproject.toml").write_text('[tool.zhengwen]\nignore = ["N"]\n', encoding="utf-8")
    assert run("check", "faulty.txt", cwd=pages).returncode == 0
    assert run("check", "gbk.txt", "--select", "N", cwd=pages / "below").returncode == 0
    assert run("check", "--isolated", "faulty.txt", cwd=pages).returncode == 1


def test_the_option_wins_over_the_file(run, pages) -> None:
    (pages / "zhengwen.toml").write_text('select = ["P"]\n', encoding="utf-8")
    assert run("check", "faulty.txt", cwd=pages).returncode == 0
    assert run("check", "faulty.txt", "--select", "N", cwd=pages).returncode == 1


def test_files_are_included_excluded_and_ignored_by_pattern(run, pages) -> None:
    (pages / "note.md").write_text(FAULTY, encoding="utf-8")
    settings = 'include = ["*.txt", "*.md"]\nexclude = ["below"]\n[per-file-ignores]\n"faulty.*" = ["N"]\n'
    (pages / "zhengwen.toml").write_text(settings, encoding="utf-8")
    done = run("check", ".", cwd=pages)
    assert [line.split(":")[0] for line in done.stdout.decode().splitlines()[:-1]] == ["note.md"]


def test_a_wrong_key_names_file_and_key(run, pages) -> None:
    (pages / "zhengwen.toml").write_text('ignored = ["N"]\n', encoding="utf-8")
    done = run("check", "faulty.txt", cwd=pages)
    assert done.returncode == 2
    assert "zhengwen.toml: unknown key 'ignored'" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_wrong_value_is_refused(run, pages) -> None:
    for line in (
        'select = "N"',
        "unsafe-fixes = 1",
        'preset = "none"',
        "per-file-ignores = 3",
        "x =",
        'encoding = "foo"',
        'select = ["X999"]',
        'ignore = ["X9"]',
        '[per-file-ignores]\n"a" = ["X9"]',
    ):
        (pages / "zhengwen.toml").write_text(line + "\n", encoding="utf-8")
        done = run("check", "faulty.txt", cwd=pages)
        assert (done.returncode, len(done.stderr.decode().splitlines())) == (2, 1), line
        assert done.stderr.decode().startswith(f"zhengwen: {pages}/zhengwen.toml: "), line


def test_a_settings_file_can_be_named(run, pages, tmp_path) -> None:
    (tmp_path / "other.toml").write_text('ignore = ["N"]\n', encoding="utf-8")
    assert run("check", "faulty.txt", "--config", tmp_path / "other.toml", cwd=pages).returncode == 0
